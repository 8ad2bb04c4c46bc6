"""The files of cases: those that came, and ours."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Path, Router
from ninja.files import UploadedFile

from teum.actions import handouts, photos, uploads
from teum.api import answers
from teum.api.fields import Id, ShortText
from teum.api.key import caller
from teum.api.shapes import Problem, UploadAnswer
from teum.core.upload import ENDINGS
from teum.documents import attachment
from teum.now import now
from teum.queries import upload_view

router = Router(tags=["files"])
KEPT: dict[Any, Any] = {201: UploadAnswer, (404, 409, 422): Problem}
_BYTES: dict[str, Any] = {
    "responses": {
        200: {
            "description": "The file as it is kept: a picture without what its camera wrote into it",
            "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in ENDINGS},
        }
    }
}


@router.get(
    "/uploads/{upload_id}",
    response={200: None, (404, 422): Problem},
    operation_id="get_upload",
    url_name="get_upload",
    openapi_extra=_BYTES,
)
def read(request: HttpRequest, upload_id: Path[Id]) -> HttpResponse:
    """A file under the name that is shown: a document as it came, a picture without what its camera wrote into it."""
    file = upload_view.file(upload_id, by=caller(request))
    said = attachment.headers(file.name)
    return HttpResponse(file.content, content_type=file.media_type, headers=dict(said))


@router.post("/cases/{case_id}/photos", response=KEPT, operation_id="keep_photo", url_name="keep_photo")
def keep_photo(
    request: HttpRequest, case_id: Path[Id], file: File[UploadedFile], text: Form[ShortText]
) -> HttpResponse:
    """Put a photo into a case, for a disclosure to show; `text` says what is seen in it. Sent as multipart form."""
    kept = photos.keep(
        case_id=case_id,
        by=caller(request),
        name=file.name or "",
        content=file.read(),
        alt=text,
        now=now(),
    )
    return _shown(kept)


@router.post(
    "/cases/{case_id}/files", response=KEPT, operation_id="hand_over_file", url_name="hand_over_file"
)
def hand_over(
    request: HttpRequest, case_id: Path[Id], file: File[UploadedFile], text: Form[ShortText]
) -> HttpResponse:
    """Hand a file over to the customer; `text` says what it is, as they read it. Sent as multipart form."""
    given = handouts.give(
        case_id=case_id,
        by=caller(request),
        name=file.name or "",
        content=file.read(),
        text=text,
        now=now(),
    )
    return _shown(given)


@router.post(
    "/questions/{question_id}/uploads", response=KEPT, operation_id="receive_file", url_name="receive_file"
)
def receive(request: HttpRequest, question_id: Path[Id], file: File[UploadedFile]) -> HttpResponse:
    """Take in the document that the customer was asked for: the first file is the answer. Sent as multipart form."""
    came = uploads.receive(
        question_id=question_id, by=caller(request), name=file.name or "", content=file.read(), now=now()
    )
    return _shown(came)


def _shown(kept: Any) -> HttpResponse:
    return answers.send(answers.upload(upload_view.view(kept)), status=201)
