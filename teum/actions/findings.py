"""Ask `language` what stands in the words, and hand its findings to the core (guarantee 1)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from teum import language
from teum.core.promise import Debtor, Findings, Named, VagueWord
from teum.core.working_time import Calendar
from teum.language import Analysis, Commitment


def read(
    text: str, *, debtor: Debtor, calendar: Calendar, now: datetime, lang: str | None = None
) -> Analysis:
    """What `language` understands of a text that one side said."""
    speaker = "customer" if debtor is Debtor.CUSTOMER else "provider"
    return language.analyse(text, speaker=speaker, now=now, calendar=calendar, lang=lang)


def of(
    analysis: Analysis, *, includes: Iterable[str], condition: str = "", calendar: Calendar, now: datetime
) -> Findings:
    """The findings that the core decides on."""
    others = {f"includes.{position}": item for position, item in enumerate(includes)}
    concrete = [c for c in analysis.commitments if c.due is not None]
    return Findings(
        vague=tuple(
            VagueWord(quote=v.quote, start=v.start, end=v.end, reason=v.reason) for v in analysis.vague
        )
        + tuple(_vague_elsewhere({**others, "condition": condition})),
        commitments=tuple(c.quote for c in analysis.commitments),
        named=_named(concrete[0], calendar, now) if concrete else None,
        suggestions=suggestions(analysis),
    )


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


def _vague_elsewhere(fields: Mapping[str, str]) -> Iterable[VagueWord]:
    """Vague words in the other fields that the customer reads, in whichever language they are."""
    for name, said in fields.items():
        for lang in ("he", "en"):
            for found in language.vague_spans(said, lang):
                yield VagueWord(
                    quote=found.quote, start=found.start, end=found.end, reason=found.reason, field=name
                )


def _named(commitment: Commitment, calendar: Calendar, now: datetime) -> Named | None:
    assert commitment.due is not None
    found = language.resolve(commitment.time_quote, now, calendar) if commitment.time_quote else None
    whole_day = found is not None and found.grain not in ("minute", "hour", "second")
    return Named(due=commitment.due, start=commitment.start, whole_day=whole_day)
