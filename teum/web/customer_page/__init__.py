"""The customer's page, behind an unguessable link: what happens next, where it stands, what we need from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages as flash
from django.forms import Form, Textarea
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from teum.actions import promises as actions
from teum.actions import questions
from teum.core.refusal import Refused
from teum.now import now
from teum.web import limits, refusals
from teum.web.answers import see
from teum.web.customer_page import drawing, visits
from teum.web.customer_page.page import Sent
from teum.web.customer_page.visits import Opened
from teum.web.forms.promise import DisputeForm, SeenForm
from teum.web.forms.question import AnswerForm, AskForm, ObjectionForm


@require_safe
def customer_page(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a link: of one case, or of the customer's newest open one with what comes next in the others."""
    return drawing.whole(request, visits.opened(request, token))


# ── the customer's answers ──

Said = dict[str, Any]
"""Who says it, and when; and what the form holds."""


def written(
    kind: type[Form],
    key: str,
    find: Callable[[HttpRequest, str, int], Opened],
    call: Callable[[int, Said], object],
    done: Callable[[], str],
    *,
    is_traced: bool = False,
    lands: Callable[[Said], str] = lambda said: "",
) -> Callable[..., HttpResponse]:
    """Words of the customer about one thing: one call, and back to the page; what is missing is asked for there.

    `key` names the form on the page, before the thing's id. `call` is given the id, and `by`, `now` and the form's
    values; where it `is_traced`, also from where it came as `traces`. `lands` is the place on the page to go back to.
    """

    @csrf_exempt  # the link itself is the right to act, not a cookie; and a page without a referrer has no origin
    @require_POST
    def view(request: HttpRequest, token: str, thing_id: int) -> HttpResponse:
        opened = find(request, token, thing_id)
        form = kind(request.POST, auto_id=f"id_%s_{key}-{thing_id}")
        if not form.is_valid():
            return drawing.whole(request, opened, sent=(f"{key}-{thing_id}", form), status=422)
        said = {"by": opened.visit.by, "now": now(), **form.cleaned_data}
        try:
            call(thing_id, said | {"traces": limits.traces(request)} if is_traced else said)
        except Refused as refused:
            return _refused(request, opened, (f"{key}-{thing_id}", form), refused)
        flash.success(request, done())
        return see(f"{opened.address()}{lands(said)}")

    return view


def _refused(request: HttpRequest, opened: Opened, sent: Sent, refused: Refused) -> HttpResponse:
    """Why not, on the form with all that it held; where it has no place on the page any more, above with its words."""
    form, said = sent[1], refusals.words(refused)
    if form.visible_fields():
        refusals.put(form, refused)
        again = drawing.whole(request, opened, sent=sent, status=refusals.status(refused))
        if f'action="{request.path}' in again.content.decode():
            return again
    written = [
        form.data.get(name, "") for name, field in form.fields.items() if isinstance(field.widget, Textarea)
    ]
    quoted = [gettext("You wrote: “%(words)s”") % {"words": words} for words in written if words]
    flash.warning(request, " ".join([said, *quoted]))
    return see(opened.address())


def _answered(act: Callable[..., object], done: Callable[[], str]) -> Callable[..., HttpResponse]:
    """A tap of the customer on a promise."""
    return written(
        Form, "tap", visits.of_promise, lambda promise_id, said: act(promise_id=promise_id, **said), done
    )


def _yes(act: Callable[..., object], done: Callable[[], str]) -> Callable[..., HttpResponse]:
    """A tap that agrees to a time: to the one that the page showed, and to none that took its place since."""
    return written(
        SeenForm,
        "yes",
        visits.of_promise,
        lambda promise_id, said: act(
            promise_id=promise_id, by=said["by"], seen=said["version"] or 0, now=said["now"]
        ),
        done,
    )


dispute = written(
    DisputeForm,
    "dispute",
    visits.of_promise,
    lambda promise_id, said: actions.dispute(promise_id=promise_id, **said),
    lambda: gettext("Thank you for telling us. This page shows who takes care of it and by when."),
)
objection = written(
    ObjectionForm,
    "objection",
    visits.of_promise,
    lambda promise_id, said: questions.object_to(promise_id=promise_id, **said),
    lambda: gettext(
        "Thank you for telling us. This page shows who looks into it and by when you will have an answer."
    ),
)
question = written(
    AskForm,
    "ask",
    visits.of_case,
    lambda case_id, said: questions.ask(case_id=case_id, **said),
    lambda: gettext("Your question is with us. This page shows who answers you and by when."),
)
answer = written(
    AnswerForm,
    "answer",
    visits.of_question,
    lambda question_id, said: questions.answer(question_id=question_id, **said),
    lambda: gettext("Thank you for your answer."),
)
rightness = written(
    Form,
    "right",
    visits.of_question,
    lambda question_id, said: questions.answer(question_id=question_id, is_right=True, **said),
    lambda: gettext("Thank you for your answer."),
)
confirmation = _answered(actions.confirm, lambda: gettext("Thank you. We are glad that all of it arrived."))
agreement = _yes(actions.agree, lambda: gettext("Thank you. The new time stands."))
acceptance = _yes(actions.accept, lambda: gettext("Thank you. It is agreed."))
decline = _answered(actions.decline, lambda: gettext("Thank you for your answer."))
release = _answered(
    actions.release, lambda: gettext("Thank you for telling us. Nothing more will be done about it.")
)
