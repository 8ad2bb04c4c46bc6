"""Files that customers sent, as they lie in the data folder, under random names; knows no rows.

Written whole and flushed to the disk before anything says that they are there; never under a name of the sender's,
never where the web server looks for files.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

_NAME = re.compile(r"[0-9a-f]{32}")


class Lost(Exception):
    """The file is not there."""


def _folder(organisation_id: int) -> Path:
    return Path(settings.MEDIA_ROOT) / str(int(organisation_id))


def _place(organisation_id: int, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise Lost(name)
    return _folder(organisation_id) / name


def keep(organisation_id: int, content: bytes, *, now: datetime) -> str:
    """Write a file for good, and answer with its random name."""
    folder = _folder(organisation_id)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = secrets.token_hex(16)
    place = folder / name
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.utime(out.fileno(), (now.timestamp(), now.timestamp()))
        os.fsync(out.fileno())
    for holder in (folder, folder.parent):
        _flush(holder)
    return name


def _flush(folder: Path) -> None:
    """Let the folder's own entries reach the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(organisation_id: int, name: str) -> bytes:
    """The content of a file. Raises `Lost`."""
    try:
        return _place(organisation_id, name).read_bytes()
    except FileNotFoundError as error:
        raise Lost(name) from error


def sha256(organisation_id: int, name: str) -> str | None:
    """The digest of a file's content (hex); None where it is not there."""
    try:
        with _place(organisation_id, name).open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except (FileNotFoundError, Lost):
        return None


def drop(organisation_id: int, name: str) -> None:
    """Throw a file away, if it is there."""
    _place(organisation_id, name).unlink(missing_ok=True)


def older_than(moment: datetime) -> Iterator[tuple[int, str]]:
    """Every file that was written before a moment: its organisation and its name."""
    root = Path(settings.MEDIA_ROOT)
    for folder in sorted(root.iterdir()) if root.is_dir() else ():
        if not folder.name.isdecimal():
            continue
        for file in sorted(folder.iterdir()):
            written = datetime.fromtimestamp(file.stat().st_mtime, UTC)
            if _NAME.fullmatch(file.name) and written < moment:
                yield int(folder.name), file.name
