"""The shape of what a seal proves."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel


class ProofAnswer(BaseModel):
    """What the seal of a file proves; `sha256` and `size` are of the file as it came.

    `outcome` is `whole`, `added` (something stands behind what was sealed), `changed`, `unsealed` (no seal of this
    installation) or `no_pdf`. `about`: what it was sealed as, as it stands in the file. `sealed_at` is by our clock,
    `stamped_at` by the time-stamp server `stamper`.
    """

    outcome: str
    sha256: str
    size: int
    signer: str | None
    about: str | None
    sealed_at: datetime | None
    stamped_at: datetime | None
    stamper: str | None
