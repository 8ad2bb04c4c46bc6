"""What the customer's page shows: sentences first, then where it stands, then the rest folded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from teum.language import notices
from teum.queries.case_view import CaseView
from teum.queries.promise_view import PromiseView
from teum.queries.public import Visit
from teum.web import acts, history, moments, wording
from teum.web.customer_page import ended
from teum.web.forms.promise import DisputeForm

Disputed = tuple[int, DisputeForm]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """Something that was reported done, and the two answers."""

    id: int
    words: str
    confirm_url: str
    dispute_url: str
    lapses: str
    form: DisputeForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A new time or an offer that waits for the customer's yes; the way out is always there."""

    id: int
    words: str
    yes: str
    yes_url: str
    no: str = ""
    no_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step on the line: done, here, or still to come."""

    words: str
    state: str
    when: str = ""


def of(
    case: CaseView, visit: Visit, token: str, *, disputed: Disputed | None, at: datetime
) -> dict[str, Any]:
    """The page of a case, worded for its customer."""
    zone = visit.business.zone
    ours = [p for p in case.live if p.debtor != "customer" and p.state in ("open", "waiting")]
    first = next((p for p in ours if case.next and p.id == case.next.promise_id), ours[0] if ours else None)
    shown = case.next.promise_id if case.next and not first else 0
    told = first.id if first else shown
    return {
        "page": {
            "title": case.title,
            "sentence": _sentence(case, first),
            "details": _details(first) if first or case.live else ended.details(case),
            "confirmations": [
                _confirmation(p, token, disputed, at=at) for p in case.live if p.state == "reported"
            ],
            "questions": [*_questions(case, token, shown=shown)],
            "needed": [_needed(p) for p in case.live if _is_needed(p)],
            "stages": _stages(case, at, visit),
            "others": [
                {"sentence": p.sentence} for p in case.live if p.id != told and (p in ours or p.is_countered)
            ],
            "changes": history.customer_lines(
                case.timeline,
                {p.id: _spoken(p) for p in case.promises},
                conditions={p.id: _condition(p) for p in case.promises if p.condition},
                disclosures=ended.disclosures(case),
                zone=zone,
                now=at,
            ),
            "messages": _letters(case, visit, at),
            "cases": _other_cases(visit, case, token),
            "contact_words": _contact_words(case, visit),
            "phone": acts.spoken(visit.business.phone),
            "phone_dial": visit.business.phone,
            "email": visit.business.mail,
        }
    }


def _sentence(case: CaseView, first: PromiseView | None) -> str:
    if first:
        return first.sentence
    if any(p.state == "reported" for p in case.live):
        return gettext("We did what we agreed, and it is your word now.")
    return case.next.sentence if case.next else ended.sentence(case)


def _details(promise: PromiseView | None) -> list[str]:
    if promise is None:
        return []
    found = []
    if promise.includes:
        found.append(gettext("Included: %(items)s") % {"items": ", ".join(promise.includes)})
    return found


def _confirmation(
    promise: PromiseView, token: str, disputed: Disputed | None, *, at: datetime
) -> Confirmation:
    form = (
        disputed[1] if disputed and disputed[0] == promise.id else DisputeForm(auto_id=f"id_%s_{promise.id}")
    )
    return Confirmation(
        id=promise.id,
        words=gettext("We report this done: %(items)s. Did all of it arrive?") % {"items": _things(promise)},
        confirm_url=reverse("page_confirmation", args=[token, promise.id]),
        dispute_url=reverse("page_dispute", args=[token, promise.id]),
        lapses=gettext("If we do not hear from you %(window)s, we take it that all of it arrived.")
        % {"window": promise.next_in_words},
        form=form,
    )


def _questions(case: CaseView, token: str, *, shown: int) -> list[Question]:
    """What waits for the customer's word; of the offer that the page begins with, only the question is asked."""
    found = []
    for promise in case.live:
        if promise.proposed_in_words:
            found.append(
                Question(
                    id=promise.id,
                    words=gettext("%(what)s: we ask for another time, %(window)s.")
                    % {"what": _things(promise), "window": promise.proposed_in_words},
                    yes=gettext("The new time suits me"),
                    yes_url=reverse("page_agreement", args=[token, promise.id]),
                    no=gettext("I no longer need it"),
                    no_url=reverse("page_release", args=[token, promise.id]),
                )
            )
        if promise.state == "offered" and not promise.is_countered:
            found.append(
                Question(
                    id=promise.id,
                    words=_asked(promise) if promise.id == shown else promise.sentence,
                    yes=gettext("This suits me"),
                    yes_url=reverse("page_acceptance", args=[token, promise.id]),
                    no=gettext("No, thank you"),
                    no_url=reverse("page_decline", args=[token, promise.id]),
                )
            )
    return found


