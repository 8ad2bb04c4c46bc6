"""My day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from teum.actions import cases, tasks
from teum.core.actor import Role
from teum.queries import cases as case_queries
from teum.queries import day as queries
from teum.queries.day_item import DayItem
from teum.web import (
    acts,
    alignments,
    carriers,
    day_deeds,
    day_figures,
    disclosures,
    hits,
    letters,
    moments,
    telling,
    wording,
)
from teum.web.acts import Act
from teum.web.day_figures import Figure
from teum.web.desk import Reader, desk, page

SOON = timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing to do, as the list shows it."""

    what: str
    url: str
    who: tuple[str, ...]
    day: str
    time: str
    due_words: str
    state: str
    then: str
    also: tuple[str, ...]
    """What else is said in the same call, and by when."""
    acts: tuple[Act, ...]


@require_safe
@desk
def my_day(request: HttpRequest, reader: Reader) -> HttpResponse:
    """One list in the order in which things must happen."""
    may_see_team = not reader.is_alone and reader.by.role in (Role.PRINCIPAL, Role.MANAGER)
    whole_team = may_see_team and request.GET.get("whose") == "team"
    items = queries.my_day(by=reader.by, now=reader.now, whole_team=whole_team)
    shown = _of_state(items, request.GET.get("state", ""), reader)
    rows = [_row(item, reader) for item in shown]
    context = {
        "day": {
            "today": moments.day(reader.now.astimezone(reader.zone).date(), now=reader.now),
            "first": rows[0] if rows else None,
            "rows": rows[1:],
            "figures": [
                *_counted(items, reader, whole_team=whole_team),
                *(day_figures.whose(whole_team=whole_team) if may_see_team else []),
                *day_figures.of_managers(reader),
            ],
            "is_new": not rows and not case_queries.exist(by=reader.by),
        },
        "tells_nobody": reader.by.role in (Role.PRINCIPAL, Role.MANAGER)
        and not reader.sends_mail
        and not reader.is_demo,
        "away": carriers.words(reader),
        "contact_url": reverse("contact", args=[reader.slug]),
    }
    return page(request, reader, "day.html", context, tab="day")


@require_POST
@desk
def task_seen(request: HttpRequest, reader: Reader, task_id: int) -> HttpResponse:
    """The member has seen what they were told."""
    cases.task_done(task_id=task_id, by=reader.by, now=reader.now)
    return HttpResponse(status=303, headers={"Location": reverse("day")})


def _of_state(items: tuple[DayItem, ...], state: str, reader: Reader) -> list[DayItem]:
    return [item for item in items if state in ("", _state(item, reader))]


def _counted(items: tuple[DayItem, ...], reader: Reader, *, whole_team: bool) -> list[Figure]:
    return day_figures.counted(
        len(items),
        late=sum(_state(item, reader) == "late" for item in items),
        to_call=sum(item.kind == "call" for item in items),
        whole_team=whole_team,
    )


def _row(item: DayItem, reader: Reader) -> Row:
    zone, now = reader.zone, reader.now
    return Row(
        what=_what(item),
        url=_url(item),
        who=tuple(
            part for part in (item.customer, item.case_title, "" if item.is_mine else item.owner) if part
        ),
        day=gettext("For your knowledge")
        if item.is_known
        else moments.day(item.at.astimezone(zone).date(), now=now),
        time=_time(item, reader),
        due_words=_due_words(item, reader),
        state=_state(item, reader),
        then=_then(item, reader),
        also=(*day_deeds.added(item), *(_also(other, reader) for other in item.also)),
        acts=tuple(_on_matter(item) or _acts(item)),
    )


def _also(item: DayItem, reader: Reader) -> str:
    return gettext("In the same call: %(what)s, %(due)s") % {
        "what": wording.isolated(item.what),
        "due": _due_words(item, reader),
    }


def _when(item: DayItem) -> datetime:
    """The moment that the list shows: by when it must happen, and of what was told when it was told."""
    return item.made_at if item.is_known and item.made_at else item.at


def _time(item: DayItem, reader: Reader) -> str:
    """The hour, or of what was told on another day its date: these stand under no day of their own."""
    there, today = _when(item).astimezone(reader.zone), reader.now.astimezone(reader.zone)
    if item.is_known and there.date() != today.date():
        return moments.short_day(there.date())
    return moments.hour(there, zone=reader.zone)


