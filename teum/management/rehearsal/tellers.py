"""Once a week something happens that touches many: whoever runs the business tells them, and now and then once more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from teum.actions import incidents
from teum.core.incident import Rule, Said, Terms, Word
from teum.core.remedy import Kind, Remedy
from teum.core.remedy import Rule as RemedyRule
from teum.core.window import Window
from teum.management.rehearsal import sayings
from teum.management.rehearsal.world import World
from teum.models import Incident
from teum.queries import incidents as queries
from teum.queries.incidents import Chosen

WEEK = 7
AHEAD = timedelta(days=2)
"""It touches what is due within so long."""
GOES_ON, IS_LEFT_OUT, IS_UNDONE = 0.4, 0.2, 0.2
"""How likely another word follows, somebody is left out, and a yes is undone."""
TEXTS = {
    "he": Said(what="הרכב של הצוות התקלקל", matters="המוצרים עצמם לא ניזוקו"),
    "en": Said(what="The van of our team broke down", matters="The goods themselves are safe"),
}


@dataclass
class Tellers:
    """Who tells many at once."""

    world: World

    def plan(self, days: list[date]) -> None:
        """One incident a week, at an hour at which people are at work or on their way home."""
        for on in days[3::WEEK]:
            hour = self.world.rng.choice([8, 10, 13, 16, 20])
            self.world.at(datetime.combine(on, time(hour, 20), self.world.zone), self._happens)

    def _happens(self) -> None:
        by = self.world.business.runs_it
        chosen = Chosen(due_until=self.world.now + AHEAD)
        touched = [one.promise for one in queries.candidates(chosen, by=by)]
        left_out = [pk for pk in touched if self.world.rng.random() < IS_LEFT_OUT]
        known_at = self.world.now - timedelta(minutes=self.world.rng.randint(1, 90))
        word = self._word(self.world.rng.choice(list(Rule)))
        row = self.world.attempt(
            lambda: incidents.draft(
                by=by,
                title="הרכב התקלקל",
                found_by="הצוות",
                known_at=known_at,
                word=word,
                chosen=chosen,
                left_out=left_out,
                now=self.world.now,
            )
        )
        if row is None:
            return
        self._yes(row)
        if self.world.rng.random() < GOES_ON:
            later = timedelta(minutes=self.world.rng.randint(30, 600))
            self.world.after(later, lambda: self._go_on(row))

    def _word(self, rule: Rule) -> Word:
        hours = self.world.rng.randint(4, 60)
        at = sayings.moment(self.world.now + timedelta(hours=hours), self.world.zone)
        terms = Terms(
            rule=rule,
            days=self.world.rng.randint(1, 3) if rule is Rule.SHIFT else 0,
            window=Window(due=at) if rule is Rule.FIXED else None,
            next_due=at if rule in (Rule.NONE, Rule.STAYS) else None,
        )
        offer = Remedy(kind=Kind.PERCENT, value=10)
        remedy = RemedyRule(remedy=offer, after_minutes=180) if self.world.rng.random() < 0.5 else None
        return Word(texts=TEXTS, terms=terms, remedy=remedy)

    def _yes(self, row: Incident) -> None:
        by = self.world.business.runs_it
        if not self.world.attempt(lambda: incidents.start(incident_id=row.pk, by=by, now=self.world.now)):
            return
        if self.world.rng.random() < IS_UNDONE:
            self.world.after(timedelta(seconds=self.world.rng.randint(1, 14)), lambda: self._undo(row))

    def _undo(self, row: Incident) -> None:
        """They look once more, and say yes after all."""
        by = self.world.business.runs_it
        if self.world.attempt(lambda: incidents.undo(incident_id=row.pk, by=by, now=self.world.now)):
            self.world.after(timedelta(minutes=self.world.rng.randint(1, 20)), lambda: self._yes(row))

    def _go_on(self, row: Incident) -> None:
        by, word = self.world.business.runs_it, self._word(Rule.STAYS)
        if self.world.attempt(
            lambda: incidents.go_on(incident_id=row.pk, by=by, word=word, now=self.world.now)
        ):
            self._yes(row)
