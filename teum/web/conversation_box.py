"""The conversation box: the notes, the chips of what they propose, what was wished for, and what is still open (A0)."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django import forms
from django.urls import reverse
from django.utils.translation import gettext

from teum import language
from teum.actions.sent_forms import KEY
from teum.core import conversation
from teum.core.draft import TAB
from teum.core.window import Window
from teum.language import Naming, Proposal
from teum.queries.case_view import CaseView
from teum.web import box, closed, hanging_up, owner_choice, window_choice
from teum.web.desk import Reader
from teum.web.forms.conversation import ConversationForm, PromiseChip, QuestionChip, WishRow
from teum.web.hanging_up import HangingUp
from teum.web.owner_choice import Choices
from teum.web.window_choice import WindowChoice

Data = Mapping[str, str]
Row = TypeVar("Row", bound=forms.Form)
MOST = 30
"""So many rows of a kind are read."""
EMPTY = 2
"""So many rows for wishes stand empty below those that were written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A proposed promise as it is drawn, with the windows to take by one tap."""

    form: PromiseChip
    windows: tuple[WindowChoice, ...]
    is_other: bool
    closed: str
    closed_id: str
    condition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationBox:
    """The box as the page draws it."""

    action: str
    look_url: str
    form: ConversationForm
    promises: tuple[Chip, ...]
    questions: tuple[QuestionChip, ...]
    wishes: tuple[WishRow, ...]
    vague: tuple[Proposal, ...]
    hanging_up: HangingUp
    once: str = ""
    """The key of the form; a draft that is shown again is the same form."""
    draft_note: str = ""
    tab: str = field(default_factory=lambda: secrets.token_hex(4))
    """The page on which it stands, and the one whose draft it shows: what is typed in another tab is kept, too."""
    of_tab: str = ""
    aside: tuple[str, ...] = ()

    @property
    def follows(self) -> str:
        """What is drawn anew beside each promise when something of it is changed, as htmx reads it."""
        return ",".join(f"#{chip.closed_id}" for chip in self.promises)


@dataclass
class Rows:
    """The rows that were sent, and those that the notes propose besides, numbered anew."""

    case: CaseView
    reader: Reader
    data: Data
    form: ConversationForm
    found: tuple[Proposal, ...] = ()
    promises: list[PromiseChip] = field(default_factory=list)
    questions: list[QuestionChip] = field(default_factory=list)
    wishes: list[WishRow] = field(default_factory=list)
    people: Choices = field(default_factory=list)

    @property
    def taken(self) -> list[PromiseChip]:
        """The promises that were ticked."""
        return [chip for chip in self.promises if chip["take"].value()]

    @property
    def asked(self) -> list[QuestionChip]:
        """The questions that were ticked."""
        return [chip for chip in self.questions if chip["take"].value()]

    @property
    def sources(self) -> list[str]:
        """The pieces of the notes that were ticked."""
        return [str(chip["source"].value() or "") for chip in (*self.taken, *self.asked)]


def read(case: CaseView, reader: Reader, data: Data | None) -> Rows:
    """What was sent; an empty box where nothing was."""
    sent = data or {}
    form = ConversationForm(sent if data is not None else None, initial=_begin(case))
    notes = sent.get("notes", "")
    rows = Rows(case=case, reader=reader, data=sent, form=form, found=_proposed(notes, sent, reader))
    rows.people = owner_choice.people(reader)
    moved: dict[int, int] = {}
    rows.promises = list(_chips(rows, "p", "promise", PromiseChip, _promise, moved))
    rows.questions = list(_chips(rows, "q", "question", QuestionChip, _question, {}))
    rows.wishes = list(_wish_rows(rows, moved))
    for chip in rows.promises:
        _offer(chip, "replaces", _others(case))
        naming = _naming(_found(chip, rows), rows)
        owner_choice.offer(chip, rows.people, naming, is_taken=bool(chip["take"].value()))
        _settle(chip, reader)
    for wish in rows.wishes:
        _offer(wish, "outcome", _outcomes(rows))
    return rows


def _begin(case: CaseView) -> dict[str, str]:
    return {"channel": "call", "direction": "in", "reached": "yes"}


def _proposed(notes: str, data: Data, reader: Reader) -> tuple[Proposal, ...]:
    """What the notes propose; a mail that came in is in the customer's own words."""
    return language.propose(
        notes,
        speaker=conversation.speaker(data.get("channel", ""), data.get("direction", "")),
        now=reader.now,
        calendar=reader.calendar,
        vocabulary=reader.vocabulary,
    )


# ── rows ──


def _chips(
    rows: Rows,
    prefix: str,
    kind: str,
    form: type[Row],
    begin: Callable[[Proposal, Rows], dict[str, Any]],
    moved: dict[int, int],
) -> Iterator[Row]:
    """What was sent and is ticked or still in the notes, then what the notes propose besides."""
    proposed = {proposal.quote: proposal for proposal in rows.found if proposal.kind == kind}
    at, seen = 0, set()
    for old in _sent(rows.data, prefix, "source"):
        source = rows.data.get(f"{prefix}{old}-source", "")
        if source in proposed or rows.data.get(f"{prefix}{old}-take"):
            seen.add(source)
            moved[old] = at
            yield form(_renumbered(rows.data, f"{prefix}{old}", f"{prefix}{at}"), prefix=f"{prefix}{at}")
            at += 1
    for quote, proposal in proposed.items():
        if quote not in seen and at < MOST:
            values = {f"{prefix}{at}-{name}": value for name, value in begin(proposal, rows).items()}
            yield form({**values, f"{prefix}{at}-source": quote}, prefix=f"{prefix}{at}")
            at += 1


def _sent(data: Data, prefix: str, name: str) -> list[int]:
    return [number for number in range(MOST) if f"{prefix}{number}-{name}" in data]


