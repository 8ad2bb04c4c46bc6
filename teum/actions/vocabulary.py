"""The vague words that a business adds to the built-in ones: each with its reason and a better wording."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from teum.actions import organisations
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.promise import Incomplete
from teum.core.refusal import Conflict, Invalid, Missing
from teum.language import text, vocabulary
from teum.language.vocabulary import OwnWord
from teum.models import Member
from teum.models import OwnWord as OwnWordRow
from teum.models.vocabulary import REASON

MOST = 300
"""So many words of its own a business may have: every text is compared with them."""


class AlreadyListed(Conflict):
    """The business has an entry for this phrase, however it is typed. Carries `word`."""

    code = "already_listed"


class TooManyWords(Conflict):
    """The list is full. Carries `most`."""

    code = "too_many_words"


def add(*, by: Actor, word: OwnWord, now: datetime) -> OwnWordRow:
    """Add a word. Raises `NotAllowed`, `Incomplete`, `NoPhrase`, `SaysTimes`, `AlreadyListed`, `TooManyWords`."""
    with organisations.changing(by, Act.MANAGE_WORDS):
        said = _checked(word)
        _require_new(by, said["compared"])
        if OwnWordRow.objects.of(by.organisation_id).count() >= MOST:
            raise TooManyWords(most=MOST)
        values = {**said, "member": _member(by), "at": now}
        row: OwnWordRow = OwnWordRow.objects.of(by.organisation_id).create(**values)
        return row


def change(*, word_id: int, by: Actor, word: OwnWord, now: datetime) -> OwnWordRow:
    """Change a word, its reason or its better wording. Raises what `add` raises, and `Missing`."""
    with organisations.changing(by, Act.MANAGE_WORDS):
        row = OwnWordRow.objects.of(by.organisation_id).filter(pk=word_id).first()
        if row is None:
            raise Missing(word=str(word_id))
        said = _checked(word)
        _require_new(by, said["compared"], but=word_id)
        for name, value in {**said, "member": _member(by), "at": now}.items():
            setattr(row, name, value)
        row.save()
        return row


def remove(*, word_id: int, by: Actor) -> None:
    """Take a word off the list; what was recorded stays as it is. Raises `NotAllowed`, `Missing`."""
    with organisations.changing(by, Act.MANAGE_WORDS):
        if not OwnWordRow.objects.of(by.organisation_id).filter(pk=word_id).delete()[0]:
            raise Missing(word=str(word_id))


def _checked(word: OwnWord) -> dict[str, Any]:
    """The word as its row keeps it."""
    said = {name: text.line(getattr(word, name)).rstrip(". ") for name in ("phrase", "reason", "better")}
    missing = [name for name, words in said.items() if not words]
    if missing:
        raise Incomplete(missing=missing)
    for name, value, known in (
        ("language", word.lang, vocabulary.LANGUAGES),
        ("kind", word.kind, vocabulary.KINDS),
    ):
        if value not in known:
            raise Invalid(field=name, allowed=list(known))
    compared = vocabulary.require_phrase(said["phrase"])
    return {
        "phrase": said["phrase"],
        "compared": compared,
        "reason": said["reason"][:REASON],
        "better": said["better"][:REASON],
        "language": word.lang,
        "kind": word.kind,
    }


def _require_new(by: Actor, compared: str, *, but: int | None = None) -> None:
    found = OwnWordRow.objects.of(by.organisation_id).filter(compared=compared).first()
    if found is not None and found.pk != but:
        raise AlreadyListed(word=found.phrase)


def _member(by: Actor) -> Member:
    found: Member = Member.objects.of(by.organisation_id).get(pk=by.member_id or 0)
    return found