def _due_words(item: DayItem, reader: Reader) -> str:
    if item.is_known:
        return moments.at(_when(item), zone=reader.zone, now=reader.now)
    if item.window and item.window.due == item.at:
        return moments.in_words(item.window, now=reader.now)
    return moments.by(item.at, zone=reader.zone, now=reader.now)


def _state(item: DayItem, reader: Reader) -> str:
    if item.kind in ("failed", "uncertain"):
        return item.kind
    if item.is_known:
        return "for_knowledge"
    if item.is_late:
        return "late"
    if item.kind in ("waiting", "closing"):
        return "waiting"
    if item.at - reader.now < SOON:
        return "soon"
    is_today = item.at.astimezone(reader.zone).date() == reader.now.astimezone(reader.zone).date()
    return "today" if is_today else "open"


def _what(item: DayItem) -> str:
    customer, what = wording.isolated(item.customer), wording.isolated(item.what)
    if item.kind == "ask" and not item.is_late:
        return gettext("Will it be on time? %(what)s") % {"what": what}
    if item.kind == "call":
        return gettext("Call %(customer)s: %(what)s") % {"customer": customer, "what": what}
    if item.kind == "answer":
        return gettext("%(customer)s asks for another time. Does it suit us? %(what)s") % {
            "customer": customer,
            "what": what,
        }
    if item.kind in ("waiting", "closing"):
        return day_deeds.awaited(item) % {"customer": customer, "what": what}
    if item.kind == "missing":
        return gettext("Something is missing for %(customer)s: %(what)s") % {
            "customer": customer,
            "what": what,
        }
    said = _about(item) or day_deeds.said(item)
    member = wording.isolated(item.to_member)
    return said % {"customer": customer, "member": member, "what": what} if said else what


def _about(item: DayItem) -> str:
    """What came from a customer, or became of a message; nothing for the rest."""
    said = {
        "missing": gettext("Something is missing for %(customer)s: %(what)s"),
        "mail": gettext("An email without a case, from %(customer)s: %(what)s"),
        "wrote": gettext("%(customer)s wrote: %(what)s"),
        "claimed": gettext("In the name of %(customer)s, not checked: %(what)s"),
        "question": gettext("%(customer)s asks: %(what)s"),
        "answered": gettext("%(customer)s answered: %(what)s"),
        "document": gettext("A document came from %(customer)s: %(what)s"),
        "came": gettext("What you waited for came from %(customer)s: %(what)s"),
        "decided": gettext("%(customer)s chose. It was about: %(what)s"),
        "standing": gettext("It did matter to %(customer)s. Tell it to all from now on? %(what)s"),
        "failed": gettext("%(customer)s did not get: %(what)s"),
        "to_member": gettext("%(member)s did not get: %(what)s"),
        "to_member_in_doubt": gettext("It is not certain that %(member)s got: %(what)s"),
        "uncertain": gettext("It is not certain that %(customer)s got: %(what)s"),
        "told": gettext("An interim update went out: %(what)s"),
    }
    return said.get(item.manner, "")


def _url(item: DayItem) -> str:
    if found := day_deeds.url(item):
        return found
    if item.kind == "ask" and item.promise_id:
        return reverse("ask", args=[item.promise_id])
    if item.kind == "call" and (item.task_id or item.also):
        return _call_url(item)
    if item.message_id and item.kind in ("failed", "uncertain", "mail", "wrote"):
        return reverse("message", args=[item.message_id])
    return reverse("case", args=[item.case_id])


def _call_url(item: DayItem) -> str:
    """Where the call stands with its words, and what became of it is said."""
    about = f"message-{item.message_id}" if item.message_id else f"promise-{item.promise_id}"
    return f"{reverse('calls')}#{about}"


