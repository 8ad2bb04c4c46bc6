"""An agreement as a PDF to sign: what was agreed by sections, the payments, who owes what by when, both signatures.

A PDF/A-2b file with its fonts in it (record 18). The same sheet is the same file in one version of Teum; what was shown
before signing is kept as bytes and not drawn again, since another version may set it otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext, pgettext

from teum.documents import drawing, figures, fonts, typesetting
from teum.documents.drawing import Strokes
from teum.documents.typesetting import NotSet

TEMPLATE = Path(__file__).parent / "agreement.typ"
PDF_A: Final = "a-2b"
_UNDRAWN = re.compile('the text `"(.*)"` could not be displayed', re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who agrees: `role` in this agreement, in words; `identity` and `contacts` are lines as they are read."""

    role: str
    name: str
    identity: str = ""
    contacts: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One part of the price: for what, due when and paid how in words, and how much in agorot, with VAT."""

    what: str
    due: str
    amount: int
    means: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """The payments and what they come to, in agorot; `vat_percent` as it is written ("18"), and not read where
    `is_exempt` says that there is none.
    """

    payments: Sequence[Payment]
    before_vat: int
    vat: int
    vat_percent: str
    is_exempt: bool = False

    @property
    def total(self) -> int:
        """With VAT."""
        return self.before_vat + self.vat


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Who owes what by when, each in words."""

    who: str
    what: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading, its clauses, then the payments with their total and the duties that belong under it; every line is
    numbered in this order.
    """

    heading: str
    clauses: Sequence[str] = ()
    price: Price | None = None
    duties: Sequence[Duty] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A line that the version before said otherwise: each with its number there; empty where there is none."""

    was: str = ""
    before: str = ""
    number: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """That a side has signed: the name as typed, when in words, and what was drawn (a PNG's bytes, or strokes)."""

    name: str
    moment: str
    drawn: bytes | Strokes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A side's place to sign: in which role, for whom; empty until it has signed."""

    role: str
    party: str
    signed: Signed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """An agreement; `at` is the document's date, `written` the same in words, `lang` is he or en.

    `kind` is what it calls itself, `replaces` which version it takes the place of, in words; `changes` is what it says
    otherwise than that one.
    """

    lang: str
    kind: str = ""
    replaces: str = ""
    business: str
    title: str
    version: int
    at: datetime
    written: str
    parties: Sequence[Party]
    changes: Sequence[Change] = ()
    sections: Sequence[Section]
    signatures: Sequence[Signature] = ()


class NoLetter(Exception):
    """The sheet holds characters that no font of ours draws, or that turn lines around. `characters`, each once."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        super().__init__(", ".join(f"U+{ord(one):04X}" for one in characters))
        self.characters = characters


def draw(sheet: Sheet) -> bytes:
    """The file. Raises `NoLetter`, `BrokenPicture` and `TooManyPoints` (a drawn signature that cannot be shown)."""
    return typeset(sheet, {})


def typeset(sheet: Sheet, more: dict[str, Any]) -> bytes:
    """The sheet, and what stands behind it under a name of its own: one run, one file. Raises as `draw`."""
    require_letters((sheet, more))
    with translation.override(sheet.lang):
        data = _data(sheet) | more
    try:
        return typesetting.compiled(TEMPLATE, data, at=sheet.at, standard=PDF_A)
    except NotSet as error:  # the standard allows no letter without its shape: none slips by unseen
        found = _UNDRAWN.search(str(error))
        raise (NoLetter(tuple(dict.fromkeys(found[1]))) if found else error) from error


def written_out(value: Any) -> Any:
    """The same with every character that cannot be drawn named by its number ("[U+1F64F]"): nothing is left out, and
    a file of what people were called, or typed on the way, can always be made.
    """
    if isinstance(value, str):
        return "".join(one if fonts.is_plain(one) else f"[U+{ord(one):04X}]" for one in value)
    if isinstance(value, list | tuple):
        return [written_out(inner) for inner in value]
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{field.name: written_out(getattr(value, field.name)) for field in fields(value)}
        )
    return value


def require_letters(value: object) -> None:
    """Raises `NoLetter` with every character in the value's texts that cannot be drawn."""
    found = dict.fromkeys(char for text in _texts(value) for char in text if not fonts.is_plain(char))
    if found:
        raise NoLetter(tuple(found))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _data(sheet: Sheet) -> dict[str, Any]:
    """What the template reads; each text is a list of its lines, with figures that keep their order."""
    return {
        "lang": sheet.lang,
        "dir": "rtl" if sheet.lang == "he" else "ltr",
        "fonts": list(fonts.FAMILIES),
        "date": [sheet.at.year, sheet.at.month, sheet.at.day],
        "about": {"title": sheet.title, "author": sheet.business},
        "business": figures.isolated(sheet.business),
        "kind": figures.isolated(sheet.kind),
        "replaces": figures.isolated(sheet.replaces),
        "title": figures.isolated(sheet.title),
        "edition": pgettext("agreement", "Version {number}").format(number=sheet.version),
        "written": figures.isolated(sheet.written),
        "parties": [_party(party) for party in sheet.parties],
        "changes": [_change(change) for change in sheet.changes],
        "sections": [_section(at, section, sheet.lang) for at, section in enumerate(sheet.sections, start=1)],
        "signatures": [_signature(signature) for signature in sheet.signatures],
        "words": _words(),
    }


