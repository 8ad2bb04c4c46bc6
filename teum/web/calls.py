"""The call list: whom to call now, why, what to say; one tap to dial, one to say what became of it (A12)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from teum.actions import calls as actions
from teum.core.actor import Role
from teum.core.calls import Result
from teum.core.refusal import Conflict
from teum.queries import calls as queries
from teum.queries.calls import Call
from teum.web import acts, hits, ids, moments, wording
from teum.web.acts import Act
from teum.web.answers import see
from teum.web.desk import Reader, desk, page


@dataclass(frozen=True, slots=True, kw_only=True)
class Dial:
    """One number, to call or to write to."""

    contact: int
    ways: tuple[Act, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class More:
    """What else is said in the same call: its words without the greeting; `key` names it."""

    id: str
    key: str
    what: str
    why: str
    case_title: str
    case_url: str
    then: str
    words: tuple[str, ...]
    spoken_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One call, as the list shows it; `results_url` is where what became of it is sent."""

    id: str
    more: tuple[More, ...]
    customer: str
    case_title: str
    case_url: str
    owner: str
    why: str
    due_words: str
    then: str
    state: str
    tries: str
    lang: str
    direction: str
    words: tuple[str, ...]
    dials: tuple[Dial, ...]
    details_url: str
    results_url: str
    spoken_url: str


