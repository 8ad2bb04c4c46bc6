"""The fonts of what leaves as a file: the same as the pages', and what they cannot draw."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

FAMILIES = ("Heebo", "Noto Sans", "Noto Sans Arabic")
"""Each draws what the ones before it cannot: Heebo alone breaks Arabic and Cyrillic names."""
_PACKAGES = ("fontpkg_heebo", "fontpkg_noto_sans", "fontpkg_noto_sans_arabic")
MISSING = "\ufffd"
"""Stands where no font has the letter: the compiler itself would leave a gap and say nothing."""
_OVERRIDES = "\u202d\u202e"


def _folders() -> list[Path]:
    return [Path(str(files(package).joinpath("files"))) for package in _PACKAGES]


@cache
def loaded() -> typst.Fonts:
    """These fonts and no others, whatever the machine has besides."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[*map(str, _folders())]
    )


@cache
def _drawn() -> frozenset[int]:
    """Every character that one of the fonts draws."""
    found: set[int] = set()
    for folder in _folders():
        for path in folder.glob("*.ttf"):
            with TTFont(path, lazy=True) as font:
                found |= set(font.getBestCmap())
    return frozenset(found)


def drawable(text: str) -> str:
    """The text with `MISSING` for each character that no font draws; marks of direction and the like draw nothing."""
    return "".join(char if _is_drawn(char) else MISSING for char in text)


def _is_drawn(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) == "Cf" or ord(char) in _drawn()


def is_plain(char: str) -> bool:
    """Whether a character may stand in what is signed: it is drawn as it is, and turns no line around."""
    if char in _OVERRIDES or char == MISSING:
        return False
    return char in "\n\r\t" or unicodedata.category(char) in ("Zs", "Cf") or ord(char) in _drawn()
