"""The customer's page, behind an unguessable link: what happens next, where it stands, what we need from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages as flash
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from teum.actions import promises as actions
from teum.actions import questions
from teum.core.refusal import Refused
from teum.now import now
from teum.queries import promise_view, question_view
from teum.queries.public import Visit
from teum.web import refusals
from teum.web.answers import see
from teum.web.customer_page import drawing, visits
from teum.web.forms.promise import DisputeForm
from teum.web.forms.question import AnswerForm, AskForm, ObjectionForm


@require_safe
def customer_page(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a link: of one case, or of the customer's newest open one with what comes next in the others."""
    return drawing.whole(request, visits.opened(request, token))


# ── the customer's answers ──


def _answered(
    call: Callable[[dict[str, Any]], object], done: Callable[[], str]
) -> Callable[..., HttpResponse]:
    """A tap of the customer on a promise: one call, and back to the page."""
    return _written(
        Form,
        "",
        lambda promise_id, visit: promise_view.case_of(promise_id, by=visit.by),
        lambda promise_id, _, visit: call({"promise_id": promise_id, "by": visit.by, "now": now()}),
        done,
    )


def _written(
    kind: type[Form],
    key: str,
    case_of: Callable[[int, Visit], int | None],
    call: Callable[[int, dict[str, Any], Visit], object],
    done: Callable[[], str],
) -> Callable[..., HttpResponse]:
    """Words of the customer about one thing: one call, and back to the page; what is missing is asked for there.

    `key` names the form on the page, before the thing's id.
    """

    @csrf_exempt  # the link itself is the right to act, not a cookie; and a page without a referrer has no origin
    @require_POST
    def view(request: HttpRequest, token: str, thing_id: int) -> HttpResponse:
        opened = visits.of_thing(request, token, lambda visit: case_of(thing_id, visit))
        form = kind(request.POST, auto_id=f"id_%s_{key}-{thing_id}")
        if not form.is_valid():
            return drawing.whole(request, opened, sent=(f"{key}-{thing_id}", form), status=422)
        try:
            call(thing_id, form.cleaned_data, opened.visit)
        except Refused as refused:
            flash.warning(request, refusals.words(refused))
        else:
            flash.success(request, done())
        return see(opened.address())

    return view


dispute = _written(
    DisputeForm,
    "dispute",
    lambda promise_id, visit: promise_view.case_of(promise_id, by=visit.by),
    lambda promise_id, said, visit: actions.dispute(
        promise_id=promise_id, by=visit.by, note=said["note"], now=now()
    ),
    lambda: gettext("Thank you for telling us. This page shows who takes care of it and by when."),
)
question = _written(
    AskForm,
    "ask",
    lambda case_id, visit: case_id,
    lambda case_id, said, visit: questions.ask(case_id=case_id, by=visit.by, text=said["text"], now=now()),
    lambda: gettext("Your question is with us. This page shows who answers you and by when."),
)
objection = _written(
    ObjectionForm,
    "objection",
    lambda promise_id, visit: promise_view.case_of(promise_id, by=visit.by),
    lambda promise_id, said, visit: questions.object_to(
        promise_id=promise_id, by=visit.by, text=said["text"], now=now()
    ),
    lambda: gettext(
        "Thank you for telling us. This page shows who looks into it and by when you have an answer."
    ),
)
answer = _written(
    AnswerForm,
    "answer",
    lambda question_id, visit: question_view.case_of(question_id, by=visit.by),
    lambda question_id, said, visit: questions.answer(
        question_id=question_id,
        by=visit.by,
        text=said["text"],
        is_right=False if said["is_readback"] else None,
        now=now(),
    ),
    lambda: gettext("Thank you for your answer."),
)
rightness = _written(
    Form,
    "right",
    lambda question_id, visit: question_view.case_of(question_id, by=visit.by),
    lambda question_id, _, visit: questions.answer(
        question_id=question_id, by=visit.by, is_right=True, now=now()
    ),
    lambda: gettext("Thank you for your answer."),
)
confirmation = _answered(
    lambda said: actions.confirm(**said), lambda: gettext("Thank you. We are glad that all of it arrived.")
)
agreement = _answered(lambda said: actions.agree(**said), lambda: gettext("Thank you. The new time stands."))
acceptance = _answered(lambda said: actions.accept(**said), lambda: gettext("Thank you. It is agreed."))
decline = _answered(lambda said: actions.decline(**said), lambda: gettext("Thank you for your answer."))
release = _answered(
    lambda said: actions.release(**said),
    lambda: gettext("Thank you for telling us. Nothing more will be done about it."),
)
