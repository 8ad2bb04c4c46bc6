"""Every text of the product has its Hebrew, whole and with the same places to fill in."""

import ast
import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages import pofile
from babel.messages.catalog import Message
from babel.messages.extract import extract
from django.utils.translation.template import templatize

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
TEMPLATES = {".html", ".txt"}


def _texts(root: Path) -> dict[str, str]:
    """Every text that the code and the templates ask a translation for, and where."""
    found: dict[str, str] = {}
    for file in sorted((root / "teum").rglob("*")):
        if file.suffix == ".py":
            source = file.read_text(encoding="utf-8")
        elif file.suffix in TEMPLATES and "templates" in file.parts:
            source = templatize(file.read_text(encoding="utf-8"))
        else:
            continue
        for line, text, _, context in extract("python", BytesIO(source.encode()), KEYWORDS):
            single = text if isinstance(text, str) else text[0]
            key = f"{context}\x04{single}" if context else str(single)
            found.setdefault(key, f"{file.relative_to(root)}:{line}")
    return found


@pytest.fixture(scope="module")
def hebrew(root: Path) -> dict[str, Message]:
    """The Hebrew of all catalogues by text; each text stands in one of them."""
    found: dict[str, Message] = {}
    for file in sorted((root / "teum/locale").glob("*/he/LC_MESSAGES/django.po")):
        with file.open("rb") as opened:
            messages = [message for message in pofile.read_po(opened, locale="he") if message.id]
        for message in messages:
            text = message.id if isinstance(message.id, str) else message.id[0]
            key = f"{message.context}\x04{text}" if message.context else text
            assert key not in found, f"{file.relative_to(root)}: {text} stands in another catalogue, too"
            found[key] = message
    assert found
    return found


def test_every_text_has_its_hebrew(root: Path, hebrew: dict[str, Message]) -> None:
    missing = []
    for text, place in _texts(root).items():
        message = hebrew.get(text)
        words = message.string if message else ""
        if (
            not message
            or message.fuzzy
            or not words
            or not all(words if isinstance(words, tuple) else (words,))
        ):
            missing.append(f"{place}: {text}")
    assert not missing


def test_no_text_hides_in_a_formatted_one(root: Path) -> None:
    """What reads the texts for translation does not look into f-strings."""
    hidden = [
        f"{file.relative_to(root)}:{call.lineno}"
        for file in sorted((root / "teum").rglob("*.py"))
        for string in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in KEYWORDS
    ]
    assert not hidden


def test_a_translation_fills_in_the_same_places(hebrew: dict[str, Message]) -> None:
    wrong = []
    for text, message in hebrew.items():
        wanted = set(PLACES.findall(message.id if isinstance(message.id, str) else message.id[-1]))
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        # a form for one may say "one" in words instead of the number
        wrong += [text for words in strings if not set(PLACES.findall(words)) <= wanted]
        if set(PLACES.findall(strings[-1])) != wanted:
            wrong.append(text)
    assert not wrong


def test_no_translation_is_left_over(root: Path, hebrew: dict[str, Message]) -> None:
    texts = _texts(root)
    assert not [text for text in hebrew if text not in texts]


FORMER = ("holding update", "next word", "let go of", "withdraw", "e-mail")
"""What people read is an interim update, the next update, and a promise from which we are released or that is taken back, by email."""


def test_one_thing_has_one_name_in_what_people_read(root: Path) -> None:
    assert not [
        f"{place}: {text}" for text, place in _texts(root).items() for name in FORMER if name in text.lower()
    ]
