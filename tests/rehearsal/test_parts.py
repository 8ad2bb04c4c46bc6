"""The parts of a rehearsal: faults, plans, deaths at a statement, figures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, transaction

from tests.rehearsal import aims, soak
from teum.clock import delivery
from teum.management.rehearsal import breakage, faults, outcome, words
from teum.management.rehearsal.breakage import Killed, Reach
from teum.management.rehearsal.carrier import (
    AT_ONCE,
    SECONDS_A_LETTER,
    STEP_SECONDS,
    Answer,
    Handed,
    RehearsedCarrier,
    slow,
)
from teum.management.rehearsal.faults import FAULTS, UnknownFault
from teum.management.rehearsal.outcome import Outcome
from teum.management.rehearsal.past import Past
from teum.management.rehearsal.plan import MOST, Plan
from teum.models import Organisation

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("all", set(FAULTS)),
        ("none", set()),
        ("", set()),
        ("kills", {"kills"}),
        ("kills, outages", {"kills", "outages"}),
    ],
)
def test_faults_are_named(said: str, means: set[str]) -> None:
    assert faults.read(said) == means


def test_a_fault_that_is_none_is_refused() -> None:
    with pytest.raises(
        UnknownFault, match="there is no fault outage; the nearest is outages of: all, none, "
    ):
        faults.read("kills,outage")


def test_every_fault_is_documented(root: object) -> None:
    page = (root / "docs" / "rehearsal.md").read_text(encoding="utf-8")  # type: ignore[operator]
    assert [name for name in FAULTS if f"`{name}`" not in page] == []


def plan(**said: object) -> Plan:
    values: dict[str, object] = {
        "promises": 60,
        "days": 7,
        "seed": 4,
        "faults": frozenset(FAULTS),
        "past": Past(),
    }
    return Plan(**{**values, **said})  # type: ignore[arg-type]


def test_many_promises_are_several_businesses_each_with_a_seed_of_its_own() -> None:
    parts = plan(promises=2 * MOST + 1).parts()
    assert [part.promises for part in parts] == [334, 334, 333]
    assert len({part.seed for part in parts}) == 3
    assert len({part.start for part in parts}) == 3, "they begin on different days"
    assert plan().parts() == [plan()]


def test_a_plan_says_how_to_do_it_again() -> None:
    assert plan().replay == "teum rehearse --promises 60 --days 7 --seed 4 --faults all"
    asked = plan(faults=frozenset({"outages", "kills"}), seed=1)
    assert asked.replay == "teum rehearse --promises 60 --days 7 --seed 1 --faults outages,kills"
    tried = plan(past=Past().under({"hold_minutes": 45}))
    assert tried.replay == "teum rehearse --promises 60 --days 7 --seed 4 --faults all --hold-minutes 45"


def two_at_once() -> None:
    """Two rows in one transaction, a statement for each."""
    with transaction.atomic():
        Organisation.objects.create(name="a", slug="a", created_at=NOON)
        Organisation.objects.create(name="b", slug="b", created_at=NOON)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("deadly", [breakage.killed_at, breakage.cut_off_at])
def test_who_dies_in_the_middle_leaves_nothing_behind(deadly: object) -> None:
    with pytest.raises((Killed, OperationalError)), deadly(2):  # type: ignore[operator]
        two_at_once()
    assert not Organisation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_fault_strikes_anywhere_in_what_took_long_the_last_time() -> None:
    reach = Reach(least=3)
    assert [reach.statement("pass", share) for share in (0.0, 0.5, 0.99)] == [1, 2, 3]
    with reach.measured("pass"):
        for _ in range(10):
            Organisation.objects.exists()
    assert [reach.statement("pass", share) for share in (0.0, 0.5, 0.99)] == [1, 6, 10]
    assert reach.statement("another", 0.99) == 3
    with reach.measured("pass"):
        Organisation.objects.exists()
    assert reach.statement("pass", 0.99) == 3, "no fewer than it was"


def test_what_was_taken_by_a_process_that_died_is_in_doubt() -> None:
    carrier = RehearsedCarrier()
    carrier.remember(Handed(("k",), Answer.TAKEN, NOON, ""))
    assert carrier.taken_at("k") == NOON
    carrier.was_left_unmarked("k")
    assert carrier.taken_at("k") is None
    assert carrier.was_bad_to("k", until=NOON + timedelta(seconds=1))
    assert not carrier.was_bad_to("k", until=NOON), "not before it was handed it"


def test_a_slow_carrier_never_makes_delivery_sleep_in_virtual_time() -> None:
    moment = [NOON]
    rates = slow(lambda: moment[0])
    line, taken = ("email", 1), 0
    for _ in range(400):
        taken += rates.take(line)
        assert all(wait > delivery.PATIENCE_SECONDS for wait in rates.waits().values())
        moment[0] += timedelta(seconds=1.7)
    assert AT_ONCE + 400 * 1.7 // SECONDS_A_LETTER - 1 <= taken <= AT_ONCE + 400 * 1.7 // SECONDS_A_LETTER + 1


def test_what_was_to_be_one_letter_and_left_as_many_keeps_a_slow_carrier_busy_for_as_long() -> None:
    carrier = RehearsedCarrier(is_slow=True)
    assert not carrier.has_its_share(NOON)
    for number in range(AT_ONCE + 4):
        carrier.remember(Handed((str(number),), Answer.TAKEN, NOON, ""))
    assert carrier.has_its_share(NOON + timedelta(seconds=5 * SECONDS_A_LETTER))
    assert not carrier.has_its_share(NOON + timedelta(seconds=5 * SECONDS_A_LETTER + STEP_SECONDS))


@pytest.mark.parametrize(("database", "seconds"), [("SQLite", 120), ("PostgreSQL", 300)])
def test_a_rehearsal_of_a_month_that_takes_longer_than_it_may_fails(
    database: str, seconds: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert aims.is_in_time(database, seconds=seconds)
    assert not aims.is_in_time(database, seconds=seconds * 1.05)
    assert "ratio 1.05" in capsys.readouterr().out


def test_a_long_rehearsal_in_which_too_much_is_excused_fails(capsys: pytest.CaptureFixture[str]) -> None:
    found = {"violations": {"3": 0}, "windows": 100, "outage_misses": round(100 * soak.MOST_SILENT)}
    assert soak.judged(0, json.dumps(found)) == 0
    assert capsys.readouterr().out == ""
    assert soak.judged(0, json.dumps({**found, "windows": 90})) == 1
    assert "of the windows passed in silence" in capsys.readouterr().out


def said(**changes: object) -> Outcome:
    values: dict[str, object] = {
        "violations": {"1": 0, "2": 0, "3": 1, "4": 0, "5": 0},
        "kinds": {"lateness-untold": 1},
        "windows": 12,
        "outage_misses": 1,
        "promises": 10,
        "messages": 25,
        "load": {"asks": 6, "calls": 2, "told": 0, "person_days": 4, "most_in_a_day": 3},
        "agreements": {"light": 2, "signed": 3, "by_both": 1},
        "verdicts": {"kept": 8},
        "faults": {"clock killed": 1},
        "refusals": {},
        "timers": 30,
        "judged": 40,
        "seed": 4,
        "days": 7,
        "starts": ["2026-11-22"],
        "seconds": 3.0,
        "broken": [
            {
                "guarantee": 3,
                "kind": "lateness-untold",
                "promise": 7,
                "at": "2026-11-22T12:00",
                "expected": "a word",
                "replay": "so",
            }
        ],
    }
    return Outcome(said={**values, **changes})


def test_several_businesses_are_told_as_one() -> None:
    both = outcome.together(
        [said(), said(starts=["2026-10-20"], verdicts={"kept": 1, "lapsed": 2})], seconds=5.04
    )
    assert both.said["violations"] == {"1": 0, "2": 0, "3": 2, "4": 0, "5": 0}
    assert both.said["kinds"] == {"lateness-untold": 2}
    assert both.said["messages_per_promise"] == 2.5
    assert both.said["load"] == {"asks": 1.5, "calls": 0.5, "told": 0.0, "most_in_a_day": 3}
    assert both.said["agreements"] == {"by_both": 2, "light": 4, "signed": 6}
    assert both.said["verdicts"] == {"kept": 9, "lapsed": 2}
    assert (both.said["starts"], both.said["seconds"]) == (["2026-10-20", "2026-11-22"], 5.0)
    assert not both.holds
    assert (
        "BROKEN guarantee 3, kind lateness-untold, promise 7 at 2026-11-22T12:00: expected a word; again: so"
        in words.tell({"": both})
    )


def test_two_policies_are_told_side_by_side() -> None:
    one, two = (
        outcome.together([each], seconds=3)
        for each in (said(), said(messages=50, verdicts={"late_told": 2}, agreements={"signed": 4}))
    )
    told = words.tell({"as it is": one, "as tried": two})
    rows = {line.rsplit(maxsplit=2)[0].strip(): line.split()[-2:] for line in told.splitlines() if line}
    assert told.splitlines()[0].startswith("10 promises over 7 days from 2026-11-22 on")
    assert rows["messages to customers, per promise"] == ["2.5", "5.0"]
    assert rows["kept as it was agreed"] == ["100", "0"]
    assert rows["laid before customers to sign"] == ["3", "4"]
    assert rows["signed by both"] == ["1", "0"]
    assert rows["kept late, and the customer knew beforehand"] == ["0", "100"]


@pytest.mark.parametrize(("promises", "off_by"), [(10, 32), (399, 5), (400, None)])
def test_it_is_said_what_too_few_promises_cannot_tell(promises: int, off_by: int | None) -> None:
    few = {"": outcome.together([said(promises=promises)], seconds=3)}
    warns = [line for line in words.tell(few, is_tried=True).splitlines() if line.startswith("TOO FEW")]
    assert bool(warns) == (off_by is not None)
    assert all(f"with {promises} promises" in line and f"off by {off_by} in 100" in line for line in warns)
    assert "TOO FEW" not in words.tell(few), "that the guarantees hold is no share"


def test_a_process_forked_after_a_file_was_set_sets_files_as_well() -> None:
    """The compiler keeps threads, which no fork takes along: a rehearsal with real kills stood still for ever."""
    sets = """
import os
from datetime import UTC, datetime
import django
django.setup()
from teum.documents import summary
from teum.documents.summary import Sheet
from teum.management.rehearsal.breakage import typeset_apart

sheet = Sheet(lang="he", business="כהן", title="מה סיכמנו", facts=[], text="נתראה", lost="", at=datetime(2026, 11, 22, tzinfo=UTC))
with typeset_apart():
    first = summary.pdf(sheet)
    if (pid := os.fork()) == 0:
        os._exit(0 if summary.pdf(sheet) == first else 1)
    raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
"""
    known = os.environ | {"DJANGO_SETTINGS_MODULE": "teum.settings", "TEUM_SECRET_KEY": "x"}
    done = subprocess.run([sys.executable, "-c", sets], env=known, check=False, timeout=30)
    assert done.returncode == 0
