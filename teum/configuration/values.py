"""What the values of settings are, and how they are read; a ValueError says what was expected."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Imap:
    """The mailbox in which answers are read, and the address that leads there.

    `tag` is what the server takes between the address's name and a word of ours (`+`); empty where it takes none.
    `trusts`: the server whose Authentication-Results are believed.
    """

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    tls: str = "implicit"
    address: str = ""
    tag: str = ""
    trusts: str = ""

    def tagged(self, word: str) -> str:
        """The address with a word of ours in it, where the server takes that and there is room (RFC 5321)."""
        local, _, domain = self.address.partition("@")
        long = f"{local}{self.tag}{word}"
        return f"{long}@{domain}" if self.tag and len(long) <= LONGEST_LOCAL_PART else self.address

    def tag_in(self, address: str) -> str:
        """The word of ours in an address; empty where there is none."""
        local, _, domain = self.address.partition("@")
        theirs, _, there = address.partition("@")
        name, tag, word = theirs.partition(self.tag) if self.tag else (theirs, "", "")
        return word if tag and (name, there) == (local, domain) else ""


LONGEST_LOCAL_PART = 64


def text(value: str) -> str:
    """Any text."""
    return value


def path(value: str) -> Path:
    """A path, made absolute."""
    return Path(value).expanduser().absolute()


def file(value: str) -> Path | None:
    """A file that is there; None where none is named."""
    if not value:
        return None
    if not path(value).is_file():
        raise ValueError("a file that is there")
    return path(value)


def http(value: str) -> str:
    """An http:// or https:// address; an empty one stays empty."""
    if value and (urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname):
        raise ValueError("an address such as https://stamps.example.org/tsr")
    return value


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


def imap(value: str) -> Imap | None:
    """The parts of an imaps:// address; None for an empty one."""
    if not value:
        return None
    expected = ValueError(
        "imaps://user:password@host:port/INBOX?address=answers@example.org&tag=+ (tls: implicit, starttls or none)"
    )
    parts = urlsplit(value)
    options = dict(parse_qsl(parts.query.replace("+", "%2B")))
    tls = options.pop("tls", "implicit" if parts.scheme == "imaps" else "starttls")
    if (
        parts.scheme not in {"imap", "imaps"}
        or not parts.hostname
        or tls not in {"none", "starttls", "implicit"}
    ):
        raise expected
    user = unquote(parts.username or "")
    address = options.pop("address", user if "@" in user else f"{user}@{parts.hostname}").lower()
    tag, trusts = options.pop("tag", ""), options.pop("trusts", "")
    try:
        port = parts.port or (993 if tls == "implicit" else 143)
    except ValueError:
        raise expected from None
    if not user or options or address.count("@") != 1 or len(tag) > 1:
        raise expected
    return Imap(
        host=parts.hostname,
        port=port,
        user=user,
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.lstrip("/")) or "INBOX",
        tls=tls,
        address=address,
        tag=tag,
        trusts=trusts,
    )


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
