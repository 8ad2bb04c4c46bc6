"""Every setting of the product: its name, kind, default and meaning, read from the environment and checked.

Values come from `TEUM_*` variables, or from an env file (`TEUM_ENV_FILE`, else `teum.env` in the data folder); a
variable wins over the file. Whatever is wrong is said in one line, at start, by the setting's name.
"""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class Misconfigured(Exception):
    """A setting cannot be used; the message is the one line to show."""


@dataclass(frozen=True, slots=True)
class Database:
    """Where the rows live: an SQLite file, or a PostgreSQL server when `host` or `options` name one."""

    engine: str
    name: str
    user: str = ""
    password: str = ""
    host: str = ""
    port: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def is_sqlite(self) -> bool:
        """Whether the rows live in the data folder's own file."""
        return self.engine == "sqlite"


@dataclass(frozen=True, slots=True)
class Smtp:
    """The mail server that messages go out through."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: str = "none"


def _text(value: str) -> str:
    return value


def _path(value: str) -> Path:
    return Path(value).expanduser().absolute()


def _flag(value: str) -> bool:
    if value.lower() in {"1", "yes", "true", "on"}:
        return True
    if value.lower() in {"0", "no", "false", "off", ""}:
        return False
    raise ValueError("yes or no")


def _number(low: int, high: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if not value.isdecimal() or not low <= int(value) <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return int(value)

    return parse


def _choice(*known: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if value not in known:
            raise ValueError("one of " + ", ".join(known))
        return value

    return parse


def _names(value: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"[\s,]+", value) if part)


def _base_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("an address such as https://promises.example.org, without a path")
    return f"{parts.scheme}://{parts.netloc}"


def _database(value: str) -> Database | None:
    if not value:
        return None
    expected = ValueError("postgres://user:password@host:port/name")
    parts = urlsplit(value)
    name = unquote(parts.path.lstrip("/"))
    options = dict(parse_qsl(parts.query))
    if parts.scheme not in {"postgres", "postgresql"} or not name:
        raise expected
    try:
        port = str(parts.port or "")
    except ValueError:
        raise expected from None
    return Database(
        engine="postgresql",
        name=name,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        host=options.pop("host", unquote(parts.hostname or "")),
        port=options.pop("port", port),
        options=tuple(options.items()),
    )


def _smtp(value: str) -> Smtp | None:
    if not value:
        return None
    expected = ValueError("smtp://user:password@host:port?tls=starttls (tls: none, starttls or implicit)")
    parts = urlsplit(value)
    tls = dict(parse_qsl(parts.query)).get("tls", "implicit" if parts.scheme == "smtps" else "none")
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or tls not in {"none", "starttls", "implicit"}:
        raise expected
    try:
        port = parts.port or {"none": 25, "starttls": 587, "implicit": 465}[tls]
    except ValueError:
        raise expected from None
    return Smtp(parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""), tls)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as it is declared: how it is called, read, and explained."""

    name: str
    kind: str
    default: str
    meaning: str
    parse: Callable[[str], Any] = _text
    is_secret: bool = False

    @property
    def variable(self) -> str:
        """The environment variable's name."""
        return f"TEUM_{self.name.upper()}"


