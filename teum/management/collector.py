"""Python's collector of garbage, in a process that makes many things that soon go away by themselves."""

import gc

COLLECT_AFTER = (20_000, 20, 20)
"""Objects made, and collections of each generation, before the next one (see `gc.set_threshold`)."""


def come_rarely() -> None:
    """What is loaded by now stays: the collector need not walk it again, nor come as often as it would by itself."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
