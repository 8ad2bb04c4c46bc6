"""`teum rehearse`: a simulated business in which every guarantee is attacked; exit code 1 where one was broken."""

from __future__ import annotations

import json
import signal
import sys
from argparse import ArgumentParser
from dataclasses import fields
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from teum.core.policy import Policy, require_sound
from teum.core.refusal import Refused
from teum.management import collector, database
from teum.management.bench.postgres import NoDatabase
from teum.management.rehearsal import faults, past, places, rehearsing, words
from teum.management.rehearsal.faults import UnknownFault
from teum.management.rehearsal.outcome import Outcome
from teum.management.rehearsal.past import Past
from teum.management.rehearsal.plan import Plan

DEFAULT = 200
"""So many promises, where neither a number nor a business says how many."""
DAYS = 30
POLICY = tuple(field.name for field in fields(Policy))


class Command(BaseCommand):
    """Rehearses in a folder and a database of its own, which go away; a business that --data names is only read."""

    help = (
        "Makes a business in virtual time, with the real code, in which people forget, carriers refuse and processes "
        "die, and judges every guarantee. With --data of a business its hours, its policy and its promises of the "
        "last month are rehearsed, and nothing of it is changed: so a policy can be tried before it is used."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How large, how long, which faults, under which policy."""
        parser.add_argument(
            "--data", metavar="DIR", help="a business to read, or where temporary folders are made"
        )
        parser.add_argument(
            "--promises", type=int, metavar="N", help="how many (default: 200, or last month's)"
        )
        parser.add_argument(
            "--days",
            type=int,
            metavar="D",
            help="virtual days (default: 30, or as many as last month's took)",
        )
        parser.add_argument(
            "--seed", type=int, default=1, metavar="S", help="the same seed, the same rehearsal"
        )
        parser.add_argument(
            "--faults",
            metavar="LIST",
            help="all (the default; where a policy is tried all but edits, which would change it), none, or some of: "
            f"{faults.told()}",
        )
        parser.add_argument(
            "--compare", action="store_true", help="the policy as it stands beside the one that is tried"
        )
        parser.add_argument(
            "--json", action="store_true", dest="as_json", help="say it as one JSON line each"
        )
        parser.add_argument(
            "--language",
            choices=("en", "he"),
            default="en",
            help="in which language it is said (default: en)",
        )
        for name in POLICY:
            parser.add_argument(
                f"--{name.replace('_', '-')}", type=int, metavar="N", help="the policy's number to try"
            )
        parser.add_argument(
            "--sigkill", action="store_true", help="what is killed are real processes, by SIGKILL"
        )
        parser.add_argument(
            "--restart",
            default="",
            metavar="COMMAND",
            help="restarts the database's server, for the fault database",
        )
        parser.add_argument(
            "--here", action="store_true", help="rehearse in this process's own empty database"
        )

    def handle(self, *_: Any, **said: Any) -> None:
        """Rehearse, and say what came of it."""
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
        try:
            if said["here"]:
                with collector.resting():
                    database.bring_up_to_date()
                collector.come_rarely()
                self.stdout.write(
                    json.dumps(rehearsing.rehearse(_plan(said, past.read(sys.stdin.read()))).said)
                )
                return
            begins = _begins(said)
            outcomes = _rehearsed(said, begins)
        except (UnknownFault, NoDatabase, places.Impossible) as error:
            raise CommandError(str(error), returncode=2) from error
        is_tried = bool(begins.made) or _is_tried(said)
        lines = [json.dumps(outcome.said, ensure_ascii=False) for outcome in outcomes.values()]
        self.stdout.write(
            "\n".join(lines)
            if said["as_json"]
            else words.tell(outcomes, is_tried=is_tried, lang=said["language"])
        )
        if not all(outcome.holds for outcome in outcomes.values()):
            raise SystemExit(1)


def _rehearsed(said: dict[str, Any], begins: Past) -> dict[str, Outcome]:
    """What came of it, by the name of its policy; each begins with the same people, moments and windows."""
    pasts = {"as tried": _tried(said, begins)}
    if said["compare"]:
        pasts = {"as it is": begins, **pasts}
    return {name: places.rehearse(_plan(said, past).parts()) for name, past in pasts.items()}


def _plan(said: dict[str, Any], begins: Past) -> Plan:
    """What was asked for. Raises CommandError where that is nothing."""
    days = said["days"] if said["days"] is not None else max(DAYS, begins.days)
    promises = said["promises"] if said["promises"] is not None else len(begins.within(days)) or DEFAULT
    if min(promises, days) < 1:
        raise CommandError("--promises and --days are numbers from 1", returncode=2)
    return Plan(
        promises=promises,
        days=days,
        seed=said["seed"],
        faults=_faults(said),
        past=begins,
        sigkill=said["sigkill"],
        restart=said["restart"],
    )


def _faults(said: dict[str, Any]) -> frozenset[str]:
    """What goes wrong: what was asked for, else everything that leaves a policy that is tried as it is."""
    if said["faults"] is not None:
        return faults.read(said["faults"])
    return faults.read("all") - ({"edits"} if _is_tried(said) else set())


def _is_tried(said: dict[str, Any]) -> bool:
    """Whether a policy is tried, and not the guarantees alone."""
    return said["compare"] or any(said[name] is not None for name in POLICY)


def _begins(said: dict[str, Any]) -> Past:
    """What the business looks like as it is."""
    _faults(said)  # refused before anything is read
    return places.past()


def _tried(said: dict[str, Any], begins: Past) -> Past:
    """The same under the policy that is tried."""
    tried = {name: said[name] for name in POLICY if said[name] is not None}
    try:
        require_sound({**begins.policy, **tried})
    except Refused as refused:
        told = ", ".join(f"{name} {value}" for name, value in refused.details.items())
        raise CommandError(f"there can be no such policy: {told}", returncode=2) from refused
    return begins.under(tried)
