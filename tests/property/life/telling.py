"""One fault that touches many: written once, told to each, in any weather."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from tests.property.life.asking import Life
from tests.property.life.base import BOLD, one_of
from tests.property.life.weather import FairLife, FoulLife
from tests.property.words import SPANS, VAGUE, moment
from teum.actions import incidents
from teum.core.incident import Rule, Said, Terms, Word
from teum.core.remedy import Kind, Remedy
from teum.core.remedy import Rule as RemedyRule
from teum.core.window import Window
from teum.models import Affected, Event, Incident, IncidentWord
from teum.queries.incidents import Chosen

WHAT = st.sampled_from(["הרכב התקלקל", "הספק לא סיפק", VAGUE[0], ""])
OFFERS = st.sampled_from([None, RemedyRule(remedy=Remedy(kind=Kind.PERCENT, value=10), after_minutes=60)])


class Telling(Life):
    """Rules of incidents, for any weather."""

    def _word(self, what: str, rule_: Rule, span: timedelta, offer: RemedyRule | None) -> Word:
        at = moment(self.world.now, span)
        terms = Terms(
            rule=rule_,
            days=1 if rule_ is Rule.SHIFT else 0,
            window=Window(due=at) if rule_ is Rule.FIXED else None,
            next_due=at if rule_ in (Rule.NONE, Rule.STAYS) else None,
        )
        said = Said(what=what, matters="המוצר עצמו לא ניזוק")
        english = Said(what="the van broke down" if what else "", matters="the goods are safe")
        return Word(texts={"he": said, "en": english}, terms=terms, remedy=offer)

    @rule(data=BOLD, what=WHAT, rule_=st.sampled_from(Rule), span=SPANS, offer=OFFERS, is_told=st.booleans())
    def something_happens(
        self, data: Any, what: str, rule_: Rule, span: timedelta, offer: RemedyRule | None, is_told: bool
    ) -> None:
        """A fault that touches whatever is open; told at once, or left as a draft."""
        by, word = self.someone(data), self._word(what, rule_, span, offer)
        row = self.attempt(
            None,
            lambda: incidents.draft(
                by=by,
                title="תקלה",
                found_by="הצוות",
                known_at=self.world.now - timedelta(minutes=3),
                word=word,
                chosen=Chosen(),
                now=self.world.now,
            ),
        )
        assert not (row and what in ("", VAGUE[0])), "told half, or vaguely"
        if row and is_told:
            self.attempt(None, lambda: incidents.start(incident_id=row.pk, by=by, now=self.world.now))

    @rule(data=BOLD, what=WHAT, rule_=st.sampled_from(Rule), span=SPANS)
    def it_goes_on(self, data: Any, what: str, rule_: Rule, span: timedelta) -> None:
        """Another word to the same customers, or a yes to what was left as a draft."""
        known = list(Incident.objects.of(self.stage.galil.id).order_by("id").values("id"))
        if not known:
            return
        pk, by = one_of(data, known, "incident")["id"], self.someone(data)
        word = self._word(what, rule_, span, None)
        self.attempt(
            None,
            lambda: incidents.go_on(incident_id=pk, by=by, word=word, starts=True, now=self.world.now),
        )
        self.attempt(None, lambda: incidents.start(incident_id=pk, by=by, now=self.world.now))

    @rule(data=BOLD, seconds=st.integers(0, 12))
    def a_yes_is_undone(self, data: Any, seconds: int) -> None:
        """A yes, and within its seconds or after them a no: nobody was told, or all are told all the same."""
        known = list(Incident.objects.of(self.stage.galil.id).order_by("id").values("id"))
        if not known:
            return
        pk, by = one_of(data, known, "incident")["id"], self.someone(data)
        self.attempt(None, lambda: incidents.start(incident_id=pk, by=by, now=self.world.now))
        self.world.until(self.world.now + timedelta(seconds=seconds))
        begun = self._begun(pk)
        undone = self.attempt(None, lambda: incidents.undo(incident_id=pk, by=by, now=self.world.now))
        assert not (undone and begun), "somebody was told already"

    def _begun(self, pk: int) -> bool:
        """Whether its last word has reached anybody."""
        last = IncidentWord.objects.of(self.stage.galil.id).filter(incident=pk).order_by("number").last()
        told = Affected.objects.of(self.stage.galil.id).filter(word=last, allowed_at__isnull=False)
        return told.exclude(state="waiting").exists()

    @invariant()
    def each_is_told_once(self) -> None:
        """While the clock runs nobody waits beyond the seconds of a yes, within them and of a draft nobody is told, and
        what was told is in the ledger, once.
        """
        if not self.is_begun():
            return
        rows, now = Affected.objects.of(self.stage.galil.id), self.world.now
        if not self.world.is_away("clock"):
            assert not rows.filter(state="waiting", word__tells_at__lte=now).exists()
        early = rows.filter(word__tells_at__gt=now)
        assert not early.exclude(state__in=["waiting", "left_out"]).exists()
        drafts = IncidentWord.objects.of(self.stage.galil.id).filter(started_at=None)
        assert not rows.filter(word__in=drafts).exclude(state__in=["waiting", "left_out"]).exists()
        told = sorted(rows.filter(state="told").values_list("word", "promise", "seconds"))
        facts = Event.objects.of(self.stage.galil.id).filter(kind="IncidentTold")
        assert told == sorted((one.facts["word"], one.promise, one.facts["seconds"]) for one in facts)


class TellingLife(Telling, FairLife):
    """In fair weather."""


class FoulTellingLife(Telling, FoulLife):
    """In foul weather."""