def _then(item: DayItem, reader: Reader) -> str:
    """What will happen if nobody acts."""
    if item.kind == "came" and item.hold_at:
        return gettext("Look at it in the case. If nobody says otherwise %(by)s, it begins by itself.") % {
            "by": moments.by(item.hold_at, zone=reader.zone, now=reader.now)
        }
    if item.hold_at and item.hold_at > reader.now:
        return telling.if_nobody(item.hold_at, item.way, item.customer, reader)
    if item.kind == "told":
        at = moments.at(_when(item), zone=reader.zone, now=reader.now)
        return gettext("It went out %(at)s.") % {"at": at}
    if item.waits_for_carrier:
        return gettext("If it can be sent first, it goes out by itself.")
    is_theirs = bool(item.to_member) and item.kind == "failed"
    if advice := letters.advice(item.message_kind or item.kind, to_member=is_theirs):
        return advice
    if item.note and not day_deeds.added(item):
        return gettext("%(customer)s wrote: “%(note)s”") % {
            "customer": wording.isolated(item.customer),
            "note": wording.isolated(item.note),
        }
    if item.goes_at and item.goes_at > reader.now:
        at = moments.at(item.goes_at, zone=reader.zone, now=reader.now)
        return gettext("If nobody calls, the message goes out %(at)s.") % {"at": at}
    if item.is_by_hand:
        return gettext("A message waits to be sent by hand: on WhatsApp, or in a call.")
    if item.kind == "answer" and not item.is_late:
        return gettext("If nobody answers %(by)s, the offer lapses.") % {
            "by": moments.by(item.at, zone=reader.zone, now=reader.now)
        }
    if item.kind == "waiting":
        return gettext("If nothing comes, a reminder goes out before that.")
    if item.is_late and item.promise_id and not day_deeds.said(item):
        return gettext("The time has passed. %(customer)s needs a new time from you.") % {
            "customer": wording.isolated(item.customer)
        }
    return ""


def _on_matter(item: DayItem) -> list[Act]:
    if item.alignment_id:
        return alignments.acts_of(item)
    return disclosures.acts_of(item, _calls(item)) if item.disclosure_id else []


def _acts(item: DayItem) -> list[Act]:
    return day_deeds.acts_of(item) or _acts_on(item)


def _acts_on(item: DayItem) -> list[Act]:
    calls = _calls(item)
    if item.kind in tasks.SEEN and item.task_id:
        return [day_deeds.seen(item.task_id)]
    if item.kind == "came":
        return [_promise_act("promise_start", item, gettext("It is right: begin"), post=True)]
    if item.kind == "ask" and item.promise_id and not item.is_late:
        return [
            _promise_act("assurance", item, gettext("Yes, on time"), post=True),
            _promise_act("revision", item, gettext("Another time")),
        ]
    if item.question_id:
        return [*_on_question(item, calls)]
    if item.kind == "call" and (item.task_id or item.also):
        return [*calls, Act(label=gettext("What to say"), url=_call_url(item))][:2]
    if item.message_id:
        to_it = Act(label=gettext("To the message"), url=reverse("message", args=[item.message_id]))
        return [*calls, to_it][:2]
    if not item.promise_id:
        return calls
    if item.kind == "call":
        return [*calls, Act(label=gettext("We have spoken"), url=reverse("call", args=[item.case_id]))][:2]
    if item.kind == "update":
        done = acts.likely(item.promise_id, state=item.state, debtor=item.debtor)[:1]
        return [Act(label=gettext("Still no answer"), url=reverse("holding", args=[item.case_id])), *done]
    likely = acts.likely(
        item.promise_id,
        state=item.state,
        debtor=item.debtor,
        is_countered=item.kind == "answer",
        is_closing=item.kind == "closing",
    )
    if item.kind == "waiting" and item.state != "offered" and item.phone:
        return [*likely[:1], acts.dial(item.phone)]
    if item.channel == "whatsapp" and item.kind in ("promise", "ask") and item.phone.startswith("+"):
        return [*likely[:1], Act(label=gettext("WhatsApp"), url=hits.whatsapp(item.phone), icon="message")]
    return [*calls, *likely][:2]


def _on_question(item: DayItem, calls: list[Act]) -> list[Act]:
    """Answer it; one other time that they asked for is taken by one tap, among several it is chosen in the case."""
    assert item.question_id is not None
    if not item.times:
        is_ours = item.kind == "question"
        return [*calls, acts.answer(item.question_id, is_ours=is_ours, is_document=item.is_document)]
    to_it = f"{reverse('case', args=[item.case_id])}#question-{item.question_id}"
    if len(item.times) > 1:
        return [*calls, Act(label=gettext("Choose a time"), url=to_it)]
    agree = acts.taken(item.question_id, item.times[0], label=gettext("It suits us"))
    return [agree, Act(label=gettext("It does not"), url=to_it)]


def _calls(item: DayItem) -> list[Act]:
    spoken_of = item.question_id or item.kind in ("call", "failed", "missing", "question", "uncertain")
    return [acts.dial(item.phone)] if item.phone and spoken_of and not item.to_member else []


def _promise_act(name: str, item: DayItem, label: str, *, post: bool = False) -> Act:
    return Act(label=label, url=reverse(name, args=[item.promise_id]), post=post)
