"""A file of a case: who gives it for what, which kinds are taken, how large, how many, and under which name."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from teum.core.refusal import Conflict, Invalid

MOST_BYTES = 10 * 2**20
MOST_FILES = 10
"""So many to one question."""
MOST_POINTS = 50_000_000
"""Of one picture: what phones take today; one of more fills the memory of whoever looks at it."""
LONGEST_NAME = 100
ENDINGS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/heic": "heic",
}
"""The kinds that are taken, each with the ending of its name."""
PICTURES = ("image/jpeg", "image/png", "image/webp")
"""The kinds that every browser shows in a page."""
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1")
"""Brands of the container in which phones keep their pictures."""


class Use(StrEnum):
    """What a file is for: the answer to a question, something that we hand over, a photo that a disclosure shows,
    or a paper that is signed."""

    ANSWER = "answer"
    GIVEN = "given"
    PHOTO = "photo"
    PAPER = "paper"


class TooLarge(Invalid):
    """The file is larger than is taken. Carries `most` bytes."""

    code = "file_too_large"


class WrongKind(Invalid):
    """The file is of no kind that is taken, whatever its name says. Carries `kinds`."""

    code = "wrong_kind"


class BrokenDocument(Invalid):
    """What stands in the file begins like a PDF and has no end: it was cut on its way."""

    code = "broken_document"


class BrokenPicture(Invalid):
    """What stands in the file begins like a picture and is none that can be shown."""

    code = "broken_picture"


class TooManyPoints(Invalid):
    """The picture has more points than are shown, however small its file is. Carries `most`."""

    code = "too_many_points"


class EmptyFile(Invalid):
    """No file, or one that holds nothing."""

    code = "file_empty"


class TooManyFiles(Conflict):
    """As many files as are taken came already. Carries `most`."""

    code = "too_many_files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A file that is taken: under which name, as what, and what stands in it."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


def sniff(content: bytes) -> str | None:
    """What a file is by its own first bytes, of the kinds that are taken; None for anything else."""
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        return "image/heic"
    return None


def is_whole(content: bytes) -> bool:
    """Whether a PDF has its end: the list of its parts, and the mark behind that. What stands in it is not read."""
    listed = content.rfind(b"startxref")
    return listed >= 0 and content.find(b"%%EOF", listed) >= 0


def require_fit(*, name: str, content: bytes, kinds: Collection[str] = tuple(ENDINGS)) -> Fit:
    """The file as it came, of one of `kinds`. Raises `EmptyFile`, `TooLarge`, `WrongKind`, `BrokenDocument`."""
    if not content:
        raise EmptyFile()
    if len(content) > MOST_BYTES:
        raise TooLarge(most=MOST_BYTES)
    media_type = sniff(content)
    if media_type not in kinds:
        raise WrongKind(kinds=[ENDINGS[kind] for kind in kinds])
    assert media_type
    if media_type == "application/pdf" and not is_whole(content):
        raise BrokenDocument()
    return Fit(name=clean_name(name, media_type), media_type=media_type, content=content)


def require_room(count: int) -> None:
    """Refuse one more where `count` came to the same question before. Raises `TooManyFiles`."""
    if count >= MOST_FILES:
        raise TooManyFiles(most=MOST_FILES)


def clean_name(raw: str, media_type: str) -> str:
    """A name to show and to save under: its last part alone, one line, and the ending of what the file is.

    Nothing that turns the line around or hides in it stays: an ending is read where it stands.
    """
    last = raw.replace("\\", "/").rpartition("/")[2]
    seen = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in last)
    stem = " ".join(unicodedata.normalize("NFC", seen).split())
    known = (*ENDINGS.values(), "jpeg", "heif")
    before, _, ending = stem.rpartition(".")
    stem = before if before and ending.lower() in known else stem
    kept = "".join("-" if letter in '"<>:|?*;%' else letter for letter in stem)
    kept = kept.strip(". -")[:LONGEST_NAME].strip() or "document"
    return f"{kept}.{ENDINGS[media_type]}"
