"""Small faults in the product's code, each of which breaks one guarantee, and the test that must find it.

    python -m tests.property.mutations [--rehearse] [NAME…]

plants each in a copy of the project, runs its test there and expects it to fail; with `--rehearse` it expects that
`teum rehearse` finds it. docs/guarantees.md tells of them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FAIR = "tests/property/test_guarantees.py::test_in_fair_weather_nothing_is_ever_late_in_silence"
FOUL = "tests/property/test_guarantees.py::test_in_foul_weather_every_guarantee_holds_and_every_miss_is_told"
REHEARSAL = ("--promises", "60", "--days", "7", "--faults", "all", "--json")
SEEDS = (4, 5, 6)
CORE = "tests/property/test_core.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """One fault: in `file`, `text` becomes `instead`; `caught_by` is the test that must fail of it."""

    name: str
    guarantee: int
    file: str
    text: str
    instead: str
    breaks: str
    caught_by: str
    rehearsed: bool = False
    """Whether a short rehearsal must find it, too."""


MUTATIONS = (
    Mutation(
        name="vague-body",
        guarantee=1,
        file="teum/core/promise/making.py",
        text="    if findings.vague:\n",
        instead="    if findings.vague and not answers.window:\n",
        breaks="Vague words pass where a window was chosen beside them.",
        caught_by=FAIR,
        rehearsed=True,
    ),
    Mutation(
        name="vague-condition",
        guarantee=1,
        file="teum/actions/findings.py",
        text='    others["condition"] = condition\n',
        instead="",
        breaks="The words of a condition are not looked at, and reach the customer in its reminder.",
        caught_by=FAIR,
    ),
    Mutation(
        name="instead-or-as-well",
        guarantee=1,
        file="teum/core/promise/making.py",
        text='"replaces": answers.says_replaces or not has_others,',
        instead='"replaces": True,',
        breaks="The fifth answer, instead of or as well, is not asked for.",
        caught_by=FAIR,
    ),
    Mutation(
        name="half-written",
        guarantee=1,
        file="teum/actions/matter.py",
        text="        matter = Matter(case=case, by=by, now=now)\n        yield matter\n        finish(matter)\n",
        instead="    matter = Matter(case=case, by=by, now=now)\n    yield matter\n    finish(matter)\n",
        breaks="An act is no longer one transaction: what is refused in its middle leaves rows behind.",
        caught_by=FAIR,
    ),
    Mutation(
        name="late-is-a-next-step",
        guarantee=2,
        file="teum/core/case.py",
        text="if has_next or any(end.due is not None and end.due > now for end in ends):",
        instead='if has_next or any(end.kind == "promise" for end in ends):',
        breaks="A promise that is late already counts as what happens next.",
        caught_by=f"{CORE}::test_no_act_leaves_an_open_case_without_a_next_step",
    ),
    Mutation(
        name="no-word-after-a-miss",
        guarantee=2,
        file="teum/actions/timers.py",
        text="        keep_in_touch(opened, row)\n        return False\n",
        instead="        return False\n",
        breaks="A told miss is followed by nothing.",
        caught_by="tests/integration/test_cases.py::test_a_proposal_that_nobody_answers_is_followed_by_a_word",
        rehearsed=True,
    ),
    Mutation(
        name="timers-stay-behind",
        guarantee=2,
        file="teum/actions/matter.py",
        text="if _timed_by(before) != _timed_by(change.promise):",
        instead="if before.state != change.promise.state:",
        breaks="A window moves and its timers do not.",
        caught_by=FAIR,
        rehearsed=True,
    ),
    Mutation(
        name="agreed-counts-as-told",
        guarantee=3,
        file="teum/core/updates.py",
        text='TRUE_WORDS = frozenset({"holding",',
        instead='TRUE_WORDS = frozenset({"agreed", "holding",',
        breaks="Having heard what was agreed counts as having heard that it will not be kept.",
        caught_by=FAIR,
        rehearsed=True,
    ),
    Mutation(
        name="late-word-counts",
        guarantee=3,
        file="teum/core/updates.py",
        text="told = told_before(due, number=number, words=words) is not None",
        instead="told = bool(about)",
        breaks="A word that the carrier never took, or took too late, counts as told.",
        caught_by=FOUL,
        rehearsed=True,
    ),
    Mutation(
        name="undo-and-forget",
        guarantee=3,
        file="teum/actions/messages.py",
        text="            raise NotWaiting(state=message.state)\n        _watch_on(opened, message)\n",
        instead="            raise NotWaiting(state=message.state)\n",
        breaks="A holding update that a person takes back is followed by silence.",
        caught_by="tests/integration/test_words.py::test_taking_back_the_clocks_word_sets_the_clock_again",
    ),
    Mutation(
        name="manager-not-first",
        guarantee=3,
        file="teum/core/updates.py",
        text="return max(times.calendar.subtract_working(asked_at, lead), now)",
        instead="return max(times.calendar.subtract_working(asked_at, lead * 0), now)",
        breaks="The second time in a row the managers hear no earlier than the owner.",
        caught_by="tests/unit/test_updates.py::test_the_second_time_in_a_row_the_managers_are_asked_an_hour_of_work_before_the_owner",
    ),
    Mutation(
        name="policy-moves-promises",
        guarantee=3,
        file="teum/actions/matter.py",
        text="self.case.customer, made_at=row.made_at)",
        instead="self.case.customer)",
        breaks="A change of policy moves what was promised before.",
        caught_by="tests/integration/test_policy.py::test_a_disputed_promise_is_watched_as_before",
    ),
    Mutation(
        name="nobody-looks-back",
        guarantee=3,
        file="teum/actions/tellings.py",
        text="        _look_back(opened, row, timer)\n",
        instead="",
        breaks="Acting first thing after an outage erases the miss.",
        caught_by=FOUL,
    ),
    Mutation(
        name="no-word-on-return",
        guarantee=3,
        file="teum/actions/timers.py",
        text="    words.late(opened, row, *others)\n",
        instead="",
        breaks="After an outage the miss is recorded and the customer is not told.",
        caught_by=FOUL,
    ),
    Mutation(
        name="one-a-day-first",
        guarantee=3,
        file="teum/actions/envelopes.py",
        text=(
            "    if envelope.is_routine(kind, tells=tells):\n"
            "        midnight = envelope.day_of(send_at, zone(organisation.zone))\n"
            "        if midnight > now or not _has_message(customer, midnight, or_waits=True):\n"
            "            return None\n"
            "        tomorrow = envelope.tomorrow(terms.quiet(organisation, customer), now)\n"
            "        return envelope.waits_until(tomorrow, needed_by=needed_by, now=now)\n"
        ),
        instead=(
            "    midnight = envelope.day_of(send_at, zone(organisation.zone))\n"
            "    if midnight <= now and _has_message(customer, midnight, or_waits=True):\n"
            "        return envelope.tomorrow(terms.quiet(organisation, customer), now)\n"
        ),
        breaks="One message a day, whatever the customer has to hear before a promise is due.",
        caught_by="tests/integration/test_envelopes.py::test_what_the_clock_owes_is_never_kept_back",
        rehearsed=True,
    ),
    Mutation(
        name="outage-untold",
        guarantee=3,
        file="teum/actions/outages.py",
        text="        _tell_managers(organisation_id, passed, since=since, until=until)\n",
        instead="",
        breaks="After an outage the managers get no letter: neither that of the outage, nor one for each case.",
        caught_by="tests/integration/test_clock.py::test_managers_get_one_letter_about_an_outage_however_many_times_passed",
    ),
    Mutation(
        name="part-lost",
        guarantee=4,
        file="teum/clock/letterhead.py",
        text="            for part, own, link in zip(parts, said, links, strict=True)\n",
        instead="            for part, own, link in zip(parts[:1], said, links, strict=False)\n",
        breaks="Of several messages in one envelope only the first is in it, and all are marked as sent.",
        caught_by="tests/integration/test_envelopes.py::test_the_clock_speaks_of_two_cases_in_one_message",
        rehearsed=True,
    ),
    Mutation(
        name="part-unmarked",
        guarantee=4,
        file="teum/clock/delivery.py",
        text="        for part in going:\n            _surely(lambda part=part, outcome=outcome:",
        instead="        for part in going[:1]:\n            _surely(lambda part=part, outcome=outcome:",
        breaks="What became of an envelope is written down for one of its messages only.",
        caught_by="tests/integration/test_envelopes.py::test_every_case_knows_what_became_of_the_message",
        rehearsed=True,
    ),
    Mutation(
        name="expired-is-resent",
        guarantee=4,
        file="teum/actions/messages.py",
        text="    for pk in ids:\n        mark_uncertain(pk, now=now)\n",
        instead='    Message.objects.everywhere().filter(pk__in=ids).update(state="queued")\n',
        breaks="A message whose process died between sending and marking is sent again unasked.",
        caught_by=FOUL,
        rehearsed=True,
    ),
    Mutation(
        name="unknown-is-retried",
        guarantee=4,
        file="teum/clock/delivery.py",
        text="            case Unknown():\n                messages.mark_uncertain(message.id, now=now)\n",
        instead='            case Unknown():\n                messages.mark_failed(message.id, reason="", permanent=False, now=now)\n',
        breaks="No answer is taken for a refusal, and the message goes out a second time.",
        caught_by=FOUL,
        rehearsed=True,
    ),
    Mutation(
        name="out-of-order",
        guarantee=4,
        file="teum/queries/delivery.py",
        text="    found = queued().filter(send_at__lte=now).filter(is_free)\n",
        instead="    found = queued().filter(send_at__lte=now)\n",
        breaks="While a message is tried again, the ones after it arrive before it.",
        caught_by="tests/integration/test_order.py::test_each_case_hears_in_order_from_whoever_delivers",
    ),
    Mutation(
        name="not-asked-again",
        guarantee=4,
        file="teum/core/delivery.py",
        text="    return kind in PASSING and bool(listed) and not any(_stands(kind, *one) for one in listed)\n",
        instead="    return False\n",
        breaks="A word that the truth overtook between claim and send leaves all the same.",
        caught_by="tests/integration/test_delivery.py::test_a_promise_that_is_kept_between_claim_and_send_is_not_excused",
    ),
    Mutation(
        name="failed-unseen",
        guarantee=4,
        file="teum/actions/letters.py",
        text='    ask(matter, matter.case.owner, "call", due=due, message=message)\n',
        instead="",
        breaks="What no carrier takes is on nobody's day.",
        caught_by=FOUL,
        rehearsed=True,
    ),
    Mutation(
        name="row-without-event",
        guarantee=5,
        file="teum/core/promise/steps.py",
        text="        number=number, due=window.due, start=window.start, late=promise.window.is_over(now), digest=digest\n",
        instead="        number=number, due=promise.window.due, late=promise.window.is_over(now), digest=digest\n",
        breaks="The row moves to the new window, the ledger keeps the old one.",
        caught_by=FAIR,
        rehearsed=True,
    ),
    Mutation(
        name="last-miss-only",
        guarantee=5,
        file="teum/core/verdict.py",
        text="    if any(not miss.told for miss in misses):",
        instead="    if misses and not misses[-1].told:",
        breaks="A silent miss is forgotten once a later one was told.",
        caught_by=f"{CORE}::test_a_silent_miss_is_never_erased_and_nothing_else_is_called_one",
    ),
    Mutation(
        name="another-picture-for-the-customer",
        guarantee=5,
        file="teum/queries/case_view.py",
        text="        next=next_step(promises, customer=case.customer.name, now=now),",
        instead="        next=next_step(promises if by.member_id else promises[:1], customer=case.customer.name, now=now),",
        breaks="The customer's page and the desk name different next steps.",
        caught_by=FAIR,
    ),
)


def plant(mutation: Mutation, *, at: Path) -> None:
    """Put the fault into a copy of the project; its text must stand there exactly once."""
    file = at / mutation.file
    before = file.read_text(encoding="utf-8")
    if before.count(mutation.text) != 1:
        raise ValueError(
            f"{mutation.name}: its text stands {before.count(mutation.text)} times in {mutation.file}"
        )
    file.write_text(before.replace(mutation.text, mutation.instead), encoding="utf-8")


def copy(to: Path) -> None:
    """The package and its tests, and nothing that a run leaves behind."""
    leave = shutil.ignore_patterns("__pycache__", "_static", ".screens")
    for folder in ("teum", "tests"):
        shutil.copytree(ROOT / folder, to / folder, ignore=leave)
    shutil.copy(ROOT / "pyproject.toml", to)


@contextmanager
def planted(mutation: Mutation) -> Iterator[tuple[Path, dict[str, str]]]:
    """A copy of the project with the fault in it, and the environment in which that copy is what is run."""
    with tempfile.TemporaryDirectory(prefix="teum-mutation-") as folder:
        place = Path(folder)
        copy(place)
        plant(mutation, at=place)
        environment = {**os.environ, "PYTHONPATH": folder, "HYPOTHESIS_PROFILE": "find"}
        where = _run(["-c", "import teum; print(teum.__file__)"], place, environment)
        if not where.stdout.startswith(folder):
            raise RuntimeError(f"the copy is not what is tested: {where.stdout}{where.stderr}")
        yield place, environment


def is_found_by_rehearsal(mutation: Mutation) -> tuple[bool, str]:
    """Whether a short rehearsal finds a violation of its guarantee; with what it found."""
    with planted(mutation) as (place, environment):
        said = ""
        for seed in SEEDS:
            command = ["-m", "teum", "rehearse", *REHEARSAL, "--seed", str(seed)]
            ran = _run(command, place, environment)
            said = ran.stdout[-1_500:] + ran.stderr[-500:]
            if ran.returncode == 1 and json.loads(ran.stdout)["violations"][str(mutation.guarantee)]:
                return True, said
        return False, said


def is_caught(mutation: Mutation) -> tuple[bool, str]:
    """Whether the fault's test fails of it; with the last lines of what pytest said."""
    with planted(mutation) as (place, environment):
        command = ["-m", "pytest", mutation.caught_by, "-x", "--tb=short", "-p", "no:cacheprovider"]
        ran = _run(command, place, environment)
        # 1: a test failed; anything else (no such test, an error in a fixture of its own) proves nothing.
        return ran.returncode == 1 and " failed" in ran.stdout, ran.stdout[-1_500:]


def _run(command: list[str], place: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], cwd=place, env=environment, capture_output=True, text=True, check=False
    )


def main(arguments: Iterable[str]) -> int:
    """Plant all of them, or those named; 1 where one was not caught. With `--rehearse`, by rehearsals."""
    names = set(arguments)
    by_rehearsal = "--rehearse" in names
    names.discard("--rehearse")
    missed = 0
    for mutation in MUTATIONS:
        if (by_rehearsal and not mutation.rehearsed) or (names and mutation.name not in names):
            continue
        started = time.monotonic()
        caught, said = is_found_by_rehearsal(mutation) if by_rehearsal else is_caught(mutation)
        word = "caught" if caught else "NOT CAUGHT"
        print(
            f"{word:10}  guarantee {mutation.guarantee}  {mutation.name}  {time.monotonic() - started:.0f} s",
            flush=True,
        )
        if not caught:
            missed += 1
            print(said)
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
