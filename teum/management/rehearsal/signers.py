"""Agreements that both sign: customers read, prove an address, sign, decline or stay silent; we sign after them,
take it back, or change it by a next version.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from teum.actions import agreement_ends, agreements, alignments, customers, signing
from teum.actions.customers import Contact
from teum.core import actor
from teum.core.actor import Actor
from teum.core.agreement import Form, Section, State
from teum.core.alignment import facts
from teum.management.rehearsal import sayings
from teum.management.rehearsal.aligners import Aligners
from teum.management.rehearsal.carrier import LEFT_US
from teum.management.rehearsal.world import World, there
from teum.models import Agreement, ContactPoint, Message

LOOK = timedelta(hours=7)
"""How often somebody thinks of it."""
GROWS, AMENDS = 0.3, 0.4
"""How likely what was approved with one tap is to be signed as well, and what both signed is changed."""
SIGNS, DECLINES = 0.8, 0.1
"""What a customer does with what is laid before them; else they never answer."""
COUNTERSIGNS, VOIDS = 0.85, 0.08
"""What we do with what they signed; else we sign it a day later."""
HASTY, MISTYPES, ELSEWHERE = 0.3, 0.25, 0.5
"""How likely a customer tries to sign before its time, types another code than they were sent, and has another address
that they prove."""
TRIES = 4
READS_MAIL, AGAIN = timedelta(minutes=3), timedelta(hours=1)
CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")


@dataclass
class Signers:
    """Who signs."""

    world: World
    aligners: Aligners
    seen: set[tuple[int, str]] = field(default_factory=set)
    """Agreements that somebody has thought of as they stood."""

    def look(self, until: datetime) -> None:
        """Think of what waits for somebody, and of what holds, now and again until a moment."""
        mine = Agreement.objects.of(self.world.organisation).order_by("id")
        for pk, form, state in list(mine.values_list("pk", "form", "state")):
            if (pk, state) not in self.seen:
                self.seen.add((pk, state))
                self._think(pk, form, state)
        if self.world.now + LOOK < until:
            self.world.after(LOOK, lambda: self.look(until))

    def _think(self, pk: int, form: str, state: str) -> None:
        rng = self.world.rng
        match form, state:
            case Form.SIGNED, State.OFFERED:
                self.aligners.soon(lambda: self._answer(pk))
            case Form.SIGNED, State.SIGNED:
                self.aligners.soon(lambda: self._countersign(pk))
            case Form.SIGNED, State.IN_FORCE if rng.random() < AMENDS:
                self.aligners.soon(lambda: self._amend(pk))
            case Form.LIGHT, State.IN_FORCE if rng.random() < GROWS:
                self.aligners.soon(lambda: self.aligners.offer(self._row(pk).alignment_id))

    # ── the customer ──

    def _answer(self, pk: int) -> None:
        """They read it, or do not want it, or never look."""
        draw, row = self.world.rng.random(), self._row(pk)
        if draw < DECLINES:
            reason = self.world.rng.choice(sayings.REASONS)
            self._do(
                row,
                lambda: agreement_ends.decline(
                    agreement_id=pk, reason=reason, by=self._customer(row), now=self.world.now
                ),
            )
        elif draw < DECLINES + SIGNS:
            self._read(pk, TRIES)

    def _read(self, pk: int, tries: int) -> None:
        """Section by section, once its file is there; then they ask for a code."""
        row = self._row(pk)
        if row.paper_id is None:
            self._later(AGAIN, tries, lambda left: self._read(pk, left))
            return
        hasty = self.world.rng.random() < HASTY
        self._confirm(row, leave=1 if hasty else 0)
        if hasty:
            self._sign(pk)
        if self.world.rng.random() < ELSEWHERE:
            self._have_another(row)
        self._ask_for_code(pk, tries)

    def _confirm(self, row: Agreement, *, leave: int = 0) -> None:
        """Confirm its sections one by one, but for so many of the last ones."""
        sections = list(dict.fromkeys(Section(term["section"]) for term in row.terms))
        for section in sections[: len(sections) - leave]:
            self.world.attempt(
                lambda section=section: agreements.confirm(  # type: ignore[misc]
                    agreement_id=row.pk, section=section, by=self._customer(row), now=self.world.now
                )
            )

    def _have_another(self, row: Agreement) -> None:
        """A member hears from them of one more address."""
        customer, by = row.case.customer, self.world.somebody()
        points = ContactPoint.objects.of(self.world.organisation).filter(customer=customer, given_on=None)
        known = [Contact(channel=one.channel, address=one.address) for one in points.order_by("position")]
        other = Contact(channel="email", address=f"signs{customer.pk}@example.com")
        self.world.attempt(
            lambda: customers.change(
                customer_id=customer.pk,
                by=by,
                name=customer.name,
                language=customer.language,
                contacts=[*known, other],
                quiet_from=customer.quiet_from,
                quiet_until=customer.quiet_until,
                keeps_shabbat=customer.keeps_shabbat,
                now=self.world.now,
            )
        )

    def _ask_for_code(self, pk: int, tries: int) -> None:
        """To one of their contacts, also where nothing can be sent to it."""
        row = self._row(pk)
        points = ContactPoint.objects.of(self.world.organisation).filter(customer=row.case.customer_id)
        point = self.world.rng.choice(list(points.order_by("id").values_list("pk", flat=True)))
        self.world.attempt(
            lambda: signing.send(
                agreement_id=pk, contact_id=point, by=self._customer(row), now=self.world.now
            )
        )
        self.world.after(READS_MAIL, lambda: self._type(pk, point, tries))

    def _type(self, pk: int, point: int, tries: int) -> None:
        """The code that they find in the mails of that address, and now and then another; then they sign."""
        row = self._row(pk)
        found = self._code(row, point)
        if found is None:
            self._later(READS_MAIL, tries, lambda left: self._ask_for_code(pk, left))
            return
        if self.world.rng.random() < MISTYPES:
            self._prove(row, f"{(int(found) + 1) % 10**6:06}")
        self._prove(row, found)
        if not self._sign(pk):
            self._confirm(row)
            self._sign(pk)

    def _code(self, row: Agreement, point: int) -> str | None:
        """The last one that the carrier brought to an address, whatever we say of that."""
        sent = Message.objects.of(self.world.organisation).filter(
            case=row.case_id, kind="code", contact=point
        )
        key = sent.order_by("-id").values_list("key", flat=True).first()
        carrier = self.world.scene.carrier
        came = [one.text for one in carrier.handed_as(key or "") if one.answer in LEFT_US]
        return CODE.findall(came[-1])[0] if came else None

    def _prove(self, row: Agreement, code: str) -> None:
        by = self._customer(row)
        self.world.attempt(lambda: signing.prove(agreement_id=row.pk, code=code, by=by, now=self.world.now))

    def _sign(self, pk: int) -> bool:
        """Whether it was taken."""
        row = self._row(pk)
        name = row.case.customer.name
        self._do(
            row,
            lambda: agreements.sign(
                agreement_id=pk, name=name, consents=True, by=self._customer(row), now=self.world.now
            ),
        )
        return bool(self._row(pk).state == State.SIGNED)

    # ── we ──

    def _countersign(self, pk: int) -> None:
        """A member signs, takes it back, or leaves it until tomorrow."""
        draw, row, by = self.world.rng.random(), self._row(pk), self.world.somebody()
        if draw < VOIDS:
            reason = self.world.rng.choice(sayings.REASONS)
            self._do(
                row,
                lambda: agreement_ends.void(agreement_id=pk, reason=reason, by=by, now=self.world.now),
            )
        elif draw < VOIDS + COUNTERSIGNS:
            self._do(
                row,
                lambda: agreements.sign(
                    agreement_id=pk, name="יעל ברק", consents=True, by=by, now=self.world.now
                ),
            )
        else:
            self.world.after(timedelta(days=1), lambda: self._countersign(pk))

    def _amend(self, pk: int) -> None:
        """What has a time in it is said anew, and laid before the customer as the next version."""
        row, by = self._row(pk), self.world.somebody()
        begun = self.world.attempt(lambda: agreement_ends.amend(agreement_id=pk, by=by, now=self.world.now))
        if begun is None:
            return
        timed = [item for item in facts.items(row.items) if item.kind in ("dated", "price")]
        changed = self.world.rng.sample(timed, k=min(2, len(timed)))
        said = {item.key: answer for item in changed if (answer := self.aligners.said(item))}
        self.world.attempt(
            lambda: alignments.say(alignment_id=begun.pk, answers=said, by=by, now=self.world.now)
        )
        self.aligners.offer(begun.pk)

    # ── with what they act ──

    def _row(self, pk: int) -> Agreement:
        mine = Agreement.objects.of(self.world.organisation).select_related("case__customer")
        found: Agreement = there(mine.filter(pk=pk).first())
        return found

    def _customer(self, row: Agreement) -> Actor:
        return actor.customer(self.world.organisation, row.case.customer_id)

    def _later(self, span: timedelta, tries: int, act: Callable[[int], None]) -> None:
        if tries > 1:
            self.world.after(span, lambda: act(tries - 1))

    def _do(self, row: Agreement, act: Callable[[], object]) -> None:
        self.aligners.do(row.case_id, act)
