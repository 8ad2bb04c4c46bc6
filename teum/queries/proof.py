"""What a file that somebody sends to be looked at proves. Nothing of it is kept, and no row is read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from teum.core import upload
from teum.core.upload import MOST_BYTES, EmptyFile, TooLarge
from teum.documents import sealing


class Outcome(StrEnum):
    """What is to be said of it.

    `WHOLE`: to the last byte as it was sealed here. `ADDED`: something stands behind what was sealed. `CHANGED`: what
    was sealed is another now. `UNSEALED`: it has no seal of this installation. `NO_PDF`: nor is it a PDF.
    """

    WHOLE = "whole"
    ADDED = "added"
    CHANGED = "changed"
    UNSEALED = "unsealed"
    NO_PDF = "no_pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofView:
    """What was found; `signer` and what follows is empty where no seal says it. `sha256` is of the file as it came.

    `about`: what it was sealed as, in a sentence that stands in the file itself.
    """

    outcome: Outcome
    sha256: str
    size: int
    signer: str
    about: str
    sealed_at: datetime | None
    stamped_at: datetime | None
    stamper: str


def look(content: bytes) -> ProofView:
    """Look at a file. Raises `EmptyFile`, `TooLarge`."""
    if not content:
        raise EmptyFile()
    if len(content) > MOST_BYTES:
        raise TooLarge(most=MOST_BYTES)
    proof = sealing.check(content)
    return ProofView(
        outcome=_outcome(content, proof),
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        signer=proof.signer,
        about=proof.about,
        sealed_at=proof.sealed_at,
        stamped_at=proof.stamped_at,
        stamper=proof.stamper,
    )


def _outcome(content: bytes, proof: sealing.Proof) -> Outcome:
    if proof.is_ours:
        return Outcome.WHOLE if proof.holds else Outcome.ADDED if proof.is_intact else Outcome.CHANGED
    return Outcome.UNSEALED if upload.sniff(content) == "application/pdf" else Outcome.NO_PDF
