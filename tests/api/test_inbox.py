"""Mails that came in, through the API."""

from __future__ import annotations

from tests import cast, cast_mail
from tests.api.conftest import Program, program_of
from tests.cast import Business, of
from teum.actions import inbox
from teum.models import Message


def test_what_came_in_is_listed_with_how_sure_it_is(yael: Program, galil: Business) -> None:
    cast.quote(galil)
    letter = of(Message, galil, kind="agreed").select_related("case").get()
    inbox.receive(cast_mail.answer_to(letter), now=cast.SUNDAY_1000)
    inbox.receive(cast_mail.mail("עוד דבר"), now=cast.SUNDAY_1000)
    found = yael.get("/messages?state=received").body["items"]
    assert [(one["direction"], one["standing"]) for one in found] == [("in", "claimed"), ("in", "proven")]
    assert yael.get("/messages?state=queued").body["items"][0]["standing"] is None
    (question, _) = yael.get(f"/cases/{letter.case_id}").body["questions"]
    assert question["text"] == cast_mail.WORDS


def test_a_mail_without_a_case_is_placed_or_dismissed(yael: Program, galil: Business) -> None:
    case = cast.quote(galil).case_id
    texts = ("מה שלום המזגן?", "ומה עם הדוד?", "בואו לכנס")
    first, second, third = (
        inbox.receive(cast_mail.mail(text, sender="noa@example.com"), now=cast.SUNDAY_1000) for text in texts
    )
    assert first and second and third
    placed = yael.post(f"/messages/{first.pk}/placings", {"case": str(case)})
    assert (placed.status, placed.body["case"], placed.body["kind"]) == (201, str(case), "question")
    opened = yael.post(f"/messages/{second.pk}/placings", {})
    assert opened.status == 201 and opened.body["case"] not in (None, str(case))
    assert yael.post(f"/messages/{third.pk}/dismissals", {}).status == 201
    assert yael.post(f"/messages/{third.pk}/placings", {}).code == "not_waiting"
    assert program_of(galil.sami).post(f"/messages/{third.pk}/dismissals", {}).code == "not_allowed"
    assert yael.post("/messages/999/placings", {}).code == "not_found"
