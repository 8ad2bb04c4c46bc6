"""The whole ledger, organisation by organisation, up to the first place that does not hold."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.db import connection, transaction

from teum.models import Organisation
from teum.queries import seals
from teum.queries.verify import chain, files, rebuild, texts
from teum.queries.verify.report import Break, Broken, Report


def verify(*, now: datetime | None = None, rebuild_rows: bool = False, any_key: bool = False) -> Report:
    """Walk every chain of seals, compare texts and files; with `rebuild_rows` every promise and case too.

    With `now` an event that has waited too long for its seal breaks the ledger as well (`seals.SEALED_WITHIN`).
    With `any_key` a chain's end need not be signed with the key of today: before it is signed with a new one.
    """
    with _one_moment():
        report = Report(unsealed=seals.unsealed().count())
        try:
            for organisation_id in Organisation.objects.order_by("id").values_list("pk", flat=True):
                chain.walk(organisation_id, report, any_key=any_key)
                texts.compare(organisation_id, report)
                files.compare(organisation_id, report)
                if rebuild_rows:
                    rebuild.compare(organisation_id, report)
                report.organisations += 1
            if now and report.unsealed:
                _require_sealed(now)
        except Break as found:
            report.broken = found.broken
        return report


def _require_sealed(now: datetime) -> None:
    """Nothing is left unsealed for long: until then it could be changed unseen."""
    event = seals.overdue(now=now)
    if event:
        raise Break(
            Broken(
                what="event_unsealed",
                organisation=event.organisation_id,
                event=event.pk,
                detail=f"recorded {event.at.astimezone(UTC).isoformat(timespec='seconds')}; a clock seals it",
            )
        )


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read everything as it was at one moment, while others go on writing: a row and its facts belong together."""
    if connection.in_atomic_block:  # what that sees is what counts
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # a transaction of Django's own would keep writers waiting
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
