"""Plant faults, and see each of them found; see the package's own words."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable

from tests.property.mutations import MUTATIONS
from tests.property.mutations.planting import is_caught, is_shown_by_rehearsal


def main(arguments: Iterable[str]) -> int:
    """Plant all of them, or those named; 1 where one was not found. With `--rehearse`, by rehearsals."""
    names = set(arguments)
    by_rehearsal = "--rehearse" in names
    names.discard("--rehearse")
    missed = 0
    for mutation in MUTATIONS:
        if not (mutation.shows if by_rehearsal else mutation.caught_by) or (
            names and mutation.name not in names
        ):
            continue
        started = time.monotonic()
        caught, said = is_shown_by_rehearsal(mutation) if by_rehearsal else is_caught(mutation)
        missed += not caught
        print(
            f"{'caught' if caught else 'NOT CAUGHT':10}  guarantee {mutation.guarantee}  {mutation.name}  "
            f"{mutation.shows if by_rehearsal else ''}  {time.monotonic() - started:.0f} s",
            flush=True,
        )
        if not caught:
            print(said, flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
