"""How the business is paid by each means, as whoever runs it writes it down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from teum.actions import findings, organisations
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.price import Means
from teum.core.said import Said
from teum.core.way_to_pay import LONGEST
from teum.language import text
from teum.models import Organisation, WayToPay
from teum.queries import terms


def write(*, by: Actor, ways: Mapping[Means, Said], now: datetime) -> None:
    """Write down how each of these means is paid; what is said in no language is no way any more.

    Whoever runs the business says where its money goes. Raises `NotAllowed`, `VagueWindow`, `UnrecordedTime`.
    """
    with organisations.changing(by, Act.MANAGE_ORGANISATION) as organisation:
        for means, said in ways.items():
            _write(organisation, means, _checked(organisation, means, said, now))


def _write(organisation: Organisation, means: Means, words: Mapping[str, str]) -> None:
    mine = WayToPay.objects.of(organisation.pk).filter(means=str(means))
    if not any(words.values()):
        mine.delete()
    elif not mine.update(**words):
        WayToPay.objects.of(organisation.pk).create(means=str(means), he=words["he"], en=words["en"])


def _checked(organisation: Organisation, means: Means, said: Said, now: datetime) -> Mapping[str, str]:
    """Nothing vague reaches the customer (guarantee 1)."""
    words = {name: text.clean(getattr(said, name)).strip()[:LONGEST] for name in ("he", "en")}
    for name, one in words.items():
        findings.require_clear(
            one,
            field=f"{means}_{name}",
            told=tuple,
            calendar=terms.calendar(organisation),
            now=now,
            words=terms.vocabulary(organisation),
        )
    return words
