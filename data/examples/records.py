"""The example records beside cases and events: referrals, subsidies, lessons, anchoring, and the sheets with settings."""

from datetime import date, timedelta

from data.examples import assumptions as a
from data.examples.cases import Row
from data.examples.chance import Chance, working_day
from data.examples.companies import authority
from data.hub import Hub


def referrals(cases: list[Row]) -> list[Row]:
    """Every case with the status Doorverwezen, and some of the others, to one or two bodies."""
    chance = Chance("referrals")
    rows: list[Row] = []
    for case in cases:
        if case["status"] != "Doorverwezen" and not chance.happens(0.14):
            continue
        for _ in range(2 if chance.happens(0.15) else 1):
            day = chance.later(_day(case["intake_date"]), 5, 45)
            to, outcome = chance.weighted(a.REFERRALS), chance.weighted(a.REFERRAL_RESULTS)
            if day <= a.LAST_DAY:
                rows.append({"case_id": case["case_id"], "date": day, "referred_to": to, "outcome": outcome})
    return sorted(rows, key=lambda r: str(r["date"]))


def subsidies(cases: list[Row]) -> list[Row]:
    """Files for cases that reached a trial; the newest wait for a decision."""
    chance = Chance("subsidies")
    trials = sorted((c for c in cases if "trial_date" in c), key=lambda c: str(c["trial_date"]))
    rows: list[Row] = []
    for case in sorted(chance.some(trials, a.SUBSIDY_FILES, a.SUBSIDY_FILES), key=lambda c: str(c["trial_date"])):
        submitted = chance.later(_day(case["trial_date"]), -20, 60)
        decided = chance.later(submitted, 60, 150)
        asked = int(chance.around(38000, 0.6)) // 500 * 500
        row: Row = {
            "case_id": case["case_id"],
            "instrument": chance.one(a.INSTRUMENTS),
            "submitted_date": min(submitted, a.LAST_DAY),
            "requested_amount": asked,
        }
        outcome = chance.weighted(a.SUBSIDY_OUTCOMES) if decided <= a.LAST_DAY else "In behandeling"
        row["outcome"] = outcome
        if outcome != "In behandeling":
            row["decision_date"] = decided
        if outcome in ("Goedgekeurd", "Deels goedgekeurd"):
            row["approved_amount"] = asked if outcome == "Goedgekeurd" else asked // 1000 * 600
        rows.append(row)
    rows.sort(key=lambda r: str(r["submitted_date"]))
    return [{"file_id": f"S-{_day(r['submitted_date']).year}-{n:02d}", **r} for n, r in enumerate(rows, 1)]


def lessons(cases: list[Row]) -> list[Row]:
    """One row per lesson: the first few from before objective 5 existed, the newest still open."""
    chance = Chance("lessons")
    first, span = date(2023, 9, 15), (a.LAST_DAY - date(2023, 9, 15)).days
    rows: list[Row] = []
    for number, (lesson, adjustment, objectives) in enumerate(a.LESSONS):
        day = working_day(first + timedelta(span * number // len(a.LESSONS) + chance.whole(0, 20)))
        row: Row = {"lesson_id": f"L-{day.year}-{number + 1:02d}", "date": day, "lesson": lesson, "objectives": objectives, "adjustment": adjustment}
        adjusted = chance.later(day, 40, 200)
        if adjusted <= a.LAST_DAY and chance.happens(0.7):
            row |= {"status": "Doorgevoerd", "adjusted_date": adjusted}
        else:
            row["status"] = chance.one(["Open", "In uitvoering"])
        earlier = [c["case_id"] for c in cases if _day(c["intake_date"]) < day]
        if chance.happens(0.5):
            row["case_id"] = chance.one(earlier)
        rows.append(row)
    return rows


def anchoring() -> list[Row]:
    """Commitments of local authorities through phase 4: first a statement, later a task or funds."""
    chance = Chance("anchoring")
    rows: list[Row] = []
    for number, place in enumerate(a.ANCHORED):
        day = working_day(a.PHASE_4 + timedelta(35 + 36 * number + chance.whole(0, 20)))
        kinds = ["Engagement", *chance.some(["Taak", "Middelen"], 0, 2)]
        for kind in kinds:
            if day <= a.LAST_DAY:
                row: Row = {
                    "date": day,
                    "local_authority": authority(place),
                    "municipality": place,
                    "commitment_type": kind,
                    "description": a.COMMITMENTS[kind],
                }
                if kind == "Middelen":
                    row["amount"] = chance.whole(4, 24) * 2500
                rows.append(row | {"evidence": f"Engagementen/{place}.pdf"})
            day = chance.later(day, 60, 160)
    regional = "Provincie Antwerpen"
    rows.append({"date": date(2024, 9, 19), "local_authority": regional, "commitment_type": "Engagement", "description": a.COMMITMENTS["Engagement"]})
    return sorted(rows, key=lambda r: str(r["date"]))


def partners() -> list[Row]:
    """The partners of the Hub."""
    return [{"organisation": n, "partner_type": kind, "role": role, "from_date": since} for n, (kind, role, since) in a.PARTNERS.items()]


def phases(hub: Hub) -> list[Row]:
    """The hub's own phases, as a hub would write them down."""
    return [{"phase": int(p.number), "name": p.name, "start": p.start, "end": p.end, "funder": p.funder} for p in hub.phases]


def targets() -> list[Row]:
    """Targets and milestones, phase after phase."""
    rows: list[Row] = []
    for index, phase in enumerate((1, 2, 3, 4)):
        for indicator, values in a.TARGETS.items():
            if (value := values[index]) is not None:
                rows.append({"indicator": indicator, "phase": phase, "target": value})
        for indicator, number, value, day in a.MILESTONES:
            if number == phase:
                rows.append({"indicator": indicator, "phase": phase, "target": value, "date": day})
    return rows


def factors() -> list[Row]:
    """Made-up factors, each with its basis and year."""
    return [
        {"material_stream": stream, "factor": factor, "basis": "Echt hergebruikt", "source": "Fictieve waarde voor dit voorbeeld", "year": "2023"}
        for stream, factor in a.FACTORS.items()
    ]


def _day(value: object) -> date:
    assert isinstance(value, date)
    return value
