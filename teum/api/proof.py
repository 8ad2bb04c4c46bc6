"""What the seal of a file proves, for programs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import File, Router
from ninja.files import UploadedFile

from teum.api import answers
from teum.api.proof_shapes import ProofAnswer
from teum.api.shapes import Problem
from teum.queries import proof as queries

router = Router(tags=["files"])


@router.post(
    "/verify", response={200: ProofAnswer, 422: Problem}, operation_id="verify_file", url_name="verify_file"
)
def verify(request: HttpRequest, file: File[UploadedFile]) -> HttpResponse:
    """Say whether a file is as it was sealed here, by whom and when; nothing of it is kept. Sent as multipart form."""
    found = queries.look(file.read())
    return answers.send(
        ProofAnswer(
            outcome=str(found.outcome),
            sha256=found.sha256,
            size=found.size,
            signer=found.signer or None,
            about=found.about or None,
            sealed_at=found.sealed_at,
            stamped_at=found.stamped_at,
            stamper=found.stamper or None,
        )
    )
