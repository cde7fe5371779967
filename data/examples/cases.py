"""The example cases: each question comes in, and gets as far as chance and time allow."""

from datetime import date

from data.examples import assumptions as a
from data.examples.chance import Chance, join
from data.examples.companies import Organisation
from data.hub import Hub

Row = dict[str, object]


def cases(hub: Hub, organisations: list[Organisation]) -> list[Row]:
    """All cases in order of intake, keyed by the contract's column keys."""
    chance = Chance("cases")
    days = [(phase.number, day) for phase in hub.phases for day in chance.days_in(phase, a.CASES[phase.number])]
    rows = []
    for number, (phase, day) in enumerate(days, 1):
        row = _question(chance, f"K-{day.year}-{number:03d}", day, phase, organisations)
        _advance(chance, row, day)
        if "guidance_date" in row:
            _company_it_keeps(chance, row, organisations)
        if "realised_date" in row:
            _result(chance, row)
        _expectations(chance, row)
        rows.append(row)
    return rows


def _question(chance: Chance, case_id: str, day: date, phase: str, organisations: list[Organisation]) -> Row:
    kind = chance.weighted(a.ASKERS)
    asker = chance.one([o for o in organisations if o.type == kind]) if kind != "Burger" else None
    stream = (asker.stream if asker else "") or chance.weighted({s: weight for s, (weight, *_) in a.STREAMS.items()})
    strategy = chance.weighted({s: weight for s, (weight, _) in a.STRATEGIES.items() if s in a.RAW_STRATEGIES or stream not in a.RAW})
    _, sector, subjects, _ = a.STREAMS[stream]
    return {
        "case_id": case_id, "title": f"{chance.one(subjects)} {a.STRATEGIES[strategy][1]}", "intake_date": day,
        "source": chance.weighted(a.SOURCES_LATER if phase in ("3", "4") else a.SOURCES),
        "organisation": asker.name if asker else "", "organisation_type": kind,
        "municipality": asker.municipality if asker else chance.one([o.municipality for o in organisations if o.type == "Lokaal bestuur"]),
        "sector": sector if kind == "Onderneming" else "", "material_stream": stream, "r_strategy": strategy, "objectives": chance.weighted(a.OBJECTIVES),
    }  # fmt: skip


def _advance(chance: Chance, row: Row, day: date) -> None:
    """Give the case its dates step by step, until chance or the end of the data stops it, and the status that goes with that."""
    reached = "intake_date"
    for step, (probability, shortest, longest) in a.STEPS.items():
        if not chance.happens(probability):
            break
        following = chance.later(day, shortest, longest)
        if following > a.LAST_DAY:
            break
        row[step] = day = following
        reached = step
    row["status"] = a.STATUS[reached]
    idle = (a.LAST_DAY - day).days
    if "realised_date" not in row and idle > 150:
        _end(chance, row, day)
    elif reached == "intake_date" and idle < 30:
        row["status"] = "Nieuw"


def _end(chance: Chance, row: Row, day: date) -> None:
    """A case on which nothing happened for long was referred, put on hold or stopped; some are still open."""
    fate = chance.weighted(a.FATES_BEFORE if row["status"] == "Intake" else a.FATES_AFTER)
    row["status"] = fate or row["status"]
    if fate == "Stopgezet":
        row["stopped_date"] = min(chance.later(day, 30, 140), a.LAST_DAY)
        row["stop_reason"] = chance.one(a.STOP_REASONS)


def _company_it_keeps(chance: Chance, row: Row, organisations: list[Organisation]) -> None:
    """Partners, cluster, ecosystem and match of a case that is guided."""
    start = row["guidance_date"]
    assert isinstance(start, date)
    partners = [name for name, (*_, since) in a.PARTNERS.items() if since <= start and name != "Blenders"]
    row["partners"] = join(chance.some(partners, 0, 3))
    cluster = next((name for name, (stream, since) in a.CLUSTERS.items() if stream == row["material_stream"] and since <= start), "")
    if cluster and chance.happens(0.6):
        row["cluster"] = cluster
    if chance.happens(0.5):
        row["ecosystem"] = a.ECOSYSTEMS.get(str(row["material_stream"]), "")
    other = chance.one([o for o in organisations if o.type == "Onderneming"]).name
    matched = chance.later(start, 10, 120)
    if chance.happens(0.28) and other != row["organisation"] and matched <= a.LAST_DAY:
        row |= {"match_with": other, "match_date": matched}
    if chance.happens(0.06):
        row["shared_with"] = "Hub Mechelen"


def _result(chance: Chance, row: Row) -> None:
    """What a realised case brought about; some results were not counted or weighed yet."""
    row["scale"] = chance.weighted(a.SCALES)
    row["result_type"] = chance.weighted({"Nieuwe dienst": 55, "Nieuwe opdracht": 45}) if "4" in str(row["objectives"]) else "Nieuw initiatief"
    if chance.happens(0.7):
        row["tonnes_measured"] = _round(chance.around(a.STREAMS[str(row["material_stream"])][3], 0.6))
    if "4" in str(row["objectives"]):
        row["se_companies"] = join(chance.some(a.SE_COMPANIES, 1, 2 if chance.happens(0.15) else 1))
        row["contract_value"] = int(chance.around(16000, 0.7)) // 100 * 100
        if chance.happens(0.85):
            heads = chance.whole(1, 7)
            row |= {"target_group_heads": heads, "target_group_fte": _round(heads * chance.whole(45, 90) / 100)}
    if chance.happens(0.8):
        row["evidence"] = f"Bewijsstukken/{row['case_id']}.pdf"


def _expectations(chance: Chance, row: Row) -> None:
    """What a guided case is expected to bring."""
    if "guidance_date" not in row:
        return
    if chance.happens(0.75):
        row["tonnes_estimated"] = _round(chance.around(a.STREAMS[str(row["material_stream"])][3] * 1.15, 0.5))
    if "4" in str(row["objectives"]) and chance.happens(0.85):
        row["expected_fte"] = _round(chance.whole(2, 10) / 2)
        row.setdefault("se_companies", chance.one(a.SE_COMPANIES))


def _round(value: float) -> float:
    return round(value, 1)