def _asked(promise: PromiseView) -> str:
    if promise.includes:
        return gettext("Our offer includes: %(items)s. Does it suit you?") % {"items": _things(promise)}
    return gettext("Does our offer suit you?")


def _is_needed(promise: PromiseView) -> bool:
    return (promise.debtor == "customer" and promise.state == "open") or (
        promise.state == "waiting" and bool(promise.condition)
    )


def _needed(promise: PromiseView) -> dict[str, str]:
    if promise.state == "waiting":
        return {"words": f"{_condition(promise)}, {promise.next_in_words}."}
    return {"words": promise.sentence}


def _stages(case: CaseView, at: datetime, visit: Visit) -> list[Stage]:
    """From first contact to the end: what is done, when it was done; then where we are, and what is to come."""
    zone = visit.business.zone
    deeds = [p for p in case.promises if p.nature == "deed" and p.state in (*_DONE, *_AHEAD)]
    reported = {e.promise: e.at for e in case.timeline if e.kind == "PromiseReported"}
    done = [(reported.get(p.id) or p.ended_at or p.made_at, p) for p in deeds if p.state in _DONE]
    ahead = [p for p in deeds if p.state in _AHEAD]
    past = [(case.opened_at, gettext("Your message was received"))]
    past += [(when, _things(p)) for when, p in sorted(done, key=lambda found: (found[0], found[1].id))]
    stages = [
        Stage(words=words, state="done", when=moments.at(when, zone=zone, now=at)) for when, words in past
    ]
    stages += [
        Stage(words=_things(p), state="" if position else "here", when=p.in_words)
        for position, p in enumerate(ahead)
    ]
    end = "done" if case.state == "closed" else "" if ahead else "here"
    return [*stages, Stage(words=gettext("Finished"), state=end)]


_DONE = ("kept", "reported")
_AHEAD = ("offered", "waiting", "open")


def _letters(case: CaseView, visit: Visit, at: datetime) -> list[dict[str, str]]:
    told = [m for m in case.messages if m.direction == "out" and m.told_at]
    return [
        {
            "when": moments.at(m.told_at or m.at, zone=visit.business.zone, now=at),
            "text": m.text,
            "lang": m.language,
            "dir": "rtl" if m.language == "he" else "ltr",
        }
        for m in told
    ]


def _other_cases(visit: Visit, case: CaseView, token: str) -> list[dict[str, str]]:
    listed = zip(visit.case_ids, visit.titles, strict=True)
    return [
        {"title": title, "url": f"{reverse('customer_page', args=[token])}?case={pk}"}
        for pk, title in listed
        if pk != case.id
    ]


def _contact_words(case: CaseView, visit: Visit) -> str:
    words = {"name": case.owner.name}
    if visit.business.phone:
        return gettext("%(name)s answers for this. You can reply to any message of ours, or call.") % words
    return gettext("%(name)s answers for this. You can reply to any message of ours.") % words


def _spoken(promise: PromiseView) -> str:
    """What was promised, said of who promised it: "יעל תשלח לך…"."""
    if promise.debtor == "customer":
        return promise.what
    who = notices.Person(name=promise.who.name, gender=promise.who.gender)
    return wording.isolated(notices.third_person(promise.what, who, moments.lang()))


def _condition(promise: PromiseView) -> str:
    """What must come first, in the customer's words."""
    return wording.isolated(notices.condition_words(promise.condition))


def _things(promise: PromiseView) -> str:
    """What is included, as a short list of things."""
    return wording.isolated(", ".join(promise.includes) or promise.what)
