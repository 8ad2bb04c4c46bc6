"""A promise's own page, and every act on it as a page of one question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from teum.actions import promises as actions
from teum.actions.promises.steps import Next
from teum.core import window as windows
from teum.core.case import NoNextStep
from teum.core.refusal import Refused
from teum.core.window import Window
from teum.queries import next_step as next_steps
from teum.queries import promise_view
from teum.queries import reader as readers
from teum.queries.case_view import CaseView, case_view
from teum.queries.promise_view import PromiseView
from teum.web import acts, agreements, cases, closings, fate, history, next_step, refusals, window_choice
from teum.web.answers import see
from teum.web.desk import Reader, desk, page
from teum.web.forms import promise as forms
from teum.web.reversals import offered

# ── the page of one promise ──


@require_safe
@desk
def promise_page(request: HttpRequest, reader: Reader, promise_id: int) -> HttpResponse:
    """A promise and everything that happened to it."""
    view = promise_view.promise_view(promise_id, by=reader.by, now=reader.now, lang=reader.language)
    case = case_view(view.case_id, by=reader.by, now=reader.now, lang=reader.language)
    entries = promise_view.history(promise_id, organisation_id=reader.organisation_id)
    context = {
        "promise": _card(view, case, reader),
        "case": cases.picture(case, reader),
        "happened": history.lines(entries, zone=reader.zone, now=reader.now),
        "reasons": [(r.old_in_words, r.new_in_words, r.reason) for r in view.revisions],
    }
    return page(request, reader, "promise.html", context, tab="cases")


def _card(view: PromiseView, case: CaseView, reader: Reader) -> cases.PromiseCard:
    card = cases.card(view, reader)
    if back := offered(view, case):
        return replace(card, more=(*card.more, back)) if card.acts else replace(card, acts=(back,))
    asked = next((q for q in case.questions if q.promise_id == view.id and q.is_open), None)
    if asked is None:
        return card
    done = [reverse(name, args=[view.id]) for name in ("report", "arrival")]
    answer = acts.answer(asked.id, is_ours=asked.debtor == "provider", is_document=asked.is_document)
    return replace(card, acts=tuple(answer if act.url in done else act for act in card.acts))


# ── acts: one question, what will be told, one button ──


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an act is about: the promise as it was seen."""

    reader: Reader
    view: PromiseView
    data: dict[str, Any]

    @property
    def shared(self) -> dict[str, Any]:
        """What every act on a promise takes."""
        seen = self.data.get("version")
        return {"promise_id": self.view.id, "by": self.reader.by, "seen": seen, "now": self.reader.now}

    def window(self) -> Window | None:
        """The window that was chosen by chip or by date and hour. Raises the refusals of a window."""
        return chosen_window(self.data, self.reader)


