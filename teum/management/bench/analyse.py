"""`analyse`: how long a message and a character take; `analyse_any`: how many strings of all kinds do no harm."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from random import Random
from statistics import median

from teum import language
from teum.management.bench import messages, strings
from teum.management.bench.figure import Figure, Untrue, percentile
from teum.management.bench.messages import Message

SEED = 7
_SHOWN = 300
_IMPORTING = """
import json, sys, time
wall, cpu = time.perf_counter(), time.process_time()
import teum.language
taken = [(time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000]
print(json.dumps([*taken, "django" in sys.modules]))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many messages are read how often, how long the long texts are, how often the module is imported."""

    messages: int = 2_000
    rounds: int = 5
    characters: Sequence[int] = (1_000, 100_000, 1_000_000)
    repeats: int = 3
    imports: int = 9
    strings: int = 1_000_000
    """How many strings `analyse_any` makes, in parts of `part`, each with a seed of its own."""
    part: int = 10_000
    long: int = 20
    """How many strings are as long as the last of `characters`."""


SMALL = Size(
    messages=20, rounds=1, characters=(100, 1_000), repeats=1, imports=1, strings=400, part=200, long=2
)


# analyse


def measure(*, is_small: bool) -> list[Figure]:
    """The median of a message in microseconds of processor time: others on the machine do not count."""
    size = SMALL if is_small else Size()
    random = Random(SEED)  # noqa: S311 - the same messages each time, no secret
    made = [messages.written(random) for _ in range(size.messages)]
    for message in made:
        _read(message)  # what is kept is made: holidays of the years, forms of words
    taken = [_microseconds(message) for _ in range(size.rounds) for message in made]
    cpu, wall = [it[0] for it in taken], [it[1] for it in taken]
    per_character = {str(length): _per_character(random, length, size.repeats) for length in size.characters}
    importing = [_import() for _ in range(size.imports)]
    value = round(median(cpu), 1)
    detail = {
        "p50_us": value,
        "p99_us": round(percentile(cpu, 0.99), 1),
        "wall_p50_us": round(median(wall), 1),
        "wall_p99_us": round(percentile(wall, 0.99), 1),
        "p50_us_by_length": _by_length(made, cpu),
        "messages": len(made),
        "characters": {
            "median": median(len(it.text) for it in made),
            "longest": max(len(it.text) for it in made),
        },
        "us_per_character": per_character,
        "import_ms": round(median(it[0] for it in importing), 1),
        "import_cpu_ms": round(median(it[1] for it in importing), 1),
    }
    return [Figure(name="analyse", value=value, unit="µs", n=len(cpu), detail=detail)]


def _by_length(made: Sequence[Message], microseconds: Sequence[float]) -> dict[str, float]:
    """The medians of messages of up to a hundred characters, of up to two hundred, and so on."""
    found: dict[int, list[float]] = {}
    for position, taken in enumerate(microseconds):
        length = len(made[position % len(made)].text)
        found.setdefault(math.ceil(length / 100) * 100, []).append(taken)
    return {str(upto): round(median(taken), 1) for upto, taken in sorted(found.items())}


def _read(message: Message) -> None:
    language.analyse(message.text, speaker=message.speaker, now=message.now, calendar=message.calendar)


def _microseconds(message: Message) -> tuple[float, float]:
    """Of the processor and of the clock on the wall."""
    cpu, wall = time.thread_time_ns(), time.perf_counter_ns()
    _read(message)
    return (time.thread_time_ns() - cpu) / 1000, (time.perf_counter_ns() - wall) / 1000


def _per_character(random: Random, length: int, repeats: int) -> float:
    """The shortest of some times, so that what else runs counts as little as it can."""
    like = messages.written(random)
    whole = Message(
        text=messages.of_length(random, length), speaker=like.speaker, now=like.now, calendar=like.calendar
    )
    return round(min(_microseconds(whole)[0] for _ in range(repeats)) / length, 3)


def _import() -> tuple[float, float]:
    """Milliseconds that `teum.language` takes to import in a process that has nothing else to do."""
    done = subprocess.run([sys.executable, "-c", _IMPORTING], capture_output=True, text=True, check=True)
    wall, cpu, has_django = json.loads(done.stdout)
    if has_django:
        raise Untrue("analyse: teum.language has imported Django")
    return wall, cpu


# analyse_any


def measure_any(*, is_small: bool) -> list[Figure]:
    """How many strings were read without an error, each quote a piece of its string; long ones among them."""
    size = SMALL if is_small else Size()
    started = time.perf_counter()
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        characters = list(pool.map(_read_part, range(size.strings // size.part), repeat(size.part)))
        slowness = list(pool.map(_read_long, range(size.long), repeat(size.characters[-1])))
    count = len(characters) * size.part + len(slowness)
    detail = {
        "seconds": round(time.perf_counter() - started, 1),
        "characters": sum(characters),
        "long": {
            "n": len(slowness),
            "characters": size.characters[-1],
            "most_us_per_character": max(slowness),
        },
    }
    return [Figure(name="analyse_any", value=count, unit="strings", n=count, detail=detail)]


def _read_part(seed: int, count: int) -> int:
    """Makes so many strings of a seed and reads each; gives their characters."""
    random = Random(seed)  # noqa: S311 - the same strings each time, no secret
    characters = 0
    for _ in range(count):
        text = strings.made(random)
        require_unharmed(text, messages.written(random))
        characters += len(text)
    return characters


def _read_long(seed: int, length: int) -> float:
    """Reads one string again and again as one of that length; gives microseconds a character."""
    random = Random(f"long {seed}")  # noqa: S311 - as above
    text = strings.made(random) or " "
    begin = time.thread_time()
    require_unharmed((text * (length // len(text) + 1))[:length], messages.written(random))
    return round((time.thread_time() - begin) * 1_000_000 / length, 2)


def require_unharmed(text: str, like: Message) -> None:
    try:
        fault = strings.fault(text, speaker=like.speaker, now=like.now, calendar=like.calendar)
    except Exception as error:
        raise Untrue(f"analyse_any: {text[:_SHOWN]!r}, {like.now}: {error!r}") from error
    if fault:
        raise Untrue(f"analyse_any: {text[:_SHOWN]!r}, {like.now}: {fault}")
