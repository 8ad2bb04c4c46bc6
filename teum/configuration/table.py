"""Every setting, declared once, and the page that documents them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from teum.configuration import values


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as it is declared: how it is called, read, and explained."""

    name: str
    kind: str
    default: str
    meaning: str
    parse: Callable[[str], Any] = values.text
    is_secret: bool = False

    @property
    def variable(self) -> str:
        """The environment variable's name."""
        return f"TEUM_{self.name.upper()}"


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "data",
        "folder",
        "data",
        "Where everything the server keeps is: the SQLite file, keys, files, and sign-in mail where "
        "there is no mail server.",
        values.path,
    ),
    Setting(
        "env_file",
        "file",
        "",
        "A file of NAME=value lines to read settings from; else `teum.env` in the data folder.",
    ),
    Setting(
        "database_url",
        "address",
        "",
        "The PostgreSQL database, postgres://user:password@host:port/name; of several servers "
        "host:port,host:port/name?target_session_attrs=read-write finds the one that writes. Empty: SQLite in the "
        "data folder.",
        values.database,
        is_secret=True,
    ),
    Setting(
        "direct_database_url",
        "address",
        "",
        "The same PostgreSQL past a pooler that keeps no sessions: there the clock and delivery listen for what is "
        "new. Empty: as the database.",
        values.database,
        is_secret=True,
    ),
    Setting(
        "secret_key",
        "text",
        "",
        "What signs sessions, links and the ledger's end. Empty: made once, kept in the data folder's `keys`.",
        is_secret=True,
    ),
    Setting(
        "base_url",
        "address",
        "",
        "The address people reach the server at; https:// turns on secure cookies. Empty: where `teum "
        "run` last listened.",
        values.base_url,
    ),
    Setting(
        "allowed_hosts",
        "names",
        "",
        "Further host names the server answers to, besides the base address and this machine.",
        values.names,
    ),
    Setting(
        "trusted_proxies",
        "number",
        "0",
        "How many proxies stand in front and set X-Forwarded-For and X-Forwarded-Proto. 0: those "
        "headers are ignored.",
        values.number(0, 9),
    ),
    Setting(
        "smtp_url",
        "address",
        "",
        "The mail server, smtp://user:password@host:port?tls=starttls. Empty: messages stay in the outbox.",
        values.smtp,
        is_secret=True,
    ),
    Setting(
        "mail_from",
        "text",
        "Teum <teum@localhost>",
        "The sender of mail that goes out.",
    ),
    Setting(
        "imap_url",
        "address",
        "",
        "The mailbox in which customers' answers are read, imaps://user:password@host:port/INBOX, with "
        "?address=answers@example.org and more ([incoming mail](mail.md)). Empty: answers go to whoever answers for "
        "the case.",
        values.imap,
        is_secret=True,
    ),
    Setting(
        "email_a_minute",
        "number",
        "6000",
        "How many emails a minute one delivery process hands over for one business, once the burst is used up.",
        values.number(1, 1_000_000),
    ),
    Setting(
        "email_burst",
        "number",
        "100",
        "How many emails one delivery process hands over for one business at once.",
        values.number(1, 1_000_000),
    ),
    Setting(
        "broker_url",
        "address",
        "",
        "The RabbitMQ through which messages are shared out among workers, amqp://user:password@host:port/vhost "
        "(amqps: with TLS). It needs PostgreSQL. Empty: delivery sends by itself.",
        values.broker,
        is_secret=True,
    ),
    Setting(
        "seal_certificate",
        "file",
        "",
        "A bought certificate to seal agreements with (PKCS#12, with its key and what leads to its root). Empty: one "
        "of the installation's own, made once, kept in the data folder's `keys`.",
        values.file,
    ),
    Setting(
        "seal_passphrase",
        "text",
        "",
        "What opens that file.",
        is_secret=True,
    ),
    Setting(
        "time_stamp_url",
        "address",
        "",
        "The time-stamp server (RFC 3161) that says when an agreement was sealed, http:// or https://. Empty: this "
        "machine's clock says it.",
        values.http,
    ),
    Setting(
        "language",
        "he, en",
        "he",
        "The language of pages before a reader chose one.",
        values.choice("he", "en"),
    ),
    Setting(
        "workers",
        "number",
        "2",
        "Web processes.",
        values.number(1, 64),
    ),
    Setting(
        "threads",
        "number",
        "4",
        "Requests that one web process works on at a time.",
        values.number(1, 64),
    ),
    Setting(
        "log_level",
        "level",
        "WARNING",
        "The least level that is logged to the terminal.",
        values.choice("DEBUG", "INFO", "WARNING", "ERROR"),
    ),
    Setting(
        "debug",
        "yes, no",
        "no",
        "Error pages with details and unbuilt static files, for work on the product. Never on a server "
        "people use.",
        values.flag,
    ),
    Setting(
        "test",
        "yes, no",
        "no",
        "Allows what only tests may do, such as virtual time.",
        values.flag,
    ),
    Setting(
        "clock_file",
        "file",
        "",
        "Tests only: a file that holds the present moment (ISO 8601), read again at each use.",
    ),
    Setting(
        "test_quick",
        "yes, no",
        "no",
        "Read by `make test`: only checks and the suite on SQLite.",
        values.flag,
    ),
    Setting(
        "test_database_url",
        "address",
        "",
        "Read by the suite: the PostgreSQL server to test on. Empty: SQLite.",
        values.database,
        is_secret=True,
    ),
    Setting(
        "python",
        "file",
        "python3",
        "Read by `make setup`: the Python to make the environment with.",
    ),
)


INTRODUCTION = """\
# Settings

Every setting is an environment variable, or a line `TEUM_NAME=value` of an env file: the one that
`TEUM_ENV_FILE` names, else `teum.env` in the data folder. A variable wins over the file. All of them are
checked at start; what is wrong, or not known, is said in one line and nothing starts.

| variable | kind | default | meaning |
|---|---|---|---|"""


def as_markdown() -> str:
    """The page that documents every setting: docs/settings.md."""
    rows = []
    for setting in SETTINGS:
        default = f"`{setting.default}`" if setting.default else ""
        rows.append(f"| `{setting.variable}` | {setting.kind} | {default} | {setting.meaning} |")
    return "\n".join([INTRODUCTION, *rows, ""])