def chosen_window(data: dict[str, Any], reader: Reader) -> Window | None:
    """A window from a form's fields."""
    given = window_choice.window_of(data.get("window") or "")
    on, at, start = data.get("due_on"), data.get("due_at"), data.get("start_at")
    if given or not on or not at:
        return given
    due = windows.aware(datetime.combine(on, at), reader.zone)
    return Window(due=due, start=windows.aware(datetime.combine(on, start), reader.zone) if start else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """One act: its form, its words, and the one call that it makes."""

    form: Callable[..., Form]
    title: Callable[[], str]
    lead: Callable[[PromiseView], str]
    button: Callable[[], str]
    call: Callable[[Asked], object]
    done: Callable[[Asked], str]
    unheard: Callable[[Asked], str] = lambda _: ""
    """What the customer sees of it where no message tells them."""


def _revise(asked: Asked) -> object:
    window = asked.window()
    if window is None:
        raise WindowNeeded()
    return actions.revise(due=window.due, start=window.start, reason=asked.data["reason"], **asked.shared)


class WindowNeeded(Refused):
    """A new time needs its date and hour."""

    code = "window_needed"


def _next(asked: Asked) -> Next:
    return next_step.of(asked.data, asked.reader)


def _heir(asked: Asked) -> str:
    """The name of whoever took it on."""
    taken_by = int(asked.data["owner"])
    return next(
        person.name for person in readers.present(asked.reader.organisation_id) if person.pk == taken_by
    )


def _seen_of_handover(asked: Asked) -> str:
    """Who the customer's page names from now on, and who goes on answering to them."""
    answers = asked.view.answerable
    seen = gettext("The customer gets no message about it; their page names %(name)s from now on.")
    if answers.id != int(asked.data["owner"]):
        seen = gettext(
            "The customer gets no message about it; their page names %(name)s from now on, and %(answers)s stays"
            " responsible for it."
        )
    return seen % {"name": _heir(asked), "answers": answers.name}


def _simple(name: str) -> Callable[[Asked], object]:
    return lambda asked: getattr(actions, name)(**asked.shared)


VERBS: dict[str, Verb] = {
    "revision": Verb(
        form=forms.RevisionForm,
        title=lambda: gettext("A new time"),
        lead=lambda view: (
            gettext("%(what)s. Agreed: %(window)s.") % {"what": view.what, "window": view.in_words}
        ),
        button=lambda: gettext("Move it and tell the customer"),
        call=_revise,
        done=lambda _: gettext("Moved."),
    ),
    "report": Verb(
        form=forms.ReportForm,
        title=lambda: gettext("It is done"),
        lead=lambda view: view.what,
        button=lambda: gettext("Report it and tell the customer"),
        call=lambda asked: actions.report(note=asked.data.get("note") or "", **asked.shared),
        done=lambda _: gettext("Reported."),
    ),
    "arrival": Verb(
        form=forms.ArrivalForm,
        title=lambda: gettext("It came"),
        lead=lambda view: gettext("We waited for: %(what)s") % {"what": view.what},
        button=lambda: gettext("Record it"),
        call=lambda asked: actions.report(after=_next(asked), **asked.shared),
        done=lambda _: gettext("Recorded."),
    ),
    "withdrawal": Verb(
        form=forms.WithdrawalForm,
        title=lambda: gettext("Take the promise back and say so"),
        lead=lambda view: view.what,
        button=lambda: gettext("Take it back and tell the customer"),
        call=lambda asked: actions.withdraw(
            disclosure=asked.data["disclosure"], after=_next(asked), **asked.shared
        ),
        done=lambda _: gettext("Taken back."),
    ),
    "release": Verb(
        form=forms.ReleaseForm,
        title=lambda: gettext("The customer released us from it"),
        lead=lambda view: view.what,
        button=lambda: gettext("Record it"),
        call=lambda asked: actions.release(proof=asked.data["proof"], after=_next(asked), **asked.shared),
        done=lambda _: gettext("Recorded."),
    ),
    "delegation": Verb(
        form=forms.DelegationForm,
        title=lambda: gettext("Hand it to somebody else"),
        lead=lambda view: view.what,
        button=lambda: gettext("Hand over"),
        call=lambda asked: actions.delegate(owner=int(asked.data["owner"]), **asked.shared),
        done=lambda asked: gettext("Handed over to %(name)s.") % {"name": _heir(asked)},
        unheard=_seen_of_handover,
    ),
    "confirmation": Verb(
        form=forms.ConfirmationForm,
        title=lambda: gettext("The customer confirmed"),
        lead=lambda view: view.what,
        button=lambda: gettext("Record it"),
        call=lambda asked: actions.confirm(after=_next(asked), **asked.shared),
        done=lambda _: gettext("Recorded: kept."),
    ),
    "dispute": Verb(
        form=forms.DisputeNoteForm,
        title=lambda: gettext("Something is missing for the customer"),
        lead=lambda view: view.what,
        button=lambda: gettext("Open it again"),
        call=lambda asked: actions.dispute(note=asked.data["note"], **asked.shared),
        done=lambda _: gettext("Open again."),
    ),
    "condition_met": Verb(
        form=forms.ReportForm,
        title=lambda: gettext("What had to come first came"),
        lead=lambda view: view.condition or view.what,
        button=lambda: gettext("Record it and tell the customer"),
        call=lambda asked: actions.meet_condition(note=asked.data.get("note") or "", **asked.shared),
        done=lambda _: gettext("Recorded."),
    ),
    "acceptance": Verb(
        form=forms.PlainForm,
        title=lambda: gettext("The offer was accepted"),
        lead=lambda view: (
            gettext("%(what)s. The customer's time: %(window)s.")
            % {"what": view.what, "window": view.in_words}
            if view.is_countered
            else view.what
        ),
        button=lambda: gettext("Record it"),
        call=_simple("accept"),
        done=lambda _: gettext("Recorded."),
    ),
    "decline": Verb(
        form=forms.DeclineForm,
        title=lambda: gettext("The offer was declined"),
        lead=lambda view: view.what,
        button=lambda: gettext("Record it"),
        call=lambda asked: actions.decline(after=_next(asked), **asked.shared),
        done=lambda _: gettext("Recorded."),
    ),
    "agreement": Verb(
        form=forms.PlainForm,
        title=lambda: gettext("The customer agreed to the new time"),
        lead=lambda view: (
            gettext("%(what)s. The new time: %(window)s.")
            % {"what": view.what, "window": view.proposed_in_words}
        ),
        button=lambda: gettext("Record it"),
        call=_simple("agree"),
        done=lambda _: gettext("Recorded."),
    ),
}
CHANGING = (VERBS["revision"], VERBS["withdrawal"], VERBS["release"])
"""What may change what both signed."""


def _fitting(name: str, seen: PromiseView) -> str:
    """The act that a line which is a little old really means."""
    if name == "condition_met" and seen.state == "offered":
        return "acceptance"
    is_theirs = seen.debtor != "provider" and seen.state == "open"
    return "arrival" if is_theirs and name in ("report", "condition_met") else name


def act(name: str) -> Callable[..., HttpResponse]:
    """The page of one act: GET asks, POST does it."""
    verb = VERBS[name]

    @require_http_methods(["GET", "HEAD", "POST"])
    @desk
    def view(request: HttpRequest, reader: Reader, promise_id: int) -> HttpResponse:
        seen = promise_view.promise_view(promise_id, by=reader.by, now=reader.now, lang=reader.language)
        fitting = _fitting(name, seen)
        if fitting != name:
            return redirect(fitting, promise_id)
        still_open: list[dict[str, str]] = []
        form = _form(verb, request, reader, seen)
        if request.method == "POST" and form.is_valid():
            try:
                asked = Asked(reader=reader, view=seen, data=form.cleaned_data)
                verb.call(asked)
            except Refused as refused:
                if isinstance(refused, NoNextStep) and "after" not in form.fields:
                    form = verb.form(request.POST)
                refusals.put(form, refused)
                still_open = closings.in_the_way(refused, seen, reader)
            else:
                fate.say(request, reader, seen.case_id, verb.done(asked), unheard=verb.unheard(asked))
                return see(reverse("case", args=[seen.case_id]))
        return page(
            request,
            reader,
            "act.html",
            _context(verb, form, seen, reader, still_open),
            tab="cases",
            status=422 if form.errors else 200,
        )

    view.__name__ = name
    return view


def _form(verb: Verb, request: HttpRequest, reader: Reader, seen: PromiseView) -> Form:
    options: dict[str, Any] = {"initial": {"version": seen.version}}
    if verb.form is forms.DelegationForm:
        people = readers.present(reader.organisation_id)
        options["members"] = [(str(person.pk), person.name) for person in people if person.pk != seen.who.id]
    form = verb.form(request.POST if request.method == "POST" else None, **options)
    if isinstance(form, forms.NextStepForm) and request.POST.get("after") is None:
        form.know_next(is_promised=next_steps.is_promised(seen, by=reader.by, now=reader.now))
    return form


def _context(
    verb: Verb, form: Form, seen: PromiseView, reader: Reader, still_open: list[dict[str, str]]
) -> dict[str, Any]:
    about = verb.lead(seen)
    return {
        "form": form,
        "windows": _windows(form, seen, reader) if "window" in form.fields else (),
        "groups": next_step.groups(form),
        "act": {
            "action": "",
            "title": verb.title(),
            "lead": about,
            "button": verb.button(),
            "back_url": reverse("case", args=[seen.case_id]),
            "back_words": gettext("Back to the case"),
            "facts": still_open,
            "other": agreements.change(seen, reader) if verb in CHANGING else None,
        },
    }


def _windows(form: Form, seen: PromiseView, reader: Reader) -> tuple[window_choice.WindowChoice, ...]:
    """Concrete windows to take by one tap."""
    return window_choice.offered_instead(seen.window, str(form["window"].value() or ""), reader)
