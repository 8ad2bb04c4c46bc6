"""Opening hours: two blocks a weekday, and days unlike the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from django import forms
from django.forms import BoundField
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from teum.web.forms import fields
from teum.web.wording import Words

Blocks = dict[int, tuple[tuple[time, time], ...]]
BLOCKS_A_DAY = 2
KEPT = [("open", _("As usual")), ("half", _("Half a day")), ("closed", _("Not open"))]
SUNDAY_FIRST = (6, 0, 1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class BlockFields:
    """The two hours of one block."""

    opens: BoundField
    closes: BoundField


@dataclass(frozen=True, slots=True)
class DayFields:
    """One weekday as the page draws it."""

    name: Words
    blocks: tuple[BlockFields, ...]
    wrong: str


def names(day: int, block: int) -> tuple[str, str]:
    """The form's names of a block's two hours."""
    return f"opens_{day}_{block}", f"closes_{day}_{block}"


class WeekForm(forms.Form):
    """The week: 0 is Monday, drawn from Sunday on."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for day in SUNDAY_FIRST:
            for block in range(BLOCKS_A_DAY):
                opens, closes = names(day, block)
                self.fields[opens] = fields.hour(_("opens"), required=False)
                self.fields[closes] = fields.hour(_("closes"), required=False)
                for name in (opens, closes):
                    self.fields[name].widget.attrs |= {"class": "input", "dir": "ltr"}

    @property
    def week(self) -> list[DayFields]:
        """The weekdays with their fields and what is wrong with them."""
        return [self._day(day) for day in SUNDAY_FIRST]

    def _day(self, day: int) -> DayFields:
        pairs = [names(day, block) for block in range(BLOCKS_A_DAY)]
        wrong = (
            [str(error) for pair in pairs for name in pair for error in self.errors.get(name, [])]
            if self.is_bound
            else []
        )
        blocks = tuple(BlockFields(self[opens], self[closes]) for opens, closes in pairs)
        return DayFields(WEEKDAYS[day], blocks, " ".join(dict.fromkeys(wrong)))

    def clean(self) -> dict[str, object]:
        """Each block has both its hours, in order, and blocks of one day do not overlap."""
        data = super().clean() or {}
        for day in SUNDAY_FIRST:
            last: time | None = None
            for block in range(BLOCKS_A_DAY):
                opens, closes = (data.get(name) for name in names(day, block))
                if not opens and not closes:
                    continue
                trouble = _block_trouble(opens, closes, last)
                if trouble:
                    self.add_error(names(day, block)[0], trouble)
                last = closes or last
        return data

    def blocks(self) -> Blocks:
        """The week as given, closed days left out."""
        week: Blocks = {}
        for day in SUNDAY_FIRST:
            given = [
                tuple(self.cleaned_data.get(name) for name in names(day, block))
                for block in range(BLOCKS_A_DAY)
            ]
            week[day] = tuple((opens, closes) for opens, closes in given if opens and closes)
        return {day: blocks for day, blocks in week.items() if blocks}


def _block_trouble(opens: time | None, closes: time | None, last: time | None) -> Words | None:
    if not opens or not closes:
        return _("Two hours are needed: from and until.")
    if closes <= opens:
        return _("The closing hour must come after the opening hour.")
    if last and opens < last:
        return _("The second pair must begin after the first one ends.")
    return None


def initial(week: Blocks) -> dict[str, time]:
    """The form's values for a week."""
    values: dict[str, time] = {}
    for day, blocks in week.items():
        for number, (opens, closes) in enumerate(blocks[:BLOCKS_A_DAY]):
            first, second = names(day, number)
            values |= {first: opens, second: closes}
    return values


class HoursForm(WeekForm):
    """The week, and one more day unlike the others."""

    holidays = fields.choice(_("Holidays"), KEPT, initial="closed")
    eves = fields.choice(_("Eves of holidays"), KEPT, initial="half")
    chol_hamoed = fields.choice(_("Chol hamoed"), KEPT, initial="open")
    memorial_days = fields.choice(_("Memorial days"), KEPT, initial="open")
    day_on = fields.day(_("Date"), required=False)
    day_name = fields.line(_("What"), limit=100, required=False)
    day_opens = fields.hour(_("Opens"), required=False)
    day_closes = fields.hour(_("Closes"), required=False)
