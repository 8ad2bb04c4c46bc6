"""A program that speaks to the API with a member's key, at a moment that the test sets."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from tests import cast
from tests.cast import Business
from teum.actions import tokens
from teum.models import Member

BASE = "/api/v1"


@dataclass(frozen=True)
class Reply:
    """What the API answered."""

    status: int
    body: Any
    headers: Mapping[str, str]
    raw: bytes

    @property
    def code(self) -> str:
        """The code of a problem."""
        return str(self.body["code"])


@dataclass(frozen=True)
class Program:
    """A program with a key; paths are below /api/v1."""

    key: str
    client: Client

    def get(self, path: str, **headers: str) -> Reply:
        """GET."""
        return self._reply(self.client.get(BASE + path, headers=self._headers(headers)))

    def post(self, path: str, body: Any = None, *, raw: bytes | None = None, **headers: str) -> Reply:
        """POST a body as JSON, or bytes as they are."""
        sent = json.dumps(body if body is not None else {}).encode() if raw is None else raw
        return self._reply(
            self.client.post(
                BASE + path, sent, content_type="application/json", headers=self._headers(headers)
            )
        )

    def send(
        self, path: str, content: bytes, *, name: str = "a.png", headers: Any = None, **fields: str
    ) -> Reply:
        """POST a form with a file."""
        form = {"file": SimpleUploadedFile(name, content, "text/html"), **fields}
        return self._reply(self.client.post(BASE + path, form, headers=self._headers(headers or {})))

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in more.items()}
        return {"authorization": f"Bearer {self.key}", **named}

    @staticmethod
    def _reply(response: Any) -> Reply:
        is_json = "json" in response.headers.get("Content-Type", "")
        body = json.loads(response.content) if is_json else None
        return Reply(response.status_code, body, response.headers, response.content)


class Clock:
    """The moment at which the API believes itself to be."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def set(self, at: datetime) -> None:
        """It is then."""
        self._file.write_text(at.isoformat(), encoding="utf-8")


@pytest.fixture
def clock(tmp_path: Path, settings: Settings) -> Clock:
    """Sunday at ten, until the test says otherwise."""
    settings.TEUM = replace(settings.TEUM, clock_file=str(tmp_path / "clock"))
    found = Clock(tmp_path / "clock")
    found.set(cast.SUNDAY_1000)
    return found


@pytest.fixture
def galil(db: None, clock: Clock) -> Business:
    """The business of the tests."""
    return cast.galil()


def program_of(member: Member) -> Program:
    """A program that acts for this member."""
    _, clear = tokens.make(member=member, name="tests", now=cast.SUNDAY_0900)
    return Program(key=clear, client=Client())


@pytest.fixture
def yael(galil: Business) -> Program:
    """Acts for Yael, an agent."""
    return program_of(galil.yael)


@pytest.fixture
def sami(galil: Business) -> Program:
    """Acts for Sami, a partner."""
    return program_of(galil.sami)


@pytest.fixture
def stranger(galil: Business) -> Program:
    """Acts for the principal of another business."""
    return program_of(cast.galil(name="חשמל הכרמל", domain="carmel.example").ruth)


def rows() -> dict[str, int]:
    """How many rows each table of ours holds."""
    counts = {}
    for model in apps.get_app_config("teum").get_models():
        every = model.objects.everywhere() if hasattr(model.objects, "everywhere") else model.objects.all()
        counts[model.__name__] = every.count()
    return counts


@contextmanager
def _nothing_written() -> Iterator[None]:
    before = rows()
    yield
    assert rows() == before


@pytest.fixture
def nothing_written() -> AbstractContextManager[None]:
    """Asserts that no table has more or fewer rows afterwards."""
    return _nothing_written()
