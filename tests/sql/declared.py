"""Declarations that a hub might add: what the catalogue does not hold, but a declaration can say."""

from collections.abc import Iterator
from dataclasses import replace

from metrics.catalogue import catalogue
from metrics.indicator import Aggregation, Carried, Condition, Distinct, Indicator, Key, Mean, Part, Rows, Share, ShareOfArea, Sum
from metrics.roles import fault

ANY_DATE = ("project_date", "realised_date", "anchored_date")
CASES = Part("cases", ("intake_date",))
ATTENDED = Part("attendance", ("event_id.date",), (Condition("event_id.event_type", "is_not", ("Beurs", "Lezing")),))
OPEN = (Condition("realised_date", "not_yet"),)

DECLARED: dict[str, tuple[tuple[Part, ...], Aggregation]] = {
    "rows of two sheets": ((CASES, Part("events", ("date",))), Rows()),
    "rows by any of some dates": ((Part("cases", ANY_DATE),), Rows()),
    "rows by any date, open at the period's end": ((Part("cases", ("intake_date", "guidance_date", "match_date"), OPEN),), Rows()),
    "a sum by any date": ((Part("cases", ANY_DATE, (Condition("tonnes_estimated", "above", 3),)),), Sum("tonnes_estimated")),
    "a mean of cases": ((CASES,), Mean("contract_value", "target_group_heads")),
    "a share by any date": ((Part("cases", ANY_DATE),), Share((Condition("se_companies", "filled"), Condition("stopped_date", "empty")))),
    "one of several names": ((Part("cases", ("intake_date",), (Condition("partners", "is", ("Élan", "Plank")),)),), Rows()),
    "none of several names": ((Part("cases", ("intake_date",), (Condition("partners", "is_not", ("elan", "stad mol")),)),), Rows()),
    "one of some names": ((Part("cases", ("intake_date",), (Condition("organisation", "is", ("zaag",)),)),), Rows()),
    "objectives filled": ((Part("lessons", ("date",), (Condition("objectives", "filled"),)),), Rows()),
    "objectives empty": ((Part("lessons", ("date",), (Condition("objectives", "empty"),)),), Rows()),
    "ordered pairs": ((CASES,), Distinct((Key("organisation"), Key("match_with")))),
    "pairs, either of them stood in for": ((CASES,), Distinct((Key("match_with", "case_id"), Key("organisation", "case_id")))),
    "authorities over two sheets": ((CASES, Part("attendance", ("event_id.date",))), Distinct((Key("organisation"),), compare="authority")),
    "names that three rows carry": ((Part("cases", ANY_DATE),), Distinct((Key("partners"),), carried=Carried(3, "guidance_date"))),
    "names of a list of values": ((CASES,), Distinct((Key("material_stream"),))),
    "referred to": ((Part("referrals", ("date",)),), Distinct((Key("case_id"),))),
    "an attendance's own column, its event's date": ((ATTENDED,), Sum("count")),
    "a share of attendances": ((ATTENDED,), Share((Condition("event_id.municipality", "in_area"),))),
    "area of cases": ((Part("cases", ANY_DATE),), ShareOfArea("municipality")),
}


def declared() -> Iterator[Indicator]:
    """Each as an indicator under its own name, of objective 3 and of objective 5; each can be counted as it stands (`metrics.roles`)."""
    some = catalogue()["D3.2"]
    for name, (parts, aggregation) in DECLARED.items():
        for objective in (3, 5):
            one = replace(some, id=f"{name} ({objective})", objective=objective, parts=parts, aggregation=aggregation)
            assert fault(one) is None, (name, fault(one))
            yield one
