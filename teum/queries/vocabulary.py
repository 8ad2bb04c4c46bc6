"""The vague words as a reader sees them: the built-in families, and those that the business added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from teum import language
from teum.core import permissions
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.refusal import Missing
from teum.language import Analysis, vague
from teum.language.vague import Entry
from teum.models import Organisation, OwnWord
from teum.queries import terms

_SHOWN = 60
"""So many phrases of a family are shown to a search; few of its forms say more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWordView:
    """A word of the business: the phrase, its reason and better wording, and who wrote them when."""

    id: int
    phrase: str
    reason: str
    better: str
    language: str
    kind: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyView:
    """Built-in words that are vague for one reason; `phrases` by language: one of each pattern, or those found."""

    code: str
    reason: str
    better: str
    phrases: dict[str, tuple[str, ...]]


def own(*, by: Actor) -> tuple[OwnWordView, ...]:
    """The words of the business, the newest first. Raises `NotAllowed`."""
    permissions.require(by, Act.MANAGE_WORDS)
    found = OwnWord.objects.of(by.organisation_id).select_related("member").order_by("-id")
    return tuple(_view(row) for row in found)


def one(*, word_id: int, by: Actor) -> OwnWordView:
    """A word of the business. Raises `NotAllowed`, `Missing`."""
    permissions.require(by, Act.MANAGE_WORDS)
    row = OwnWord.objects.of(by.organisation_id).select_related("member").filter(pk=word_id).first()
    if row is None:
        raise Missing(word=str(word_id))
    return _view(row)


def _view(row: OwnWord) -> OwnWordView:
    return OwnWordView(
        id=row.pk,
        phrase=row.phrase,
        reason=row.reason,
        better=row.better,
        language=row.language,
        kind=row.kind,
        who=row.member.name,
        at=row.at,
    )


def families(*, lang: str, find: str = "") -> tuple[FamilyView, ...]:
    """The built-in families told in a language, its phrases first; with `find`, only the phrases that hold it."""
    codes = dict.fromkeys(entry.code for entry in vague.STANDARD.entries)
    shown = (_family(code, lang, find.strip().lower()) for code in codes)
    return tuple(family for family in shown if family.phrases)


def _family(code: str, lang: str, find: str) -> FamilyView:
    entries = {entry.lang: entry for entry in vague.STANDARD.entries if entry.code == code}
    spoken = entries[lang]
    order = sorted(entries, key=lambda other: other != lang)
    phrases = {other: _phrases(entries[other], find) for other in order}
    return FamilyView(
        code=code,
        reason=spoken.reason[lang],
        better=spoken.better[lang],
        phrases={other: listed for other, listed in phrases.items() if listed},
    )


def _phrases(entry: Entry, find: str) -> tuple[str, ...]:
    """One phrase of each pattern, or the shortest of all that hold what is looked for."""
    if not find:
        return tuple(dict.fromkeys(forms[0] for forms in _forms(entry.code, entry.lang)))
    found = {phrase for forms in _forms(entry.code, entry.lang) for phrase in forms if find in phrase.lower()}
    return tuple(sorted(found, key=lambda phrase: (len(phrase), phrase))[:_SHOWN])


@lru_cache(maxsize=64)
def _forms(code: str, lang: str) -> tuple[tuple[str, ...], ...]:
    """Every phrase of each pattern of a family."""
    return tuple(tuple(vague.expand(pattern)) for pattern in vague.entry_of(code, lang).words)


def tried(text: str, *, by: Actor, now: datetime) -> Analysis:
    """What would be marked in words that go out; writes nothing. Raises `NotAllowed`."""
    permissions.require(by, Act.MANAGE_WORDS)
    organisation = Organisation.objects.get(pk=by.organisation_id)
    calendar = terms.calendar(organisation)
    return language.outgoing(
        text,
        speaker="provider",
        now=now.astimezone(calendar.zone),
        calendar=calendar,
        vocabulary=terms.vocabulary(organisation),
    )
