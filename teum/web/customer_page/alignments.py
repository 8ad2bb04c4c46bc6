"""What the customer says of what both sides expect and thinks of it, and that they approve it."""

from __future__ import annotations

import re

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from teum.actions import alignments, cancellations
from teum.core.alignment import Mark
from teum.core.disclosure import How
from teum.core.refusal import Refused
from teum.now import now
from teum.queries.alignments import AlignmentView
from teum.web import alignments as desk
from teum.web import customer_page, moments, refusals
from teum.web.answers import see
from teum.web.customer_page import drawing, visits
from teum.web.customer_page.visits import Opened
from teum.web.forms.alignment import AgreeForm, ApproveForm, MarkForm
from teum.web.forms.alignment_items import ItemsForm
from teum.web.forms.cancellation import CancelForm

mark = customer_page.written(
    MarkForm,
    "mark",
    visits.of_alignment,
    lambda alignment_id, said: alignments.mark(
        alignment_id=alignment_id,
        item=said["item"],
        mark=Mark(said["mark"]),
        seen=said["seen"],
        counter=said["counter"],
        by=said["by"],
        now=said["now"],
    ),
    lambda: gettext("Thank you. This page shows where it stands now."),
    lands=lambda said: f"#item-{said['item']}",
)
agreed = customer_page.written(
    AgreeForm,
    "mark",
    visits.of_alignment,
    lambda alignment_id, said: alignments.agree(
        alignment_id=alignment_id, seen=said["seen"], by=said["by"], now=said["now"]
    ),
    lambda: gettext("Thank you. This page shows where it stands now."),
    lands=lambda said: f"#item-{next(iter(said['seen']))}",
)
cancellation = customer_page.written(
    CancelForm,
    "cancel",
    visits.of_alignment,
    lambda alignment_id, said: cancellations.cancel(
        alignment_id=alignment_id,
        got_on=said["got_on"],
        is_protected=said["is_protected"],
        by=said["by"],
        now=said["now"],
    ),
    lambda: gettext("It is cancelled. If you paid something, this page shows by when it is back with you."),
)
approval = customer_page.written(
    ApproveForm,
    "approval",
    visits.of_alignment,
    lambda alignment_id, said: alignments.approve(
        alignment_id=alignment_id,
        seen=said["seen"],
        how=How.PAGE,
        traces=said["traces"],
        by=said["by"],
        now=said["now"],
    ),
    lambda: gettext("Thank you. All of it is agreed, and this page shows what happens next."),
    is_traced=True,
)


@csrf_exempt  # the link itself is the right to act, as for every act of this page
@require_POST
def answers(request: HttpRequest, token: str, thing_id: int) -> HttpResponse:
    """What they fill in: all of it by the button, or one item as soon as it is written, with where it stands then."""
    opened = visits.of_alignment(request, token, thing_id)
    is_alone = "application/json" in request.headers.get("Accept", "")
    form = _form(request, opened, thing_id, is_alone=is_alone)
    form.is_valid()
    status = _keep(form, thing_id, opened)
    if is_alone:
        return _stands(visits.of_alignment(request, token, thing_id), form)
    if form.errors:
        again = visits.of_alignment(request, token, thing_id)
        form.renew([line for line in _view(again).lines if line.is_theirs])
        return drawing.whole(request, again, sent=(f"say-{thing_id}", form), status=status)
    flash.success(request, gettext("Saved. You can go on at any time, on any device, with this link."))
    return see(opened.address())


def _keep(form: ItemsForm, alignment_id: int, opened: Opened) -> int:
    """Keep what can be kept of it, and say on its item what cannot; the status of an answer that says so."""
    try:
        refused = alignments.say_each(
            alignment_id=alignment_id, answers=form.touched(), by=opened.visit.by, now=now()
        )
    except Refused as over:
        form.put(over)
        return refusals.status(over)
    for key, why in refused.items():
        form.put(why, key)
    return max([422, *(refusals.status(why) for why in refused.values())])


def _form(request: HttpRequest, opened: Opened, thing_id: int, *, is_alone: bool) -> ItemsForm:
    lines = [line for line in _view(opened).lines if line.is_theirs]
    if is_alone:
        sent = {re.sub("_(on|from|at)$", "", name) for name in request.POST}
        lines = [line for line in lines if line.key in sent or line.key in request.POST]
    return ItemsForm(
        request.POST,
        lines=lines,
        zone=opened.visit.business.zone,
        vat=0,
        auto_id=f"id_%s_say-{thing_id}",
    )


def _view(opened: Opened) -> AlignmentView:
    view = opened.see().case.alignment
    if view is None:
        raise Http404
    return view


def _stands(opened: Opened, form: ItemsForm) -> JsonResponse:
    """What became of one item, and where all of them stand."""
    view = _view(opened)
    errors = [str(error) for listed in form.errors.values() for error in listed]
    kept = [line for line in form.lines if line.answer and not form.errors and line.key not in form.answers()]
    if kept:
        errors.append(
            gettext("What was written here before still stands. Write what is to stand there instead.")
        )
    live = reverse("page_live", args=[opened.token])
    said = {
        "trouble": " ".join(errors),
        "progress": desk.filled_in(view, opened.visit.business.called(moments.lang())),
        "to_fill": [line.key for line in view.to_fill],
        "is_ready": view.is_ready,
        "is_filled": not view.missing,
        "is_unsettled": bool(view.unsettled),
        "seen": view.version,
        "live": f"{live}?case={opened.case_id}&seen={opened.visit.version}",
    }
    return JsonResponse(said, status=422 if errors else 200, headers={"Cache-Control": "no-store, private"})
