"""The files of agreements: the one that is signed, and the sealed one with its evidence, also of what ended.

Drawing and sealing take most of a second: the clock does it beside the acts, while no transaction is open, and what a
crash left is made by its next pass.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from teum.actions import files, letters, matter, tasks
from teum.actions.matter import Matter
from teum.core import actor, events, policy
from teum.core import agreement as core
from teum.core.alignment import Side
from teum.core.disclosure import How
from teum.core.upload import Fit, Use, clean_name
from teum.documents import agreement as sheets
from teum.documents import evidence, sealing
from teum.language import agreement as words
from teum.language.notices import agreement as notices
from teum.models import Agreement, Signature, Task, Upload, prepared
from teum.queries import agreement_paper, agreement_sides, agreements

UNDOABLE = timedelta(seconds=policy.LIMITS["undo_seconds"][1])
"""For so long at most what a member wrote down may be undone, and is not sealed before; a customer's tap is final."""
AT_ONCE = 20
"""So many in one pass: what falls due meanwhile does not wait for it."""
PDF = "application/pdf"
logger = logging.getLogger(__name__)


def once(now: datetime, *, is_stopped: Callable[[], bool] = lambda: False) -> int:
    """Make what is missing; how many were made. One that cannot be made is logged, and left alone for a while."""
    made = 0
    for organisation, pk, is_signed in waiting(now):
        if is_stopped():
            break
        try:
            made += make(organisation, pk, is_signed=is_signed, now=now)
        except Exception:
            logger.exception("the file of agreement %s could not be made", pk)
            _leave(organisation, pk, now=now)
    return made


def waiting(now: datetime) -> list[tuple[int, int, bool]]:
    """The agreements without a file that they need: each with its organisation, and whether it is the sealed one.

    What failed comes behind all that did not, so that it keeps nothing from being made.
    """
    found = [(row, False) for row in _unwritten(now)] + [
        (row, True) for row in _unsealed(now, now - UNDOABLE)
    ]
    return [(row.organisation_id, row.pk, is_signed) for row, is_signed in found]


@prepared.rows
def _unwritten(now: datetime) -> QuerySet[Agreement]:
    return _lacking(now).filter(state="offered", paper=None)[:AT_ONCE]


@prepared.rows
def _unsealed(now: datetime, undoable_since: datetime) -> QuerySet[Agreement]:
    final = Q(form="signed") | Q(alignment__how=str(How.PAGE)) | Q(offered_at__lte=undoable_since)
    return _lacking(now).filter(final, sealed=None).exclude(state__in=core.PENDING)[:AT_ONCE]


def _lacking(now: datetime) -> QuerySet[Agreement]:
    found = Agreement.objects.everywhere().filter(Q(again_at=None) | Q(again_at__lte=now), is_undone=False)
    return found.order_by(F("again_at").asc(nulls_first=True), "id").only("organisation_id")


def make(organisation_id: int, agreement_id: int, *, is_signed: bool, now: datetime) -> bool:
    """Draw one, and seal it where it is signed, then keep it; False where another did so meanwhile."""
    row = (
        Agreement.objects.of(organisation_id)
        .select_related("case__organisation", "case__customer", "paper", "replaces")
        .get(pk=agreement_id)
    )
    content = _sealed(row, now) if is_signed else sheets.draw(_sheet(row))
    what = "sealed" if is_signed else "paper"
    fit = Fit(name=_file_name(row, what), media_type=PDF, content=content)
    with files.lying(organisation_id, fit, now=now) as path:
        return _keep(row, fit, path=path, what=what, now=now)


def _leave(organisation_id: int, agreement_id: int, *, now: datetime) -> None:
    """Try it again later and later; whoever answers for it hears of what does not pass by itself."""
    row = Agreement.objects.of(organisation_id).get(pk=agreement_id)
    with matter.of_case(row.case_id, by=actor.clock(organisation_id), now=now) as opened:
        row.failures = (row.failures or 0) + 1
        row.again_at = now + core.try_again(failures=row.failures)
        row.save(update_fields=["failures", "again_at"])
        if row.failures >= core.HEARD_OF:
            tasks.ask(opened, opened.case.owner, "unmade", due=now)


def _sealed(row: Agreement, now: datetime) -> bytes:
    sheet = _sheet(row)
    drawn = evidence.draw(sheet, sheets.written_out(agreement_paper.evidence(row)))
    about = sheets.written_out(agreement_paper.about(row))
    return sealing.seal(drawn, business=sheet.business, about=about, now=now)


def _sheet(row: Agreement) -> sheets.Sheet:
    """Its sheet: of what is signed every letter was looked at, and what else cannot be drawn is written out."""
    sheet: sheets.Sheet = sheets.written_out(agreement_paper.sheet(row))
    return sheet


def _kind(row: Agreement, what: str) -> str:
    """What the file is, in words."""
    return words.FILES[agreement_paper.kind(row) if what == "sealed" else what].of(row.language)


def _file_name(row: Agreement, what: str) -> str:
    """Under which name it is saved: what it is, of what, with whom, and which version after the first."""
    sides = agreement_sides.kept(row)
    parts = [_kind(row, what), sides.title, sides.sides[Side.PROVIDER].name]
    parts += [f"{row.version}"] if row.version > 1 else []
    return clean_name(" - ".join(part.replace("/", "-") for part in parts), PDF)


def _keep(seen: Agreement, fit: Fit, *, path: str, what: str, now: datetime) -> bool:
    by = actor.clock(seen.organisation_id)
    with matter.of_case(seen.case_id, by=by, now=now) as opened:
        row = Agreement.objects.of(seen.organisation_id).get(pk=seen.pk)
        if getattr(row, f"{what}_id") is not None or row.state != seen.state:
            return False
        upload: Upload = files.row(opened, fit, path=path, use=Use.PAPER, text=_kind(row, what))
        setattr(row, what, upload)
        row.failures = row.again_at = None
        row.save(update_fields=[what, "failures", "again_at"])
        mine = Task.objects.of(row.organisation_id).filter(case=opened.case, kind="unmade", done_at=None)
        mine.update(done_at=now)
        kind = events.AgreementSealed if what == "sealed" else events.AgreementWritten
        sha256 = hashlib.sha256(fit.content).hexdigest()
        opened.record(kind(agreement=row.pk, upload=upload.pk, digest=sha256))
        if what == "sealed" and row.state == core.State.IN_FORCE:
            _copies(opened, row, upload)
        return True


def _copies(opened: Matter, row: Agreement, upload: Upload) -> None:
    """The sealed file goes to both: to the customer, and to who signed for us, as long as they are one of ours."""
    signed = {one.side: one for one in agreements.signatures(row)}
    party = letters.party(opened)
    letter = notices.copy(party=party, signed=_signed(row, signed.values(), party.lang))
    letters.queue(opened, "copy", letter, upload=upload)
    ours = signed[Side.PROVIDER].member if Side.PROVIDER in signed else None
    if ours and ours.is_active:
        letter = notices.our_copy(
            party=letters.party(opened, ours.language),
            person=letters.person(ours),
            customer=opened.case.customer.name,
            signed=_signed(row, signed.values(), ours.language),
        )
        letters.queue_to_member(opened, ours, "copy", letter, upload=upload)


def _signed(row: Agreement, signed: Iterable[Signature], lang: str) -> list[tuple[str, str]]:
    """Who signed, and when in words; nobody did where one tap approved it."""
    if row.form != core.Form.SIGNED:
        return []
    return [(one.name, agreements.moment(one.at, row, lang)) for one in signed]
