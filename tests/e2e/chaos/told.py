"""Whether the clock's word reached each customer before their promise fell due (guarantee 3).

Virtual time waits for the work, so one thing alone excuses a customer who was not told in time: their word is `uncertain`,
for whoever sent it died between sending and marking. A process, a server or a primary that was down otherwise excuses nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from tests.e2e.chaos.outbox import Sent
from tests.e2e.chaos.scenario import Scenario
from tests.e2e.chaos.times import BEGINS, LAST_DUE

_SPOKEN = """
SELECT DISTINCT p.id, m.id, COALESCE(t.at < p.due, false) FROM teum_promise p
  JOIN teum_event e ON e.promise = p.id AND e.kind = 'HoldingSent'
  JOIN teum_telling t ON t.promise_id = p.id AND t.number::text = e.facts ->> 'number' AND t.what = 'holding'
  JOIN teum_message m ON m.id = t.message_id AND m.at = e.at AND m.kind = 'holding' AND m.case_id = p.case_id
 WHERE p.due BETWEEN %(first)s AND %(last)s
"""
"""For each promise the messages that were written with the clock's word for it, and whether it counts as told in time."""
_FOUND = """
SELECT p.id, e.facts ->> 'told', e.facts ->> 'outage', ARRAY(
         SELECT t.message_id FROM teum_telling t WHERE t.promise_id = p.id AND t.number::text = e.facts ->> 'number'
            AND t.what = 'late')
  FROM teum_promise p LEFT JOIN teum_event e ON e.promise = p.id AND e.kind = 'PromiseMissed'
 WHERE p.due BETWEEN %(first)s AND %(last)s ORDER BY p.id, e.id
"""
"""What the clock found when the time of each had passed, and the messages that say that it is late."""


class _Word(NamedTuple):
    message: Sent
    is_in_time: bool


def in_time(sent: list[Sent], scenario: Scenario) -> Iterator[str]:
    """Each promise has one word that the carrier has before it is due, or of which nobody knows and that is late, too."""
    look, day = scenario.look, {"first": BEGINS, "last": LAST_DUE}
    messages = {message.id: message for message in sent}
    spoken: dict[int, list[_Word]] = defaultdict(list)
    for promise, pk, is_in_time in look.rows(_SPOKEN, **day):
        spoken[promise].append(_Word(messages[pk], is_in_time))
    for promise, told, outage, late in look.rows(_FOUND, **day):
        words = spoken[promise]
        if len(words) != 1:
            yield f"promise {promise}: the clock spoke for it, and {len(words)} messages say so"
        else:
            found = (told, outage, [messages[pk] for pk in late])
            yield from (f"promise {promise}: {wrong}" for wrong in _wrong(words[0], *found))


def _wrong(word: _Word, told: str | None, outage: str | None, late: list[Sent]) -> Iterator[str]:
    message = word.message
    if not _may_have_arrived(message):
        yield f"its word is {message.state}, and the carrier has it {message.taken} times"
    if message.state == "accepted" and not word.is_in_time:
        yield "its word came after it was due"
    if message.state == "accepted" and told == "false":
        yield "it counts as untold, and the carrier took its word"
    if message.state == "uncertain" and (told != "false" or outage != "carrier"):
        yield f"its word is uncertain, and it counts as told: {told}, outage: {outage}"
    if told == "false" and not any(map(_may_have_arrived, late)):
        yield "it passed in silence, and no word says that it is late"


def _may_have_arrived(message: Sent) -> bool:
    return message.state == "uncertain" or (message.state == "accepted" and message.taken > 0)
