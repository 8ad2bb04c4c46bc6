"""What the customer's page says where nothing is to come any more: what was done, what was not, and why."""

from __future__ import annotations

from django.utils.translation import gettext

from teum.language import notices
from teum.queries.case_view import CaseNow
from teum.queries.promise_view import PromiseView
from teum.web import moments, wording


def sentence(case: CaseNow) -> str:
    """How it ended: done only where everything was kept; else first of all what was not, or that they cancelled it."""
    if case.was_cancelled:
        return gettext("You cancelled what we had agreed.")
    not_kept = _not_kept(case)
    if not_kept:
        return _line(not_kept[0])
    is_done = any(promise.state == "kept" for promise in _deeds(case))
    return gettext("Everything that we agreed is done.") if is_done else gettext("This matter was finished.")


def details(case: CaseNow) -> list[str]:
    """Why, in the words that were written then; what else was not kept; and that the rest was.

    What ended with what they cancelled is said by that, and what we took back besides by its own words.
    """
    why, found = disclosures(case), []
    for position, promise in enumerate(_not_kept(case)):
        found += [_line(promise)] if position and not case.was_cancelled else []
        found += [why[promise.id]] if promise.id in why else []
    if found and not case.was_cancelled and any(promise.state == "kept" for promise in _deeds(case)):
        found.append(gettext("Everything else that we agreed is done."))
    return found


def disclosures(case: CaseNow) -> dict[int, str]:
    """Why each promise that we withdrew was withdrawn, by its id."""
    return {r.promise_id: r.text for r in case.remarks if r.kind == "disclosure" and r.promise_id}


def _deeds(case: CaseNow) -> list[PromiseView]:
    """What was promised, without what another promise took the place of."""
    replaced = {promise.replaces for promise in case.promises}
    return [p for p in case.promises if p.nature == "deed" and p.id not in replaced]


def _not_kept(case: CaseNow) -> list[PromiseView]:
    """What was not kept, what we took back first, the newest first."""
    found = [p for p in _deeds(case) if p.state in _ORDER]
    return sorted(found, key=lambda p: (_ORDER.index(p.state), -p.id))


_ORDER = ("withdrawn", "released", "declined", "lapsed")


def _line(promise: PromiseView) -> str:
    theirs = ", ".join(promise.includes) or promise.what
    said = theirs if promise.debtor == "customer" else notices.to_do(promise.what, moments.lang())
    words = {"what": wording.isolated(said)}
    if promise.state == "withdrawn":
        return gettext("We cancelled what we had agreed: %(what)s.") % words
    if promise.state == "released" and promise.debtor == "customer":
        return gettext("We no longer need this from you: %(what)s.") % words
    if promise.state == "released":
        return gettext("Cancelled as you asked: %(what)s.") % words
    if promise.state == "declined":
        return gettext("Our offer did not suit you: %(what)s.") % words
    if promise.answer_by:
        return gettext("The time to answer our offer has passed: %(what)s.") % words
    both = {**words, "condition": wording.isolated(notices.condition_words(promise.condition))}
    return (
        gettext("What had to come first did not come in time: %(condition)s. So this was not done: %(what)s.")
        % both
    )
