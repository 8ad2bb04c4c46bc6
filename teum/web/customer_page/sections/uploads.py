"""Documents that we asked for: sent in place, and there to look at again; and what we handed over."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from teum.queries.question_view import QuestionView
from teum.queries.upload_view import UploadView
from teum.web import files
from teum.web.customer_page.page import Page, Section, Wait
from teum.web.forms.upload import UploadForm


def documents(page: Page) -> list[Section]:
    """One for each that we wait for."""
    return [_document(q, page) for q in page.case.questions if q.is_document and q.is_open]


def _document(question: QuestionView, page: Page) -> Section:
    facts = {
        "id": question.id,
        "text": question.text,
        "due": gettext("We need it %(window)s.") % {"window": question.in_words},
        "waits": gettext("What we promised begins once it is here.") if question.about else "",
        "upload": _sending(question, page),
    }
    said = gettext("The document that we asked for, %(window)s") % {"window": question.in_words}
    wait = Wait(at=question.due, words=said, anchor=f"document-{question.id}")
    return Section(name="document", facts=facts, wait=wait)


def _sending(question: QuestionView, page: Page) -> dict[str, object]:
    return {
        "url": reverse("page_uploads", args=[page.token, question.id]),
        "form": page.form(UploadForm, f"upload-{question.id}"),
    }


def more(question: QuestionView, page: Page) -> dict[str, object]:
    """What came of one that was answered, and room for another file while the case is open."""
    may_add = question.takes_files and page.case.state == "open"
    return {
        "files": [_file(upload, page) for upload in question.uploads],
        "upload": _sending(question, page) if may_add else None,
    }


def handed(page: Page) -> list[Section]:
    """What we handed over, the newest first."""
    items = [_file(upload, page) for upload in reversed(page.case.files)]
    return [Section(name="files", facts={"items": items})] if items else []


def _file(upload: UploadView, page: Page) -> dict[str, object]:
    return {
        "name": upload.name,
        "text": upload.text,
        "size": files.size(upload.size),
        "url": reverse("page_upload", args=[page.token, upload.id]),
    }
