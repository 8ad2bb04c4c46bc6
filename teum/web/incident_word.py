"""What a form says that many are told and back, and what is wrong with it, each on its field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.forms import Form

from teum.core.incident import Rule, Said, Terms, Word
from teum.core.refusal import Refused
from teum.core.remedy import Kind, Remedy
from teum.core.remedy import Rule as RemedyRule
from teum.core.window import Window
from teum.web import refusals
from teum.web.desk import Reader
from teum.web.forms.incident import AGOROT, HOUR

FIELDS = {"shift": "days", "due": "due_on", "next_due": "next_on", "value": "value"}
"""Where the core's names are asked."""


def word_of(said: Mapping[str, Any], reader: Reader) -> Word:
    """A word as it was filled in: of the rule's figures, those that belong to it."""
    rule = Rule(said["rule"])
    due = reader.moment(said, "due") if rule is Rule.FIXED else None
    terms = Terms(
        rule=rule,
        days=(said["days"] or 0) if rule is Rule.SHIFT and not said["hours"] else 0,
        minutes=(said["hours"] or 0) * HOUR if rule is Rule.SHIFT else 0,
        window=Window(due=due) if due else None,
        next_due=reader.moment(said, "next") if rule in (Rule.NONE, Rule.STAYS) else None,
    )
    texts = {
        language: Said(what=said[f"what_{language}"], matters=said[f"matters_{language}"])
        for language in ("he", "en")
        if f"what_{language}" in said
    }
    return Word(texts=texts, terms=terms, remedy=_remedy(said))


def initial_of(word: Word, reader: Reader) -> dict[str, Any]:
    """A word as its form shows it, to be written anew."""
    told, remedy = word.terms, word.remedy
    texts = {
        f"{field}_{language}": getattr(said, field)
        for language, said in word.texts.items()
        for field in ("what", "matters")
    }
    value = remedy.remedy.value if remedy else None
    return {
        **texts,
        **_shown("due", told.window.due if told.window else None, reader),
        **_shown("next", told.next_due, reader),
        "rule": str(told.rule),
        "days": told.days or None,
        "hours": told.minutes // HOUR or None,
        "remedy": str(remedy.remedy.kind) if remedy else "no",
        "value": value // AGOROT if value and remedy and remedy.remedy.kind is Kind.AMOUNT else value,
        "after": remedy.after_minutes // HOUR or None if remedy else None,
    }


def _shown(name: str, at: datetime | None, reader: Reader) -> dict[str, Any]:
    at = at.astimezone(reader.zone) if at else None
    return {f"{name}_on": at and at.date(), f"{name}_at": at and at.time()}


def _remedy(said: Mapping[str, Any]) -> RemedyRule | None:
    if said["remedy"] not in list(Kind):
        return None
    kind, value = Kind(said["remedy"]), said["value"] or 0
    offered = Remedy(kind=kind, value=value * AGOROT if kind is Kind.AMOUNT else value)
    return RemedyRule(remedy=offered, after_minutes=(said["after"] or 0) * HOUR)


def put(form: Form, refused: Refused) -> None:
    """Say a refusal on the field that asked for what it is about."""
    details = refused.details
    if "missing" in details:
        details["missing"] = [_field(name) for name in details["missing"]]
    if "field" in details:
        details["field"] = _field(str(details["field"]))
    refusals.put(form, refused)


def _field(name: str) -> str:
    """`texts.he.what` is asked as `what_he`."""
    parts = name.split(".")
    return f"{parts[2]}_{parts[1]}" if parts[0] == "texts" else FIELDS.get(name, name)
