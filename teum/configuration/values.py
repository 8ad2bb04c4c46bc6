"""What the values of settings are, and how they are read; a ValueError says what was expected."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Database:
    """Where the rows live: an SQLite file, or PostgreSQL on the server, or the servers, of `host` and `port`."""

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


def text(value: str) -> str:
    """Any text."""
    return value


def path(value: str) -> Path:
    """A path, made absolute."""
    return Path(value).expanduser().absolute()


def flag(value: str) -> bool:
    """Yes or no in the words people use."""
    if value.lower() in {"1", "yes", "true", "on"}:
        return True
    if value.lower() in {"0", "no", "false", "off", ""}:
        return False
    raise ValueError("yes or no")


def number(low: int, high: int) -> Callable[[str], int]:
    """A whole number between two bounds, both allowed."""

    def parse(value: str) -> int:
        if not value.isdecimal() or not low <= int(value) <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return int(value)

    return parse


def choice(*known: str) -> Callable[[str], str]:
    """One of the known words."""

    def parse(value: str) -> str:
        if value not in known:
            raise ValueError("one of " + ", ".join(known))
        return value

    return parse


def names(value: str) -> tuple[str, ...]:
    """Names separated by spaces or commas."""
    return tuple(part for part in re.split(r"[\s,]+", value) if part)


def base_url(value: str) -> str:
    """An address without a path."""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("an address such as https://promises.example.org, without a path")
    return f"{parts.scheme}://{parts.netloc}"


def database(value: str) -> Database | None:
    """The parts of a postgres:// address; None for an empty one.

    Several servers stand one after the other, as PostgreSQL's own programs name them: `host:port,host:port`.
    """
    if not value:
        return None
    expected = ValueError("postgres://user:password@host:port/name")
    parts = urlsplit(value)
    name = unquote(parts.path.lstrip("/"))
    options = dict(parse_qsl(parts.query))
    servers = [_SERVER.fullmatch(server) for server in parts.netloc.rpartition("@")[2].split(",")]
    if parts.scheme not in {"postgres", "postgresql"} or not name or not all(servers):
        raise expected
    hosts = [found["host"].strip("[]") for found in servers if found]
    ports = [found["port"] or "" for found in servers if found]
    return Database(
        engine="postgresql",
        name=name,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        host=options.pop("host", unquote(",".join(hosts))),
        port=options.pop("port", ",".join(ports) if any(ports) else ""),
        options=tuple(options.items()),
    )


_SERVER = re.compile(r"(?P<host>\[[0-9a-f:.]+\]|[^:\[\]]*)(:(?P<port>\d{1,5})?)?", re.IGNORECASE)


def smtp(value: str) -> Smtp | None:
    """The parts of an smtp:// address; None for an empty one."""
    if not value:
        return None
    expected = ValueError("smtp://user:password@host:port?tls=starttls (tls: none, starttls or implicit)")
    parts = urlsplit(value)
    tls = dict(parse_qsl(parts.query)).get("tls", "implicit" if parts.scheme == "smtps" else "none")
    if (
        parts.scheme not in {"smtp", "smtps"}
        or not parts.hostname
        or tls not in {"none", "starttls", "implicit"}
    ):
        raise expected
    try:
        port = parts.port or {"none": 25, "starttls": 587, "implicit": 465}[tls]
    except ValueError:
        raise expected from None
    return Smtp(parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""), tls)


def broker(value: str) -> str:
    """An amqp:// or amqps:// address; an empty one stays empty."""
    if not value:
        return ""
    expected = ValueError("amqp://user:password@host:port/vhost")
    parts = urlsplit(value)
    try:
        is_whole = parts.port != 0
    except ValueError:
        raise expected from None
    if parts.scheme not in {"amqp", "amqps"} or not parts.hostname or not is_whole:
        raise expected
    return value
