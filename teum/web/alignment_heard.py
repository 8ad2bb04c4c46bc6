"""The customer agrees to a topic in a call, or here: what is read to them, and what they said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from teum.actions import alignment_heard
from teum.core.disclosure import How
from teum.queries.alignments import AlignmentView, LineView
from teum.web import act_page
from teum.web.alignments import TOPICS, found
from teum.web.answers import see
from teum.web.desk import Reader, desk
from teum.web.forms.alignment import HeardForm, seen_of


def unheard(lines: Iterable[LineView]) -> list[LineView]:
    """What is said, and the customer has thought nothing of yet."""
    return [line for line in lines if line.is_said and not line.theirs]


def address(view: AlignmentView, topic: str) -> str:
    """Where a member records that the customer agrees to a topic."""
    return f"{reverse('alignment_heard', args=[view.id])}?topic={topic}"


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def heard(request: HttpRequest, reader: Reader, alignment_id: int) -> HttpResponse:
    """All that stands in a topic is read to the customer, who agrees to it at once."""
    case, view = found(reader, alignment_id)
    topic = request.GET.get("topic", "")
    lines = unheard(line for line in view.lines if line.topic == topic)
    back = reverse("alignment", args=[view.id])
    if not lines:
        return see(back)
    form = HeardForm(act_page.posted(request), initial={"seen": seen_of(lines)})

    def do(data: dict[str, Any]) -> object:
        form.show(lines)
        return alignment_heard.agree(
            alignment_id=view.id,
            seen=data["seen"],
            how=How(data["how"]),
            proof=data["proof"],
            by=reader.by,
            now=reader.now,
        )

    said = {
        "title": gettext("The customer agrees to this topic"),
        "button": gettext("They agree to all of these"),
        "done": gettext("Recorded. What they asked about or want changed is still open."),
        "lead": str(TOPICS[topic]),
        "facts": [{"name": line.text, "words": words, "url": ""} for line in lines for words in _read(line)],
        "back_url": back,
        "back_words": gettext("Back to the items"),
    }
    answer = act_page.answer(request, reader, case, form, said, do)
    return see(back) if answer.status_code in (302, 303) else answer


def _read(line: LineView) -> list[str]:
    """What is read aloud of an item."""
    paid = [f"{one.amount_in_words} {one.means} · {one.what} · {one.due_in_words}" for one in line.payments]
    return [line.said, *paid]


patterns: list[URLPattern] = [path("alignments/<id:alignment_id>/heard", heard, name="alignment_heard")]
