"""A word of an incident as its page draws it: what was said, to whom, and how far it has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from teum.core.incident import Rule, State
from teum.language.notices.incident import value, words
from teum.queries.incident_view import AffectedView, IncidentView, WordView
from teum.web import closed, moments, refusal_words
from teum.web.desk import Reader
from teum.web.wording import Words

MINUTE, HOUR, DAY = 60, 3600, 86400
SOONEST, SLOWER = 2, 10
ORDER = {State.FAILED: 0, State.WAITING: 1, State.TOLD: 2, State.LEFT_OUT: 3}
WHY: Mapping[str, Words] = {
    "chosen": _("You left them out."),
    "ended": _("This was finished meanwhile."),
    "moved": _("The time was changed meanwhile. Look whether they still have to hear of it."),
    "overtaken": _("It was finished before the message left."),
    "by_hand": _("No message reaches them by itself: whoever answers for the case is asked to call."),
    "uncertain": _("Nobody can say whether the message left. It is on the list of messages."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One of those whom it goes to."""

    customer: str
    url: str
    what: str
    old: str
    new: str
    is_asked: bool
    remedy: str
    state: str
    note: str
    closed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many stand so."""

    state: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A word, its counts, and everybody whom it goes to; those who need somebody stand first."""

    heading: str
    texts: tuple[tuple[str, str], ...]
    """Each text with its language."""
    rule: str
    counts: tuple[Count, ...]
    waits: int
    total: int
    done: int
    said: str
    lines: tuple[Line, ...]


def pace(found: IncidentView, *, now: datetime) -> int:
    """After how many seconds its page looks again: soon while they are told, else not before a message may leave.

    What should have left and did not is looked for less and less often.
    """
    waiting = [
        one.leaves_at or word.tells_at
        for word in found.words
        for one in word.affected
        if word.tells_at and one.standing is State.WAITING
    ]
    away = [(at - now).total_seconds() for at in waiting]
    return round(min([MINUTE, *(max(SOONEST, left if left > 0 else -left / SLOWER) for left in away)]))


def card(word: WordView, reader: Reader, *, known_at: datetime) -> Card:
    """A word, whole; of its texts all that each reads but for a gesture, which not everybody is offered."""
    progress = word.progress
    total = progress.waiting + progress.told + progress.failed
    done = progress.told + progress.failed
    shown = sum(one.is_shown for one in word.affected)
    counts = {
        "incident_waiting": progress.waiting,
        "incident_told": progress.told - shown,
        **({"shown_locally": shown} if shown else {}),
        "incident_left_out": progress.left_out,
        "incident_failed": progress.failed,
    }
    said = {"done": progress.told, "total": total}
    listed = sorted(word.affected, key=lambda one: (ORDER[one.standing], not one.reason))
    return Card(
        heading=_heading(word, reader),
        texts=tuple(
            (language, words(said=one, lang=language, known_at=known_at, remedy=None, now=reader.now))
            for language, one in sorted(word.word.texts.items(), key=lambda one: one[0] != reader.language)
        ),
        rule=_rule(word, reader),
        counts=tuple(Count(state=state, number=number) for state, number in counts.items()),
        waits=progress.waiting,
        total=total,
        done=done,
        said=_said(word, said),
        lines=tuple(_line(one, word, reader) for one in listed),
    )


def _said(word: WordView, said: dict[str, int]) -> str:
    """How many were told; what is shown here only reached nobody outside of it."""
    if any(one.is_shown for one in word.affected):
        return gettext("%(done)s of %(total)s are shown here only: no mail server is set") % said
    return gettext("%(done)s of %(total)s were told") % said


def _heading(word: WordView, reader: Reader) -> str:
    if word.started_at is None:
        count = word.progress.waiting
        return ngettext("This goes to one promise", "This goes to %(count)s promises", count) % {
            "count": count
        }
    at = moments.at(word.started_at, zone=reader.zone, now=reader.now)
    return gettext("Approved %(when)s") % {"when": at}


def _rule(word: WordView, reader: Reader) -> str:
    terms = word.word.terms
    if terms.rule is Rule.SHIFT and terms.days:
        days = {"count": terms.days}
        return (
            ngettext(
                "Each time moves by one working day.",
                "Each time moves by %(count)s working days.",
                terms.days,
            )
            % days
        )
    if terms.rule is Rule.SHIFT:
        hours = terms.minutes // 60
        return ngettext(
            "Each time moves by one working hour.", "Each time moves by %(count)s working hours.", hours
        ) % {"count": hours}
    if terms.rule is Rule.FIXED and terms.window:
        return gettext("It moves for all of them: %(window)s.") % {
            "window": moments.in_words(terms.window, now=reader.now)
        }
    assert terms.next_due
    due = {"window": moments.by(terms.next_due, zone=reader.zone, now=reader.now)}
    if terms.rule is Rule.NONE:
        return gettext("There is no new time yet. They hear from us again %(window)s.") % due
    return gettext("The times stay. They hear from us again %(window)s.") % due


def _line(one: AffectedView, word: WordView, reader: Reader) -> Line:
    new = ""
    if one.new and one.new != one.old:
        new = moments.in_words(one.new, now=reader.now)
    return Line(
        customer=one.customer,
        url=reverse("case", args=[one.case]),
        what=one.what,
        old=moments.in_words(one.old, now=reader.now),
        new=new,
        is_asked=one.is_asked,
        remedy=value(one.remedy) if one.remedy else "",
        state="shown_locally" if one.is_shown else f"incident_{one.standing}",
        note=_note(one, reader),
        closed=closed.words(one.new, reader) if one.new and one.standing is State.WAITING else "",
    )


def _note(one: AffectedView, reader: Reader) -> str:
    if one.is_shown:
        return gettext("No mail server is set, so it was shown here and not sent.")
    if one.seconds is not None and one.told_at:
        said = {
            "when": moments.at(one.told_at, zone=reader.zone, now=reader.now),
            "span": span(one.seconds),
        }
        return gettext("Told %(when)s, after %(span)s.") % said
    if one.leaves_at and one.leaves_at > reader.now:
        at = moments.at(one.leaves_at, zone=reader.zone, now=reader.now)
        return gettext("The message leaves %(when)s.") % {"when": at}
    if one.reason:
        return str(
            WHY.get(one.reason)
            or refusal_words.WORDS.get(one.reason)
            or gettext("The message was not delivered. It is on the list of messages.")
        )
    return ""


def span(seconds: int) -> str:
    """So long, in words: in minutes at first, then in hours, then in days."""
    if seconds < MINUTE:
        return gettext("less than a minute")
    if seconds < 2 * HOUR:
        count = seconds // MINUTE
        return ngettext("one minute", "%(count)s minutes", count) % {"count": count}
    if seconds < 2 * DAY:
        count = seconds // HOUR
        return ngettext("one hour", "%(count)s hours", count) % {"count": count}
    count = seconds // DAY
    return ngettext("one day", "%(count)s days", count) % {"count": count}
