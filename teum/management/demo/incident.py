"""The demo's incident: a compressor did not come, and two customers were told at once, each their own new time."""

from datetime import timedelta

from teum.actions import incidents
from teum.clock import incidents as clock
from teum.core import policy
from teum.core.incident import Rule, Said, Terms, Word
from teum.core.remedy import Kind, Remedy
from teum.core.remedy import Rule as RemedyRule
from teum.management.demo.stage import Stage, Story
from teum.queries.incidents import Chosen

TITLE = "החלפת מדחס"
HE = Said(
    what="המשלוח של המדחסים לא הגיע מהיבואן",
    matters="המזגן שלך ממשיך לעבוד כמו עכשיו, ואין צורך לכבות אותו",
)


def many_told(stage: Stage) -> Story:
    """One fault, written once."""
    at = yield stage.ago(6)
    for customer, hours in (("noa", 14), ("amal", 17)):
        stage.case(
            customer,
            "dan",
            TITLE,
            at=at,
            body="אגיע אליך להחליף את המדחס",
            includes=["מדחס", "החלפה"],
            channel="visit",
            due=stage.ahead(hours),
        )
    known = stage.ago(2)
    now = yield stage.ago(1.5)
    remedy = RemedyRule(remedy=Remedy(kind=Kind.PERCENT, value=10), after_minutes=60)
    row = incidents.draft(
        by=stage.by("rina"),
        title="המדחסים לא הגיעו",
        found_by="היבואן",
        known_at=known,
        word=Word(texts={"he": HE}, terms=Terms(rule=Rule.SHIFT, days=2), remedy=remedy),
        chosen=Chosen(text=TITLE),
        now=now,
    )
    incidents.start(incident_id=row.pk, by=stage.by("rina"), now=now)
    clock.once((yield now + timedelta(seconds=policy.DEFAULT.undo_seconds)))
