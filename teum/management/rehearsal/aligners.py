"""Both sides say what they expect: members fill it in and ask, customers approve, mark, stay silent, or cancel.

Some of it is laid before them to sign (`signers`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from teum.actions import agreements, alignment_templates, alignments, cancellations, papers
from teum.actions.alignment_templates import Entry
from teum.core import actor
from teum.core.actor import Actor
from teum.core.alignment import Answer, Item, Kind, Mark, facts, seen
from teum.core.disclosure import How
from teum.core.price import Means, Payment, Price
from teum.core.window import Window
from teum.language import ready_alignments
from teum.management.rehearsal import sayings
from teum.management.rehearsal.owners import Owners
from teum.management.rehearsal.world import World, there
from teum.models import Alignment, Case, Promise
from teum.queries import alignments as queries

LOOK = timedelta(hours=10)
"""How often somebody thinks of it."""
ALIGNS, TO_SIGN = 0.06, 0.6
"""How likely a new case begins with it, and is to be signed by both."""
APPROVES, MARKS, AT_COUNTER, CANCELS = 0.6, 0.25, 0.15, 0.15
"""What a customer does who is asked (else they stay silent), and how likely they cancel what they approved."""
READY = "courier"
TOTAL, VAT = 48_000, 1_800


@dataclass
class Aligners:
    """Who says what they expect."""

    world: World
    owners: Owners
    template: int = 0
    seen: int = 0
    asked: set[int] = field(default_factory=set)
    agreed: set[int] = field(default_factory=set)

    def begin(self, until: datetime) -> None:
        """Keep a template, and look at the cases now and again until a moment."""
        ready, by = ready_alignments.read(READY), self.world.business.runs_it
        entry = Entry(name=ready.name, items=ready.items)
        self.template = alignment_templates.add(by=by, entry=entry, now=self.world.now).pk
        self.look(until)

    def look(self, until: datetime) -> None:
        """Begin in some of the new cases; ask about what was filled in, and answer what was asked."""
        opened = Case.objects.of(self.world.organisation).filter(state="open", pk__gt=self.seen)
        for pk in list(opened.order_by("id").values_list("pk", flat=True)):
            self.seen = pk
            if self.world.rng.random() < ALIGNS:
                self.soon(lambda pk=pk: self._fill(pk))  # type: ignore[misc]
        mine = Alignment.objects.of(self.world.organisation).order_by("id")
        shown = mine.filter(state="open", promise__state="open").exclude(pk__in=self.asked)
        for pk in list(shown.values_list("pk", flat=True)):
            self.asked.add(pk)
            self.soon(lambda pk=pk: self._answer(pk))  # type: ignore[misc]
        approved = mine.filter(state="approved").exclude(pk__in=self.agreed)
        for pk in list(approved.values_list("pk", flat=True)):
            self.agreed.add(pk)
            if self.world.rng.random() < CANCELS:
                self.soon(lambda pk=pk: self._cancel(pk))  # type: ignore[misc]
        if self.world.now + LOOK < until:
            self.world.after(LOOK, lambda: self.look(until))

    def soon(self, act: Callable[[], None]) -> None:
        """Do it within some hours."""
        self.world.after(timedelta(minutes=self.world.rng.randint(1, 500)), act)

    def _fill(self, case_id: int) -> None:
        """A member goes through it with the customer, and asks them for their word."""
        by = self.world.somebody()
        begun = self.world.attempt(
            lambda: alignments.begin(case_id=case_id, template_id=self.template, by=by, now=self.world.now)
        )
        if begun is None:
            return
        answers = {item.key: self.said(item) for item in facts.items(begun.items)}
        said = {key: answer for key, answer in answers.items() if answer}
        self.world.attempt(
            lambda: alignments.say(alignment_id=begun.pk, answers=said, by=by, now=self.world.now)
        )
        if self.world.rng.random() < TO_SIGN:
            self.offer(begun.pk)
        else:
            self.world.attempt(lambda: alignments.show(alignment_id=begun.pk, by=by, now=self.world.now))

    def offer(self, pk: int) -> None:
        """Lay it before the customer to sign; the clock makes its file."""
        row, by = self._row(pk), self.world.somebody()
        self.world.attempt(
            lambda: agreements.offer(alignment_id=pk, by=by, seen=row.version, now=self.world.now)
        )
        self.world.machines.ring()

    def said(self, item: Item) -> Answer | None:
        """What is said of an item; times lie some days ahead."""
        match item.kind:
            case Kind.TEXT:
                return Answer(text=sayings.NOTE)
            case Kind.CHOICE:
                return Answer(option=self.world.rng.randrange(len(item.options)))
            case Kind.DATED:
                return Answer(window=self._window(2))
            case Kind.PRICE:
                means = self.world.rng.choice(list(Means))
                paid = Payment(what="הכול", amount=TOTAL, window=self._window(4), means=means)
                return Answer(price=Price(total=TOTAL, vat=VAT, payments=(paid,)))
        return None

    def _window(self, least: int) -> Window:
        days = least + 3 * self.world.rng.random()
        return Window(due=sayings.moment(self.world.now + timedelta(days=days), self.world.zone))

    def _answer(self, pk: int) -> None:
        """The customer approves it as it stands, before a member perhaps, or marks what is not clear."""
        row, rng = self._row(pk), self.world.rng
        draw = rng.random()
        if draw < APPROVES:
            is_here = rng.random() < AT_COUNTER
            by = self.world.somebody() if is_here else self._customer(row)
            how, proof = (How.COUNTER, sayings.PROOF) if is_here else (How.PAGE, "")
            self.do(
                row.case_id,
                lambda: alignments.approve(
                    alignment_id=pk, by=by, seen=row.version, how=how, proof=proof, now=self.world.now
                ),
            )
        elif draw < APPROVES + MARKS:
            self._mark(row)

    def _mark(self, row: Alignment) -> None:
        """One item is not clear, or should change; a member lets go of it all now and then."""
        rng = self.world.rng
        line = rng.choice(queries.value(row).lines)
        mark = rng.choice([Mark.UNCLEAR, Mark.CHANGE])
        self.do(
            row.case_id,
            lambda: alignments.mark(
                alignment_id=row.pk,
                item=line.item.key,
                mark=mark,
                seen=seen(line),
                counter=rng.choice(sayings.QUESTIONS),
                by=self._customer(row),
                now=self.world.now,
            ),
        )
        if rng.random() < 0.5:
            by = self.world.somebody()
            self.soon(
                lambda: self.do(
                    row.case_id, lambda: alignments.drop(alignment_id=row.pk, by=by, now=self.world.now)
                )
            )

    def _cancel(self, pk: int) -> None:
        row = self._row(pk)
        self.do(
            row.case_id,
            lambda: cancellations.cancel(alignment_id=pk, by=self._customer(row), now=self.world.now),
        )

    def _row(self, pk: int) -> Alignment:
        mine = Alignment.objects.of(self.world.organisation).select_related("case")
        found: Alignment = there(mine.filter(pk=pk).first())
        return found

    def _customer(self, row: Alignment) -> Actor:
        return actor.customer(self.world.organisation, row.case.customer_id)

    def do(self, case_id: int, act: Callable[[], object]) -> None:
        """Do it, and have somebody take care of what was promised by it."""
        mine = Promise.objects.of(self.world.organisation).filter(case=case_id, nature="deed")
        before = mine.order_by("-id").values_list("pk", flat=True).first() or 0
        self.world.attempt(act)
        for made in list(mine.filter(pk__gt=before).order_by("id").values_list("pk", flat=True)):
            self.owners.take_on(made)
        self.world.after(papers.UNDOABLE, self.world.machines.ring)
