"""From first contact to the end: what is done, and when; then where we are, and what is to come."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from teum.web import moments
from teum.web.customer_page import words
from teum.web.customer_page.page import Page, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step on the line: done, here, or still to come."""

    words: str
    state: str
    when: str = ""


def stages(page: Page) -> list[Section]:
    """Always there."""
    return [Section(name="stages", facts={"stages": _stages(page)})]


def _stages(page: Page) -> list[Stage]:
    case, zone = page.case, page.visit.business.zone
    deeds = [p for p in case.promises if p.nature == "deed" and p.state in (*_DONE, *_AHEAD)]
    reported = {e.promise: e.at for e in case.timeline if e.kind == "PromiseReported"}
    done = [(reported.get(p.id) or p.ended_at or p.made_at, p) for p in deeds if p.state in _DONE]
    ahead = [p for p in deeds if p.state in _AHEAD]
    past = [(case.opened_at, gettext("Your message was received"))]
    past += [(when, words.things(p)) for when, p in sorted(done, key=lambda found: (found[0], found[1].id))]
    stages = [
        Stage(words=said, state="done", when=moments.at(when, zone=zone, now=page.at)) for when, said in past
    ]
    stages += [
        Stage(words=words.things(p), state="" if position else "here", when=p.in_words)
        for position, p in enumerate(ahead)
    ]
    end = "done" if case.state == "closed" else "" if ahead else "here"
    return [*stages, Stage(words=gettext("Finished"), state=end)]


_DONE = ("kept", "reported")
_AHEAD = ("offered", "waiting", "open")
