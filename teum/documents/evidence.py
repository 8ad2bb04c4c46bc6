"""The pages behind an agreement that say how it was signed: only what really happened, each act with its moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from hashlib import sha256
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

    `what`, `who` did it, `to` whom, `channel` (the verified contact point through which it was done) and `address` (how
    the one to which something went had become known) are in words;
    `digest` is the SHA-256 (hex) of what the act was about, and `digest_of` says what that is.
    """

    what: str
    at: datetime
    who: str = ""
    to: str = ""
    channel: str = ""
    address: str = ""
    ip: str = ""
    agent: str = ""
    digest: str = ""
    digest_of: str = "SHA-256"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is printed of a signing, under which `title`, and what `kind` of one it was.

    `digest` is the SHA-256 (hex) of the exact bytes that were shown before it; `consents` are the sentences that were
    agreed to, as they were shown, each with the side that did.
    """

    title: str
    kind: str
    digest: str
    zone: ZoneInfo
    acts: Sequence[Act]
    consents: Sequence[tuple[str, str]] = ()


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
        *_consents(evidence),
        (pgettext("agreement", "Check the seal at"), f"{settings.BASE_URL}/verify", True),
    ]
    return {
        "title": figures.isolated(evidence.title),
        "kind": figures.isolated(evidence.kind),
        "facts": _facts(facts),
        "acts": [
            {"what": figures.isolated(act.what), "facts": _facts(_act(act, evidence.zone))}
            for act in sorted(evidence.acts, key=lambda act: act.at)
        ],
    }


def _consents(evidence: Evidence) -> Iterator[tuple[str, str, bool]]:
    for side, sentence in evidence.consents:
        yield " · ".join([pgettext("agreement", "Consent"), side]), sentence, False
        yield pgettext("agreement", "SHA-256 of this sentence"), sha256(sentence.encode()).hexdigest(), True


def _act(act: Act, zone: ZoneInfo) -> Iterator[tuple[str, str, bool]]:
    yield pgettext("agreement", "Who"), act.who, False
    yield pgettext("agreement", "To"), act.to, False
    yield pgettext("agreement", "Verified channel"), act.channel, False
    yield pgettext("agreement", "Where the address is from"), act.address, False
    yield (
        pgettext("agreement", "Moment"),
        f"{_moment(act.at, UTC)} UTC, {_moment(act.at, zone)} {zone.key}",
        True,
    )
    yield pgettext("agreement", "IP address"), act.ip, True
    yield pgettext("agreement", "Browser"), figures.foldable(act.agent), True
    yield act.digest_of, act.digest, True


def _moment(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}"


def _facts(facts: Iterable[tuple[str, str, bool]]) -> list[list[str]]:
    """Those that are there: a name and a value, which as a figure runs from left to right whatever it holds."""
    return [
        [name, figures.whole(value) if is_figure else figures.isolated(value)]
        for name, value, is_figure in facts
        if value
    ]
