"""Prepares the environment for a management command, then runs it."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

import django
from django.core.management import CommandError, ManagementUtility, get_commands
from django.db import OperationalError

from teum import configuration, logs
from teum.management import collector

# What Django offers every command and nobody who runs Teum needs to read about.
DJANGO_OPTIONS = {
    *("--settings", "--pythonpath", "--traceback", "--no-color"),
    *("--force-color", "--skip-checks", "--version", "--verbosity"),
}
HELP = {"-h", "--help"}
READING = {"verify"}
"""The commands that look at what is there and change nothing."""
KEYLESS = {"rehearse"}
"""The commands that sign nothing that anybody keeps, and so make no key."""
# Who listens on every address can be reached on this machine's own.
EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104


def run(name: str, arguments: Sequence[str]) -> int | None:
    """Runs the command `name` and answers with its exit code; None where there is no such command.

    A setting, a folder or a database that cannot be used ends it with one line and exit code 2.
    """
    rest = prepare(os.environ, arguments)
    if name in KEYLESS:
        os.environ.setdefault("TEUM_SECRET_KEY", "nothing is signed with this")
    try:
        if name == "run":
            _say_address(os.environ, rest)
        found = configuration.read(os.environ)
        if name in READING and not HELP & set(rest):
            _require_there(found)
    except configuration.Misconfigured as error:
        print(f"teum: {error}", file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "teum.settings")
    try:
        with collector.resting():
            django.setup()
        if name not in get_commands():
            return None
        _call(name, rest)
    except CommandError as error:
        print(f"teum: {error}", file=sys.stderr)
        return error.returncode
    except OSError as error:
        if not _is_about(error, found.data):
            raise
        print(f"teum: {error.filename} cannot be used: {error.strerror}", file=sys.stderr)
        return 2
    except OperationalError as error:
        said = logs.clean(str(error)).strip() or "it does not answer"
        print(f"teum: the database cannot be used: {said.splitlines()[0]}", file=sys.stderr)
        return 2
    return 0


def _call(name: str, rest: Sequence[str]) -> None:
    """Runs a command; what it has to say of its own arguments comes up as a `CommandError`."""
    with collector.resting():
        command = ManagementUtility(["teum", name]).fetch_command(name)
    is_ours = get_commands()[name] == "teum"
    if is_ours:
        command.suppressed_base_arguments = DJANGO_OPTIONS
    command.run_from_argv(["teum", name, *(["--traceback"] if is_ours else []), *rest])


def _require_there(found: configuration.Configuration) -> None:
    """What only reads makes neither a folder nor a database where there is none."""
    place = Path(found.database.name) if found.database.is_sqlite else found.data
    if not place.exists():
        raise configuration.Misconfigured(f"there is nothing at {place}; name the folder with --data")


def _is_about(error: OSError, data: Path) -> bool:
    """Whether it is the data folder, or a file, that cannot be used; all else is a bug."""
    if isinstance(error, PermissionError | NotADirectoryError):
        return True
    return error.filename is not None and Path(os.fsdecode(error.filename)).is_relative_to(data)


def _say_address(environ: "os._Environ[str] | dict[str, str]", arguments: Sequence[str]) -> None:
    """Makes where `teum run` listens the base address, unless a setting names it."""
    if configuration.given(environ).get("base_url"):
        return
    parser = ArgumentParser(add_help=False, exit_on_error=False)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", default="8000")
    said, _ = parser.parse_known_args(list(arguments))
    host = EVERY_ADDRESS.get(said.host, f"[{said.host}]" if ":" in said.host else said.host)
    environ["TEUM_BASE_URL"] = f"http://{host}:{said.port}"


def prepare(environ: "os._Environ[str] | dict[str, str]", arguments: Sequence[str]) -> list[str]:
    """Takes `--data DIR` out of the arguments and into the environment, where settings are read from."""
    rest: list[str] = []
    given = iter(arguments)
    for argument in given:
        if argument == "--data":
            environ["TEUM_DATA"] = next(given, "")
        elif argument.startswith("--data="):
            environ["TEUM_DATA"] = argument.removeprefix("--data=")
        else:
            rest.append(argument)
    if environ.get("TEUM_DATA") == "":
        del environ["TEUM_DATA"]
        rest.append("--data")  # argparse says what is missing
    return rest
