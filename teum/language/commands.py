"""`teum analyse` and `teum check`: the analyser on the command line, without Django."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from teum.core import working_time
from teum.core.working_time import Calendar
from teum.language import vague
from teum.language.analysing import analyse, vague_spans
from teum.language.values import Analysis, Commitment

CALENDARS: dict[str, Callable[[], Calendar]] = {
    "IL": working_time.israel,
    "US": working_time.us,
    "UK": working_time.uk,
}
SPEAKERS = ("provider", "customer")
FOUND, UNUSABLE = 1, 2
# What a template promises is as vague on any day; this one is an ordinary Monday.
_ANY_DAY = datetime(2027, 1, 4, 10, 0, tzinfo=ZoneInfo("UTC"))
_UNDATED = {
    "he": ("אין כאן מועד", "לכתוב עד מתי: עד יום שלישי בשעה 14:00"),
    "en": ("no time is named", "say until when: by Tuesday at 14:00"),
}


class Unusable(Exception):
    """Input that cannot be worked on; the text is the one line that says why."""


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong with the arguments."""

    def error(self, message: str) -> NoReturn:
        raise Unusable(message)


# teum analyse


def main_analyse(argv: list[str]) -> int:
    """Messages in, commitments out, one JSON object a line; 2 and one line on input that cannot be used."""
    parser = _Parser(
        prog="teum analyse", description="Finds the commitments in messages (JSONL in, JSONL out)."
    )
    parser.add_argument("file", nargs="?", default="-", help="a file of messages, or - for standard input")
    return _run("analyse", parser, argv, _analyse_all)


def _analyse_all(options: argparse.Namespace) -> int:
    for number, line in enumerate(_read(options.file).split("\n"), 1):
        if line.strip():
            try:
                _write(_answer(_message(line)))
            except Unusable as why:
                raise Unusable(f"line {number}: {why}") from None
    return 0


def _message(line: str) -> dict[str, Any]:
    try:
        message = json.loads(line)
    except (ValueError, RecursionError) as why:
        raise Unusable(f"no JSON object ({why})") from None
    if not isinstance(message, dict):
        raise Unusable("no JSON object")
    for field in ("id", "speaker", "now", "calendar", "text"):
        if field not in message:
            raise Unusable(f"{field} is missing")
    if not isinstance(message["text"], str):
        raise Unusable("text must be a string")
    if message["speaker"] not in SPEAKERS:
        raise Unusable("speaker must be provider or customer")
    if message["calendar"] not in list(CALENDARS):
        raise Unusable("calendar must be IL, US or UK")
    return message


def _answer(message: dict[str, Any]) -> str:
    analysis = analyse(
        message["text"],
        speaker=message["speaker"],
        now=_moment(message["now"]),
        calendar=CALENDARS[message["calendar"]](),
        lang=message.get("lang"),
    )
    answer = {"id": message["id"], "commitments": [as_record(c) for c in analysis.commitments]}
    return json.dumps(answer, ensure_ascii=False)


