"""The end of a case at the desk: a date for a silent customer, how customers found it, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from teum.actions import closings, surveys
from teum.core import closing as core
from teum.core import window as windows
from teum.core.case import OpenEnds
from teum.core.refusal import Missing, Refused
from teum.core.survey import Gap
from teum.queries import survey_view
from teum.queries.case_view import CaseView, OpenEndView, case_view
from teum.queries.promise_view import PromiseView
from teum.queries.survey_view import AnswerView, Figures, SurveyView
from teum.web import act_page, moments
from teum.web.acts import Act
from teum.web.desk import Reader, desk, page
from teum.web.forms.closing import AgainForm, AnnouncementForm, HeardSurveyForm

SPAN = timedelta(days=90)
"""The figures are of so long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """How its customer found a case, as its page draws it."""

    words: str
    comment: str
    when: str
    acts: tuple[Act, ...]


def card(case: CaseView, reader: Reader) -> Card | None:
    """What they said, or that they have not; None where nobody asked them."""
    survey = case.survey
    if survey is None:
        return None
    found = []
    if survey.answered_at is None:
        url = reverse("survey_answer", args=[survey.id])
        found.append(Act(label=gettext("Record their answer"), url=url))
    if case.state == "closed":
        url = reverse("case_surveys", args=[case.id])
        found.append(Act(label=gettext("Ask once more"), url=url))
    at = survey.answered_at or survey.asked_at
    return Card(
        words=_said(survey) if survey.score else gettext("They were asked, and have not answered."),
        comment=survey.comment,
        when=moments.at(at, zone=reader.zone, now=reader.now),
        acts=tuple(found),
    )


def _said(survey: SurveyView) -> str:
    score = gettext("%(score)s of 5") % {"score": survey.score}
    gaps = {
        Gap.WORSE: gettext("worse than was agreed"),
        Gap.AS_AGREED: gettext("as was agreed"),
        Gap.BETTER: gettext("better than was agreed"),
    }
    return f"{score}, {gaps[Gap(survey.gap)]}" if survey.gap else score


def still_open(case: CaseView, *, without: int | None = None) -> list[dict[str, str]]:
    """What keeps a case open, `without` the promise that would end: each leads to where something is done about it."""
    ends = [end for end in case.open_ends if (end.kind, end.id) != ("promise", without)]
    return [{"name": gettext("Still open"), "words": end.what, "url": _where(end)} for end in ends]


def in_the_way(refused: Refused, ending: PromiseView, reader: Reader) -> list[dict[str, str]]:
    """What keeps the case of a promise that would end from being closed, where that was refused."""
    if not isinstance(refused, OpenEnds):
        return []
    case = case_view(ending.case_id, by=reader.by, now=reader.now, lang=reader.language)
    return still_open(case, without=ending.id)


def _where(end: OpenEndView) -> str:
    """Where something is done about it; a stage stands on the case's page."""
    if end.kind == "stage":
        return f"{reverse('case', args=[end.id])}#journey"
    return reverse(end.kind, args=[end.id])


# ── a customer who does not answer ──


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def announcement(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """Tell the customer on which date the case is closed if nothing comes."""
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)

    def do(data: dict[str, Any]) -> object:
        on = windows.aware(datetime.combine(data["close_on"], data["close_at"]), reader.zone)
        return closings.announce(
            case_id=case_id, by=reader.by, on=on, reason=data.get("reason") or "", now=reader.now
        )

    said = {
        "title": gettext("Close if nothing comes"),
        "button": gettext("Tell the customer"),
        "done": gettext(
            "The customer is told on which date we close. Whatever comes from them keeps it open."
        ),
        "facts": still_open(case),
    }
    proposed = core.next_date(calendar=reader.calendar, now=reader.now)
    first = {"close_on": proposed.date(), "close_at": proposed.time()}
    form = AnnouncementForm(act_page.posted(request), initial=first)
    return act_page.answer(request, reader, case, form, said, do)


