"""`teum analyse` and `teum check` as they are scripted against."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from teum.language import commands

MESSAGE: dict[str, Any] = {
    "id": "m1",
    "lang": "he",
    "speaker": "provider",
    "now": "2026-11-22T09:30:00+02:00",
    "calendar": "IL",
    "text": "אשלח לך במייל עד יום שלישי בשעה 14:00",
}


def line(**changes: object) -> str:
    return json.dumps({**MESSAGE, **changes}, ensure_ascii=False)


class Pipe:
    """Standard input with a given content."""

    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


def write(folder: Path, content: str, name: str = "in.txt") -> str:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return str(path)


def test_messages_in_commitments_out(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    source = write(tmp_path, line() + "\r\n\n" + line(id="m2", text="שבת שלום"))
    assert commands.main_analyse([source]) == 0
    first, second = (json.loads(answer) for answer in capfd.readouterr().out.splitlines())
    assert second == {"id": "m2", "commitments": []}
    assert first["id"] == "m1"
    (commitment,) = first["commitments"]
    assert commitment == {
        "quote": MESSAGE["text"],
        "debtor": "provider",
        "clarity": "concrete",
        "time_quote": "עד יום שלישי בשעה 14:00",
        "start": None,
        "due": "2026-11-24T14:00:00+02:00",
        "condition": None,
        "after_condition": None,
        "channel": "email",
    }


def test_standard_input_is_read_too(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        sys, "stdin", Pipe(line(text="lone \ud800 surrogate").encode("utf-8", "surrogatepass"))
    )
    assert commands.main_analyse(["-"]) == commands.UNUSABLE
    monkeypatch.setattr(sys, "stdin", Pipe(json.dumps({**MESSAGE, "text": "\ud800 אשלח מחר"}).encode()))
    assert commands.main_analyse([]) == 0
    assert json.loads(capfd.readouterr().out)["commitments"][0]["clarity"] == "concrete"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", "line 1: no JSON object"),
        ("[]", "line 1: no JSON object"),
        ('{"id": 1}', "line 1: speaker is missing"),
        (line(speaker="robot"), "line 1: speaker must be provider or customer"),
        (line(calendar="FR"), "line 1: calendar must be IL, US or UK"),
        (line(calendar=["IL"]), "line 1: calendar must be IL, US or UK"),
        (line(now="2026-11-22T09:30:00"), "line 1: now must have an offset"),
        (line(now="soon"), "line 1: now must be a moment in ISO 8601"),
        (line(text=7), "line 1: text must be a string"),
        (line() + "\n" + line(text=None), "line 2: text must be a string"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], content: str, why: str
) -> None:
    assert commands.main_analyse([write(tmp_path, content)]) == commands.UNUSABLE
    err = capfd.readouterr().err
    assert err.count("\n") == 1
    assert err.startswith(f"teum analyse: {why}")


def test_a_clean_text_passes(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert commands.main_check([write(tmp_path, "שלום,\nנחזור אליך מחר עד 14:00.\n")]) == 0
    assert capfd.readouterr().out == ""


def test_vague_and_undated_places_are_named_by_line_and_column(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    source = write(tmp_path, "שלום,\nנחזור אליך בהקדם.\nאשלח לך את הטופס\n")
    assert commands.main_check([source]) == commands.FOUND
    first, second = capfd.readouterr().out.splitlines()
    assert first.startswith(f"{source}:2:12: בהקדם: ")
    assert first.endswith("[soon]")
    assert second.startswith(f"{source}:3:1: אשלח לך את הטופס: אין כאן מועד")


def test_remarks_as_json_and_as_annotations(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    source = write(tmp_path, "We will call you soon, 100%\n")
    assert commands.main_check([source, "--format", "json", "--lang", "en"]) == commands.FOUND
    (remark,) = json.loads(capfd.readouterr().out)
    assert (remark["line"], remark["column"], remark["quote"], remark["code"]) == (1, 18, "soon", "soon")
    assert commands.main_check([source, "--format", "github", "--lang", "en"]) == commands.FOUND
    annotation = capfd.readouterr().out
    assert annotation.startswith(f"::warning file={source},line=1,col=18,title=teum soon::soon: two people")
    assert commands.main_check([write(tmp_path, "We call you by 2pm")]) == 0


@pytest.mark.parametrize(
    "arguments", [["/no/such/file"], ["--calendar", "FR"], ["--format", "xml"], ["--words", "/no/such/file"]]
)
def test_check_refuses_what_it_cannot_use(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert commands.main_check(arguments) == commands.UNUSABLE
    assert capfd.readouterr().err.count("\n") == 1


def test_bytes_that_are_no_text_are_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "raw"
    path.write_bytes(b"\xff\xfe\x00")
    assert commands.main_check([str(path)]) == commands.UNUSABLE
    assert "not UTF-8" in capfd.readouterr().err


def test_an_answer_that_cannot_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    source = write(tmp_path, "נחזור אליך בהקדם\n")
    with Path("/dev/full").open("wb") as full:
        said = subprocess.run(
            [sys.executable, "-m", "teum", "check", source], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert said.returncode == commands.UNUSABLE
    assert said.stderr == b"teum check: the answer cannot be written: No space left on device\n"


def test_help_is_no_error(capfd: pytest.CaptureFixture[str]) -> None:
    assert commands.main_check(["--help"]) == 0
    assert "Finds vague" in capfd.readouterr().out


OWN_WORDS = """
[[vague]]
words = ["בין (הטיפות|לבין)"]
reason = "לא אומר מתי"
better = "לכתוב יום ושעה"
"""


def test_an_organisations_own_words_are_checked_as_well(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    source = write(tmp_path, "אחזור אליך בין הטיפות או בהקדם\n")
    own = write(tmp_path, OWN_WORDS, name="own.toml")
    assert commands.main_check([source]) == commands.FOUND
    assert "הטיפות" not in capfd.readouterr().out
    assert commands.main_check([source, "--words", own]) == commands.FOUND
    first, second = capfd.readouterr().out.splitlines()
    assert first == f"{source}:1:12: בין הטיפות: לא אומר מתי. לכתוב יום ושעה [own]"
    assert second.endswith("[soon]")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("[[vague]]", ""), "entries begin with [[vague]]"),
        (("[[vague]]", "[vague]"), "entries begin with [[vague]]"),
        (('["בין (הטיפות|לבין)"]', '"בין"'), "own: words must be a list of phrases"),
        (("בין (הטיפות|לבין)", ""), "own: words must be a list of phrases"),
        (("בין (הטיפות|לבין)", "[בין]"), "own: words must be a list of phrases"),
        (("בין (הטיפות|לבין)", "(בין|)"), "own: words must be a list of phrases"),
        (('reason = "לא אומר מתי"', ""), "own: reason must be a text, or one for he and one for en"),
        (('"לכתוב יום ושעה"', '{ he = "שעה" }'), "own: better must be a text, or one for he and one for en"),
        (("words", 'kind = "whim"\nwords'), "own: kind must be one of time, stall, hedge, urgent"),
        (("[[vague]]", "[[vague"), "Expected"),
    ],
)
def test_a_file_of_words_that_cannot_be_used_is_said_in_one_line(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], change: tuple[str, str], why: str
) -> None:
    source = write(tmp_path, "אחזור אליך בין הטיפות\n")
    own = write(tmp_path, OWN_WORDS.replace(*change), name="own.toml")
    assert commands.main_check([source, "--words", own]) == commands.UNUSABLE
    err = capfd.readouterr().err
    assert err.startswith(f"teum check: {own}: ")
    assert why in err
    assert err.count("\n") == 1
