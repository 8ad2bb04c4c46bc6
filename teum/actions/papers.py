"""The files of agreements: the one that is signed, and the sealed one with its evidence.

Drawing and sealing take most of a second: the clock does it beside the acts, while no transaction is open, and what a
crash left is made by its next pass.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Q

from teum.actions import files, letters, matter
from teum.core import actor, events, policy
from teum.core.upload import Fit, Use
from teum.documents import agreement as sheets
from teum.documents import evidence, sealing
from teum.language import agreement as words
from teum.language.notices import agreement as notices
from teum.models import Agreement, Upload
from teum.queries import agreement_paper

UNDOABLE = timedelta(seconds=policy.LIMITS["undo_seconds"][1])
"""For so long at most one tap may be undone, and what it agreed to is not sealed before."""
AT_ONCE = 20
"""So many in one pass: what falls due meanwhile does not wait for it."""
logger = logging.getLogger(__name__)


def once(now: datetime, *, is_stopped: Callable[[], bool] = lambda: False) -> int:
    """Make what is missing; how many were made. One that cannot be made is logged, and stays for the next pass."""
    made = 0
    for organisation, pk, is_signed in waiting(now):
        if is_stopped():
            break
        try:
            made += make(organisation, pk, is_signed=is_signed, now=now)
        except Exception:
            logger.exception("the file of agreement %s could not be made", pk)
    return made


def waiting(now: datetime) -> list[tuple[int, int, bool]]:
    """The agreements without a file that they need: each with its organisation, and whether it is the sealed one."""
    listed = Agreement.objects.everywhere().order_by("id").values_list("organisation", "pk")
    unwritten = listed.filter(state="offered", paper=None, is_undone=False)[:AT_ONCE]
    final = Q(form="signed") | Q(offered_at__lte=now - UNDOABLE)
    unsealed = listed.filter(final, state="in_force", sealed=None, is_undone=False)[:AT_ONCE]
    return [(*one, False) for one in unwritten] + [(*one, True) for one in unsealed]


def make(organisation_id: int, agreement_id: int, *, is_signed: bool, now: datetime) -> bool:
    """Draw one, and seal it where it is signed, then keep it; False where another did so meanwhile."""
    row = (
        Agreement.objects.of(organisation_id)
        .select_related("case__organisation", "case__customer", "paper", "replaces")
        .get(pk=agreement_id)
    )
    content = _sealed(row, now) if is_signed else sheets.draw(agreement_paper.sheet(row))
    what = "sealed" if is_signed else "paper"
    name = words.FILES[what].of(row.language)
    fit = Fit(name=f"{name} {row.version}.pdf", media_type="application/pdf", content=content)
    with files.lying(organisation_id, fit, now=now) as path:
        return _keep(row, fit, path=path, what=what, now=now)


def _sealed(row: Agreement, now: datetime) -> bytes:
    drawn = evidence.draw(agreement_paper.sheet(row), agreement_paper.evidence(row))
    return sealing.seal(drawn, now=now)


def _keep(seen: Agreement, fit: Fit, *, path: str, what: str, now: datetime) -> bool:
    by = actor.clock(seen.organisation_id)
    with matter.of_case(seen.case_id, by=by, now=now) as opened:
        row = Agreement.objects.of(seen.organisation_id).get(pk=seen.pk)
        if getattr(row, f"{what}_id") is not None or row.state != seen.state:
            return False
        name = words.FILES["sealed" if what == "sealed" else "paper"].of(row.language)
        upload: Upload = files.row(opened, fit, path=path, use=Use.PAPER, text=name)
        setattr(row, what, upload)
        row.save(update_fields=[what])
        kind = events.AgreementSealed if what == "sealed" else events.AgreementWritten
        sha256 = hashlib.sha256(fit.content).hexdigest()
        opened.record(kind(agreement=row.pk, upload=upload.pk, digest=sha256))
        if what == "sealed":
            letters.queue(opened, "copy", notices.copy(party=letters.party(opened)))
        return True