# ── how they found it ──


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def survey_answer(request: HttpRequest, reader: Reader, survey_id: int) -> HttpResponse:
    """Write down what the customer answered, in a call or by mail."""
    case_id = survey_view.case_of(survey_id, by=reader.by)
    if case_id is None:
        raise Missing(survey=str(survey_id))
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)

    def do(data: dict[str, Any]) -> object:
        return surveys.answer(survey_id=survey_id, by=reader.by, now=reader.now, **answered(data))

    said = {
        "title": gettext("How the customer found it"),
        "button": gettext("Record their answer"),
        "done": gettext("Their answer is recorded."),
    }
    return act_page.answer(request, reader, case, HeardSurveyForm(act_page.posted(request)), said, do)


def answered(data: dict[str, Any]) -> dict[str, Any]:
    """An answer as the form holds it."""
    return {
        "score": int(data["score"]),
        "gap": Gap(data["gap"]) if data.get("gap") else None,
        "comment": data.get("comment") or "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def ask_again(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """Ask a second time, with the reason for it."""
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)

    def do(data: dict[str, Any]) -> object:
        return surveys.ask(case_id=case_id, by=reader.by, reason=data["reason"], now=reader.now)

    said = {
        "title": gettext("Ask once more how it was"),
        "button": gettext("Send the question"),
        "done": gettext("The customer is asked once more."),
    }
    return act_page.answer(request, reader, case, AgainForm(act_page.posted(request)), said, do)


@require_safe
@desk
def survey_list(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The figures, and what is behind them."""
    since = reader.now - SPAN
    figures = survey_view.figures(by=reader.by, since=since)
    listed = survey_view.answers(by=reader.by, since=since)
    context = {"facts": _facts(figures), "lines": [_line(one, reader) for one in listed]}
    return page(request, reader, "surveys.html", context, tab="day")


def _facts(figures: Figures) -> list[dict[str, str]]:
    counted = {"answered": figures.answered, "asked": figures.asked}
    found = [
        {
            "name": gettext("Answers"),
            "words": gettext("%(answered)s of %(asked)s who were asked") % counted,
        }
    ]
    if figures.mean is None:
        return found
    return [
        *found,
        {"name": gettext("The mean of their scores"), "words": mean(figures)},
        {"name": gettext("Worse than was agreed"), "words": str(figures.worse)},
        {"name": gettext("As was agreed"), "words": str(figures.as_agreed)},
        {"name": gettext("Better than was agreed"), "words": str(figures.better)},
    ]


def mean(figures: Figures) -> str:
    """The mean score in words."""
    return gettext("%(mean)s of 5") % {"mean": f"{figures.mean or 0:.1f}"}


def figure(reader: Reader) -> tuple[str, str] | None:
    """The figure of a manager's day, and where what is behind it stands; None where nobody answered."""
    found = survey_view.figures(by=reader.by, since=reader.now - SPAN)
    if not found.answered:
        return None
    words = ngettext(
        "%(count)d customer found it %(mean)s", "%(count)d customers found it %(mean)s", found.answered
    ) % {"mean": mean(found), "count": found.answered}
    return words, reverse("surveys")


def _line(one: AnswerView, reader: Reader) -> dict[str, object]:
    at = one.survey.answered_at
    when = moments.at(at, zone=reader.zone, now=reader.now) if at else ""
    return {
        "words": _said(one.survey),
        "url": reverse("case", args=[one.case_id]),
        "who": [one.customer, one.case_title, one.owner, when],
        "comment": one.survey.comment,
    }


patterns: list[URLPattern] = [
    path("cases/<id:case_id>/closing/announcements", announcement, name="closing_announcement"),
    path("cases/<id:case_id>/surveys", ask_again, name="case_surveys"),
    path("surveys", survey_list, name="surveys"),
    path("surveys/<id:survey_id>/answers", survey_answer, name="survey_answer"),
]
