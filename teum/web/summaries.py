"""Summaries at the desk: composed, read once more, changed and sent; and as a PDF, for both sides (A6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from teum.actions import drafts
from teum.actions import summaries as actions
from teum.core.refusal import Missing
from teum.documents import summary as documents
from teum.documents.summary import Sheet
from teum.language import text as texts
from teum.language.notices.letter import unnamed
from teum.queries import conversation_view, firm, summary_draft, summary_view
from teum.queries import drafts as drafts_of
from teum.queries.case_view import CaseNow, case_view
from teum.queries.summary_view import SummaryView
from teum.web import act_page, moments, wording
from teum.web.desk import Reader, desk
from teum.web.forms.conversation import SummaryForm


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryCard:
    """A summary as the case's page draws it."""

    text: str
    lang: str
    dir: str
    stands: str
    pdf_url: str


def card(view: SummaryView, reader: Reader) -> SummaryCard:
    """Its words, and what the customer said to them."""
    return SummaryCard(
        text=view.text,
        lang=view.language,
        dir=wording.direction(view.language),
        stands=_stands(view, reader),
        pdf_url=reverse("summary_pdf", args=[view.id]),
    )


def _stands(view: SummaryView, reader: Reader) -> str:
    at = view.answered_at or view.told_at
    words = {"at": moments.at(at, zone=reader.zone, now=reader.now) if at else ""}
    if view.answer == "confirmed":
        return gettext("The customer confirmed it, %(at)s.") % words
    if view.answer == "corrected":
        return gettext("The customer corrected it, %(at)s. Their words stand among the questions.") % words
    if view.told_at:
        return gettext("It reached the customer %(at)s; they have not said anything to it yet.") % words
    return gettext("It is on its way to the customer.")


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def summary(request: HttpRequest, reader: Reader, conversation_id: int) -> HttpResponse:
    """Read what was agreed once more, in the customer's language, change it, and send it."""
    case_id = conversation_view.case_of(conversation_id, by=reader.by)
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)
    draft = summary_draft.draft(conversation_id, by=reader.by, now=reader.now)
    _keep(request, reader, conversation_id, case.id, composed=draft.text)
    typed = drafts_of.of_summary(conversation_id, case_id=case.id, by=reader.by)

    def do(data: dict[str, Any]) -> object:
        return actions.send(conversation_id=conversation_id, by=reader.by, text=data["text"], now=reader.now)

    said = {
        "title": gettext("The summary of the conversation"),
        "button": gettext("Send the summary"),
        "done": gettext("The summary is on its way."),
    }
    form = SummaryForm(act_page.posted(request), initial={"text": typed or draft.text})
    return act_page.answer(request, reader, case, form, said, do)


def _keep(request: HttpRequest, reader: Reader, conversation_id: int, case_id: int, *, composed: str) -> None:
    """What was changed by hand stays, whatever becomes of sending it; what was emptied is composed again."""
    if request.method != "POST":
        return
    text = request.POST.get("text", "")
    if not text.strip() or texts.clean(text).strip() == composed.strip():
        drafts.drop(case_id=case_id, by=reader.by, of="summary")
        return
    fields = {"text": text, "conversation": str(conversation_id)}
    drafts.keep(case_id=case_id, by=reader.by, fields=fields, of="summary", now=reader.now)


@require_safe
@desk
def summary_pdf(request: HttpRequest, reader: Reader, summary_id: int) -> HttpResponse:
    """The summary as a PDF, in the customer's language."""
    case_id = summary_view.case_of(summary_id, by=reader.by)
    if case_id is None:
        raise Missing(summary=str(summary_id))
    case = case_view(case_id, by=reader.by, now=reader.now)
    view = next((view for view in case.summaries if view.id == summary_id), None)
    if view is None:
        raise Missing(summary=str(summary_id))
    name = firm.called(reader.organisation_id, lang=case.customer.language)
    return pdf(case, view, business=name)


def pdf(case: CaseNow, view: SummaryView, *, business: str) -> HttpResponse:
    """The file as an answer: to be kept by the reader and by nothing on the way."""
    with translation.override(case.customer.language):
        sheet = Sheet(
            lang=case.customer.language,
            business=business,
            title=unnamed(view.subject, business),
            facts=[(gettext("For whom"), case.customer.name), (gettext("About what"), case.title)],
            text=unnamed(view.text, business),
            lost=gettext("A letter for which there is no font is shown as �. Your page shows all of them."),
            at=view.at,
        )
    answer = HttpResponse(documents.pdf(sheet), content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="summary.pdf"'
    answer["Cache-Control"] = "no-store, private"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


patterns: list[URLPattern] = [
    path("conversations/<id:conversation_id>/summary", summary, name="summary"),
    path("summaries/<id:summary_id>/summary.pdf", summary_pdf, name="summary_pdf"),
]
