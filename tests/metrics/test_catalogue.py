"""The catalogue: held to its schema, complete in both languages, and open to new indicators without code."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml

from data.contract import contract
from metrics.catalogue import FOLDER, catalogue, indicator_names
from metrics.declaration import load
from metrics.engine import evaluate, needs
from metrics.periods import Period
from tests.metrics.build import dataset

SCHEMA = json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))
LEADS = {"D1.1", "D2.4", "D3.8", "D4.1", "D5.4"}


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.yaml")), ids=lambda f: f.name)
def test_every_file_follows_the_schema(file: Path) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(yaml.safe_load(file.read_text(encoding="utf-8")))


def test_every_field_of_the_schema_has_its_house_style() -> None:
    fields = SCHEMA["$defs"]["indicator"]["properties"]
    told = {name for name, f in fields.items() if "guidelines" in f or "guidelines" in SCHEMA["$defs"].get(f.get("$ref", "").split("/")[-1], {})}
    assert told == set(fields)


def test_the_catalogue_is_whole_and_in_order() -> None:
    per_objective = {n: [i for i in catalogue().values() if i.objective == n] for n in range(1, 6)}
    assert {n: len(i) for n, i in per_objective.items()} == {1: 6, 2: 5, 3: 17, 4: 8, 5: 6}
    assert [i.id for i in per_objective[3]] == [f"D3.{n}" for n in range(1, 18)]
    assert {i.id for i in catalogue().values() if i.lead} == LEADS
    assert {i.id for i in catalogue().values() if i.is_level} == {"D3.3", "D3.11", "D3.14", "D3.15", "D4.6"}
    assert [i.id for i in catalogue().values() if i.direction == "down"] == ["D3.9"]


def test_ids_begin_with_their_objective_and_names_differ() -> None:
    for i in catalogue().values():
        assert i.id.startswith(f"D{i.objective}.")
    for lang in ("nl", "en"):
        names = [i.name[lang] for i in catalogue().values()]
        assert len(set(names)) == len(names)


def test_every_column_named_is_in_the_contract() -> None:
    for i in catalogue().values():
        for sheet, column in needs(i):
            assert not column or column in contract()[sheet].by_key, (i.id, sheet, column)


def test_the_reader_gets_ids_names_and_percentages() -> None:
    names = {n.id: n for n in indicator_names().indicators}
    assert names["D2.5"].percent
    assert not names["D3.8"].percent
    assert names["D3.8"].names == ("Gerealiseerde circulaire initiatieven", "Realised circular initiatives")


def test_a_new_indicator_is_one_entry_and_no_code(tmp_path: Path) -> None:
    """Expected jobs in large clusters: a combination of kinds that no indicator of ours uses."""
    text = {"nl": "Een zin van genoeg tekens.", "en": "A sentence of enough characters."}
    entry = {
        "id": "D4.90", "name": {"nl": "Textielwerk in Geel of Mol", "en": "Textile work in Geel or Mol"}, "level": "impact",
        "unit": {"nl": "VTE", "en": "FTE"}, "decimals": 1,
        "parts": [{
            "source": "cases", "date": ["trial_date", "project_date"],
            "where": [{"column": "municipality", "is": ["Geel", "Mol"]}, {"column": "material_stream", "is_not": "Glas"},
                      {"column": "contract_value", "above": 1000}, {"column": "stopped_date", "not_yet": True}],
        }],
        "aggregation": {"sum": {"column": "expected_fte"}},
        "question": {"nl": "Hoeveel werk?", "en": "How much work?"}, "definition": text, "counts": text, "excludes": text,
    }  # fmt: skip
    content = {"objective": 4, "indicators": [entry]}
    jsonschema.Draft202012Validator(SCHEMA).validate(content)
    (tmp_path / "own.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    assert list(catalogue(tmp_path))[-7:] == ["D4.90", "D5.1", "D5.2", "D5.3", "D5.4", "D5.5", "D5.6"]
    new = load(tmp_path / "own.yaml")[0]
    data = dataset({
        "Cases": """
            Case-ID | Gemeente | Materiaalstroom | Contractwaarde | Datum testtraject | Datum project | Datum stopzetting | VTE verwacht
            K1      | Geel     | Hout            | 2000           | 2024-02-01        |               |                   | 1,5
            K2      | Mol      |                 | 2000           |                   | 2024-03-01    | 2024-08-01        | 2
            K3      | Mol      | Glas            | 2000           | 2024-02-01        |               |                   | 4
            K4      | Turnhout | Hout            | 2000           | 2024-02-01        |               |                   | 8
            K5      | Geel     | Hout            | 1000           | 2024-02-01        |               |                   | 16
            K6      | Geel     | Hout            | 2000           | 2024-02-01        | 2024-03-01    | 2024-04-01        | 32
        """
    })
    values = evaluate(data, new, [Period(date(2024, 1, 1), date(2024, 6, 30))], date(2025, 1, 1))
    assert values.value.tolist() == [3.5]
