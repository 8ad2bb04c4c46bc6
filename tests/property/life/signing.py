"""What both sides expect is laid before the customer, read, proven, signed, declined, taken back, and changed."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from tests import cast
from tests.property.life.asking import WORDS
from tests.property.life.base import BOLD, one_of, require
from tests.property.life.paying import Paying
from tests.property.life.weather import FairLife, FoulLife
from tests.property.words import STARTS, VAGUE
from teum.actions import agreement_ends, agreements, alignments, papers, signing
from teum.core.actor import Actor
from teum.core.agreement import Section
from teum.core.refusal import Refused
from teum.management.rehearsal import guarantees
from teum.management.rehearsal.carrier import LEFT_US
from teum.management.rehearsal.picture import Row
from teum.models import Agreement, AlignmentTemplate, Case, ContactPoint, Message, SigningCode

SECTIONS = st.sampled_from(list(Section))


class Signing(Paying):
    """Rules of agreements that both sign, for any weather."""

    said: dict[int, Any] | None = None
    """What each version said when it was seen first."""

    @rule(data=BOLD, is_stale=st.booleans())
    def offer(self, data: Any, is_stale: bool) -> None:
        """A member lays it before the customer as it stands; the clock makes its file."""
        row, by = self._pick(data), self.anyone(data)
        if row is None:
            return
        found = self.attempt(
            row,
            lambda: agreements.offer(
                alignment_id=row["id"], by=by, seen=row["version"] - is_stale, now=self.world.now
            ),
        )
        assert not (found and (is_stale or by.kind == "customer")), "something else was laid before them"
        self._write()

    @rule(data=BOLD)
    def read(self, data: Any) -> None:
        """They read all of it."""
        row = self._agreement(data, "offered")
        for section in dict.fromkeys(term["section"] for term in row["terms"]) if row else ():
            self._confirm(row, Section(section), self.stage.galil.as_customer)

    @rule(data=BOLD, section=SECTIONS)
    def read_a_section(self, data: Any, section: Section) -> None:
        """Somebody confirms one, which there may not be."""
        row = self._agreement(data, "offered")
        self._confirm(row, section, self.anyone(data))

    @rule(data=BOLD)
    def ask_for_a_code(self, data: Any) -> None:
        """Somebody asks for one to a contact, which may be another customer's."""
        row, by = self._agreement(data, "offered"), self.anyone(data)
        points = list(ContactPoint.objects.of(self.stage.galil.id).order_by("id"))
        point = data.draw(st.sampled_from(points), label="contact")
        if row is None:
            return
        found = self.attempt(
            row,
            lambda: signing.send(agreement_id=row["id"], contact_id=point.pk, by=by, now=self.world.now),
        )
        whose = self.world.picture.of(Case)[row["case_id"]]["customer_id"]
        is_theirs = point.customer_id == whose and point.given_on_id is None
        assert not found or is_theirs, "a code went to an address not theirs"

    @rule(data=BOLD, is_wrong=st.booleans())
    def type_a_code(self, data: Any, is_wrong: bool) -> None:
        """Somebody types what the carrier brought last, or something else: only the right one proves anything."""
        row, by = self._agreement(data, "offered"), self.anyone(data)
        code = self._code(row) if row else None
        if row is None or code is None:
            return
        typed = f"{(int(code) + is_wrong) % 10**6:06}"
        try:  # a wrong one is counted, and refused all the same
            signing.prove(agreement_id=row["id"], code=typed, by=by, now=self.world.now)
        except signing.core.WrongCode:
            proven = SigningCode.objects.of(self.stage.galil.id).get(agreement=row["id"]).proven_at
            assert proven is None
        except Refused:
            pass
        else:
            assert not is_wrong, "another code proved it"
        self.world.look()

    @rule(data=BOLD, name=st.sampled_from(["דנה פרץ", "יעל ברק", " . "]), consents=st.booleans())
    def sign(self, data: Any, name: str, consents: bool) -> None:
        """Either side signs, at its time or not."""
        row, by = self._agreement(data, "offered", "signed"), self.anyone(data)
        if row is None:
            return
        found = self.attempt(
            row,
            lambda: agreements.sign(
                agreement_id=row["id"], name=name, consents=consents, by=by, now=self.world.now
            ),
        )
        assert not found or (consents and name.strip(" ."))
        self._write()

    @rule(data=BOLD, is_ours=st.booleans())
    def sign_whole(self, data: Any, is_ours: bool) -> None:
        """The customer does all that it takes; then a member signs, or not yet."""
        row = self._agreement(data, "offered")
        if row is None:
            return
        for section in dict.fromkeys(term["section"] for term in row["terms"]):
            self._confirm(row, Section(section), self.stage.galil.as_customer)
        point = ContactPoint.objects.of(self.stage.galil.id).filter(customer=self.stage.galil.dana)
        mail = point.filter(channel="email", given_on=None).first()
        if mail is None:
            return
        by = self.stage.galil.as_customer
        self.attempt(
            row,
            lambda: signing.send(agreement_id=row["id"], contact_id=mail.pk, by=by, now=self.world.now),
        )
        self.world.until(self.world.now + timedelta(minutes=1))
        code = self._code(row)
        if code:
            self.attempt(
                row,
                lambda: signing.prove(agreement_id=row["id"], code=code, by=by, now=self.world.now),
            )
        both = [(by, "דנה פרץ"), (cast.by(self.stage.galil.yael), "יעל ברק")]
        for each, name in both[: 1 + is_ours]:
            self.attempt(
                row,
                lambda each=each, name=name: agreements.sign(  # type: ignore[misc]
                    agreement_id=row["id"], name=name, consents=True, by=each, now=self.world.now
                ),
            )
        self._write()

    @rule(data=BOLD, reason=WORDS, is_ours=st.booleans())
    def end_it(self, data: Any, reason: str, is_ours: bool) -> None:
        """The customer declines it, or we take it back, with a reason that may be none."""
        row, by = self._agreement(data, "offered", "signed"), self.anyone(data)
        if row is None:
            return
        act = agreement_ends.void if is_ours else agreement_ends.decline
        found = self.attempt(
            row, lambda: act(agreement_id=row["id"], reason=reason, by=by, now=self.world.now)
        )
        assert not found or row["state"] in ("offered", "signed"), "what holds is ended by cancelling it"
        assert not (found and is_ours and reason in VAGUE), "a vague word went out"

    @rule(data=BOLD)
    def amend(self, data: Any) -> None:
        """A member begins to change what holds."""
        row, by = self._agreement(data, "in_force"), self.anyone(data)
        if row is not None:
            self.attempt(row, lambda: agreement_ends.amend(agreement_id=row["id"], by=by, now=self.world.now))

    @invariant()
    def agreed_as_signed(self) -> None:
        """Each version says what it said at first, and all that both agreed to is held to it."""
        if not self.is_begun():
            return
        self.said = {} if self.said is None else self.said
        for pk, row in self.world.picture.of(Agreement).items():
            says = (row["terms"], row["lines"], row["items"], row["sides"], row["language"], row["version"])
            assert self.said.setdefault(pk, says) == says, "a version says something else than it said"
        require(guarantees.agreed_as_signed(self.world))

    # ── with what they act ──

    def _agreement(self, data: Any, *states: str) -> Row | None:
        """One of them: most often one in such a state."""
        rows = list(self.world.picture.of(Agreement).values())
        fitting = [row for row in rows if row["state"] in states] or rows
        return one_of(data, fitting, "agreement") if fitting else None

    def _confirm(self, row: Row | None, section: Section, by: Actor) -> None:
        if row is not None:
            self.attempt(
                row,
                lambda: agreements.confirm(
                    agreement_id=row["id"], section=section, by=by, now=self.world.now
                ),
            )

    def _code(self, row: Row) -> str | None:
        """The last one that the carrier brought."""
        sent = Message.objects.of(self.stage.galil.id).filter(case=row["case_id"], kind="code")
        key = sent.order_by("-id").values_list("key", flat=True).first()
        came = [one.text for one in self.world.carrier.handed_as(key or "") if one.answer in LEFT_US]
        return re.findall(r"(?<!\d)\d{6}(?!\d)", came[-1])[0] if came else None

    def _write(self) -> None:
        """The clock makes the files that are missing."""
        if not self.world.is_away("clock") and papers.once(self.world.now):
            self.world.look()
            self.world.settle()


