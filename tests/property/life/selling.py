"""Before a sale, at the counter: whoever stands there is shown what a product keeps to be told, and chooses or does not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests import cast
from tests.cast_disclosure import DAYS, kept
from tests.property.life.asking import Life
from tests.property.life.base import BOLD, one_of
from teum.actions import sales, services, standing
from teum.actions.customers import Contact
from teum.actions.sales import Chosen, Whose
from teum.core.actor import Actor
from teum.models import Case, Disclosure, Event, Message, Service, StandingDisclosure
from teum.queries import standing as queries
from teum.queries.standing import StandingView


class Selling(Life):
    """Rules of a counter at which something with a flaw is sold."""

    turned: tuple[StandingView, ...] = ()
    """What was on the screen when it was turned to a customer; what is kept may have changed since."""

    def service(self) -> Service:
        """What is sold, with what is told of it before anybody pays."""
        galil = self.stage.galil
        found = Service.objects.of(galil.id).first()
        if found is None:
            found = services.add(by=cast.by(galil.ruth), name="מקלחון")
            self._keep(found, price=179_000)
        return found

    def _keep(self, service: Service, *, price: int) -> None:
        first, *others = kept().options
        shown = replace(kept(), options=(replace(first, price=price), *others))
        ruth = cast.by(self.stage.galil.ruth)
        standing.keep(service_id=service.pk, by=ruth, shown=shown, days=DAYS, now=self.world.now)

    @rule()
    def turn_the_screen(self) -> None:
        """A customer reads what is told now."""
        by = cast.by(self.stage.galil.yael)
        self.turned = queries.laid(self.service().pk, by=by, now=self.world.now)

    @rule(price=st.sampled_from([100, 199_000]), stays=st.booleans())
    def keep_something_else(self, price: int, stays: bool) -> None:
        """A manager words anew what is told, or adds to it."""
        service, ruth = self.service(), cast.by(self.stage.galil.ruth)
        if not stays:
            for row in StandingDisclosure.objects.of(self.stage.galil.id).filter(is_active=True):
                standing.end(standing_id=row.pk, by=ruth)
        self._keep(service, price=price)

    @rule(
        data=BOLD,
        option=st.sampled_from(["other", "other", "as_is", "cancel", "best", ""]),
        who=st.sampled_from(["new", "nobody", "known", "dana", "case"]),
        sees=st.sampled_from(["what stands", "what stands", "what stood", "other words", "nothing"]),
    )
    def sell(self, data: Any, option: str, who: str, sees: str) -> None:
        """Somebody is written down, with what they chose of what the screen showed; or they said nothing."""
        if sees == "what stands":
            self.turn_the_screen()
        service, by, now = self.service(), self.anyone(data), self.world.now
        stands = {view.id: view.digest for view in queries.laid(service.pk, by=self._at_desk(), now=now)}
        seen = {
            view.id: view.digest[::-1] if sees == "other words" else view.digest
            for view in (self.turned if sees != "nothing" else ())
        }
        said = {pk: Chosen(option=option, shown=shown) for pk, shown in seen.items()}
        before = Disclosure.objects.of(self.stage.galil.id).count()
        case = self._case(data, who)
        found = self.attempt(
            case,
            lambda: sales.record(
                service_id=service.pk, by=by, whose=self._whose(who, case), chosen=said, now=now
            ),
        )
        if not found:
            after = Disclosure.objects.of(self.stage.galil.id).count()
            assert after == before, "a part of a sale was recorded that was refused"
            return
        assert by.kind == "member", "nobody sells to themselves"
        assert all(one in said and said[one].shown == digest for one, digest in stands.items()), (
            "something was sold whose flaw nobody was shown as it stands, or of which nothing was said"
        )
        self._recorded(found, option, count=len(stands), now=now)

    def _recorded(self, case: Case, option: str, *, count: int, now: Any) -> None:
        """Each thing told is chosen of, at the counter, of what was shown; and one line of each confirms it."""
        made = Disclosure.objects.of(case.organisation_id).filter(case=case, standing__isnull=False)
        told = list(made.order_by("-id")[:count])
        assert {(row.chosen, row.how) for row in told} <= {(option, "counter")} and len(told) == count
        facts = Event.objects.of(case.organisation_id).filter(case=case.pk)
        shown = {
            (fact.facts["disclosure"], fact.facts["digest"]) for fact in facts.filter(kind="DisclosureMade")
        }
        for fact in facts.filter(kind="DecisionMade", at=now):  # and whatever else was chosen at that moment
            assert (fact.facts["disclosure"], fact.facts["shown"]) in shown, "chosen of what was not shown"
        decisions = facts.filter(kind="DecisionMade")
        lines = Message.objects.of(case.organisation_id).filter(case=case, kind="decided")
        assert lines.count() == decisions.count() >= count, (
            "one line says to them what they chose, and says it once"
        )

    def _at_desk(self) -> Actor:
        return cast.by(self.stage.galil.yael)

    def _case(self, data: Any, who: str) -> Any:
        """The case that the sale joins, if it joins one."""
        if who != "case":
            return None
        return one_of(data, self.cases(), "case")

    def _whose(self, who: str, case: Any) -> Whose:
        galil = self.stage.galil
        if case is not None:
            return Whose(case=case["id"])
        if who == "dana":
            return Whose(customer=galil.dana.pk)
        known = cast.DANA_PHONE if who == "known" else f"michal{self.world.now:%d%H%M}@example.com"
        channel = "phone" if who == "known" else "email"
        return Whose(
            name="מיכל אור", contacts=[] if who == "nobody" else [Contact(channel=channel, address=known)]
        )
