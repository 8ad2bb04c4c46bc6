"""Keep a secret in a row: readable to this installation only, by the key that signs its sessions."""

import base64
import hmac

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

_PURPOSE = b"teum: secrets kept in rows"


class Unreadable(Exception):
    """The secret was locked with another key."""


def lock(text: str) -> str:
    """The text, encrypted; nothing stays nothing."""
    return _fernet().encrypt(text.encode()).decode() if text else ""


def unlock(locked: str) -> str:
    """The text that was locked. Raises `Unreadable` where the installation's key has changed since."""
    if not locked:
        return ""
    try:
        return _fernet().decrypt(locked.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error


def _fernet() -> Fernet:
    key = hmac.digest(settings.SECRET_KEY.encode(), _PURPOSE, "sha256")
    return Fernet(base64.urlsafe_b64encode(key))
