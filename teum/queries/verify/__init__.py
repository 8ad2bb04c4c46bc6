"""Whether the ledger holds: its seals, the digests of texts, and what the rows say against what happened."""

from teum.queries.verify.report import Broken, Report
from teum.queries.verify.whole import verify

__all__ = ["Broken", "Report", "verify"]
