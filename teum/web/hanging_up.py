"""Before hanging up (A0): the five answers of each promise, what was asked for, and what is still open, at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from teum import language
from teum.core.window import Window
from teum.language import Analysis, Proposal
from teum.queries import standing
from teum.queries.case_view import CaseView
from teum.web import marks, moments, owner_choice, window_choice, wording
from teum.web.box import OTHER, Part
from teum.web.desk import Reader
from teum.web.forms.conversation import PromiseChip, QuestionChip, WishRow


@dataclass(frozen=True, slots=True, kw_only=True)
class HangingUp:
    """What the customer will know when they hang up.

    `reads` are the promises, each as the sentence that its answers make; `wishes` and `questions` are the words of each
    and what becomes of it, or a gap; `loose` are words of the notes that say no time, and `asked` its questions,
    with which nobody dealt; `open` is what stands besides; `untold` is what the service keeps to be told.
    """

    reads: tuple[tuple[Part, ...], ...]
    wishes: tuple[tuple[str, Part], ...]
    questions: tuple[tuple[str, str], ...]
    open: tuple[str, ...]
    loose: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    show_url: str = ""

    @property
    def gaps(self) -> int:
        """How many answers the customer would have to come back for."""
        parts = [part for read in self.reads for part in read] + [part for _, part in self.wishes]
        return sum(part.is_missing for part in parts)


def of(
    case: CaseView,
    reader: Reader,
    *,
    promises: Sequence[PromiseChip],
    questions: Sequence[QuestionChip],
    wishes: Sequence[WishRow],
    left: Sequence[Proposal] = (),
) -> HangingUp:
    """What is ticked and written so far, and what is open in the case."""
    written = [row for row in wishes if (row["text"].value() or "").strip()]
    asked = {question.promise_id for question in case.questions}
    waiting = [
        (question.text, gettext("Answered %(window)s") % {"window": question.in_words})
        for question in case.questions
        if question.is_open
    ]
    now = [(chip["text"].value() or "", _who_answers(chip)) for chip in questions]
    return HangingUp(
        reads=tuple(_reads(chip, reader) for chip in promises),
        wishes=tuple((row["text"].value(), _outcome(row)) for row in written),
        questions=(*now, *waiting),
        open=tuple(promise.sentence for promise in case.live if promise.id not in asked),
        loose=tuple(spot.quote for spot in left if spot.kind == "vague"),
        asked=_unanswered(left, written),
        untold=tuple(view.shown.what for view in standing.untold(case, by=reader.by, now=reader.now)),
        show_url=reverse("standing_show", args=[case.id]),
    )


def _unanswered(left: Sequence[Proposal], wishes: Sequence[WishRow]) -> tuple[str, ...]:
    """The questions of the notes that are neither ticked nor written down as something that they asked for."""
    words = [str(row[name].value() or "") for row in wishes for name in ("text", "answer")]
    asked = [spot for spot in left if spot.kind == "question"]
    return tuple(spot.quote for spot in language.left(asked, taken=words))


def _who_answers(chip: QuestionChip) -> str:
    if chip["asked_by"].value() == "provider":
        return gettext("The customer answers")
    return gettext("We answer")


def _reads(chip: PromiseChip, reader: Reader) -> tuple[Part, ...]:
    """Who, what, what is included, how and by when; and whether it comes instead of what is open."""
    value = {name: str(chip[name].value() or "") for name in chip.fields}
    found = marks.heard(value["body"], reader)
    what = language.without_time(value["body"], found)
    debtors = dict(chip.fields["debtor"].choices)  # type: ignore[attr-defined]
    is_ours = value["debtor"] == "provider"
    who = owner_choice.in_words(chip, reader) if is_ours else str(debtors.get(value["debtor"], ""))
    parts = [
        _part(chip, "owner" if is_ours and "owner" in chip.fields else "debtor", who, gettext("who?")),
        _part(chip, "body", what, gettext("what?")),
        _part(chip, "includes", value["includes"], gettext("what is included?")),
        _part(chip, "channel", str(wording.CHANNELS.get(value["channel"], "")), gettext("how?")),
        _part(chip, "window", _when(value, found, reader), gettext("by when?")),
    ]
    if "replaces" in chip.fields:
        replaces = dict(chip.fields["replaces"].choices)  # type: ignore[attr-defined]
        chosen = value["replaces"] and str(replaces.get(value["replaces"], ""))
        parts.append(_part(chip, "replaces", chosen, gettext("instead, or as well?")))
    return tuple(parts)


def gaps_of(chip: PromiseChip, reader: Reader) -> list[str]:
    """The fields of a promise that nothing answers yet."""
    missing = {part.field for part in _reads(chip, reader) if part.is_missing}
    return [name for name in chip.fields if str(chip[name].auto_id) in missing]


def _part(chip: PromiseChip, name: str, words: str, question: str) -> Part:
    return Part(field=str(chip[name].auto_id), words=words or question, is_missing=not words)


def _when(value: dict[str, str], found: Analysis, reader: Reader) -> str:
    """The window that was chosen, else the one that the words name."""
    window = window_choice.window_of(value["window"])
    if window is None and not value["window"] and len(found.commitments) == 1 and found.commitments[0].due:
        window = Window(due=found.commitments[0].due, start=found.commitments[0].start)
    if window is None and value["window"] in ("", OTHER) and value["due_on"] and value["due_at"]:
        return f"{value['due_on']}, {value['due_at']}"
    return _words(window, reader) if window else ""


def _words(window: Window, reader: Reader) -> str:
    there = Window(
        due=window.due.astimezone(reader.zone),
        start=window.start.astimezone(reader.zone) if window.start else None,
    )
    return moments.in_words(there, now=reader.now)


def _outcome(row: WishRow) -> Part:
    chosen = str(row["outcome"].value() or "")
    words = str(dict(row.fields["outcome"].choices).get(chosen, "")) if chosen else ""  # type: ignore[attr-defined]
    if chosen == "answered":
        words = str(row["answer"].value() or "")
    return Part(
        field=str(row["outcome"].auto_id),
        words=words or gettext("promised, answered or declined?"),
        is_missing=not words,
    )


def said_at(at: datetime, reader: Reader) -> str:
    """When a draft was kept."""
    return gettext("Draft kept at %(at)s") % {"at": moments.hour(at, zone=reader.zone)}
