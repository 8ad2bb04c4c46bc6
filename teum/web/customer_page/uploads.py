"""A file comes from the customer where we asked for a document, and is theirs to look at again."""

from __future__ import annotations

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from teum.actions import uploads as actions
from teum.core.refusal import Missing, Refused
from teum.core.upload import MOST_BYTES, TooLarge
from teum.now import now
from teum.queries import upload_view
from teum.web import files, refusals
from teum.web.answers import see
from teum.web.customer_page import drawing, visits
from teum.web.customer_page.visits import Opened
from teum.web.forms.upload import UploadForm


@csrf_exempt  # as every act behind a link
@require_POST
def receive(request: HttpRequest, token: str, question_id: int) -> HttpResponse:
    """One file; how long it is, is known before any of it is read."""
    opened = visits.of_question(request, token, question_id)
    key = f"upload-{question_id}"
    if files.is_too_long(request):
        form = UploadForm({}, auto_id=f"id_%s_{key}")
        form.errors.clear()
        refusals.put(form, TooLarge(most=MOST_BYTES))
        return drawing.whole(request, opened, sent=(key, form), status=413)
    form = UploadForm(request.POST, request.FILES, auto_id=f"id_%s_{key}")
    if form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            actions.receive(
                question_id=question_id,
                by=opened.visit.by,
                name=sent.name or "",
                content=sent.read(),
                now=now(),
            )
        except Refused as refused:
            refusals.put(form, refused)
        else:
            flash.success(request, gettext("Thank you, it has arrived."))
            return see(opened.address())
    return drawing.whole(request, opened, sent=(key, form), status=422)


@require_safe
def download(request: HttpRequest, token: str, upload_id: int) -> HttpResponse:
    """What they sent."""
    opened: Opened = visits.of_upload(request, token, upload_id)
    try:
        return files.answer(upload_view.file(upload_id, by=opened.visit.by))
    except Missing as error:
        raise Http404 from error
