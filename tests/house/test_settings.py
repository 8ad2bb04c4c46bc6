"""Every setting is declared once, documented, checked, and said in one line when it is wrong."""

import dataclasses
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from teum import configuration
from teum.configuration import Configuration, Misconfigured, table, values


def read(tmp_path: Path, **named: str) -> Configuration:
    """The configuration of an environment that names only these settings."""
    return configuration.read({"TEUM_DATA": str(tmp_path), **named})


def test_every_setting_is_documented_as_it_is_declared(root: Path) -> None:
    assert (root / "docs" / "settings.md").read_text(encoding="utf-8") == table.as_markdown(), (
        "write it again: .venv/bin/python -m teum.configuration > docs/settings.md"
    )


def test_every_declared_setting_is_a_field_and_the_other_way_round() -> None:
    declared = [setting.name for setting in table.SETTINGS]
    assert declared == [field.name for field in dataclasses.fields(Configuration)]


def test_every_variable_that_the_code_names_is_declared(root: Path) -> None:
    known = {setting.variable for setting in table.SETTINGS}
    files = [*(root / "teum").rglob("*.py"), *(root / "scripts").iterdir(), root / "Makefile"]
    named = {
        name
        for file in files
        for name in re.findall(r"\bTEUM_[A-Z_]+[A-Z]\b", file.read_text(encoding="utf-8"))
    }
    assert named - known <= {"TEUM_NAME"}


def test_the_defaults_are_a_working_configuration(tmp_path: Path) -> None:
    found = read(tmp_path)
    assert found.database.is_sqlite
    assert found.base_url == "http://127.0.0.1:8000"
    assert not found.debug and not found.test and not found.is_https


def test_a_variable_wins_over_the_env_file(tmp_path: Path) -> None:
    (tmp_path / "teum.env").write_text(
        "# ours\nTEUM_WORKERS=3\nexport TEUM_THREADS='8'\n\n", encoding="utf-8"
    )
    found = read(tmp_path, TEUM_WORKERS="1")
    assert (found.workers, found.threads) == (1, 8)


def test_a_database_address_is_taken_apart(tmp_path: Path) -> None:
    found = read(
        tmp_path, TEUM_DATABASE_URL="postgres://te%40um:p%2Fw@db.example:5433/promises?sslmode=require"
    ).database
    assert (found.user, found.password, found.host, found.port, found.name) == (
        "te@um",
        "p/w",
        "db.example",
        "5433",
        "promises",
    )
    assert found.options == (("sslmode", "require"),)


def test_a_broker_is_for_postgresql(tmp_path: Path) -> None:
    url = "amqps://teum:secret@mq.example:5671/promises"
    assert read(tmp_path, TEUM_DATABASE_URL="postgres://db.example/x", TEUM_BROKER_URL=url).broker_url == url


@pytest.mark.parametrize(
    ("servers", "host", "port"),
    [
        ("one.example:5432,two.example:5433", "one.example,two.example", "5432,5433"),
        ("one.example,two.example:5433", "one.example,two.example", ",5433"),
        ("one.example,two.example", "one.example,two.example", ""),
        ("[2001:db8::1]:5432,[2001:db8::2]", "2001:db8::1,2001:db8::2", "5432,"),
    ],
)
def test_an_address_may_name_several_servers(tmp_path: Path, servers: str, host: str, port: str) -> None:
    url = f"postgres://teum:p%2Cw@{servers}/teum?target_session_attrs=read-write"
    found = read(tmp_path, TEUM_DATABASE_URL=url).database
    assert (found.password, found.host, found.port, found.name) == ("p,w", host, port, "teum")
    assert found.options == (("target_session_attrs", "read-write"),)


def test_a_mail_address_is_taken_apart(tmp_path: Path) -> None:
    found = read(tmp_path, TEUM_SMTP_URL="smtp://me:secret@mail.example?tls=starttls").smtp_url
    assert found == values.Smtp("mail.example", 587, "me", "secret", "starttls")


