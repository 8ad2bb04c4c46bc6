"""The settings in force, read from the environment and an env file, and checked.

Values come from `TEUM_*` variables, or from an env file: the one that `TEUM_ENV_FILE` names, else `teum.env`
in the data folder. A variable wins over the file. Whatever is wrong is said in one line, at start, by the
setting's name.
"""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import pkcs12

from teum.configuration import table, values


class Misconfigured(Exception):
    """A setting cannot be used; the message is the one line to show."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings in force."""

    data: Path
    env_file: str
    database_url: values.Database | None
    direct_database_url: values.Database | None
    secret_key: str
    base_url: str
    allowed_hosts: tuple[str, ...]
    trusted_proxies: int
    smtp_url: values.Smtp | None
    mail_from: str
    imap_url: values.Imap | None
    email_a_minute: int
    email_burst: int
    broker_url: str
    seal_certificate: Path | None
    seal_passphrase: str
    time_stamp_url: str
    language: str
    workers: int
    threads: int
    log_level: str
    debug: bool
    test: bool
    clock_file: str
    test_quick: bool
    test_database_url: values.Database | None
    python: str

    @property
    def database(self) -> values.Database:
        """The database in force, the data folder's SQLite file unless another is named."""
        return self.database_url or values.Database(engine="sqlite", name=str(self.data / "teum.sqlite3"))

    @property
    def is_https(self) -> bool:
        """Whether people reach the server over HTTPS."""
        return self.base_url.startswith("https://")


def read(environ: Mapping[str, str]) -> Configuration:
    """The checked settings of an environment and its env file. Raises `Misconfigured` with one line."""
    named = given(environ)
    named["base_url"] = named.get("base_url") or _last_address(values.path(named.get("data", "data")))
    read = {
        setting.name: _value(setting, named.get(setting.name, setting.default)) for setting in table.SETTINGS
    }
    if read["clock_file"] and not read["test"]:
        raise Misconfigured("TEUM_CLOCK_FILE is for tests and is refused without TEUM_TEST=1")
    if read["clock_file"]:
        _require_moment(Path(read["clock_file"]))
    found = Configuration(**read)
    if found.seal_certificate:
        _require_key(found.seal_certificate, found.seal_passphrase)
    if found.broker_url and found.database.is_sqlite:
        raise Misconfigured("TEUM_BROKER_URL needs PostgreSQL; name it with TEUM_DATABASE_URL")
    return found


def given(environ: Mapping[str, str]) -> dict[str, str]:
    """The settings that the environment and its env file name, unread, by their short names."""
    named = _named(environ, "the environment")
    file = named.get("env_file", "")
    path = Path(file) if file else values.path(named.get("data", "data")) / "teum.env"
    if path.is_file():
        return {**_named(_lines(path), str(path)), **named}
    if file:
        raise Misconfigured(f"TEUM_ENV_FILE: there is no file {file}")
    return named


def _require_moment(file: Path) -> None:
    try:
        moment = datetime.fromisoformat(file.read_text(encoding="utf-8").strip())
    except OSError as error:
        raise Misconfigured(f"TEUM_CLOCK_FILE: {file} cannot be read: {error.strerror}") from None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Misconfigured(f"TEUM_CLOCK_FILE: {file} holds no moment such as 2026-11-22T10:00:00+02:00")


def _require_key(file: Path, passphrase: str) -> None:
    try:
        held = pkcs12.load_pkcs12(file.read_bytes(), passphrase.encode() or None)
    except OSError as error:
        raise Misconfigured(f"TEUM_SEAL_CERTIFICATE: {file} cannot be read: {error.strerror}") from None
    except ValueError:
        raise Misconfigured(
            f"TEUM_SEAL_CERTIFICATE: {file} is no PKCS#12 file that TEUM_SEAL_PASSPHRASE opens"
        ) from None
    if not isinstance(held.key, EllipticCurvePrivateKey | RSAPrivateKey) or held.cert is None:
        raise Misconfigured(
            f"TEUM_SEAL_CERTIFICATE: {file} holds no certificate with its key (RSA or elliptic)"
        )


def address_file(data: Path) -> Path:
    """Where `teum run` leaves the address it listens on, for the links that other commands write."""
    return data / "address"


def _last_address(data: Path) -> str:
    file = address_file(data)
    return file.read_text(encoding="utf-8").strip() if file.is_file() else "http://127.0.0.1:8000"


def _named(environ: Mapping[str, str], source: str) -> dict[str, str]:
    """The settings that a source gives, by their short names; an unknown TEUM_ variable is refused."""
    known = {setting.variable: setting.name for setting in table.SETTINGS}
    found = {name: value for name, value in environ.items() if name.startswith("TEUM_")}
    for name in found:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0]
            raise Misconfigured(f"{name} in {source} is no setting of Teum; the nearest is {near}")
    return {known[name]: value.strip() for name, value in found.items()}


def _lines(path: Path) -> dict[str, str]:
    """The NAME=value lines of an env file; `#` starts a comment line, quotes around a value are dropped."""
    found = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip().removeprefix("export ")
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals or not name.strip().startswith("TEUM_"):
            raise Misconfigured(f"{path}, line {number}: a line reads TEUM_NAME=value")
        value = value.strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
            value = value[1:-1]
        found[name.strip()] = value
    return found


def _value(setting: table.Setting, raw: str) -> Any:
    if "\0" in raw:
        raise Misconfigured(f"{setting.variable} holds a NUL character")
    try:
        return setting.parse(raw)
    except ValueError as error:
        shown = "its value" if setting.is_secret else repr(raw)
        raise Misconfigured(f"{setting.variable}: {shown} is not {error}") from None
