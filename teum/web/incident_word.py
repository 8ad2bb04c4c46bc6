"""What a form says that many are told, and what is wrong with it, each on its field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.forms import Form

from teum.core import window as windows
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
    due = moment(said, "due", reader) if rule is Rule.FIXED else None
    terms = Terms(
        rule=rule,
        days=(said["days"] or 0) if rule is Rule.SHIFT and not said["hours"] else 0,
        minutes=(said["hours"] or 0) * HOUR if rule is Rule.SHIFT else 0,
        window=Window(due=due) if due else None,
        next_due=moment(said, "next", reader) if rule in (Rule.NONE, Rule.STAYS) else None,
    )
    texts = {
        language: Said(what=said[f"what_{language}"], matters=said[f"matters_{language}"])
        for language in ("he", "en")
        if f"what_{language}" in said
    }
    return Word(texts=texts, terms=terms, remedy=_remedy(said))


def moment(said: Mapping[str, Any], name: str, reader: Reader) -> datetime | None:
    """A date and its hour, where both are there."""
    on, at = said[f"{name}_on"], said[f"{name}_at"]
    return windows.aware(datetime.combine(on, at), reader.zone) if on and at else None


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
