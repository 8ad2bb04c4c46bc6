"""What whoever runs the business reads of a carrier that is away: since when, how much waits, and what will be done."""

from __future__ import annotations

from django.utils.translation import ngettext

from teum.queries import carriers as queries
from teum.web import moments
from teum.web.desk import Reader


def words(reader: Reader) -> list[str]:
    """A sentence for each; none for anybody else."""
    return [_words(view, reader) for view in queries.away(by=reader.by, now=reader.now)]


def _words(view: queries.AwayView, reader: Reader) -> str:
    return ngettext(
        "The mail server stopped answering %(at)s. %(n)s message waits and goes out by itself once the server is back;"
        " what cannot wait comes to the call list in time.",
        "The mail server stopped answering %(at)s. %(n)s messages wait and go out by themselves once the server is"
        " back; what cannot wait comes to the call list in time.",
        view.waiting,
    ) % {"n": view.waiting, "at": moments.at(view.since, zone=reader.zone, now=reader.now)}