def _moment(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        raise Unusable("now must be a moment in ISO 8601") from None
    if moment.utcoffset() is None:
        raise Unusable("now must have an offset")
    return moment


def as_record(commitment: Commitment) -> dict[str, Any]:
    """A commitment as the JSON of the schema."""
    return {
        "quote": commitment.quote,
        "debtor": commitment.debtor,
        "clarity": commitment.clarity,
        "time_quote": commitment.time_quote,
        "start": commitment.start.isoformat() if commitment.start else None,
        "due": commitment.due.isoformat() if commitment.due else None,
        "condition": commitment.condition,
        "after_condition": commitment.after_condition,
        "channel": commitment.channel,
    }


# teum check


@dataclass(frozen=True, slots=True)
class Remark:
    """One vague or undated place in a file."""

    file: str
    line: int
    column: int
    quote: str
    code: str
    reason: str
    better: str

    def as_json(self) -> dict[str, Any]:
        """The remark for `--format json`."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "quote": self.quote,
            "code": self.code,
            "reason": self.reason,
            "better": self.better,
        }


def main_check(argv: list[str]) -> int:
    """Lints texts for vague and undated promises: 0 clean, 1 something found, 2 unusable input."""
    parser = _Parser(
        prog="teum check", description="Finds vague and undated promises in texts and templates."
    )
    parser.add_argument("files", nargs="*", default=["-"], help="files of text, or - for standard input")
    parser.add_argument(
        "--lang", choices=("he", "en"), help="the language of the remarks (default: the text's)"
    )
    parser.add_argument(
        "--calendar", choices=tuple(CALENDARS), default="IL", help="whose calendar dates are read in"
    )
    parser.add_argument("--format", choices=("text", "json", "github"), default="text")
    parser.add_argument("--words", help="a file of your own vague words (TOML)")
    return _run("check", parser, argv, _check_all)


def _check_all(options: argparse.Namespace) -> int:
    vocabulary = _vocabulary(options.words, options.lang or "he")
    remarks: list[Remark] = []
    for name in options.files:
        remarks += remarks_on(_read(name), name, options.lang, CALENDARS[options.calendar](), vocabulary)
    if options.format == "json":
        _write(json.dumps([remark.as_json() for remark in remarks], ensure_ascii=False, indent=1))
    else:
        for remark in remarks:
            _write(_as_text(remark) if options.format == "text" else _as_github(remark))
    return FOUND if remarks else 0


def _vocabulary(path: str | None, lang: str) -> vague.Vocabulary:
    if path is None:
        return vague.STANDARD
    try:
        return vague.STANDARD.with_entries(vague.read_entries(Path(path), lang))
    except OSError as why:
        raise Unusable(f"{path}: {why.strerror or why}") from None
    except ValueError as why:
        raise Unusable(f"{path}: {why}") from None


def remarks_on(
    text: str, name: str, lang: str | None, calendar: Calendar, vocabulary: vague.Vocabulary = vague.STANDARD
) -> list[Remark]:
    """Every vague word and every promise without a time in a text."""
    analysis = analyse(
        text, speaker="provider", now=_ANY_DAY, calendar=calendar, lang=lang, vocabulary=vocabulary
    )
    places = sorted(set(_places(text, analysis, vocabulary)))
    starts = [0] + [at + 1 for at, sign in enumerate(text) if sign == "\n"]
    found: list[Remark] = []
    line, end = 0, -1
    for start, stop, code, reason, better in places:
        if start < end:
            continue
        end = stop
        while line + 1 < len(starts) and starts[line + 1] <= start:
            line += 1
        found.append(Remark(name, line + 1, start - starts[line] + 1, text[start:stop], code, reason, better))
    return found


def _places(
    text: str, analysis: Analysis, vocabulary: vague.Vocabulary
) -> Iterator[tuple[int, int, str, str, str]]:
    lang = analysis.lang
    for span in (*analysis.vague, *vague_spans(text, vocabulary=vocabulary)):
        yield span.start, span.end, span.reason, span.reason_text(lang), span.better(lang)
    for commitment in analysis.commitments:
        if commitment.clarity == "undated":
            yield *commitment.span, "undated", *_UNDATED[lang]


def _as_text(remark: Remark) -> str:
    quote = " ".join(remark.quote.split())
    return f"{remark.file}:{remark.line}:{remark.column}: {quote}: {remark.reason}. {remark.better} [{remark.code}]"


def _as_github(remark: Remark) -> str:
    quote = " ".join(remark.quote.split())
    told = _escaped(f"{quote}: {remark.reason}. {remark.better}")
    file = _escaped(remark.file).replace(":", "%3A").replace(",", "%2C")
    return f"::warning file={file},line={remark.line},col={remark.column},title=teum {remark.code}::{told}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


# Both


def _run(name: str, parser: _Parser, argv: list[str], work: Callable[[argparse.Namespace], int]) -> int:
    try:
        return work(parser.parse_args(argv))
    except Unusable as why:
        sys.stderr.write(f"teum {name}: {_one_line(str(why))}\n")
        return UNUSABLE
    except (
        OSError
    ) as why:  # the disk is full, or whoever read the answer left; what is buffered goes nowhere either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.stderr.write(f"teum {name}: the answer cannot be written: {why.strerror}\n")
        return UNUSABLE
    except SystemExit as done:  # --help
        return int(done.code or 0)


def _one_line(text: str) -> str:
    return " ".join(text.encode("utf-8", "backslashreplace").decode().split())


def _read(name: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as why:
        raise Unusable(f"{name}: {why.strerror or why}") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as why:
        raise Unusable(f"{name}: not UTF-8 (byte {why.start})") from None


def _write(line: str) -> None:
    """One line in UTF-8 whatever the terminal's encoding; a lone surrogate is written as an escape."""
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()
