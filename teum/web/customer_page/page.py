"""What every section of the customer's page is drawn from, and what it gives: a template and its facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, wraps
from typing import Any, TypeVar, cast

from django.forms import Form

from teum.queries import next_step
from teum.queries.case_view import CaseNow
from teum.queries.customer_page import OtherCase
from teum.queries.promise_view import PromiseView
from teum.queries.public import Visit

Written = TypeVar("Written", bound=Form)
Drawn = TypeVar("Drawn")
Sent = tuple[str, Form]
"""A form that was sent and has to be looked at again, with its key on the page (`dispute-12`)."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """A case on the page of one link."""

    case: CaseNow
    others: tuple[OtherCase, ...]
    visit: Visit
    token: str
    at: datetime
    sent: Sent | None = None
    shared: dict[Callable[[Page], Any], Any] = field(default_factory=dict, repr=False, compare=False)
    """What more than one section is drawn from (`shared`)."""

    @cached_property
    def ours(self) -> list[PromiseView]:
        """What somebody has yet to do for the customer, the next first."""
        return [p for p in self.case.live if p.debtor != "customer" and p.state in ("open", "waiting")]

    @cached_property
    def late(self) -> PromiseView | None:
        """What is late of ours, the longest first."""
        return next_step.late(self.ours)

    @cached_property
    def first(self) -> PromiseView | None:
        """The one of them with which the page begins, if there is any: what is late, else what comes next."""
        if self.late:
            return self.late
        following = self.case.next
        found = (p for p in self.ours if following and p.id == following.promise_id)
        return next(found, self.ours[0] if self.ours else None)

    @cached_property
    def answers(self) -> frozenset[int]:
        """The promises that are answers to questions, choices, a word on all or a signature, and stand there."""
        asked = {question.promise_id for question in self.case.questions}
        if self.case.alignment and self.case.alignment.promise_id:
            asked.add(self.case.alignment.promise_id)
        if self.case.agreement and self.case.agreement.state == "offered" and self.case.agreement.promise_id:
            asked.add(self.case.agreement.promise_id)
        return frozenset(asked | {told.promise_id for told in self.case.disclosures if told.promise_id})

    def form(self, kind: Callable[..., Written], key: str) -> Written:
        """A form of the page: empty, or as it was sent."""
        if self.sent and self.sent[0] == key:
            return cast(Written, self.sent[1])
        return kind(auto_id=f"id_%s_{key}")

    @property
    def told(self) -> int:
        """The promise whose sentence the page begins with; 0 where it begins with none."""
        if self.first:
            return self.first.id
        return self.case.next.promise_id if self.case.next else 0


def shared(draw: Callable[[Page], Drawn]) -> Callable[[Page], Drawn]:
    """What more than one section is drawn from: made once a page."""

    @wraps(draw)
    def drawn(page: Page) -> Drawn:
        if draw not in page.shared:
            page.shared[draw] = draw(page)
        return cast(Drawn, page.shared[draw])

    return drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """That the customer is waited for: by when, for what, and where on the page they answer.

    Where nothing hangs on a moment, `at` is None. `is_answer`: it is done by a tap there, and not elsewhere.
    """

    at: datetime | None
    words: str
    anchor: str
    is_answer: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the page: `templates/customer_page/NAME.html` with its facts as `it`."""

    name: str
    facts: Mapping[str, Any]
    wait: Wait | None = None

    @property
    def template(self) -> str:
        """The file that draws it."""
        return f"customer_page/{self.name}.html"
