"""The items of an alignment at the desk: filled in while one talks; nothing that is typed there is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages as flash
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from teum.actions import alignments as actions
from teum.actions import findings
from teum.core.alignment import ItemChanged, Kind, Mark, NothingToTake, Side, Topic
from teum.core.permissions import Act as May
from teum.core.promise import VagueWindow
from teum.core.refusal import Refused
from teum.queries import agreement_drafts
from teum.queries import alignments as queries
from teum.queries.agreement_flags import FlagView
from teum.queries.alignments import AlignmentView, LineView
from teum.queries.case_view import CaseView
from teum.web import act_page, acts, alignment_heard, fate, refusals, wording
from teum.web import alignment_typed as typed
from teum.web.alignments import MARKS, by_topic, found, gone_to, progress
from teum.web.answers import see
from teum.web.desk import Reader, desk, page, refusal_page
from teum.web.forms.alignment import TakeForm
from teum.web.forms.alignment_items import ItemsForm
from teum.web.forms.alignment_split import SPLITS, USUAL

SEEN = "seen-"
"""Before the key of an item: what was shown of it beside the button that agrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An item with its fields; `pay` are those of each payment."""

    line: LineView
    fields: tuple[BoundField, ...]
    pay: tuple[tuple[BoundField, ...], ...]
    theirs: str
    vague: tuple[str, ...]
    """The words of the customer's that name no moment: they are settled before we agree to them."""
    ask: str
    """Where the customer is asked about what they wrote; nothing where nothing is theirs."""
    take: str
    """Where what they want instead is taken."""
    asked: str
    """What they asked about it, and where it is answered."""
    answer: str
    flags: tuple[FlagView, ...] = ()
    """What of it burdens one side alone, for who writes it."""


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def alignment(request: HttpRequest, reader: Reader, alignment_id: int) -> HttpResponse:
    """All items, to fill in and to look at. Where one goes on from here (`then`), what was typed is kept first.

    One that another was begun after leads to what became of it.
    """
    if request.method != "POST" and (where := gone_to(reader, alignment_id)):
        return redirect(where)
    case, view = found(reader, alignment_id)
    if request.method != "POST":
        return page_of(request, reader, case, view, typed.with_draft(reader, case, view))
    form = typed.keep(request, reader, case, view)
    if form.errors:
        return again(request, reader, alignment_id, form)
    then = request.POST.get("then", "")
    if then in _ways(case, view):
        return see(then)
    flash.success(request, gettext("Saved."))
    return see(request.path)


@require_POST
@desk
def alignment_draft(request: HttpRequest, reader: Reader, alignment_id: int) -> HttpResponse:
    """Keep what is being typed, whatever it is worth yet."""
    case, view = found(reader, alignment_id)
    typed.keep_draft(
        reader, case, view, typed.form_of(reader, view, request.POST).unkept(request.POST.dict())
    )
    return HttpResponse(status=204)


@require_POST
@desk
def alignment_shown(request: HttpRequest, reader: Reader, alignment_id: int) -> HttpResponse:
    """Send it to the customer: to fill in what is theirs, or for their word."""
    case, view = found(reader, alignment_id)
    form = typed.keep(request, reader, case, view)
    if form.errors:
        return again(request, reader, alignment_id, form)
    try:
        actions.show(alignment_id=view.id, by=reader.by, now=reader.now)
    except Refused as refused:
        return refusal_page(request, reader, refused)
    said = gettext("The customer is asked to approve it.")
    if view.to_fill:
        said = gettext("The customer is asked to fill in their part.")
    fate.say(request, reader, case.id, said)
    return see(reverse("alignment", args=[alignment_id]))


@require_POST
@desk
def alignment_agreed(request: HttpRequest, reader: Reader, alignment_id: int) -> HttpResponse:
    """We agree to what the customer wrote, as we saw it, where it names its times."""
    case, view = found(reader, alignment_id)
    form = typed.keep(request, reader, case, view)
    if form.errors:
        return again(request, reader, alignment_id, form)
    try:
        actions.agree(alignment_id=view.id, seen=_seen(request, view), by=reader.by, now=reader.now)
    except ItemChanged as refused:
        flash.warning(request, refusals.words(refused))
        return see(f"{reverse('alignment', args=[alignment_id])}#item-{refused.details['items'][0]}")
    except VagueWindow as refused:
        form.put(refused)
        return again(request, reader, alignment_id, form)
    except Refused as refused:
        return refusal_page(request, reader, refused)
    left = len(found(reader, alignment_id)[1].unseen)
    said = gettext("You agreed to what the customer wrote.")
    if left:
        more = ngettext(
            "One item still needs a clear time.", "%(count)d items still need a clear time.", left
        )
        said = f"{said} {more % {'count': left}}"
    fate.say(request, reader, case.id, said)
    return see(reverse("alignment", args=[alignment_id]))