@require_safe
@desk
def call_list(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Those to be called now, and those whose time comes later."""
    may_see_team = not reader.is_alone and reader.by.role in (Role.PRINCIPAL, Role.MANAGER)
    whole_team = may_see_team and request.GET.get("whose") == "team"
    listed = queries.call_list(by=reader.by, now=reader.now, whole_team=whole_team)
    made = queries.together(listed)
    context = {
        "calls": [_card(*same, reader=reader, of_team=whole_team) for same in made if not same[0].is_later],
        "later": [_card(*same, reader=reader, of_team=whole_team) for same in made if same[0].is_later],
        "team_url": _team_url("calls") if may_see_team and not whole_team else "",
        "mine_url": reverse("calls") if whole_team else "",
    }
    return page(request, reader, "calls.html", context, tab="day")


def _team_url(name: str, *args: object) -> str:
    return f"{reverse(name, args=args)}?whose=team"


def _key(call: Call) -> str:
    return f"message-{call.message_id}" if call.message_id else f"promise-{call.promise_id}"


def _more(call: Call, first: Call, reader: Reader) -> More:
    return More(
        id=_key(call),
        key=_key(call),
        what=call.what or call.case_title,
        why=_why(call),
        case_title="" if call.message_id else call.case_title,
        case_url=reverse("case", args=[call.case_id]),
        then=_then(call, reader),
        words=tuple(said for said in call.words if said not in first.words),
        spoken_url=_spoken_url(call),
    )


def _card(call: Call, *others: Call, reader: Reader, of_team: bool) -> Card:
    kind, number = ("message", call.message_id) if call.message_id else ("promise", call.promise_id)
    return Card(
        id=_key(call),
        more=tuple(_more(other, call, reader) for other in others),
        customer=call.customer,
        case_title="" if call.message_id else call.case_title,  # its subject names it
        case_url=reverse("case", args=[call.case_id]),
        owner="" if call.is_mine else call.owner,
        why=_why(call),
        due_words=_when(call, reader),
        then=_then(call, reader),
        state=_state(call, reader),
        tries=ngettext("called once in vain", "called %(n)s times in vain", call.tries) % {"n": call.tries}
        if call.tries
        else "",
        lang=call.lang,
        direction=wording.direction(call.lang),
        words=call.words,
        dials=tuple(
            Dial(contact=number.contact, ways=tuple(_ways(number.address))) for number in call.numbers
        ),
        details_url="" if call.numbers else reverse("customer_edit", args=[call.customer_id]),
        results_url=_team_url(f"{kind}_calls", number)
        if of_team
        else reverse(f"{kind}_calls", args=[number]),
        spoken_url=_spoken_url(call),
    )


def _ways(address: str) -> list[Act]:
    ways = [acts.dial(address)]
    if address.startswith("+"):
        ways.append(Act(label=gettext("WhatsApp"), url=hits.whatsapp(address), icon="message"))
    return ways


def _why(call: Call) -> str:
    what = wording.isolated(call.what)
    if call.why == "away":
        return gettext("The message could not be sent yet, and they need to know: %(what)s") % {"what": what}
    if call.why == "message" and call.goes_at:
        return gettext("Better heard from a person than read: %(what)s") % {"what": what}
    if call.why == "message":
        return gettext("Nothing we can send by ourselves reaches them: %(what)s") % {"what": what}
    if call.why == "passed":
        return gettext("They were not told in time. Say how it stands now: %(what)s") % {"what": what}
    if call.why == "change":
        return gettext("A new time waits for their word: %(what)s") % {"what": what}
    if call.why == "theirs":
        return gettext("Their part has not come: %(what)s") % {"what": what}
    if call.why == "offer":
        return gettext("An offer waits for their answer: %(what)s") % {"what": what}
    if call.why == "closing":
        return gettext("Ask whether anything is still open: %(what)s") % {
            "what": wording.isolated(call.case_title)
        }
    if call.why == "report":
        return gettext("It is done, and they have not heard: %(what)s") % {"what": what}
    return gettext("We promised this call: %(what)s") % {"what": what}


def _when(call: Call, reader: Reader) -> str:
    if call.is_later:
        return moments.at(call.at, zone=reader.zone, now=reader.now)
    return moments.by(call.due, zone=reader.zone, now=reader.now)


def _then(call: Call, reader: Reader) -> str:
    """What will happen if nobody calls."""
    if call.why == "away":
        return gettext("If it can be sent first, it goes out by itself.")
    if call.goes_at is None:
        return ""
    at = moments.at(call.goes_at, zone=reader.zone, now=reader.now)
    return gettext("If nobody calls, the message goes out %(at)s.") % {"at": at}


def _state(call: Call, reader: Reader) -> str:
    if call.is_later:
        return "open"
    return "late" if call.due < reader.now else "soon"


def _spoken_url(call: Call) -> str:
    """Where the words of a promise are answered; what a message says needs one tap only."""
    if call.message_id:
        return ""
    if call.why == "word":
        return reverse("call", args=[call.case_id])
    if call.why == "promised":
        return reverse("report", args=[call.promise_id])
    return reverse("promise", args=[call.promise_id])


# ── what became of it ──


def _result(request: HttpRequest) -> Result | None:
    said = request.POST.get("result", "")
    return Result(said) if said in set(Result) else None


@require_POST
@desk
def of_message(request: HttpRequest, reader: Reader, message_id: int) -> HttpResponse:
    """The call about a message."""
    result = _result(request)
    if result is None:
        return HttpResponseBadRequest()
    said: dict[str, Any] = {"by": reader.by, "result": result, "now": reader.now}
    said["contact"] = ids.read(request.POST.get("contact"))
    also = [pk for kind, pk in _also(request) if kind == "message"]
    actions.of_message(message_id=message_id, also=also, **said)
    if result is not Result.REACHED:
        _same_call(request, **said)
    return _say(request, reader, result, message_id=message_id)


@require_POST
@desk
def of_promise(request: HttpRequest, reader: Reader, promise_id: int) -> HttpResponse:
    """The call about a promise; what was said in it where they were reached is a step of the promise."""
    result = _result(request)
    if result is None:
        return HttpResponseBadRequest()
    said: dict[str, Any] = {"by": reader.by, "result": result, "now": reader.now}
    said["contact"] = ids.read(request.POST.get("contact"))
    actions.of_promise(promise_id=promise_id, **said)
    if result is not Result.REACHED:
        _same_call(request, **said)
    return _say(request, reader, result, promise_id=promise_id)


def _same_call(request: HttpRequest, **said: Any) -> None:
    """What else the call would have been about: it reached nobody for that either. What is over meanwhile is left."""
    for kind, pk in _also(request):
        with suppress(Conflict):
            if kind == "message":
                actions.of_message(message_id=pk, **said)
            elif kind == "promise":
                actions.of_promise(promise_id=pk, **said)


def _also(request: HttpRequest) -> list[tuple[str, int]]:
    """What else the card was about: the kind and the number of each."""
    keys = (key.partition("-") for key in request.POST.getlist("also"))
    read = ((kind, ids.read(number)) for kind, _, number in keys)
    return [(kind, pk) for kind, pk in read if pk]


def _say(request: HttpRequest, reader: Reader, result: Result, **about: int) -> HttpResponse:
    """What was recorded, and what happens next; back to the list from which it was said."""
    words = {
        Result.REACHED: gettext("Recorded: the customer was told on the phone."),
        Result.NO_ANSWER: gettext("Recorded: no answer."),
        Result.WRONG_NUMBER: gettext("Recorded: this number is not theirs, and is not used any more."),
    }[result]
    found = queries.fate(by=reader.by, now=reader.now, **about)
    flash.success(request, " ".join(part for part in (words, _fate(found, reader)) if part))
    return see(_team_url("calls") if request.GET.get("whose") == "team" else reverse("calls"))


def _fate(found: queries.Fate, reader: Reader) -> str:
    if found.is_written:
        return gettext("The message to the customer goes out now.")
    if found.next_try:
        at = moments.at(found.next_try, zone=reader.zone, now=reader.now)
        return gettext("The next try is on your list %(at)s.") % {"at": at}
    return ""


patterns: list[URLPattern] = [
    path("calls", call_list, name="calls"),
    path("messages/<id:message_id>/calls", of_message, name="message_calls"),
    path("promises/<id:promise_id>/calls", of_promise, name="promise_calls"),
]
