"""Compare what customers were told whole, and what they chose, with what the ledger says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from teum.core import digest, events
from teum.models import Disclosure, Remark
from teum.queries.verify import known
from teum.queries.verify.facts import Fact
from teum.queries.verify.known import Known


def compare(organisation_id: int, past: Mapping[int, Sequence[Fact]]) -> int:
    """Count the disclosures of these cases. Raises `Break` at the first that is not what its facts say."""
    told = {case: _told(facts) for case, facts in past.items()}
    return known.compare(organisation_id, told, _held(organisation_id, told))


def _told(facts: Sequence[Fact]) -> Known:
    found: Known = {}
    for fact in facts:
        match fact.event:
            case events.DisclosureMade() as said:
                unsaid = {"chosen": "", "how": "", "decided": None, "objection": None}
                told = {
                    "kind": said.kind_of,
                    "promise": fact.promise,
                    "about": said.about,
                    "told": said.digest,
                }
                found.setdefault(("disclosure", said.disclosure), unsaid).update(told)
            case events.DecisionMade() as said:
                chosen = {"chosen": said.option, "how": said.how, "decided": said.digest}
                found.setdefault(("disclosure", said.disclosure), {}).update(chosen)
            case events.DisclosureObjected(disclosure=disclosure, question=question):
                found.setdefault(("disclosure", disclosure), {}).update(objection=question)
    return found


def _held(organisation_id: int, told: Mapping[int, Known]) -> dict[int, Known]:
    """The rows, by case."""
    found: dict[int, Known] = {case: {} for case in told}
    rows = Disclosure.objects.of(organisation_id).filter(case__in=list(told))
    for row in rows.select_related("told", "decided"):
        said = told[row.case_id].get(("disclosure", row.pk), {})
        found[row.case_id]["disclosure", row.pk] = {
            "kind": row.kind,
            "promise": row.promise_id,
            "about": row.about_id,
            "told": _digest(row.told, erased=said.get("told")),
            "chosen": row.chosen,
            "how": row.how,
            "decided": _digest(row.decided, erased=said.get("decided")) if row.decided else None,
            "objection": row.objection_id,
        }
    return found


def _digest(words: Remark, *, erased: str | None) -> str | None:
    """The digest of the words; erased ones count as those that the ledger means."""
    return digest.of(words.salt, words.text) if words.salt else erased