def _seen(request: HttpRequest, view: AlignmentView) -> dict[str, str]:
    """What was shown of each item to which one agrees."""
    sent = {line.key: request.POST.get(f"{SEEN}{line.key}") for line in view.lines}
    return {key: seen for key, seen in sent.items() if seen is not None}


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def alignment_taken(request: HttpRequest, reader: Reader, alignment_id: int) -> HttpResponse:
    """What the customer wants instead, beside what stands there: taken as they wrote it, or in words of ours."""
    case, view = found(reader, alignment_id)
    item = request.GET.get("item", "")
    line = next((line for line in view.lines if line.may_be_taken and item in ("", line.key)), None)
    if line is None and request.method != "POST":
        return see(reverse("alignment", args=[view.id]))
    if line is None:
        raise NothingToTake(item=item)

    form = TakeForm(act_page.posted(request), initial={"text": line.counter, "seen": line.seen})

    def do(data: dict[str, Any]) -> object:
        form.show(line.seen)
        return actions.take(
            alignment_id=view.id,
            item=line.key,
            seen=data["seen"],
            text=data["text"],
            by=reader.by,
            now=reader.now,
        )

    said = {
        "title": gettext("What is to stand there?"),
        "button": gettext("Put it there"),
        "done": gettext("The item is changed, and the customer reads it."),
        "facts": [
            {"name": gettext("It stands now"), "words": line.said, "url": ""},
            {"name": gettext("The customer wants instead"), "words": line.counter, "url": ""},
        ],
        "back_url": reverse("alignment", args=[view.id]),
        "back_words": gettext("Back to the items"),
    }
    answer = act_page.answer(request, reader, case, form, said, do)
    is_done = answer.status_code in (302, 303)
    return see(reverse("alignment", args=[view.id])) if is_done else answer


# ── the page ──


def again(request: HttpRequest, reader: Reader, alignment_id: int, form: ItemsForm) -> HttpResponse:
    """The page with what could not be saved, each on its item, and the rest as it stands now."""
    case, view = found(reader, alignment_id)
    form.renew(view.lines)
    return page_of(request, reader, case, view, form)


def _ways(case: CaseView, view: AlignmentView) -> list[str]:
    """Where one may go on from the page, by address."""
    keys = [line.key for line in view.lines]
    places = [
        *(
            f"{reverse(name, args=[view.id])}?item={key}"
            for name in ("alignment_mark", "alignment_taken")
            for key in keys
        ),
        *(alignment_heard.address(view, topic) for topic in Topic),
        reverse("alignment_preview", args=[view.id]),
        reverse("alignment_counter", args=[view.id]),
        reverse("agreement_new", args=[view.id]),
    ]
    return [*places, *(acts.answer(question.id, is_ours=True).url for question in case.questions)]


def page_of(
    request: HttpRequest, reader: Reader, case: CaseView, view: AlignmentView, form: ItemsForm
) -> HttpResponse:
    is_open = view.state == "open" and case.state == "open"
    may_be_approved = is_open and not view.amends
    flags = agreement_drafts.draft(view.id, by=reader.by, reader=reader.language).flags if is_open else ()
    context = {
        "case_url": reverse("case", args=[case.id]),
        "case_title": case.title,
        "customer": case.customer.name,
        "form": form,
        "is_typed": bool(form.seen),
        "topics": [
            (words, [_row(form, line, case, reader, flags) for line in lines], _heard(view, lines, reader))
            for words, lines in by_topic(view.lines)
        ],
        "progress": progress(case, view),
        "left": len(view.missing),
        "missing": [(words, found) for words, found in _missing(view, case.customer.name) if found],
        "is_open": is_open,
        "unseen": [line for line in view.lines if line.text in view.unseen],
        "splits": SPLITS,
        "split_url": reverse("alignment_split", args=[view.id]),
        "months": USUAL,
        "preview_url": reverse("alignment_preview", args=[view.id]),
        "draft_url": reverse("alignment_draft", args=[view.id]),
        "agree_url": reverse("alignment_agreed", args=[view.id]) if is_open and view.unseen else "",
        "show_url": reverse("alignment_shown", args=[view.id])
        if may_be_approved and not view.is_shown
        else "",
        "to_fill": len(view.to_fill),
        "may_ask": not view.missing,
        "counter_url": reverse("alignment_counter", args=[view.id])
        if may_be_approved and not view.missing
        else "",
        "agreement_url": reverse("agreement_new", args=[view.id]) if case.state == "open" else "",
        "is_amendment": view.amends is not None,
        "drop_url": reverse("alignment_end", args=[view.id]) if is_open else "",
    }
    return page(request, reader, "alignment.html", context, tab="cases", status=422 if form.errors else 200)


