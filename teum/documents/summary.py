"""The summary of a conversation as a PDF: what the customer read, on a page to keep (record 15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from teum.documents import fonts, typesetting

TEMPLATE = Path(__file__).parent / "summary.typ"
BULLET = "• "


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What stands on it; `text` are the words of the message, `facts` a few lines above them, each with its name.

    `lost` is said at the foot where the fonts lack a letter. `at` is when the message was written: the same sheet is
    the same file, whenever it is asked for.
    """

    lang: str
    business: str
    title: str
    facts: Sequence[tuple[str, str]]
    text: str
    lost: str
    at: datetime


def pdf(sheet: Sheet) -> bytes:
    """The file. Whatever people typed goes in as data, never as markup."""
    return typesetting.compiled(TEMPLATE, _data(sheet), at=sheet.at, standard=None)


def _data(sheet: Sheet) -> dict[str, object]:
    words = [sheet.business, sheet.title, sheet.text, *(value for fact in sheet.facts for value in fact)]
    is_lost = any(fonts.drawable(said) != said for said in words)
    return {
        "lang": sheet.lang,
        "dir": "rtl" if sheet.lang == "he" else "ltr",
        "fonts": list(fonts.FAMILIES),
        "business": fonts.drawable(sheet.business),
        "title": fonts.drawable(sheet.title),
        "facts": [[fonts.drawable(name), fonts.drawable(value)] for name, value in sheet.facts],
        "blocks": [_block(part) for part in fonts.drawable(sheet.text).split("\n\n") if part.strip()],
        "foot": sheet.lost if is_lost else "",
        "date": [sheet.at.year, sheet.at.month, sheet.at.day],
    }


def _block(part: str) -> dict[str, object]:
    """A paragraph: its lines, and those of them that are items of a list."""
    lines = [line.strip() for line in part.splitlines() if line.strip()]
    items = [line.removeprefix(BULLET) for line in lines if line.startswith(BULLET)]
    said = [line for line in lines if not line.startswith(BULLET)]
    return {"lines": said, "items": items}
