"""A disclosure in words, the same for the customer's page, the desk and the counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from teum.core.disclosure import Option, Photo, Shown
from teum.language.notices import disclosure as notices
from teum.language.notices.money import price_words
from teum.queries.disclosure_view import DisclosureView
from teum.web import moments, wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option as it stands beside the others."""

    key: str
    what: str
    price: str
    when: str
    is_recommended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A photo of what is told: where it is, and in words what is seen in it."""

    url: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is told, each line of it, and what can be chosen; nothing of it is chosen beforehand."""

    id: int
    digest: str
    heading: str
    what: str
    lines: tuple[str, ...]
    options: tuple[Choice, ...]
    recommended: str
    until: str
    chosen: str
    is_open: bool
    is_decided: bool
    photos: tuple[Picture, ...] = ()


def card(view: DisclosureView, *, now: datetime, token: str = "") -> Card:
    """A disclosure as it is read, behind a customer's link where there is one; of an erased one, only that it was."""
    lang, shown = moments.lang(), view.shown
    heading = notices.first_words(shown.kind, lang) if shown else gettext("Good to know")
    return Card(
        id=view.id,
        digest=view.digest,
        heading=heading[:1].upper() + heading[1:],
        what=shown.what if shown else "",
        lines=lines(shown, now=now) if shown else (),
        options=choices(shown, now=now) if shown else (),
        recommended=notices.recommended_words(shown, lang) if shown else "",
        until=gettext("Please choose %(window)s.") % {"window": view.in_words} if view.is_open else "",
        chosen=_chosen(view, now=now),
        is_open=view.is_open,
        is_decided=bool(view.chosen),
        photos=tuple(_picture(photo, token) for photo in shown.photos) if shown else (),
    )


def _picture(photo: Photo, token: str) -> Picture:
    url = (
        reverse("page_upload", args=[token, photo.upload])
        if token
        else reverse("upload", args=[photo.upload])
    )
    return Picture(url=url, alt=photo.alt)


def lines(shown: Shown, *, now: datetime) -> tuple[str, ...]:
    """Why it matters or does not, what it touches, when it is resolved, and when it was found by whom."""
    lang = moments.lang()
    touches = notices.affects_words(shown.affects, lang)
    return (
        shown.matters,
        gettext("It affects: %(what)s.") % {"what": touches},
        notices.expected_words(shown, lang, now),
        notices.found_words(shown, lang, now),
    )


def choices(shown: Shown, *, now: datetime) -> tuple[Choice, ...]:
    """The options side by side."""
    return tuple(_choice(option, shown, now=now) for option in shown.options)


def _choice(option: Option, shown: Shown, *, now: datetime) -> Choice:
    price = price_words(option.price, moments.lang())
    return Choice(
        key=option.key,
        what=option.what,
        price=price[:1].upper() + price[1:],
        when=moments.in_words(option.window, now=now) if option.window else "",
        is_recommended=option.key == shown.recommended,
    )


def option_line(option: Option, *, now: datetime) -> str:
    """An option, its price and its time, in one line."""
    return wording.isolated(notices.option_words(option, moments.lang(), now))


def _chosen(view: DisclosureView, *, now: datetime) -> str:
    if view.choice:
        return option_line(view.choice, now=now)
    return gettext("No choice is asked for any more.") if view.standing == "dropped" else ""
