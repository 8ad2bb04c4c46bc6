"""Compare the files with what was written of them when they came, and photos with what disclosures say of them."""

from __future__ import annotations

from typing import NoReturn

from django.db.models import Count

from teum.core import disclosure
from teum.documents import store
from teum.models import Case, Disclosure, Upload
from teum.queries.verify.report import Break, Broken, Report


def compare(organisation_id: int, report: Report) -> None:
    """Count the files that are as they came. Raises `Break` at the first that is gone or another.

    The digest of each stands in its row, and what the row says is held by the ledger (`texts`). An erased one has no
    file.
    """
    _compare_shown(organisation_id)
    _compare_counts(organisation_id)
    for row in Upload.objects.of(organisation_id).filter(erased_at=None).order_by("id").iterator():
        found = store.sha256(organisation_id, row.path)
        if found is None:
            _broken("file_missing", row)
        if found != row.sha256:
            _broken("file_changed", row)
        report.files += 1


def _compare_shown(organisation_id: int) -> None:
    """A disclosure shows the photos that it showed when it was told: its words name each with its digest."""
    told = Disclosure.objects.of(organisation_id).filter(told__kind="shown").select_related("told")
    told = told.exclude(told__text="")  # other words than were shown are found where rows are compared
    for row in told.order_by("id").iterator():
        photos = disclosure.read(row.told.text).photos
        kept = (
            Upload.objects.of(organisation_id).in_bulk([photo.upload for photo in photos]) if photos else {}
        )
        for photo in photos:
            upload = kept.get(photo.upload)
            if upload is None or upload.case_id != row.case_id:
                _broken("photo_missing", row, f"disclosure {row.pk}")
            if upload.erased_at is None and (upload.sha256, upload.text) != (photo.sha256, photo.alt):
                _broken("photo_changed", row, f"disclosure {row.pk}")


def _compare_counts(organisation_id: int) -> None:
    """Each case says how many files it has: by that they are looked for."""
    said = dict(Case.objects.of(organisation_id).filter(files__gt=0).values_list("pk", "files"))
    lie = Upload.objects.of(organisation_id).values_list("case").annotate(count=Count("pk")).order_by("case")
    wrong = dict(lie).items() ^ said.items()
    if wrong:
        raise Break(Broken(what="files_miscounted", organisation=organisation_id, case=min(wrong)[0]))


def _broken(what: str, row: Upload | Disclosure, detail: str = "") -> NoReturn:
    named = detail or f"upload {row.pk}"
    raise Break(Broken(what=what, organisation=row.organisation_id, case=row.case_id, detail=named))