def _missing(view: AlignmentView, customer: str) -> list[tuple[str, list[LineView]]]:
    """What is still to be said: by us, and by the customer, or by us for them while we talk."""
    lines = [line for line in view.lines if line.is_required and not line.is_said]
    theirs = gettext("%(customer)s fills in, or you while you talk:") % {
        "customer": wording.isolated(customer)
    }
    return [
        (gettext("You still have to say:"), [line for line in lines if not line.is_theirs]),
        (theirs, [line for line in lines if line.is_theirs]),
    ]


def _heard(view: AlignmentView, lines: Sequence[LineView], reader: Reader) -> str:
    """Where it is recorded that the customer agrees to a topic; nothing where there is nothing to agree to."""
    may = view.state == "open" and reader.may(May.DECIDE) and alignment_heard.unheard(lines)
    return alignment_heard.address(view, lines[0].topic) if may else ""


def _row(
    form: ItemsForm, line: LineView, case: CaseView, reader: Reader, flags: Sequence[FlagView] = ()
) -> Row:
    view = case.alignment
    assert view is not None
    pay: tuple[tuple[BoundField, ...], ...] = ()
    names = form.parts[line.key]
    if line.kind == Kind.PRICE:
        pay = tuple(
            tuple(form[f"{line.key}_{part}{number}"] for part in ("what", "amount", "on", "means"))
            for number in form.payments(line)
        )
        names = names[:1]
    is_theirs = line.side == Side.CUSTOMER and line.is_said
    is_marked = line.is_said and (line.theirs or line.side != Side.CUSTOMER)
    said = gettext("The customer: %(mark)s") % {"mark": MARKS[line.theirs]} if is_marked else ""
    item = f"?item={line.key}"
    asked = queries.asked_about(line, case.questions, lang=case.customer.language)
    return Row(
        line=line,
        fields=tuple(form[name] for name in names),
        pay=pay,
        theirs=said,
        vague=_vague(line, reader),
        ask=f"{reverse('alignment_mark', args=[view.id])}{item}" if is_theirs else "",
        asked=asked.text if asked and not line.counter else "",
        answer=acts.answer(asked.id, is_ours=True).url
        if asked and asked.is_open and not line.may_be_taken
        else "",
        take=f"{reverse('alignment_taken', args=[view.id])}{item}" if line.may_be_taken else "",
        flags=tuple(flag for flag in flags if flag.item == line.key),
    )


def _vague(line: LineView, reader: Reader) -> tuple[str, ...]:
    if line.ours == Mark.AGREED or not (line.is_said and line.answer and line.side == Side.CUSTOMER):
        return ()
    try:
        findings.require_no_vague(
            line.answer.text,
            field=line.key,
            calendar=reader.calendar,
            now=reader.now,
            words=reader.vocabulary,
        )
    except VagueWindow as refused:
        return tuple(refusals.lines(refused))
    return ()


patterns: list[URLPattern] = [
    path("alignments/<id:alignment_id>", alignment, name="alignment"),
    path("alignments/<id:alignment_id>/draft", alignment_draft, name="alignment_draft"),
    path("alignments/<id:alignment_id>/shown", alignment_shown, name="alignment_shown"),
    path("alignments/<id:alignment_id>/agreed", alignment_agreed, name="alignment_agreed"),
    path("alignments/<id:alignment_id>/taken", alignment_taken, name="alignment_taken"),
]
