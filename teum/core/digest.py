"""Salted digests: the ledger can prove a text without holding it, and forgets it when the salt is erased."""

import hashlib
import json
import secrets
from typing import Any


def salt() -> str:
    """A fresh salt, kept beside the text in its erasable row."""
    return secrets.token_hex(16)


def of(salt_: str, *parts: Any) -> str:
    """The digest of texts and other JSON values under a salt (SHA-256, hex)."""
    return hashlib.sha256(f"{salt_}\n{canonical(parts)}".encode()).hexdigest()


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces: the same value has one spelling."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
