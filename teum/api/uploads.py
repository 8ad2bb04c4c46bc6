"""The files that customers sent."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from teum.api.fields import Id
from teum.api.key import caller
from teum.api.shapes import Problem
from teum.core.upload import ENDINGS
from teum.documents import attachment
from teum.queries import upload_view

router = Router(tags=["questions"])
_BYTES: dict[str, Any] = {
    "responses": {
        200: {
            "description": "The file, as it came",
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
    """A file, as it came, under the name that is shown."""
    file = upload_view.file(upload_id, by=caller(request))
    said = attachment.headers(file.name)
    return HttpResponse(file.content, content_type=file.media_type, headers=dict(said))
