"""Python's collector of garbage, in a process that makes many things that soon go away by themselves."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

COLLECT_AFTER = (20_000, 20, 20)
"""Objects made, and collections of each generation, before the next one (see `gc.set_threshold`)."""


@contextmanager
def resting() -> Iterator[None]:
    """It does not come meanwhile: what is loaded stays, and it would walk that again and again in vain."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def come_rarely() -> None:
    """What is loaded by now stays: the collector need not walk it again, nor come as often as it would by itself."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
