"""Who stands before the page: what their link opens, which case they ask for, and in which language they read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.urls import reverse

from teum.core.refusal import Missing
from teum.now import now
from teum.queries import (
    agreements,
    alignments,
    disclosure_view,
    promise_view,
    question_view,
    summary_view,
    survey_view,
    upload_view,
)
from teum.queries import customer_page as queries
from teum.queries import public as links
from teum.queries.customer_page import Seen
from teum.queries.public import Visit
from teum.web import ids, public


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A link that was opened, at one of its cases."""

    token: str
    visit: Visit
    case_id: int
    language: str

    def see(self, *, is_reached: bool = True) -> Seen:
        """The case, and the others. Raises Http404."""
        try:
            return queries.seen(
                self.visit, self.case_id, now=now(), lang=self.language, is_reached=is_reached
            )
        except Missing as error:
            raise Http404 from error

    def address(self, name: str = "customer_page") -> str:
        """Where this case is shown behind this link."""
        url = reverse(name, args=[self.token])
        return url if len(self.visit.cases) == 1 else f"{url}?case={self.case_id}"


def opened(request: HttpRequest, token: str) -> Opened:
    """The case that the address names, else the customer's newest open one. Raises Http404."""
    visit, language = _visit(request, token)
    case_id = ids.read(request.GET.get("case")) or visit.case_ids[0]
    if case_id not in visit.case_ids:
        raise Http404
    return Opened(token=token, visit=visit, case_id=case_id, language=language)


def of_case(request: HttpRequest, token: str, case_id: int) -> Opened:
    """A case, if this link covers it. Raises Http404."""
    return _covered(request, token, lambda visit: case_id)


def of_promise(request: HttpRequest, token: str, promise_id: int) -> Opened:
    """The case of a promise, if this link covers it. Raises Http404."""
    return _covered(request, token, lambda visit: promise_view.case_of(promise_id, by=visit.by))


def of_question(request: HttpRequest, token: str, question_id: int) -> Opened:
    """The case of a question, if this link covers it. Raises Http404."""
    return _covered(request, token, lambda visit: question_view.case_of(question_id, by=visit.by))


def of_summary(request: HttpRequest, token: str, summary_id: int) -> Opened:
    """The case of a summary, if this link covers it. Raises Http404."""
    return _covered(request, token, lambda visit: summary_view.case_of(summary_id, by=visit.by))


def of_disclosure(request: HttpRequest, token: str, disclosure_id: int) -> Opened:
    """The case of a disclosure, if this link covers it. Raises Http404."""
    return _covered(request, token, lambda visit: disclosure_view.case_of(disclosure_id, by=visit.by))


def of_agreement(request: HttpRequest, token: str, agreement_id: int) -> Opened:
    """The case of an agreement, if this link covers it. Raises Http404."""
    return _covered(request, token, lambda visit: agreements.case_of(agreement_id, by=visit.by))


def of_alignment(request: HttpRequest, token: str, alignment_id: int) -> Opened:
    """The case of an alignment, if this link covers it. Raises Http404."""
    return _covered(request, token, lambda visit: alignments.case_of(alignment_id, by=visit.by))


def of_upload(request: HttpRequest, token: str, upload_id: int) -> Opened:
    """The case of a file, if this link covers it. Raises Http404."""
    return _covered(request, token, lambda visit: upload_view.case_of(upload_id, by=visit.by))


def of_survey(request: HttpRequest, token: str, survey_id: int) -> Opened:
    """The case of a question at the end, if this link covers it. Raises Http404."""
    return _covered(request, token, lambda visit: survey_view.case_of(survey_id, by=visit.by))


def _covered(request: HttpRequest, token: str, find: Callable[[Visit], int | None]) -> Opened:
    visit, language = _visit(request, token)
    case_id = find(visit)
    if case_id not in visit.case_ids:
        raise Http404
    return Opened(token=token, visit=visit, case_id=case_id, language=language)


def _visit(request: HttpRequest, token: str) -> tuple[Visit, str]:
    visit = links.visit(token, now=now())
    if visit is None:
        raise Http404
    return visit, public.speak(request, visit.language)
