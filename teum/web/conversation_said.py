"""What is logged of the conversation box: what was said, with what was ticked, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from teum.actions.conversations import Asked, Said, Wished
from teum.actions.promises import Draft
from teum.core.conversation import Channel, Direction, Outcome
from teum.core.promise import Debtor
from teum.web import box, ids
from teum.web.conversation_box import Rows
from teum.web.desk import Reader
from teum.web.forms.conversation import PromiseChip, QuestionChip, WishRow


def of(rows: Rows) -> Said:
    """The conversation. Raises the refusals of a window."""
    data, reader = rows.form.cleaned_data, rows.reader
    taken = rows.taken
    places = {rows.promises.index(chip): place for place, chip in enumerate(taken)}
    return Said(
        channel=Channel(data["channel"]),
        direction=Direction(data["direction"]),
        # Who contacted us was reached: it is not asked.
        reached=data["direction"] == "in" or data["reached"] == "yes",
        notes=data.get("notes") or "",
        promises=[_draft(chip, rows) for chip in taken],
        questions=[_question_of(chip, reader) for chip in rows.asked],
        wishes=[_wish(row, places) for row in rows.wishes if row.is_bound],
        next_due=reader.moment(data, "next"),
        taken=rows.sources,
    )


def _draft(chip: PromiseChip, rows: Rows) -> Draft:
    data, reader = chip.cleaned_data, rows.reader
    window = box.chosen_window(chip, reader)
    replaces = data.get("replaces") or ""
    proposal = next((found for found in rows.found if found.quote == data.get("source")), None)
    return Draft(
        body=data.get("body") or "",
        includes=[part for part in (data.get("includes") or "").split(",") if part.strip()],
        channel=data.get("channel") or None,
        owner=ids.read(data.get("owner") or ""),
        due=window.due if window else None,
        start=window.start if window else None,
        replaces=ids.read(replaces),
        says_replaces=bool(replaces),
        debtor=Debtor(data.get("debtor") or "provider"),
        condition=(proposal.condition or "") if proposal else "",
        condition_due=reader.moment(data, "condition"),
    )


def _question_of(chip: QuestionChip, reader: Reader) -> Asked:
    data = chip.cleaned_data
    return Asked(
        text=data.get("text") or "",
        is_theirs=data.get("asked_by") != "provider",
        due=reader.moment(data, "due"),
    )


def _wish(row: WishRow, places: Mapping[int, int]) -> Wished:
    data = row.cleaned_data
    outcome, answer = data.get("outcome") or "", data.get("answer") or ""
    kind, _, number = outcome.partition(":")
    if kind == "made":
        return Wished(text=data["text"], outcome=Outcome.PROMISED, made=places.get(int(number)))
    if kind == "promise":
        return Wished(text=data["text"], outcome=Outcome.PROMISED, promise=int(number))
    return Wished(text=data["text"], outcome=Outcome(outcome) if outcome else None, answer=answer)