SETTINGS: tuple[Setting, ...] = (
    Setting("data", "folder", "data", "Where everything the server keeps is: the SQLite file, keys, files, logs of mail.", _path),
    Setting("env_file", "file", "", "A file of NAME=value lines to read settings from; else `teum.env` in the data folder."),
    Setting(
        "database_url", "address", "", "The PostgreSQL database, postgres://user:password@host:port/name. Empty: SQLite in the data folder.",
        _database, is_secret=True,
    ),
    Setting("secret_key", "text", "", "What signs sessions and links. Empty: made once, kept in the data folder's `keys`.", is_secret=True),
    Setting("base_url", "address", "", "The address people reach the server at; https:// turns on secure cookies. Empty: where `teum run` last listened.", _base_url),
    Setting("allowed_hosts", "names", "", "Further host names the server answers to, besides the base address and this machine.", _names),
    Setting(
        "trusted_proxies", "number", "0",
        "How many proxies stand in front and set X-Forwarded-For and X-Forwarded-Proto. 0: those headers are ignored.", _number(0, 9),
    ),
    Setting("smtp_url", "address", "", "The mail server, smtp://user:password@host:port?tls=starttls. Empty: mail stays in the outbox here.", _smtp, is_secret=True),
    Setting("mail_from", "text", "Teum <teum@localhost>", "The sender of mail that goes out."),
    Setting("language", "he, en", "he", "The language of pages before a reader chose one.", _choice("he", "en")),
    Setting("workers", "number", "2", "Web processes.", _number(1, 64)),
    Setting("threads", "number", "4", "Requests that one web process works on at a time.", _number(1, 64)),
    Setting("log_level", "level", "WARNING", "The least level that is logged to the terminal.", _choice("DEBUG", "INFO", "WARNING", "ERROR")),
    Setting("debug", "yes, no", "no", "Error pages with details and unbuilt static files, for work on the product. Never on a server people use.", _flag),
    Setting("test", "yes, no", "no", "Allows what only tests may do, such as virtual time.", _flag),
    Setting("clock_file", "file", "", "Tests only: a file that holds the present moment (ISO 8601), read again at each use."),
    Setting("test_quick", "yes, no", "no", "Read by `make test`: only checks and the suite on SQLite.", _flag),
    Setting("test_database_url", "address", "", "Read by the suite: the PostgreSQL server to test on. Empty: SQLite.", _database, is_secret=True),
    Setting("python", "file", "python3", "Read by `make setup`: the Python to make the environment with."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings in force."""

    data: Path
    env_file: str
    database_url: Database | None
    secret_key: str
    base_url: str
    allowed_hosts: tuple[str, ...]
    trusted_proxies: int
    smtp_url: Smtp | None
    mail_from: str
    language: str
    workers: int
    threads: int
    log_level: str
    debug: bool
    test: bool
    clock_file: str
    test_quick: bool
    test_database_url: Database | None
    python: str

    @property
    def database(self) -> Database:
        """The database in force, the data folder's SQLite file unless another is named."""
        return self.database_url or Database(engine="sqlite", name=str(self.data / "teum.sqlite3"))

    @property
    def is_https(self) -> bool:
        """Whether people reach the server over HTTPS."""
        return self.base_url.startswith("https://")


def read(environ: Mapping[str, str]) -> Configuration:
    """The checked settings of an environment and its env file. Raises `Misconfigured` with one line."""
    named = given(environ)
    named["base_url"] = named.get("base_url") or _last_address(_path(named.get("data", "data")))
    values = {setting.name: _value(setting, named.get(setting.name, setting.default)) for setting in SETTINGS}
    if values["clock_file"] and not values["test"]:
        raise Misconfigured("TEUM_CLOCK_FILE is for tests and is refused without TEUM_TEST=1")
    return Configuration(**values)


def given(environ: Mapping[str, str]) -> dict[str, str]:
    """The settings that the environment and its env file name, unread, by their short names."""
    named = _named(environ, "the environment")
    file = named.get("env_file", "")
    path = Path(file) if file else _path(named.get("data", "data")) / "teum.env"
    if path.is_file():
        return {**_named(_lines(path), str(path)), **named}
    if file:
        raise Misconfigured(f"TEUM_ENV_FILE: there is no file {file}")
    return named


def address_file(data: Path) -> Path:
    """Where `teum run` leaves the address it listens on, for the links that other commands write."""
    return data / "address"


def _last_address(data: Path) -> str:
    file = address_file(data)
    return file.read_text(encoding="utf-8").strip() if file.is_file() else "http://127.0.0.1:8000"


def _named(environ: Mapping[str, str], source: str) -> dict[str, str]:
    """The settings that a source gives, by their short names; an unknown TEUM_ variable is refused."""
    known = {setting.variable: setting.name for setting in SETTINGS}
    found = {name: value for name, value in environ.items() if name.startswith("TEUM_")}
    for name in found:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0]
            raise Misconfigured(f"{name} in {source} is no setting of Teum; the nearest is {near}")
    return {known[name]: value.strip() for name, value in found.items()}


def _lines(path: Path) -> dict[str, str]:
    """The NAME=value lines of an env file; `#` starts a comment line, quotes around a value are dropped."""
    values = {}
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
        values[name.strip()] = value
    return values


def _value(setting: Setting, raw: str) -> object:
    if "\0" in raw:
        raise Misconfigured(f"{setting.variable} holds a NUL character")
    try:
        return setting.parse(raw)
    except ValueError as error:
        shown = "its value" if setting.is_secret else repr(raw)
        raise Misconfigured(f"{setting.variable}: {shown} is not {error}") from None
