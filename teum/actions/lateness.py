"""Words to the customer once a time has passed in silence: late ones, and what they take in or leave out (A4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db.models import Q, QuerySet

from teum.actions import anew, letters, matter, moments, tellings, words
from teum.actions.letters import Tells
from teum.actions.matter import Matter
from teum.actions.promises import notice
from teum.core import delivery
from teum.core.promise import State
from teum.core.window import Window
from teum.language.notices import silence
from teum.language.notices.owed import Owed
from teum.models import Message, Promise, Telling, prepared
from teum.queries import hearing, rounds, rows, sentences, telling
from teum.queries.message_view import BY_A_PERSON, UNSAID


def late(opened: Matter, *passed: Promise) -> None:
    """Due moments passed in silence: the customer is told the truth once, the most urgent first, with the next word.

    What an earlier one that has not left tells of is told by this one as well. Of a promised word whose matter ended
    meanwhile they hear that end.
    """
    before = [row for message in _waiting_late(opened) for row in _take_in(opened, message)]
    for row in passed:
        overtake_waiting(opened, row)
        notice.say_no_more(opened, row)
    listed = [*before, *passed]
    for ended, late_words in _of_what_ended(opened, listed):
        known = {row.pk: as_known(row) for row in late_words if _is_known(row)}
        listed = [row for row in listed if row not in late_words]
        if anew.say(opened, ended, late_words, known):
            continue
        listed += late_words
    if listed:
        next_due = _write_late(opened, listed)
        if next_due and (spoken := [row for row in passed if row in listed and not tellings.ended(row)]):
            words.tell_managers(opened, spoken, next_due=next_due)


def _of_what_ended(opened: Matter, listed: Sequence[Promise]) -> list[tuple[Promise, list[Promise]]]:
    """What ended of which words are late, each with all of those words that nobody has given."""
    late = [row for row in opened.live() if row.due <= opened.now]
    return [
        (found, [row for row in dict.fromkeys((*listed, *late)) if tellings.ended(row) == found])
        for found in _ended(listed)
    ]


def _ended(listed: Sequence[Promise]) -> list[Promise]:
    """What has ended of what these words are about."""
    return list(dict.fromkeys(found for row in listed if (found := tellings.ended(row))))


def _write_late(opened: Matter, passed: Sequence[Promise]) -> datetime | None:
    """Write what is said of all that passed; gives the moment of the next word."""
    listed = sorted({row.pk: row for row in passed}.values(), key=lambda row: (row.due, row.pk))
    # The last first: a word that passed is followed by one that is about its matter as well.
    still_open = [row for row in reversed(listed) if row.state == State.OPEN and not tellings.ended(row)]
    next_due = min([words.next_word(opened, row, kept=listed).due for row in still_open], default=None)
    pks = [row.pk for row in listed]
    others = [tell for found in _ended(listed) for tell in anew.until_heard(opened, found, but=pks)]
    _say_no_more(opened, passed)
    said = _heard_of(listed)
    letter = silence.late(
        party=letters.party(opened),
        people=[letters.person(row.answerable) for row in said],
        owed=[_with_its_end(row) if next_due else as_known(row) for row in said],
        next_due=next_due and next_due.astimezone(rows.zone(listed[0].zone)),
        is_done=all((tellings.ended(row) or row).state in tellings.DONE for row in listed),
    )
    letters.queue(
        opened,
        "late",
        letter,
        tells=[*(Tells(promise=row.pk, number=row.number, what="late") for row in listed), *others],
        needed_by=moments.soon(opened),
    )
    return next_due


def _with_its_end(row: Promise) -> Owed:
    """As they know it; where a next word follows, what ended meanwhile is told from what has not."""
    found = tellings.ended(row)
    return replace(as_known(row), is_done=found.state in tellings.DONE if found else None)


def _heard_of(listed: Sequence[Promise]) -> Sequence[Promise]:
    """Without the promised words of which they never heard, where there is anything else to say."""
    known = [row for row in listed if not matter.is_update(row) or _is_known(row)]
    return known or listed


def _is_known(row: Promise) -> bool:
    """Whether their customer has heard of it."""
    return telling.heard(row).number is not None


def as_known(row: Promise) -> Owed:
    """As they know it: by the time of which they heard, and the one to which it moved since."""
    owed = sentences.owed(row)
    known = telling.heard(row) if row.number else None
    if known is None or known.window is None or known.window == owed.window:
        return owed
    return replace(owed, window=known.window, moved_to=owed.window)


def passed_in_silence(opened: Matter, row: Promise) -> bool:
    """Whether its time passed in silence and the customer has not heard that: what is said now says it."""
    return leave_out_late(opened, row) or tellings.is_a_miss_unheard(opened, row)


def silent(opened: Matter, row: Promise) -> Owed | None:
    """What its customer still has to hear of its lateness, with what is said now; None where nothing passed unsaid."""
    return as_known(row) if passed_in_silence(opened, row) else None


def silent_words(opened: Matter, row: Promise) -> list[Promise]:
    """The promised words about it that are over, and of whose silence its customer hears with what is said now."""
    over = [word for word in tellings.words_promised(opened, row) if word.due <= opened.now]
    return [word for word in over if passed_in_silence(opened, word)]


def first_known(late: Sequence[Promise]) -> Window | None:
    """The earliest window of those of which their customer has heard; None where they know of none."""
    known = [as_known(row).window for row in late if _is_known(row)]
    return min(filter(None, known), key=lambda window: window.due, default=None)


def leave_out_late(opened: Matter, *said: Promise, gives_words: bool = True) -> bool:
    """It is said now how it stands with these promises: a word that they are late goes without them, or not at all.

    As does one that there is no answer yet; one about a promised word about them only where what is said gives that
    (`gives_words`). Answers whether one that it is late waited.
    """
    ids = {row.pk for row in said}
    if gives_words:
        leave_out_holding(opened, *said)
    else:
        overtake_waiting(opened, *said)
    about = {pk for row in said for pk in letters.messages_about(row)}
    waits = [message for message in _waiting_late(opened, *said) if message.pk in about]
    others = [other for message in waits for other in _take_in(opened, message)]
    # Words about it that are open are kept by what is said now, and told by it.
    others = [other for other in others if other.state != State.OPEN or other.about_id not in ids]
    if others := [other for other in others if other.pk not in ids]:
        _write_late(opened, others)
    return any(message.state == "overtaken" for message in waits)


def _waiting_late(opened: Matter, *also: Promise) -> list[Message]:
    """The words that have not left, and say that something which is open is late, or one of these promises."""
    late = hearing.UNSAID_LATE(opened.organisation_id, opened.case.pk)
    if not late:
        return []
    told = Telling.objects.of(opened.organisation_id).filter(message__in=late, what="late")
    told = told.filter(Q(promise__state=State.OPEN) | Q(promise__in=[row.pk for row in also]))
    ids = set(told.values_list("message", flat=True))
    return [message for message in late if message.pk in ids]


@prepared.rows
def _holding_of(organisation: int, case: int, messages: list[int]) -> QuerySet[Message]:
    return Message.objects.of(organisation).filter(UNSAID, case=case, kind="holding", pk__in=messages)


def _take_in(opened: Matter, message: Message) -> list[Promise]:
    """What a word that has not left, a late or a holding one, tells of and is still to be told; it is not sent."""
    told = Telling.objects.of(opened.organisation_id).filter(message=message, what=message.kind)
    listed = list(told.select_related("promise__owner", "promise__answerable", "promise__about__owner"))
    if not letters.replace(opened, message):
        return []
    for one in listed:
        one.promise.case = opened.case
    return [one.promise for one in listed if _is_to_be_told(one)]


def _is_to_be_told(telling: Telling) -> bool:
    """Whether it stands as it stood, or is a promised word that ended since, of whose lateness nobody has heard."""
    row = telling.promise
    if row.number != telling.number:
        return False
    if row.state == State.OPEN:
        return True
    is_word = telling.what == "late" and matter.is_update(row)
    return is_word and not any(word.at and word.number == row.number for word in tellings.words_about(row))


def _say_no_more(opened: Matter, late: Sequence[Promise]) -> None:
    """What waits for a hand or a call and names no time but theirs, or whose times are over, is said no more.

    That a time moved is still to be heard, and so are a person's own words, and what is said of what is not due yet.
    """
    ids = {row.pk for row in late}
    ahead = {row.pk for row in opened.live() if row.due > opened.now}
    about = {pk for row in late for pk in letters.messages_about(row)}
    waiting = list(
        Message.objects.of(opened.organisation_id)
        .filter(BY_A_PERSON, pk__in=about)
        .select_related("case__customer", "case__organisation")
    )
    over = hearing.passed(waiting, now=opened.now)
    for message in waiting:
        told = Telling.objects.of(message.organisation_id).filter(message=message).exclude(what="word")
        others = {one.promise_id for one in told} - ids
        if others & ahead:
            continue
        is_theirs = message.kind in ("holding", "late") and not others
        is_over = message.pk in over and message.kind not in (*delivery.CHANGES, "update")
        if is_theirs or (is_over and not hearing.is_owed(message)):
            letters.replace(opened, message)


def leave_out_holding(opened: Matter, *said: Promise) -> None:
    """It is said now how it stands with these promises: that there is no answer yet is said no more of them.

    Nor of the promised words about them.
    """
    ids = {row.pk for row in said}
    overtake_waiting(opened, *said, *(word for word in opened.live() if word.about_id in ids))


def overtake_waiting(opened: Matter, *said: Promise) -> None:
    """A holding update that did not leave in time is not true enough any more to be sent, or said in a call.

    What it says of others that are not due yet is said without these.
    """
    ids = {row.pk for row in said}
    about = {pk for row in said for pk in letters.messages_about(row)}
    for message in _holding_of(opened.organisation_id, opened.case.pk, sorted(about)):
        told = [other for other in _take_in(opened, message) if other.pk not in ids]
        if held := [other for other in told if other.due > opened.now]:
            words.write_holding(
                opened,
                held,
                next_due=min([words.next_word(opened, other, kept=held).due for other in held]),
                round_=max(rounds.reckoned(other) for other in held),
            )