class LaidBefore(Signing):
    """From a case in which all was said and laid before the customer."""

    @initialize(
        start=st.sampled_from(STARTS), data=BOLD, days=st.integers(3, 9), far=st.sampled_from([2, 1, 0])
    )
    def begin(self, start: Any, data: Any, days: int, far: int) -> None:
        """It is offered, signed by the customer, or by both."""
        super().begin(start=start, draft=data)
        galil, now = self.stage.galil, self.world.now
        opened = one_of(data, self.cases(), "case")
        template = AlignmentTemplate.objects.of(galil.id).earliest("id").pk
        by = cast.by(galil.yael)
        begun = alignments.begin(case_id=opened["id"], template_id=template, by=by, now=now)
        answers = self._answers(data, timedelta(days=days))
        said = alignments.say(alignment_id=begun.pk, answers=answers, by=by, now=now)
        self.world.look()
        self.attempt(
            opened,
            lambda: agreements.offer(alignment_id=begun.pk, by=by, seen=said.version, now=now),
        )
        self._write()
        if far:
            self.sign_whole(data=data, is_ours=far == 2)
        if far == 2:
            self.pay_and_bounce(data, times=data.draw(st.sampled_from([2, 1, 0]), label="payments"))


class SigningLife(LaidBefore, FairLife):
    """In fair weather."""


class FoulSigningLife(LaidBefore, FoulLife):
    """In foul weather."""
