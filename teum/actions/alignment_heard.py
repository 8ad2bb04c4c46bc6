"""What the customer agreed to in a call, or before a member who records it (B1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from teum.actions import alignment_words, alignments, signing
from teum.core import alignment as core
from teum.core import disclosure as disclosures
from teum.core import permissions
from teum.core.actor import Actor
from teum.core.alignment import Side
from teum.core.disclosure import How
from teum.core.permissions import Act
from teum.language import text as texts
from teum.models import Alignment
from teum.queries import alignments as queries


def agree(
    *, alignment_id: int, by: Actor, seen: Mapping[str, str], how: How, proof: str, now: datetime
) -> Alignment:
    """Record that the customer agrees to the items that were read to them (`seen`, by their keys), with their words.

    What they asked about or want changed stays open, and all of it is still approved once.
    Raises `ProofNeeded`, `NoSuchItem`, `ItemChanged`, `AlignmentOver`.
    """
    permissions.require(by, Act.RECORD)
    permissions.require(by, Act.DECIDE)
    with signing.of_alignment(alignment_id, by=by, now=now) as (opened, row):
        said = texts.clean(proof).strip()
        disclosures.require_how(how, by_customer=False, proof=said)
        before = queries.value(row)
        with alignment_words.telling_now(opened, before):
            after = core.agree(before, by=Side.CUSTOMER, seen=seen)
        if said and after != before:
            opened.remark("decision", said)
        alignments.write(opened, row, before, after)
        return row
