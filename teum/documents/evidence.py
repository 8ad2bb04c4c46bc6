"""The pages behind an agreement that say how it was signed: only what really happened, each act with its moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, pgettext

from teum.documents import agreement, figures
from teum.documents.agreement import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing that happened; what is empty is not printed.

    `what`, `who` and `channel` (the verified contact point through which it was done) are in words; `digest` is the
    SHA-256 (hex) of what the act was about: the text of a consent, the event in its chain.
    """

    what: str
    who: str
    at: datetime
    channel: str = ""
    ip: str = ""
    agent: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is printed of a signing; `digest` is the SHA-256 (hex) of the exact bytes that were shown before it."""

    digest: str
    zone: ZoneInfo
    acts: Sequence[Act]
    consent: str = ""
    """The sentence that was agreed to, as it was shown."""


def draw(sheet: Sheet, evidence: Evidence) -> bytes:
    """The signed agreement and its evidence, one file. Raises as `agreement.draw`."""
    with translation.override(sheet.lang):
        data = _data(sheet, evidence)
    return agreement.typeset(sheet, {"evidence": data})


def _data(sheet: Sheet, evidence: Evidence) -> dict[str, Any]:
    language = gettext("Hebrew") if sheet.lang == "he" else gettext("English")
    facts = [
        (pgettext("agreement", "Agreement"), sheet.title, False),
        (pgettext("agreement", "Version"), f"{sheet.version}", True),
        (gettext("Language"), language, False),
        (pgettext("agreement", "SHA-256 before signing"), evidence.digest, True),
        (pgettext("agreement", "Consent"), evidence.consent, False),
        (pgettext("agreement", "Check the seal at"), f"{settings.BASE_URL}/verify", True),
    ]
    return {
        "title": pgettext("agreement", "Evidence of signing"),
        "kind": pgettext("agreement", "Simple electronic signature with sealed evidence."),
        "facts": _facts(facts),
        "acts": [
            {"what": figures.isolated(act.what), "facts": _facts(_act(act, evidence.zone))}
            for act in sorted(evidence.acts, key=lambda act: act.at)
        ],
    }


def _act(act: Act, zone: ZoneInfo) -> Iterator[tuple[str, str, bool]]:
    yield pgettext("agreement", "Who"), act.who, False
    yield pgettext("agreement", "Verified channel"), act.channel, False
    yield (
        pgettext("agreement", "Moment"),
        f"{_moment(act.at, UTC)} UTC, {_moment(act.at, zone)} {zone.key}",
        True,
    )
    yield pgettext("agreement", "IP address"), act.ip, True
    yield pgettext("agreement", "Browser"), figures.foldable(act.agent), True
    yield "SHA-256", act.digest, True


def _moment(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}"


def _facts(facts: Iterable[tuple[str, str, bool]]) -> list[list[str]]:
    """Those that are there: a name and a value, which as a figure runs from left to right whatever it holds."""
    return [
        [name, figures.whole(value) if is_figure else figures.isolated(value)]
        for name, value, is_figure in facts
        if value
    ]
