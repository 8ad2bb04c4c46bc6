"""What is told whole, and what is chosen of it: by whom ever, of whatever was seen, in any order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from tests.cast_disclosure import CANCEL, NOTHING, OTHER, shower
from tests.cast_upload import HTML, PNG
from tests.property.life.base import BOLD, one_of, require
from tests.property.life.selling import Selling
from tests.property.life.weather import FairLife
from tests.property.words import SPANS, VAGUE, moment
from teum.actions import cases, delays, disclosures, photos
from teum.core.disclosure import How, Shown
from teum.core.window import Window
from teum.management.rehearsal import guarantees
from teum.models import Disclosure, Event, Remark, Upload

WHAT = st.sampled_from(["יש שריטה על הזכוכית", "the pump is loud", " . ", VAGUE[0]])
PROOFS = st.sampled_from(["", "בשיחה, נבחר הדגם האחר"])


class Choosing(Selling):
    """Rules of what is told, for any weather: members tell, customers choose or do not; in a case and before a sale."""

    known: dict[int, str]
    """What somebody saw of a disclosure, which may have changed since."""

    def _shown(self, data: Any, what: str, span: timedelta) -> Shown:
        due = moment(self.world.now, span + timedelta(days=1))
        other = replace(
            OTHER, window=Window(due=due), price=data.draw(st.sampled_from([0, 100, 179_000]), label="price")
        )
        out = data.draw(st.sampled_from([(NOTHING,), (CANCEL,), (NOTHING, CANCEL), ()]), label="ways out")
        return shower(what=what, options=(other, *out))

    @rule(data=BOLD, what=WHAT, span=SPANS, is_about=st.booleans())
    def disclose(self, data: Any, what: str, span: timedelta, is_about: bool) -> None:
        """Somebody tells of something, of a promise in any state."""
        row, by = self.pick(data, "open"), self.someone(data)
        shown, seen = self._shown(data, what, span), self._photos(data, row)
        found = self.attempt(
            row,
            lambda: disclosures.disclose(
                case_id=row["case_id"],
                by=by,
                shown=shown,
                about=row["id"] if is_about else None,
                decide_by=moment(self.world.now, span),
                photos=seen,
                now=self.world.now,
            ),
        )
        if found:
            assert what not in (" . ", VAGUE[0]), "it was not whole, or vague"
            self._see(found)

    def _photos(self, data: Any, row: Any) -> list[int]:
        """None, some that were put into a case, or a new one of it."""
        kept = [pk for pk, photo in self.world.picture.of(Upload).items() if photo["use"] == "photo"]
        which = data.draw(st.sampled_from(["none", "known", "new"]), label="photos")
        if which == "known" and kept:
            return [data.draw(st.sampled_from(sorted(kept)), label="photo")]
        if which != "new":
            return []
        by, content = self.someone(data), data.draw(st.sampled_from([PNG, HTML]), label="content")
        photo = self.attempt(
            row,
            lambda: photos.keep(
                case_id=row["case_id"], by=by, name="א.png", content=content, alt="הפגם", now=self.world.now
            ),
        )
        return [photo.pk] if photo else []

    @rule(data=BOLD, what=WHAT, span=SPANS)
    def correct(self, data: Any, what: str, span: timedelta) -> None:
        """It is set right, before or after a choice; who saw it before does not know."""
        if row := self._one(data):
            by, shown = self.someone(data), self._shown(data, what, span)
            self.attempt(
                row,
                lambda: disclosures.correct(disclosure_id=row["id"], by=by, shown=shown, now=self.world.now),
            )

    @rule(data=BOLD)
    def be_about_what_keeps_something_to_be_told(self, data: Any) -> None:
        """Somebody says what a case is about, once or more: it is told once, and nothing that was promised moves."""
        galil, case, by = self.stage.galil, one_of(data, self.cases(), "case"), self.someone(data)
        chosen = self.service().pk
        dues = {row["id"]: row["due"] for row in self.promises()}
        told = Disclosure.objects.of(galil.id).filter(case=case["id"], standing__isnull=False)
        before = {row.pk: row.standing_id for row in told}
        found = self.attempt(
            case,
            lambda: cases.set_service(case_id=case["id"], by=by, service=chosen, now=self.world.now),
        )
        assert not (found and case["state"] == "closed")
        assert all(row["due"] == dues[row["id"]] for row in self.promises() if row["id"] in dues)
        new = [row.standing_id for row in told.all() if row.pk not in before]
        assert len(new) == len({*new} - {*before.values()}), "the same was told twice"

    @rule(data=BOLD)
    def look_again(self, data: Any) -> None:
        """The customer opens the page anew."""
        if row := self._one(data):
            self._see(Disclosure.objects.of(self.stage.galil.id).select_related("told").get(pk=row["id"]))

    @rule(
        data=BOLD,
        option=st.sampled_from(["other", "other", "do_nothing", "cancel", "", "best"]),
        how=st.sampled_from(list(How)),
        proof=PROOFS,
    )
    def decide(self, data: Any, option: str, how: How, proof: str) -> None:
        """Somebody chooses of what they saw, or says that the customer did."""
        row = self._one(data)
        if not row:
            return
        by, shown = self.anyone(data), self._known().get(row["id"], "")
        stands = self._stands(row)
        found = self.attempt(
            row,
            lambda: disclosures.decide(
                disclosure_id=row["id"],
                by=by,
                option=option,
                shown=shown,
                how=how,
                proof=proof,
                now=self.world.now,
            ),
        )
        if found:
            assert shown == stands, "it was chosen of other words than stand"
            assert (by.kind == "customer") == (how is How.PAGE), "somebody tapped for them"
            assert proof or how not in (How.CALL, How.MAIL), "nothing proves it"
            assert option in ("other", "do_nothing", "cancel"), "nothing of that name was offered"

    @rule(data=BOLD, span=SPANS)
    def admit_no_date(self, data: Any, span: timedelta) -> None:
        """A promise in any state has no new date."""
        row, by = self.pick(data, "open"), self.someone(data)
        word = moment(self.world.now, span)
        found = self.attempt(
            row,
            lambda: delays.no_date(
                promise_id=row["id"], by=by, reason="חסר חלק", next_due=word, now=self.world.now
            ),
        )
        if found and row["revisions"]:
            asked = Disclosure.objects.of(self.stage.galil.id).filter(about=row["id"], kind="delay")
            assert asked.exists(), "a further delay asked nobody"

    @invariant()
    def nothing_is_chosen_for_anybody(self) -> None:
        """Whatever passed, and whoever stayed silent."""
        if self.is_begun():
            require(guarantees.open_eyes(self.world))
            chosen = [row for row in self.world.picture.of(Disclosure).values() if row["chosen"]]
            facts = Event.objects.of(self.stage.galil.id).filter(kind="DecisionMade").count()
            assert len(chosen) == facts

    def _one(self, data: Any) -> Any:
        told = list(self.world.picture.of(Disclosure).values())
        return one_of(data, told, "disclosure") if told else None

    def _known(self) -> dict[int, str]:
        if not hasattr(self, "known"):
            self.known = {}
        return self.known

    def _see(self, row: Disclosure) -> None:
        self._known()[row.pk] = disclosures.shown_digest(row.told)

    def _stands(self, row: Any) -> str:
        told = Remark.objects.of(self.stage.galil.id).get(pk=row["told_id"])
        return disclosures.shown_digest(told)


class ChoosingLife(Choosing, FairLife):
    """In fair weather."""
