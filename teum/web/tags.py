"""What templates may ask for beyond Django's own: fields, chips, icons, and figures that keep their direction."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from html import escape
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, RadioSelect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from teum.actions.sent_forms import KEY
from teum.web import wording

register = template.Library()

# Phone numbers, times, dates in figures, amounts: pieces that must keep their order inside a Hebrew line.
FIGURES = re.compile(r"(?<![\w.])(\+?\d[\d-]{6,}\d|\d{1,2}:\d{2}|\d{1,2}\.\d{1,2}(?:\.\d{4})?)(?![\w:])")
# A Hebrew prefix of ours right before a name that is put into its sentence and is not written in Hebrew letters.
GLUED = re.compile(
    "(?<![\u0590-\u05ff])([\u05d1\u05d4\u05d5\u05db\u05dc\u05de\u05e9]{1,2})(?=\u2068[A-Za-z0-9])"
)
LONG = 30
"""Choices with more letters than this stand one under the other."""
LEFT_TO_RIGHT = {"email", "tel", "url", "password", "number", "date", "time"}


@register.filter(name="words")
def words(text: object) -> SafeString:
    """Escapes a sentence and isolates its times, dates and phone numbers."""
    pieces = FIGURES.split("" if text is None else GLUED.sub(r"\1-", str(text)))
    return SafeString(
        "".join(isolated(piece) if at % 2 else escape(piece) for at, piece in enumerate(pieces))
    )


@register.simple_tag
def about(label: object, error: object) -> SafeString:
    """What is wrong with a field, after its name; a question needs no colon."""
    name = str(label)
    return words(f"{name} {error}" if name.endswith("?") else f"{name}: {error}")


def isolated(figure: str) -> SafeString:
    """A figure that keeps its order inside a line of either direction."""
    return format_html('<bdi dir="ltr">{}</bdi>', figure)


@register.simple_tag
def once(key: str = "") -> SafeString:
    """The key with which a form is shown, so that it acts once; where it was shown before, with the same."""
    return format_html('<input type="hidden" name="{}" value="{}">', KEY, key or secrets.token_urlsafe(16))


@register.simple_tag
def figure(text: object) -> SafeString:
    """One isolated figure: a phone number, an hour, a count with its unit."""
    return isolated(str(text))


@register.inclusion_tag("parts/icon.html")
def icon(name: str) -> dict[str, str]:
    """A drawn sign; always beside a word, so hidden from readers of the page."""
    return {"name": name}


@register.inclusion_tag("parts/chip.html")
def chip(state: str) -> dict[str, str]:
    """The state of something as word, shape and colour."""
    tone, word = wording.state(state)
    return {"state": state, "tone": tone, "word": str(word)}


@dataclass(frozen=True, slots=True)
class Way:
    """What can be done from a notice: `undo` an act, `calls` and `message` lead on, `copy` takes a link along."""

    name: str
    url: str


@register.filter
def ways(tags: str) -> list[Way]:
    """What a flash carries beside its words, in its tags: addresses, each after what it is for."""
    found = []
    for tag in (tags or "").split():
        name, colon, url = tag.partition(":")
        if colon and name in ("undo", "calls"):
            found.append(Way(name, url))
        else:
            found.append(Way("message" if tag.startswith("/") else "copy", tag))
    return found


def _language_of(name: str) -> str:
    """In which language a field is filled in, where its name says so: what is kept in both is asked for in both."""
    said = name.rpartition("_")[2]
    return said if said in ("he", "en") else ""


def _look_of(bound: BoundField, attrs: dict[str, Any]) -> dict[str, Any]:
    widget = bound.field.widget
    look = {key.replace("_", "-"): value for key, value in attrs.items()}
    if not isinstance(widget, CheckboxInput | RadioSelect):
        extra = str(widget.attrs.get("class", ""))
        look["class"] = " ".join(filter(None, ["input", extra, str(look.get("class", ""))]))
        if getattr(widget, "input_type", "") in LEFT_TO_RIGHT:
            look.setdefault("dir", "ltr")
        if lang := _language_of(bound.name):
            look = {"lang": lang, "dir": wording.direction(lang), **look}
    described = [f"{bound.auto_id}_hint"] if bound.help_text else []
    described += [f"{bound.auto_id}_wrong"] if bound.errors else []
    if described:
        look["aria-describedby"] = " ".join(described)
    if bound.errors:
        look["aria-invalid"] = "true"
    return look


@register.inclusion_tag("parts/field.html")
def field(bound: BoundField, *, asked: bool = False, bare: bool = False, **attrs: Any) -> dict[str, Any]:
    """One field with its label, hint and what is wrong with it; `asked` where it is needed though not by its shape.

    `bare` leaves out a hint that the field brings along."""
    if bare:
        bound.help_text = ""
    widget = bound.field.widget
    asked = asked or bound.name in getattr(bound.form, "asked", ())
    is_optional = not (asked or bound.field.required or isinstance(widget, CheckboxInput))
    is_choice = isinstance(widget, RadioSelect)
    return {
        "field": bound,
        "drawn": "" if is_choice else bound.as_widget(attrs=_look_of(bound, attrs)),
        "is_tick": isinstance(widget, CheckboxInput),
        "is_choice": is_choice,
        "is_long": is_choice and any(len(str(label)) > LONG for _, label in widget.choices),
        "optional": gettext("(optional)") if is_optional else "",
    }
