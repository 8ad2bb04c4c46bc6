"""Cases: the list, and the page of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from teum.core import permissions
from teum.queries import cases as queries
from teum.queries.case_view import CaseView, OpenEndView, case_view
from teum.queries.promise_view import PromiseView
from teum.web import (
    acts,
    agreements,
    alignments,
    box,
    closings,
    conversations,
    customer_card,
    disclosures,
    handouts,
    history,
    hits,
    ids,
    journeys,
    letters,
    moments,
    questions,
    telling,
    uploads,
    wording,
)
from teum.web.acts import Act
from teum.web.box import Box
from teum.web.desk import Reader, desk, page
from teum.web.letters import MessageLine
from teum.web.telling import Knowing


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseCard:
    """A promise as the case's page draws it."""

    id: int
    url: str
    state: str
    window: str
    body: str
    includes: tuple[str, ...]
    owner_words: str
    channel_words: str
    agreed: str
    then: str
    acts: tuple[Act, ...]
    more: tuple[Act, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """Something that is still open, and what to do about it."""

    words: str
    url: str
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """A case as its page draws it."""

    id: int
    url: str
    title: str
    state: str
    is_open: bool
    customer: customer_card.CustomerCard
    knows: Knowing
    then: str
    promises: tuple[PromiseCard, ...]
    past: tuple[PromiseCard, ...]
    open_ends: tuple[End, ...]
    remarks: tuple[history.Line, ...]
    messages: tuple[MessageLine, ...]
    open_messages: bool
    history: tuple[history.Line, ...]
    page_url: str
    page_full_url: str
    owner: str
    service: str
    opened: str
    closed: str


@require_safe
@desk
def case_list(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Cases, found by customer, phone or subject, or by what stands with them."""
    q, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    state = state if state in queries.WHICH else ""
    before = ids.read(request.GET.get("before"))
    found = queries.search(by=reader.by, now=reader.now, text=q, which=state, before=before)
    listed = sorted(
        hits.of_cases(found.items, reader), key=lambda hit: hit.state != "late"
    )  # what is late first
    context = {
        "hits": listed,
        "q": q,
        "state": state,
        "states": [(word, _address(q=q, state=value), value == state) for value, word in _states()],
        "empty": gettext("Nothing is late") if state == "late" else gettext("No case is like that now"),
        "next_url": _address(q=q, state=state, before=str(found.next)) if found.next else "",
    }
    return page(request, reader, "cases.html", context, tab="cases")


def _states() -> list[tuple[str, str]]:
    return [
        ("", gettext("All")),
        ("late", gettext("Late")),
        ("us", gettext("Waiting for us")),
        ("customer", gettext("Waiting for the customer")),
        ("open", gettext("Open cases")),
        ("closed", gettext("Closed cases")),
    ]


def _address(**asked: str) -> str:
    """The list's address with what is asked for."""
    said = urlencode({name: value for name, value in asked.items() if value})
    return reverse("cases") + (f"?{said}" if said else "")


@require_safe
@desk
def case_page(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """The page of one case."""
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)
    return show(request, reader, case)


@require_safe
@desk
def case_customer(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """The customer's card while it is looked at: nothing (204) as long as it stands as it was."""
    if customer_card.stands(request, reader, case_id):
        return HttpResponse(status=204, headers={"Cache-Control": "no-store, private"})
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)
    may_record = reader.may(permissions.Act.RECORD)
    context = {"case": picture(case, reader), "may_record": may_record, "is_looked_at": True}
    return render(request, "parts/case_customer.html", context)


def show(
    request: HttpRequest, reader: Reader, case: CaseView, *, boxed: Box | None = None, status: int = 200
) -> HttpResponse:
    """The case's page, with the promise box as it stands."""
    is_asked = "promise" in request.GET
    context = {
        "case": picture(case, reader),
        "questions": questions.cards(case, reader),
        "conversations": conversations.cards(case, reader),
        "disclosures": disclosures.told(case, reader),
        "handed": handouts.handed(case, reader),
        "documents": uploads.asking(case, reader) if case.state == "open" else None,
        "survey": closings.card(case, reader),
        "journey": journeys.card(case, reader),
        "alignment": alignments.card(case, reader),
        "agreement": agreements.card(case, reader),
        "may_align": case.state == "open" and alignments.may_begin(case, reader),
        "may_follow": case.state == "open" and journeys.may_follow(case, reader),
        "box": boxed or box.draw(case, reader, is_open=is_asked),
    }
    return page(request, reader, "case.html", context, tab="cases", status=status)


def picture(case: CaseView, reader: Reader) -> CasePage:
    """The case's view in the words of the desk."""
    zone, now = reader.zone, reader.now
    live = {promise.id for promise in case.live}
    asked = {question.promise_id for question in case.questions}
    asked |= {told.promise_id for told in case.disclosures if told.promise_id}
    if case.alignment and case.alignment.promise_id:
        asked.add(case.alignment.promise_id)
    if case.agreement and case.agreement.state == "offered" and case.agreement.promise_id:
        asked.add(case.agreement.promise_id)
    url = reverse("case", args=[case.id])
    return CasePage(
        id=case.id,
        url=url,
        title=case.title,
        state=_state(case),
        is_open=case.state == "open",
        customer=customer_card.card(case),
        knows=telling.of(case, reader) if case.next else Knowing(sentence=_ended(case)),
        then=_then(case, reader),
        promises=tuple(card(promise, reader) for promise in case.live if promise.id not in asked),
        past=tuple(card(promise, reader) for promise in case.promises if promise.id not in live | asked),
        open_ends=tuple(_end(end, case) for end in case.open_ends if end.kind == "message"),
        remarks=tuple(_remarks(case, reader)),
        messages=tuple(letters.line(message, reader, phone=case.customer.phone) for message in case.messages),
        open_messages=any(message.is_unsettled for message in case.messages),
        history=tuple(reversed(history.lines(case.timeline, zone=zone, now=now))),
        page_url=case.page_path,
        page_full_url=f"{settings.BASE_URL}{case.page_path}",
        owner=case.owner.name,
        service=case.service.name if case.service else "",
        opened=moments.at(case.opened_at, zone=zone, now=now),
        closed=moments.at(case.closed_at, zone=zone, now=now) if case.closed_at else "",
    )


def _ended(case: CaseView) -> str:
    """How it ended: done only where everything was kept."""
    replaced = {promise.replaces for promise in case.promises}
    deeds = [p for p in case.promises if p.nature == "deed" and p.id not in replaced]
    others = [p for p in deeds if p.state != "kept" and not (case.was_cancelled and p.state == "released")]
    listed = [f"{_how(p)}: {wording.isolated(p.what)}." for p in others]
    if case.was_cancelled:
        name = {"customer": wording.isolated(case.customer.name)}
        return " ".join([gettext("Cancelled by %(customer)s: what you had agreed.") % name, *listed])
    if not others:
        return gettext("Everything that was promised here is done.")
    return " ".join([gettext("Nothing is promised here any more."), *listed])


def _how(promise: PromiseView) -> str:
    """How it ended; what a customer owed is let go of by us."""
    if promise.state == "released" and promise.debtor == "customer":
        return gettext("No longer needed from them")
    return str(wording.state(promise.verdict or promise.state)[1])


def _state(case: CaseView) -> str:
    """The case's state as lists say it too: late where its next step is."""
    is_late = case.state == "open" and any(promise.is_late for promise in case.live)
    return "late" if is_late else f"case_{case.state}"


def _then(case: CaseView, reader: Reader) -> str:
    """What happens if nobody acts."""
    if not case.next or case.next.awaits != "us":
        return ""
    return telling.silence(case.next.promise_id, case.customer.id, case.customer.name, reader)


def card(promise: PromiseView, reader: Reader) -> PromiseCard:
    """A promise in the words of the desk."""
    return PromiseCard(
        id=promise.id,
        url=reverse("promise", args=[promise.id]),
        state=state_of(promise, reader.now),
        window=promise.next_in_words if promise.is_live else promise.in_words,
        body=promise.what,
        includes=promise.more,
        owner_words=promise.who.name,
        channel_words=str(wording.CHANNELS.get(promise.channel, promise.channel)),
        agreed=gettext("recorded %(at)s")
        % {"at": moments.at(promise.made_at, zone=reader.zone, now=reader.now)},
        then=_pending(promise, reader),
        acts=tuple(
            acts.likely(
                promise.id,
                state=promise.state,
                debtor=promise.debtor,
                is_proposed=promise.proposed is not None,
                is_countered=promise.is_countered,
                is_closing=promise.nature == "closing",
            )
        ),
        more=tuple(acts.more(promise, is_alone=reader.is_alone)),
    )


def _pending(promise: PromiseView, reader: Reader) -> str:
    if promise.nature == "closing":
        return gettext("If nothing comes from the customer by then, the case is closed.")
    if promise.is_countered and promise.answer_by:
        return gettext("The customer named this time, and waits for our answer %(by)s.") % {
            "by": moments.by(promise.answer_by, zone=reader.zone, now=reader.now)
        }
    if promise.proposed_in_words:
        return gettext(
            "A new time was put to the customer: %(window)s. Until they agree, the agreed time stands."
        ) % {"window": promise.proposed_in_words}
    if promise.state == "waiting" and promise.condition:
        return gettext("Waiting for: %(condition)s") % {"condition": promise.condition}
    return ""


def state_of(promise: PromiseView, now: datetime) -> str:
    """The state that the chip shows: the verdict of what ended, late where it is, else where it stands."""
    if promise.verdict:
        return promise.verdict
    if promise.is_late:
        return "late"
    if promise.is_countered:
        return "countered"
    return "waiting" if promise.debtor == "customer" and promise.state == "open" else promise.state


def _end(end: OpenEndView, case: CaseView) -> End:
    states = {message.id: letters.state_of(message) for message in case.messages}
    said = {
        "by_hand": gettext("A message that waits to be sent by hand: %(what)s"),
        "uncertain": gettext("It is not certain that %(customer)s got: %(what)s"),
    }
    words = said.get(states.get(end.id, ""), gettext("%(customer)s did not get: %(what)s"))
    about = {"customer": wording.isolated(case.customer.name), "what": wording.isolated(end.what)}
    return End(words=words % about, url=reverse("message", args=[end.id]), act=gettext("To the message"))


def _remarks(case: CaseView, reader: Reader) -> list[history.Line]:
    """What people wrote, in their own words."""
    return [
        history.Line(at=r.at, when=moments.alone(r.at, zone=reader.zone, now=reader.now), words=r.text)
        for r in case.remarks
        if r.kind in ("request", "call", "dispute", "closing") and r.text
    ]