def _renumbered(data: Data, old: str, new: str) -> dict[str, str]:
    return {
        f"{new}-{name.removeprefix(f'{old}-')}": value
        for name, value in data.items()
        if name.startswith(f"{old}-")
    }


def _promise(found: Proposal, rows: Rows) -> dict[str, Any]:
    window = Window(due=found.due, start=found.start) if found.due else None
    return {
        "debtor": found.debtor,
        "owner": owner_choice.proposed(_naming(found, rows), rows.reader),
        "body": found.what or found.quote,
        "channel": found.channel or ("portal" if found.debtor == "customer" else ""),
        "window": window_choice.value_of(window) if window else "",
    }


def _naming(found: Proposal | None, rows: Rows) -> Naming:
    """Whom of us the notes name for a promise of ours."""
    is_ours = found is not None and found.debtor == "provider"
    return owner_choice.named(found.doer, rows.people, rows.case) if found and is_ours else Naming()


def _found(chip: PromiseChip, rows: Rows) -> Proposal | None:
    source = chip["source"].value() or ""
    return next((found for found in rows.found if found.quote == source), None)


def _question(found: Proposal, rows: Rows) -> dict[str, Any]:
    return {
        "text": found.quote,
        "asked_by": "customer" if rows.data.get("direction", "in") == "in" else "provider",
    }


def _wish_rows(rows: Rows, moved: Mapping[int, int]) -> Iterator[WishRow]:
    """What was written, and empty rows for what comes next."""
    at = 0
    for old in _sent(rows.data, "w", "text"):
        if rows.data.get(f"w{old}-text", "").strip():
            values = _renumbered(rows.data, f"w{old}", f"w{at}")
            values[f"w{at}-outcome"] = _still(values.get(f"w{at}-outcome", ""), moved)
            yield WishRow(values, prefix=f"w{at}")
            at += 1
    for number in range(at, min(at + EMPTY, MOST)):
        yield WishRow(prefix=f"w{number}")


def _still(outcome: str, moved: Mapping[int, int]) -> str:
    """What was chosen for a wish; a promise of this conversation by its new number."""
    kind, _, number = outcome.partition(":")
    if kind != "made":
        return outcome
    numbers = {str(old): new for old, new in moved.items()}
    return f"made:{numbers[number]}" if number in numbers else ""


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    if not choices:
        del form.fields[name]
    elif isinstance(field, forms.ChoiceField):
        field.choices = choices


def _settle(chip: PromiseChip, reader: Reader) -> None:
    """The window that was chosen stands in its words in place of a vague one: a promise holds no vague word."""
    if not chip["take"].value() or not chip.is_valid():
        return
    body = chip.cleaned_data.get("body") or ""
    text = box.rewritten(body, box.read_window(chip, reader), reader)
    if text != body:
        chip.data = {**chip.data, chip.add_prefix("body"): text}
        chip.cleaned_data["body"] = text


def _others(case: CaseView) -> list[tuple[str, str]]:
    """What is open already, so that it is asked: instead of it, or as well?"""
    live = [p for p in case.live if p.nature == "deed"]
    if not live:
        return []
    named = [
        (str(p.id), gettext("Instead of: %(what)s, %(window)s") % {"what": p.what, "window": p.in_words})
        for p in live
    ]
    return [("", gettext("Choose")), ("none", gettext("As well as all of these")), *named]


def _outcomes(rows: Rows) -> list[tuple[str, str]]:
    made = [
        (f"made:{at}", gettext("Promised: %(what)s") % {"what": chip["body"].value() or ""})
        for at, chip in enumerate(rows.promises)
    ]
    live = [
        (f"promise:{p.id}", gettext("Promised already: %(what)s") % {"what": p.what})
        for p in rows.case.live
        if p.nature == "deed" and p.debtor != "customer"
    ]
    return [
        ("", gettext("Choose")),
        *made,
        *live,
        ("answered", gettext("Answered at once")),
        ("declined", gettext("Declined")),
    ]


# ── as it is drawn ──


def draw(rows: Rows, *, saved_at: str = "", aside: Iterable[str] = ()) -> ConversationBox:
    """The box with what was sent, what is proposed, and what is open before hanging up.

    `aside`: the notes that were typed in other tabs.
    """
    case, reader = rows.case, rows.reader
    return ConversationBox(
        action=reverse("conversations", args=[case.id]),
        look_url=reverse("conversation_proposals", args=[case.id]),
        form=rows.form,
        promises=tuple(_drawn(chip, rows) for chip in rows.promises),
        questions=tuple(rows.questions),
        wishes=tuple(rows.wishes),
        vague=tuple(proposal for proposal in rows.found if proposal.kind == "vague"),
        hanging_up=hanging_up.of(
            case,
            reader,
            promises=rows.taken,
            questions=rows.asked,
            wishes=rows.wishes,
            left=language.left(rows.found, taken=rows.sources),
        ),
        once=rows.data.get(KEY, ""),
        of_tab=rows.data.get(TAB, ""),
        aside=tuple(aside),
        draft_note=saved_at,
    )


def _drawn(chip: PromiseChip, rows: Rows) -> Chip:
    proposal = _found(chip, rows)
    said = [Window(due=proposal.due, start=proposal.start)] if proposal and proposal.due else []
    chosen = str(chip["window"].value() or "")
    given = window_choice.ticked(chosen, said) or box.other_window(chip, rows.reader)
    return Chip(
        form=chip,
        windows=window_choice.offered(chosen, rows.reader, said=said),
        is_other=chosen == box.OTHER,
        closed=closed.words(given, rows.reader) if given else "",
        closed_id=f"{chip['window'].auto_id}-closed",
        condition=(proposal.condition or "") if proposal else "",
    )
