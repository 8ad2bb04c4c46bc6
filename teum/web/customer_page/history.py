"""What lies behind a case, on a page of its own: what was agreed, what changed and what we wrote, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from teum.now import now
from teum.queries import history as queries
from teum.queries.case_view import CaseNow
from teum.queries.history import Item
from teum.queries.keyset import BadCursor
from teum.web import moments, public, wording
from teum.web.customer_page import ended, told, visits, words
from teum.web.customer_page.visits import Opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One item: when, and what happened, or the letter and its language."""

    at: datetime
    when: str
    words: str
    is_letter: bool = False
    is_theirs: bool = False
    lang: str = ""

    @property
    def dir(self) -> str:
        """The direction in which the letter reads."""
        return wording.direction(self.lang)


@require_safe
def history(request: HttpRequest, token: str) -> HttpResponse:
    """One page of it; links lead to what was earlier, and back to where it stands."""
    opened = visits.opened(request, token)
    case, at = opened.see(is_reached=False).case, now()
    before = request.GET.get("before", "")
    try:
        found = queries.history(case.id, by=opened.visit.by, kinds=told.TOLD, before=before)
    except BadCursor as error:
        raise Http404 from error
    said = _said(case)
    context = {
        "title": case.title,
        "lines": [_line(item, said, opened, at) for item in found.items],
        "back_url": opened.address(),
        "newest_url": _address(opened) if before else "",
        "earlier_url": _address(opened, found.next) if found.next else "",
    }
    return public.page(request, opened.visit.business, "customer_history.html", context)


def _address(opened: Opened, before: str = "") -> str:
    asked = {"case": opened.case_id, **({"before": before} if before else {})}
    return f"{reverse('page_history', args=[opened.token])}?{urlencode(asked)}"


def _said(case: CaseNow) -> told.Said:
    return told.Said(
        sentences={p.id: words.spoken(p) for p in case.promises},
        conditions={p.id: words.condition(p) for p in case.promises if p.condition},
        disclosures=ended.disclosures(case),
        questions={question.id: question for question in case.questions},
        told={view.id: view for view in case.disclosures},
        theirs=frozenset(p.id for p in case.promises if p.debtor == "customer"),
    )


def _line(item: Item, said: told.Said, opened: Opened, now: datetime) -> Line:
    zone = opened.visit.business.zone
    if item.fact:
        line = told.customer_line(item.fact, said, zone=zone, now=now)
        return Line(at=line.at, when=line.when, words=line.words)
    assert item.letter
    return Line(
        at=item.at,
        when=moments.alone(item.at, zone=zone, now=now),
        words=item.letter.text,
        is_letter=True,
        is_theirs=item.letter.direction == "in",
        lang=item.letter.language,
    )
