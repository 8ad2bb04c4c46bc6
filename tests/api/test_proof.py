"""What a seal proves, for programs."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django import Settings

from tests import cast_agreement
from tests.api.conftest import Program
from tests.cast_agreement import AT, HEBREW
from tests.cast_upload import PNG
from teum.core.upload import MOST_BYTES
from teum.documents import agreement, evidence, sealing


@pytest.fixture(autouse=True)
def installation(settings: Settings, tmp_path: Path) -> None:
    """A data folder of its own."""
    settings.TEUM = replace(settings.TEUM, data=tmp_path)


@pytest.fixture(scope="module")
def drawn() -> bytes:
    shown = agreement.draw(HEBREW)
    return evidence.draw(cast_agreement.signed(HEBREW), cast_agreement.evidence(shown, "he"))


def test_a_program_learns_what_the_seal_proves(yael: Program, drawn: bytes) -> None:
    sealed = sealing.seal(drawn, about="Agreement: a shower, version 1", now=AT)
    answer = yael.send("/verify", sealed, name="agreement.pdf")
    assert answer.status == 200 and answer.body == {
        "outcome": "whole",
        "sha256": hashlib.sha256(sealed).hexdigest(),
        "size": len(sealed),
        "about": "Agreement: a shower, version 1",
        "signer": "Teum seal of 127.0.0.1",
        "sealed_at": answer.body["sealed_at"],
        "stamped_at": None,
        "stamper": None,
    }
    assert answer.body["sealed_at"].startswith("2026-11-22T08:00:07")
    changed = sealed.replace(b"%PDF-1.7", b"%PDF-1.6", 1)
    found = [yael.send("/verify", one).body["outcome"] for one in (changed, sealed + b"\n", drawn, PNG)]
    assert found == ["changed", "added", "unsealed", "no_pdf"]


def test_what_cannot_be_looked_at_has_a_code(yael: Program) -> None:
    empty = yael.send("/verify", b"")
    assert (empty.status, empty.code) == (422, "file_empty")
    large = yael.send("/verify", b"0" * (MOST_BYTES + 1))
    assert (large.status, large.code) == (422, "file_too_large")
    larger = yael.send("/verify", b"0" * (MOST_BYTES + 2**17))
    assert (larger.status, larger.code) == (413, "too_long")
    assert yael.post("/verify", {}).status == 422
    assert replace(yael, key="teum_none").send("/verify", PNG).status == 401
