"""Ask `language` what stands in the words, and hand its findings to the core (guarantee 1)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from teum import language
from teum.core.promise import (
    Debtor,
    Findings,
    Named,
    VagueWindow,
    VagueWord,
    WindowMismatch,
    contradicts,
)
from teum.core.refusal import Invalid
from teum.core.said import Said
from teum.core.window import Window
from teum.core.working_time import Calendar
from teum.language import Analysis, Commitment, Vocabulary
from teum.language import text as texts
from teum.models import Organisation
from teum.queries import terms


def read(text: str, *, debtor: Debtor, calendar: Calendar, now: datetime, words: Vocabulary) -> Analysis:
    """What `language` understands of a text that one side promises; `words` are those that are vague."""
    speaker = "customer" if debtor is Debtor.CUSTOMER else "provider"
    return language.promised(text, speaker=speaker, now=now, calendar=calendar, vocabulary=words)


def of(
    analysis: Analysis,
    *,
    includes: Iterable[str],
    condition: str = "",
    calendar: Calendar,
    now: datetime,
    words: Vocabulary,
) -> Findings:
    """The findings that the core decides on."""
    others = {f"includes.{position}": item for position, item in enumerate(includes)}
    others["condition"] = condition
    heard = {
        field: language.outgoing(said, speaker="provider", now=now, calendar=calendar, vocabulary=words)
        for field, said in others.items()
        if said
    }
    named = [
        (field, time) for field, said in heard.items() for time in _times(others[field], said, calendar, now)
    ]
    return Findings(
        vague=tuple(_marked(analysis, "body"))
        + tuple(word for field, said in heard.items() for word in _marked(said, field)),
        commitments=tuple(c.quote for c in analysis.commitments),
        named=named_in(analysis, calendar=calendar, now=now),
        named_elsewhere=tuple(named),
        suggestions=suggestions(analysis),
    )


def named_in(analysis: Analysis, *, calendar: Calendar, now: datetime) -> Named | None:
    """The time that a promise's words name."""
    concrete = next((c for c in analysis.commitments if c.due is not None), None)
    return None if concrete is None else _named(concrete, calendar, now)


def condition_due(condition: str, *, calendar: Calendar, now: datetime) -> datetime | None:
    """By when a condition says that it must come."""
    return next((found.due for found in language.times(condition, now, calendar)), None)


def require_clear(
    text: str,
    *,
    field: str,
    told: Callable[[], Sequence[Window]],
    calendar: Calendar,
    now: datetime,
    words: Vocabulary,
) -> None:
    """Refuse words that go out with a vague time, or that promise a time which is recorded nowhere (guarantee 1).

    `told` are the windows that the words may name. Only what we promise counts: not what was, what is asked, and what
    the customer is to do.
    """
    heard = language.outgoing(text, speaker="provider", now=now, calendar=calendar, vocabulary=words)
    if heard.vague:
        vague = [asdict(word) for word in _marked(heard, field)]
        raise VagueWindow(vague=vague, suggestions=list(suggestions(heard)), field=field)
    ours = [c for c in heard.commitments if c.due is not None and c.debtor == "provider"]
    windows = told() if ours else ()
    for commitment in ours:
        named = _named(commitment, calendar, now)
        if not any(not contradicts(named, window) for window in windows):
            raise UnrecordedTime(
                named=named.due.isoformat(),
                due=windows[0].due.isoformat() if windows else None,
                field=field,
                quote=commitment.quote,
            )


def require_no_vague(text: str, *, field: str, calendar: Calendar, now: datetime, words: Vocabulary) -> None:
    """Refuse a vague time in what a customer says of what both agree on; the times that they name are theirs to name.

    Raises `VagueWindow`, which says what to write instead.
    """
    heard = language.outgoing(text, speaker="customer", now=now, calendar=calendar, vocabulary=words)
    if heard.vague:
        vague = [asdict(word) for word in _marked(heard, field)]
        raise VagueWindow(vague=vague, suggestions=list(suggestions(heard)), field=field)


class UnrecordedTime(WindowMismatch):
    """Words to the customer promise a time that is neither told with them nor recorded. Carries `quote` as well."""


def suggestions(analysis: Analysis) -> tuple[dict[str, str | None], ...]:
    """Concrete windows to take instead, JSON-ready."""
    return tuple(
        {
            "start": s.start.isoformat() if s.start else None,
            "due": s.due.isoformat(),
            "label": s.label,
        }
        for s in analysis.suggestions
    )


def _marked(heard: Analysis, field: str) -> Iterable[VagueWord]:
    """The vague words of a field, with why and what to write instead in the language of its words."""
    for v in heard.vague:
        yield VagueWord(
            quote=v.quote,
            start=v.start,
            end=v.end,
            reason=v.reason,
            why=v.reason_text(heard.lang),
            better=v.better(heard.lang),
            field=field,
        )


def _times(said: str, heard: Analysis, calendar: Calendar, now: datetime) -> Iterable[Named]:
    """The times that a field names: with an act beside them, or an hour or a deadline by itself."""
    acts = [_named(c, calendar, now) for c in heard.commitments if c.due is not None]
    if acts:
        return acts
    return [
        Named(due=t.due, start=t.start, whole_day=t.grain not in _FINE)
        for t in language.times(said, now, calendar)
    ]


_FINE = ("minute", "hour", "second")


def _named(commitment: Commitment, calendar: Calendar, now: datetime) -> Named:
    assert commitment.due is not None
    found = language.resolve(commitment.time_quote, now, calendar) if commitment.time_quote else None
    whole_day = found is not None and found.grain not in _FINE
    return Named(due=commitment.due, start=commitment.start, whole_day=whole_day)


def tidied(said: Said, most: int, *, field: str) -> Said:
    """A text of both languages; refused where it is too long, for its end may be what matters. Raises `Invalid`."""
    clean = Said(*(texts.clean(one).strip() for one in (said.he, said.en)))
    if max(len(clean.he), len(clean.en)) > most:
        raise Invalid(field=field, most=most)
    return clean


def require_clear_said(said: Said, organisation: Organisation, *, field: str, now: datetime) -> None:
    """Refuse a kept text with a time that is vague, or is recorded nowhere, in either language (guarantee 1)."""
    for one in (said.he, said.en):
        if one:
            require_clear(
                one,
                field=field,
                told=tuple,
                calendar=terms.calendar(organisation),
                now=now,
                words=terms.vocabulary(organisation),
            )
