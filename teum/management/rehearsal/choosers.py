"""Members tell of faults and limitations with options; customers choose, object, see it set right, or stay silent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from teum.actions import disclosures, handouts, objections, photos
from teum.core import actor
from teum.core.disclosure import Affects, How, Kind, Option, Shown, Way
from teum.core.window import Window
from teum.management.rehearsal import sayings
from teum.management.rehearsal.owners import Owners
from teum.management.rehearsal.world import World, there
from teum.models import Disclosure, Promise

LOOK = timedelta(hours=9)
"""How often somebody thinks of what a customer should know."""
TELLS = 0.06
"""How likely a promise turns out to have a catch."""
PHOTOGRAPHED = 0.3
"""How likely somebody takes a photo of it, and how likely a file of ours goes with it."""


@dataclass
class Choosers:
    """Who tells, and who chooses."""

    world: World
    owners: Owners
    seen: int = 0
    asked: set[int] = field(default_factory=set)

    def look(self, until: datetime) -> None:
        """Think of what to tell, now and again until a moment, and of every choice that is awaited."""
        deeds = Promise.objects.of(self.world.organisation).filter(nature="deed", pk__gt=self.seen)
        for pk, debtor in list(deeds.order_by("id").values_list("pk", "debtor")):
            self.seen = pk
            if debtor == "provider" and self.world.rng.random() < TELLS:
                self._soon(lambda pk=pk: self._tell(pk))  # type: ignore[misc]
        waiting = Disclosure.objects.of(self.world.organisation).filter(promise__state="open", chosen="")
        for row in waiting.exclude(pk__in=self.asked).select_related("told").order_by("id"):
            self.asked.add(row.pk)
            self._answer(row.pk, disclosures.shown_digest(row.told))
        if self.world.now + LOOK < until:
            self.world.after(LOOK, lambda: self.look(until))

    def _soon(self, act: Callable[[], None]) -> None:
        self.world.after(timedelta(minutes=self.world.rng.randint(1, 600)), act)

    def _tell(self, pk: int) -> None:
        row = self.world.promise(pk)
        if self.world.rng.random() < PHOTOGRAPHED:
            self._hand_over(row)
        due = sayings.moment(self.world.now + timedelta(days=self.world.rng.randint(1, 3)), self.world.zone)
        self.world.attempt(
            lambda: disclosures.disclose(
                case_id=row.case_id,
                by=self.world.somebody(row.owner_id),
                shown=self._shown(due),
                about=pk if row.state == "open" else None,
                decide_by=due,
                photos=self._photographed(row),
                now=self.world.now,
            )
        )

    def _hand_over(self, row: Promise) -> None:
        """What was told stands in a file, too."""
        by = self.world.somebody(row.owner_id)
        self.world.attempt(
            lambda: handouts.give(
                case_id=row.case_id,
                by=by,
                name=sayings.PICTURE_NAME,
                content=sayings.PICTURE,
                text=sayings.SEEN,
                now=self.world.now,
            )
        )

    def _photographed(self, row: Promise) -> list[int]:
        """Now and then somebody takes a photo of it."""
        if self.world.rng.random() >= PHOTOGRAPHED:
            return []
        by = self.world.somebody(row.owner_id)
        photo = self.world.attempt(
            lambda: photos.keep(
                case_id=row.case_id,
                by=by,
                name=sayings.PICTURE_NAME,
                content=sayings.PICTURE,
                alt=sayings.SEEN,
                now=self.world.now,
            )
        )
        return [photo.pk] if photo else []

    def _shown(self, decide_by: datetime, price: int = 30_000) -> Shown:
        later = sayings.moment(decide_by + timedelta(days=2), self.world.zone)
        options = (
            Option(
                key="other",
                way=Way.OTHER,
                what=self.world.rng.choice(sayings.OPTIONS),
                price=price,
                window=Window(due=later),
                channel="visit",
            ),
            Option(key="do_nothing", way=Way.DO_NOTHING, what=sayings.AS_AGREED),
            Option(key="cancel", way=Way.CANCEL, what=sayings.CANCEL, price=0),
        )
        return Shown(
            kind=self.world.rng.choice(list(Kind)),
            what=self.world.rng.choice(sayings.CATCHES),
            matters=sayings.MATTERS,
            affects=(Affects.LOOKS,),
            found_on=self.world.now.date(),
            found_by=sayings.FINDER,
            zone=self.world.zone,
            no_date=self.world.rng.choice(sayings.REASONS),
            options=options,
            recommended=self.world.rng.choice(["", "other"]),
            interest=sayings.INTEREST,
        )

    def _answer(self, pk: int, shown: str) -> None:
        """What comes of it: a choice, one by phone, an objection, a correction meanwhile, or silence."""
        draw = self.world.rng.random()
        if draw < 0.2:
            self._soon(lambda: self._correct(pk))
        if draw < 0.55:
            self._soon(lambda: self._choose(pk, shown))
        elif draw < 0.7:
            self._soon(lambda: self._record(pk, shown))
        elif draw < 0.8:
            self._soon(lambda: self._object(pk))

    def _correct(self, pk: int) -> None:
        row = self._row(pk)
        if row.promise:
            shown = replace(self._shown(row.promise.due, price=45_000), kind=Kind.FAULT)
            by = self.world.somebody(row.promise.owner_id)
            self.world.attempt(
                lambda: disclosures.correct(disclosure_id=pk, by=by, shown=shown, now=self.world.now)
            )

    def _choose(self, pk: int, shown: str) -> None:
        """On their page; who is told that it changed meanwhile looks again, most of the time."""
        by = actor.customer(self.world.organisation, self._row(pk).case.customer_id)
        option = self.world.rng.choice(["other", "other", "do_nothing", "cancel"])

        def choose(seen: str) -> Disclosure | None:
            return self.world.attempt(
                lambda: disclosures.decide(
                    disclosure_id=pk, by=by, option=option, shown=seen, how=How.PAGE, now=self.world.now
                )
            )

        row = choose(shown)
        if row is None and self.world.rng.random() < 0.8:
            row = choose(disclosures.shown_digest(self._row(pk).told))
        self._take_on(row)

    def _record(self, pk: int, shown: str) -> None:
        """A member writes down what was said before them."""
        row = self._row(pk)
        how, proof = self.world.rng.choice([(How.COUNTER, ""), (How.CALL, sayings.PROOF), (How.MAIL, "")])
        by = self.world.somebody(row.case.owner_id)
        option = self.world.rng.choice(["other", "cancel"])
        self._take_on(
            self.world.attempt(
                lambda: disclosures.decide(
                    disclosure_id=pk,
                    by=by,
                    option=option,
                    shown=shown,
                    how=how,
                    proof=proof,
                    now=self.world.now,
                )
            )
        )

    def _object(self, pk: int) -> None:
        by = actor.customer(self.world.organisation, self._row(pk).case.customer_id)
        question = self.world.attempt(
            lambda: objections.object_to(disclosure_id=pk, by=by, text=sayings.OBJECTION, now=self.world.now)
        )
        if question is not None:
            self.owners.take_on(question.promise_id)

    def _take_on(self, row: Disclosure | None) -> None:
        """What was chosen has its owner, as everything that is promised."""
        if row is None or row.chosen != "other":
            return
        made = Promise.objects.of(self.world.organisation).filter(
            case=row.case, debtor="provider", nature="deed"
        )
        self.owners.take_on(made.order_by("-id").values_list("pk", flat=True)[0])

    def _row(self, pk: int) -> Disclosure:
        rows = Disclosure.objects.of(self.world.organisation).select_related("told", "promise", "case")
        return there(rows.filter(pk=pk).first())
