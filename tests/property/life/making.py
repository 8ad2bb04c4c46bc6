"""Cases are opened and promises made, or what is none is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from tests import cast
from tests.property.life.base import BOLD, Base, one_of
from tests.property.words import SPOILT, all_spoilt, whole
from teum.actions import cases, contact, promises
from teum.core import events
from teum.language.notices import first_contacts
from teum.management.rehearsal import fold
from teum.management.rehearsal.guarantees.states import LIVE
from teum.management.rehearsal.picture import Fact
from teum.models import Promise

MOST_CASES = 4


class Making(Base):
    """Members open cases and record promises, visitors fill the form."""

    @precondition(lambda self: len(self.cases()) < MOST_CASES)
    @rule(data=BOLD)
    def open_case(self, data: Any) -> None:
        """A member opens a case, with a promise or with none."""
        whose = data.draw(st.sampled_from(self.customers()), label="customer")
        by = cast.by(self.stage.galil.yael)
        drawn = data.draw(st.one_of(st.none(), whole(self.world.now)))
        promise = self.reaching(whose, drawn) if drawn else None
        opened = self.attempt(
            None,
            lambda: cases.open_case(
                customer_id=whose.pk, by=by, title="מזגן לסלון", promise=promise, now=self.world.now
            ),
        )
        self.touched = opened.pk if opened else None

    @precondition(lambda self: len(self.cases()) < MOST_CASES)
    @rule(urgent=st.booleans())
    def fill_form(self, urgent: bool) -> None:
        """A visitor fills the public form."""
        about = "דחוף, תחזרו אליי בהקדם" if urgent else "מזגן שמטפטף"
        self.attempt(
            None,
            lambda: contact.receive(
                organisation_id=self.stage.galil.id,
                name="מבקר",
                phone="054-765-4399",
                email="visitor@example.com",
                about=about,
                now=self.world.now,
            ),
        )

    @rule(data=BOLD)
    def make(self, data: Any) -> None:
        """Somebody records one more promise, sometimes instead of another."""
        case = one_of(data, self.cases(), "case")
        draft = data.draw(whole(self.world.now))
        live = [row["id"] for row in self.promises(*LIVE) if row["case_id"] == case["id"]]
        replaced = data.draw(st.sampled_from([None, None, *live]), label="instead of")
        by = self.someone(data)
        draft = replace(draft, replaces=replaced)
        self.attempt(case, lambda: promises.make(case_id=case["id"], by=by, draft=draft, now=self.world.now))

    @rule(data=BOLD)
    def make_spoilt(self, data: Any) -> None:
        """Somebody tries to record what is no promise, in every way that there is (guarantee 1)."""
        open_ = self.cases("open")
        if not open_:
            return
        case, by = one_of(data, open_, "case"), cast.by(self.stage.galil.yael)
        tries = {
            spoilt.name: lambda spoilt=spoilt: promises.make(
                case_id=case["id"], by=by, draft=spoilt.draft, now=self.world.now
            )
            for spoilt in data.draw(all_spoilt(self.world.now))
        }
        found = self.world.refused(tries)
        assert found == {name: code for name, (code, _) in SPOILT.items()}

    @rule(data=BOLD)
    def make_without_saying_whether_instead(self, data: Any) -> None:
        """Where there is another open promise, "instead of, or as well?" must be answered (guarantee 1)."""
        deeds = [row for row in self.promises(*LIVE) if row["nature"] == "deed"]
        if not deeds:
            return
        case_id = one_of(data, deeds, "promise")["case_id"]
        draft, by = replace(self.draft(data), says_replaces=False), cast.by(self.stage.galil.yael)
        found = self.attempt(
            None, lambda: promises.make(case_id=case_id, by=by, draft=draft, now=self.world.now)
        )
        assert found is None, "recorded without the answer"

    @invariant()
    def no_delay_goes_by_another_name(self) -> None:
        """What comes later instead of another counts its delays; a second one only where the customer had a say."""
        if not self.is_begun():
            return
        facts = self.world.picture.facts
        talks = [f.event for f in facts if isinstance(f.event, events.ConversationLogged)]
        agreed = {made for talk in talks for made in talk.promises}
        agreed |= {f.event.made for f in facts if isinstance(f.event, events.DecisionMade) and f.event.made}
        promises = self.world.picture.of(Promise)
        for row in promises.values():
            if row["replaces_id"] and not first_contacts.is_one(promises[row["replaces_id"]]["body"]):
                self._counted(row["id"], self.world.picture.facts_of(row["replaces_id"]), row["id"] in agreed)

    def _counted(self, successor: int, history: list[Fact], is_agreed: bool) -> None:
        made = self.world.picture.facts_of(successor)[0]
        assert isinstance(made.event, events.PromiseMade)
        first = history[0].event
        assert isinstance(first, events.PromiseMade)
        *_, (_, old) = fold.steps(fact for fact in history if fact.id < made.id)
        if first.debtor == "customer":
            return
        is_later = made.event.due > old.due or made.event.term is not None
        counts = is_later and old.state != "offered"
        before = [fact.event for fact in history if fact.id < made.id]
        if counts and not _is_heard(before, old.number):
            assert made.event.delays - old.revisions in (0, 1), "what nobody heard of counts once at most"
            return
        assert made.event.delays == old.revisions + counts, "a delay that nobody counted"
        asks = first.debtor == "provider" and old.revisions and made.at < old.due
        assert is_agreed or not (is_later and asks), "delayed once more, and nobody asked the customer"


def _is_heard(before: list[events.Event], number: int) -> bool:
    """Whether a carrier or a call told the customer how it stood, the last that there is no date included."""
    admitted = [place for place, fact in enumerate(before) if isinstance(fact, events.NoDateGiven)]
    told = [(place, fact) for place, fact in enumerate(before) if isinstance(fact, events.PromiseTold)]
    knows = any(fact.number + (fact.what == "revised") >= number for _, fact in told)
    since = admitted[-1] if admitted else -1
    return knows and (not admitted or any(place > since and fact.what == "holding" for place, fact in told))
