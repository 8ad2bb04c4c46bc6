"""The end of a matter on its customer's page: the date that was announced, how it was, and the way to open it again."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from teum.queries.promise_view import PromiseView
from teum.web.customer_page.page import Page, Section, Wait
from teum.web.forms.closing import ReopeningForm, StillOpenForm, SurveyForm


def announced(page: Page) -> list[Section]:
    """That we close on a date, and room to say what is still open."""
    return [_announced(promise, page) for promise in page.case.live if promise.nature == "closing"]


def _announced(promise: PromiseView, page: Page) -> Section:
    facts = {
        "id": promise.id,
        "words": promise.sentence,
        "url": reverse("page_still_open", args=[page.token, page.case.id]),
        "form": page.form(StillOpenForm, f"open-{page.case.id}"),
    }
    said = gettext("A word, %(window)s, if anything is still open.") % {"window": promise.in_words}
    wait = Wait(at=promise.next_at, words=said, anchor=f"closing-{promise.id}")
    return Section(name="announced", facts=facts, wait=wait)


def survey(page: Page) -> list[Section]:
    """The one question, until it is answered; then what they answered."""
    asked = page.case.survey
    if asked is None or page.case.state != "closed":
        return []
    facts = {
        "id": asked.id,
        "url": reverse("page_survey", args=[page.token, asked.id]),
        "form": page.form(SurveyForm, f"survey-{asked.id}"),
        "is_open": asked.answered_at is None,
        "said": gettext("Your answer: %(score)s of 5.") % {"score": asked.score},
    }
    return [Section(name="survey", facts=facts)]


def reopening(page: Page) -> list[Section]:
    """The way back, where it is closed."""
    if page.case.state != "closed":
        return []
    facts = {
        "url": reverse("page_reopening", args=[page.token, page.case.id]),
        "form": page.form(ReopeningForm, f"reopening-{page.case.id}"),
    }
    return [Section(name="reopening", facts=facts)]
