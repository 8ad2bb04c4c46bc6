"""A file comes from the customer where we asked for a document, and is theirs to look at again."""

from __future__ import annotations

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from teum.actions import files as keeping
from teum.actions import their_part
from teum.actions import uploads as actions
from teum.core.refusal import Conflict, Missing, Refused
from teum.core.upload import MOST_BYTES, TooLarge
from teum.now import now
from teum.queries import upload_view
from teum.web import files, refusals
from teum.web.answers import see
from teum.web.customer_page import drawing, visits
from teum.web.customer_page.visits import Opened
from teum.web.forms.question import DoneForm
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


@csrf_exempt
@require_POST
def done(request: HttpRequest, token: str, promise_id: int) -> HttpResponse:
    """Their part is done, with the file where it is one."""
    opened = visits.of_promise(request, token, promise_id)
    key = f"done-{promise_id}"
    if files.is_too_long(request):
        form = DoneForm({}, auto_id=f"id_%s_{key}")
        refusals.put(form, TooLarge(most=MOST_BYTES))
        return drawing.whole(request, opened, sent=(key, form), status=413)
    form = DoneForm(request.POST, request.FILES, auto_id=f"id_%s_{key}")
    if form.is_valid():
        try:
            _say_done(promise_id, opened, form)
        except Conflict as refused:
            flash.warning(request, refusals.words(refused))
            return see(opened.address())
        except Refused as refused:
            refusals.put(form, refused)
        else:
            thanks = gettext("Thank you. This page shows who looks whether it has arrived, and by when.")
            flash.success(request, thanks)
            return see(opened.address())
    return drawing.whole(request, opened, sent=(key, form), status=422)


def _say_done(promise_id: int, opened: Opened, form: DoneForm) -> None:
    sent = form.cleaned_data["file"]
    their_part.say_done(
        promise_id=promise_id,
        by=opened.visit.by,
        text=form.cleaned_data["text"],
        file=keeping.ready(name=sent.name or "", content=sent.read()) if sent else None,
        now=now(),
    )


@require_safe
def download(request: HttpRequest, token: str, upload_id: int) -> HttpResponse:
    """What they sent."""
    opened: Opened = visits.of_upload(request, token, upload_id)
    try:
        return files.answer(upload_view.file(upload_id, by=opened.visit.by))
    except Missing as error:
        raise Http404 from error
