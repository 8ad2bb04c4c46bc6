"""The long forms, at full size: `python -m tests.e2e.chaos [--only NAME] [--promises N] [--kills N] [--crashes N] [--seed S]`.

The seed is new each time and is said; one JSON line a scenario, and exit code 1 where anything was wrong.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from tests.e2e import rabbit
from tests.e2e.chaos import judge, scenario
from tests.e2e.chaos.judge import Verdict
from tests.e2e.chaos.scenario import Plan

LONG = (
    Plan(name="kills", promises=20_000, kills=200),
    Plan(name="restarts", promises=20_000, kills=200, restarts=10),
    Plan(name="failovers", promises=20_000, kills=200, failovers=5),
    Plan(name="broker", promises=20_000, kills=200, brokers=20),
)
SHARED = ("restarts", "failovers", "brokers")


def play(plan: Plan) -> Verdict:
    """Play one to its end and judge it."""
    with tempfile.TemporaryDirectory(prefix="teum-chaos-scene-") as folder, ExitStack() as stack:
        node = stack.enter_context(rabbit.running()) if plan.brokers else None
        return judge.judged(scenario.played(plan, Path(folder), stack, node=node))


def main(arguments: list[str]) -> int:
    """Play all that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.e2e.chaos")
    parser.add_argument("--only", choices=[plan.name for plan in LONG])
    parser.add_argument("--promises", type=int)
    parser.add_argument("--kills", type=int)
    parser.add_argument(
        "--crashes", type=int, help="of what they share: PostgreSQL, its primary, or RabbitMQ"
    )
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    asked = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # who is told to stop leaves nobody running
    named = {"promises": asked.promises, "kills": asked.kills, "seed": asked.seed}
    changes = {name: value for name, value in named.items() if value is not None}
    is_well = True
    for plan in LONG:
        if asked.only in (None, plan.name):
            crashes = {name: asked.crashes for name in SHARED if getattr(plan, name) and asked.crashes}
            verdict = play(replace(plan, **changes, **crashes))
            print(
                json.dumps({**verdict.figures, "wrong": verdict.wrong[:20]}, ensure_ascii=False), flush=True
            )
            is_well &= not verdict.wrong
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
