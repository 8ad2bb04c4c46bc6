"""The whole ledger, organisation by organisation, up to the first place that does not hold."""

from teum.models import Organisation
from teum.queries import seals
from teum.queries.verify import chain, rebuild, texts
from teum.queries.verify.report import Break, Report


def verify(*, rebuild_rows: bool = False) -> Report:
    """Walk every chain of seals and compare the texts' digests; with `rebuild_rows` every promise and case too."""
    report = Report(unsealed=seals.unsealed(everything=True).count())
    try:
        for organisation_id in Organisation.objects.order_by("id").values_list("pk", flat=True):
            chain.walk(organisation_id, report)
            texts.compare(organisation_id, report)
            if rebuild_rows:
                rebuild.compare(organisation_id, report)
            report.organisations += 1
    except Break as found:
        report.broken = found.broken
    return report
