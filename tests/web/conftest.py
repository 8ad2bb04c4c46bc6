"""Pages asked for as a browser without scripts would: Django's test client, at a moment that a test sets."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from html import unescape
from pathlib import Path
from re import findall, search, sub

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from tests import cast
from tests.cast import Business
from teum.models import Member

pytestmark = pytest.mark.django_db
SetClock = Callable[[datetime], None]


@pytest.fixture
def clock(tmp_path: Path, settings: Settings) -> SetClock:
    """Sets the moment that pages take for now."""
    file = tmp_path / "now"
    settings.TEUM = replace(settings.TEUM, clock_file=str(file))

    def set_to(moment: datetime) -> None:
        file.write_text(moment.isoformat(), encoding="utf-8")

    set_to(cast.SUNDAY_1000.replace(microsecond=635_688))  # hardly anything happens on the second
    return set_to


@pytest.fixture
def galil(db: None, clock: SetClock) -> Business:
    """A business with its people, on a Sunday at ten."""
    return cast.galil()


@dataclass(frozen=True)
class Browser:
    """A browser without scripts."""

    client: Client

    def see(self, url: str, *, status: int = 200) -> str:
        """The page at an address, as HTML."""
        answer = self.client.get(url)
        assert answer.status_code == status, f"{url}: {answer.status_code}"
        return str(answer.content.decode())

    def send(self, url: str, status: int = 303, **fields: object) -> HttpResponse:
        """What comes back for a form."""
        answer = self.client.post(url, fields)
        assert answer.status_code == status, f"{url}: {answer.status_code} {words(answer)[:600]}"
        return answer

    def send_and_see(self, url: str, **fields: object) -> str:
        """The words of the page to which a form that was accepted leads."""
        answer = self.send(url, **fields)
        return words(self.client.get(answer["Location"]))


def words(page: HttpResponse | str) -> str:
    """A page as its reader reads it: no tags, no isolates, single spaces."""
    html = page if isinstance(page, str) else page.content.decode()
    body = sub(r"(?s)<(script|style|head)\b.*?</\1>", " ", sub(r"</?(bdi|mark)\b[^>]*>", "", html))
    text = unescape(sub(r"<[^>]+>", " ", body))
    return sub(r"\s+", " ", sub("[\u2066-\u2069\u200e\u200f]", "", text))


def field_of(html: str, name: str) -> str:
    """The value of a hidden field."""
    found = search(rf'name="{name}" value="([^"]*)"', html)
    assert found, f"no field {name}"
    return unescape(found[1])


def alert(html: str) -> str:
    """What is announced of a form that was refused; each line leads to something that stands on the page."""
    box = search(r'(?s)<div class="trouble" role="alert".*?</div>', html)
    assert box, "nothing is announced"
    missing = [name for name in findall(r'href="#([^"]+)"', box[0]) if f'id="{name}"' not in html]
    assert not missing, f"leads nowhere: {missing}"
    return words(box[0])


def links(html: str) -> list[str]:
    """Every address that the page leads to."""
    return [unescape(found) for found in findall(r'href="([^"]+)"', html)]


@pytest.fixture
def visitor(db: None, clock: SetClock) -> Browser:
    """Somebody who is not signed in."""
    return Browser(Client())


def signed_in(member: Member, language: str = "he") -> Browser:
    """A member at their desk."""
    client = Client()
    client.force_login(member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["django_language"] = language
    return Browser(client)


@pytest.fixture
def yael(galil: Business) -> Browser:
    """The agent at her desk."""
    return signed_in(galil.yael)


@pytest.fixture
def ruth(galil: Business) -> Browser:
    """The principal at her desk."""
    return signed_in(galil.ruth)
