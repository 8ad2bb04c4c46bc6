"""The console script: `analyse` and `check` run without Django, the rest are management commands."""

import difflib
import importlib
import importlib.util
import os
import sys
from collections.abc import Sequence

import teum

COMMANDS = {
    "run": "the embedded server: web, clock and delivery, all state under --data DIR",
    "demo": "makes the demo business if it is missing and says how to sign in",
    "clock": "the clock as its own process",
    "deliver": "delivery as its own process",
    "worker": "a worker of delivery, where there is a broker",
    "analyse": "finds the commitments in messages: JSON lines in, JSON lines out",
    "check": "lints words: what is vague or undated",
    "verify": "walks the ledger's seals and names the first broken place",
    "rehearse": "a simulated world in which every guarantee is attacked",
    "forecast": "how well the forecasts hold on a log",
    "backup": "the whole state into one file",
    "restore": "the whole state from one file",
    "bench": "the figures, one JSON line each",
}
WITHOUT_DJANGO = {"analyse": "main_analyse", "check": "main_check"}
DJANGO_COMMANDS = "teum.management.commands"


def usage() -> str:
    """What `teum --help` shows."""
    rows = "\n".join(f"  {name:<10} {meaning}" for name, meaning in COMMANDS.items())
    return (
        f"Teum {teum.__version__}: promises to customers, recorded whole, kept on time.\n\n"
        f"usage: teum COMMAND [--data DIR] […]\n\n{rows}\n\n"
        "`teum COMMAND --help` says more. --data names the folder that holds everything (default: data).\n"
        "Settings are TEUM_* variables or lines of DIR/teum.env; docs/settings.md lists them."
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and answers with its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(usage())
        return 0 if arguments else 2
    if arguments[0] in {"-V", "--version"}:
        print(f"teum {teum.__version__}")
        return 0
    name, *rest = arguments
    try:
        return _run(name, rest)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read our output, `head` say, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(name: str, arguments: list[str]) -> int:
    if name in WITHOUT_DJANGO:
        if importlib.util.find_spec("teum.language.commands") is None:
            return _not_yet(name)
        commands = importlib.import_module("teum.language.commands")
        return int(getattr(commands, WITHOUT_DJANGO[name])(arguments))
    if name in COMMANDS and importlib.util.find_spec(f"{DJANGO_COMMANDS}.{name}") is None:
        return _not_yet(name)
    dispatch = importlib.import_module("teum.management.dispatch")
    code: int | None = dispatch.run(name, arguments)
    if code is None:
        near = difflib.get_close_matches(name, COMMANDS, n=1, cutoff=0.0)[0]
        print(f"teum: there is no command {name}; the nearest is {near}", file=sys.stderr)
        return 2
    return code


def _not_yet(name: str) -> int:
    print(f"teum {name}: not in this version yet", file=sys.stderr)
    return 2
