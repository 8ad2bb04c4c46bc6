"""From first contact to the end: what is done, and when; then where we are, and what is to come."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from teum.language.agreement import COUNTERSIGN, SIGN
from teum.queries.journeys import JourneyView
from teum.queries.promise_view import PromiseView
from teum.web import journeys, moments
from teum.web.customer_page import words
from teum.web.customer_page.page import Page, Section, shared

MOST_DONE = 6
"""So many finished steps stand on the line; the earlier ones are in the history."""

SIGNING = frozenset(said for asked in (SIGN, COUNTERSIGN) for said, _ in asked.values())
"""Each try to sign an agreement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step on the line: done, here, or still to come."""

    words: str
    state: str
    when: str = ""
    lines: tuple[str, ...] = ()


def stages(page: Page) -> list[Section]:
    """Always there."""
    line = _line(page)
    earlier = max(0, sum(stage.state == "done" for stage in line) - MOST_DONE)
    facts = {
        "stages": line[earlier:],
        "earlier": _earlier(earlier),
        "earlier_url": f"{reverse('page_history', args=[page.token])}?case={page.case.id}",
    }
    return [Section(name="stages", facts=facts)]


def where(page: Page) -> str:
    """Where it stands, in one line."""
    case = page.case
    if case.state == "closed" and case.closed_at:
        when = moments.at(case.closed_at, zone=page.visit.business.zone, now=page.at)
        return gettext("Finished %(when)s") % {"when": when}
    line = _line(page)
    number, here = next((number, stage) for number, stage in enumerate(line, 1) if stage.state == "here")
    journey = page.case.journey if case.state == "open" else None
    number, steps = journey.place if journey and journey.place else (number, len(line))
    return gettext("Step %(number)d of %(all)d: %(step)s") % {
        "number": number,
        "all": steps,
        "step": here.words,
    }


@shared
def _line(page: Page) -> list[Stage]:
    """Every step: what was done, what is ahead, of which the first is where we are, and the end."""
    if page.case.journey and page.case.state == "open" and not page.case.journey.is_over:
        return [_received(page), *_of_process(page.case.journey), Stage(words=gettext("Finished"), state="")]
    ahead = _ahead(page)
    here = [Stage(words=stage.words, when=stage.when, state="here") for stage in ahead[:1]]
    end = Stage(
        words=gettext("Finished"), state="" if ahead else "done" if page.case.state == "closed" else "here"
    )
    return [*_done(page), *here, *ahead[1:], end]


def _of_process(journey: JourneyView) -> list[Stage]:
    """The stages of its process; between two of them the next one is where we are."""
    found = [
        Stage(words=step.words, state=step.state, when=step.when, lines=step.lines)
        for step in journeys.steps(journey)
    ]
    if journey.here is None:
        place = next(place for place, stage in enumerate(found) if not stage.state)
        found[place] = replace(found[place], state="here")
    return found


def _received(page: Page) -> Stage:
    when = moments.at(page.case.opened_at, zone=page.visit.business.zone, now=page.at)
    return Stage(words=gettext("Your message was received"), state="done", when=when)


def _done(page: Page) -> list[Stage]:
    """What was done, as it came; what was only reported stands last, as its time is the customer's to say."""
    zone, now = page.visit.business.zone, page.at
    deeds = _deeds(page)
    deeds = [p for p in deeds if p.what not in SIGNING]  # the agreement itself says that it is signed
    kept = sorted((p.ended_at, p.id, p) for p in deeds if p.state == "kept" and p.ended_at)
    return [
        _received(page),
        *(
            Stage(words=words.things(p), state="done", when=moments.at(at, zone=zone, now=now))
            for at, _, p in kept
        ),
        *(Stage(words=words.things(p), state="done") for p in deeds if p.state == "reported"),
    ]


def _ahead(page: Page) -> list[Stage]:
    """What is still to come: what was promised, in the order of its time.

    Else the customer's word on what was done, else our next word.
    """
    live = page.case.live
    deeds = sorted((p for p in _deeds(page) if p.state in _AHEAD), key=lambda p: (p.window.due, p.id))
    if deeds:
        return [Stage(words=words.things(p), state="", when=words.when(p)) for p in deeds]
    reported = [p for p in live if p.state == "reported"][:1]
    return [Stage(words=_word(p, page), state="", when=p.next_in_words) for p in reported or live[:1]]


def _deeds(page: Page) -> list[PromiseView]:
    """What was promised, without the answers to questions: these are no steps."""
    return [p for p in page.case.promises if p.nature == "deed" and p.id not in page.answers]


def _word(promise: PromiseView, page: Page) -> str:
    """Whose word comes next, and on what."""
    if promise.state != "reported":
        return gettext("Your answer") if promise.debtor == "customer" else gettext("The next update from us")
    if promise.id in page.answers:
        return gettext("Your word on our answer")
    return gettext("Your word: did all of it arrive?")


def _earlier(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "One earlier step is in the history.", "%(count)d earlier steps are in the history.", count
    ) % {"count": count}


_AHEAD = ("offered", "waiting", "open")