def test_the_base_address_is_where_the_server_last_listened(tmp_path: Path) -> None:
    configuration.address_file(tmp_path).write_text("http://127.0.0.1:9123\n", encoding="utf-8")
    assert read(tmp_path).base_url == "http://127.0.0.1:9123"
    assert read(tmp_path, TEUM_BASE_URL="https://teum.example/").base_url == "https://teum.example"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("TEUM_DATABSE_URL", "x", "the nearest is TEUM_DATABASE_URL"),
        ("TEUM_DATABASE_URL", "mysql://x/y", "TEUM_DATABASE_URL: its value is not postgres://"),
        ("TEUM_DATABASE_URL", "postgres://a:b@h:port/y", "TEUM_DATABASE_URL: its value is not postgres://"),
        ("TEUM_DATABASE_URL", "postgres://h:1,i:j/y", "TEUM_DATABASE_URL: its value is not postgres://"),
        ("TEUM_SMTP_URL", "mail.example", "TEUM_SMTP_URL: its value is not smtp://"),
        ("TEUM_SMTP_URL", "smtp://mail.example?tls=maybe", "TEUM_SMTP_URL: its value is not smtp://"),
        (
            "TEUM_BROKER_URL",
            "redis://h/",
            "TEUM_BROKER_URL: its value is not amqp://user:password@host:port/vhost",
        ),
        ("TEUM_BROKER_URL", "amqp://h:port/", "TEUM_BROKER_URL: its value is not amqp://"),
        ("TEUM_BROKER_URL", "amqp://h/", "TEUM_BROKER_URL needs PostgreSQL; name it with TEUM_DATABASE_URL"),
        ("TEUM_BASE_URL", "teum.example", "TEUM_BASE_URL: 'teum.example' is not an address"),
        ("TEUM_SEAL_CERTIFICATE", "/nowhere/seal.p12", "'/nowhere/seal.p12' is not a file that is there"),
        ("TEUM_SEAL_CERTIFICATE", __file__, "is no PKCS#12 file that TEUM_SEAL_PASSPHRASE opens"),
        (
            "TEUM_TIME_STAMP_URL",
            "ftp://h/",
            "'ftp://h/' is not an address such as https://stamps.example.org/tsr",
        ),
        ("TEUM_WORKERS", "many", "TEUM_WORKERS: 'many' is not a whole number from 1 to 64"),
        ("TEUM_WORKERS", "0", "TEUM_WORKERS: '0' is not a whole number from 1 to 64"),
        ("TEUM_DEBUG", "perhaps", "TEUM_DEBUG: 'perhaps' is not yes or no"),
        ("TEUM_LANGUAGE", "fr", "TEUM_LANGUAGE: 'fr' is not one of he, en"),
        ("TEUM_ENV_FILE", "/nowhere/teum.env", "TEUM_ENV_FILE: there is no file /nowhere/teum.env"),
        ("TEUM_CLOCK_FILE", "/tmp/clock", "TEUM_CLOCK_FILE is for tests and is refused without TEUM_TEST=1"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path: Path, name: str, value: str, said: str) -> None:
    with pytest.raises(Misconfigured) as refused:
        read(tmp_path, **{name: value})
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_secret_is_not_repeated_when_it_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured) as refused:
        read(tmp_path, TEUM_DATABASE_URL="mysql://me:hunter2@h/y")
    assert "hunter2" not in str(refused.value)


def test_a_bad_line_of_the_env_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "teum.env").write_text("TEUM_WORKERS=3\nworkers 4\n", encoding="utf-8")
    with pytest.raises(Misconfigured, match="line 2"):
        read(tmp_path)


def test_the_signing_key_is_made_once_and_kept_for_its_owner(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "TEUM_DATA": str(tmp_path / "data")}
    say = [sys.executable, "-c", "from teum import settings; print(settings.SECRET_KEY)"]
    keys = {
        subprocess.run(say, env=environment, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    file = tmp_path / "data" / "keys" / "secret_key"
    assert len(keys) == 1 and len(keys.pop().strip()) > 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
