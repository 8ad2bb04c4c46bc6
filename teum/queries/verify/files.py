"""Compare the files that customers sent with what was written of them when they came; an erased one has no file."""

from __future__ import annotations

from typing import NoReturn

from teum.documents import store
from teum.models import Upload
from teum.queries.verify.report import Break, Broken, Report


def compare(organisation_id: int, report: Report) -> None:
    """Count the files that are as they came. Raises `Break` at the first that is gone or another.

    The digest of each stands in its row, and what the row says is held by the ledger (`texts`).
    """
    for row in Upload.objects.of(organisation_id).filter(erased_at=None).order_by("id").iterator():
        found = store.sha256(organisation_id, row.path)
        if found is None:
            _broken("file_missing", row)
        if found != row.sha256:
            _broken("file_changed", row)
        report.files += 1


def _broken(what: str, row: Upload) -> NoReturn:
    raise Break(
        Broken(what=what, organisation=row.organisation_id, case=row.case_id, detail=f"upload {row.pk}")
    )