def _words() -> dict[str, str]:
    return {
        "page": pgettext("agreement", "Page {page} of {pages}"),
        "changes": pgettext("agreement", "What changes"),
        "before": pgettext("agreement", "Before the change"),
        "after": pgettext("agreement", "After the change"),
        "new": pgettext("agreement", "This was not part of it"),
        "gone": pgettext("agreement", "This is no longer part of it"),
        "for_what": pgettext("agreement", "For what"),
        "due": pgettext("agreement", "When it is paid"),
        "means": pgettext("agreement", "How"),
        "amount": pgettext("agreement", "Amount"),
        "who": pgettext("agreement", "Who"),
        "what": gettext("What"),
        "by": pgettext("agreement", "By when"),
        "signatures": pgettext("agreement", "Signatures"),
        "unsigned": pgettext("agreement", "Not signed yet"),
        "drawn": pgettext("agreement", "Signature drawn by hand"),
    }


def _party(party: Party) -> dict[str, Any]:
    lines = [party.identity, *party.contacts]
    return {
        "role": figures.isolated(party.role),
        "name": figures.isolated(party.name),
        "lines": [figures.isolated(line) for line in lines if line],
    }


def _lines(text: str) -> list[str]:
    return [figures.isolated(line) for line in text.splitlines()]


def _change(change: Change) -> dict[str, Any]:
    before, after = _lines(change.before), _lines(change.after)
    return {"was": change.was, "before": before, "number": change.number, "after": after}


def _section(at: int, section: Section, lang: str) -> dict[str, Any]:
    words, numbers = figures.isolated, (f"{at}.{number}" for number in count(1))
    return {
        "number": f"{at}",
        "heading": words(section.heading),
        "clauses": [[next(numbers), _lines(clause)] for clause in section.clauses],
        "price": _price(section.price, lang, numbers) if section.price else None,
        "duties": [[next(numbers), *map(words, (one.who, one.what, one.by))] for one in section.duties],
    }


def _price(price: Price, lang: str, numbers: Iterator[str]) -> dict[str, Any]:
    said = partial(figures.amount, lang=lang)
    vat = pgettext("agreement", "VAT, {percent}%").format(percent=price.vat_percent)
    sums = [
        [pgettext("agreement", "Before VAT"), said(price.before_vat)],
        [figures.isolated(vat), said(price.vat)],
    ]
    bare = pgettext("agreement", "Total, without VAT: exempt dealer")
    total = bare if price.is_exempt else pgettext("agreement", "Total with VAT")
    return {
        "rows": [
            [next(numbers), *map(figures.isolated, (one.what, one.due, one.means)), said(one.amount)]
            for one in price.payments
        ],
        "sums": [] if price.is_exempt else sums,
        "total": [next(numbers), total, said(price.total)],
    }


def _signature(signature: Signature) -> dict[str, Any]:
    signed = signature.signed
    return {
        "role": figures.isolated(signature.role),
        "party": figures.isolated(signature.party),
        "signed": signed is not None,
        "name": figures.isolated(signed.name) if signed else "",
        "moment": figures.isolated(signed.moment) if signed else "",
        "drawn": drawing.shown(signed.drawn) if signed and signed.drawn else None,
    }
