"""A span of time as people say it: a number and its unit, kept in seconds or minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from teum.web.forms.fields import WRONG
from teum.web.wording import Words

UNITS: dict[str, tuple[tuple[int, Words], ...]] = {
    "seconds": ((1, _("seconds")), (60, _("minutes"))),
    "minutes": ((1, _("minutes")), (60, _("hours")), (24 * 60, _("days"))),
    "working minutes": ((1, _("working minutes")), (60, _("working hours"))),
}
"""By what is kept: how many of it each unit has, the smallest first."""
MOST = 100_000


class SpanInput(forms.MultiWidget):
    """The number, and its unit beside it."""

    use_fieldset = False

    def __init__(self, units: Sequence[tuple[int, Words]]) -> None:
        self.units = units
        number = forms.NumberInput(attrs={"min": 0, "inputmode": "numeric", "dir": "ltr"})
        super().__init__([number, forms.Select(attrs={"aria-label": _("Unit")}, choices=units)])

    def decompress(self, value: Any) -> list[Any]:
        """The value in the largest unit that it fills."""
        if value is None:
            return [None, self.units[0][0]]
        size = max(size for size, _name in self.units if size == 1 or (value and value % size == 0))
        return [value // size, size]

    def id_for_label(self, id_: str) -> str:
        """The label is the number's."""
        return f"{id_}_0"

    def render(
        self, name: str, value: Any, attrs: Mapping[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """Both, in one line."""
        drawn = super().render(name, value, dict(attrs or {}), renderer)
        return format_html('<span class="span">{}</span>', drawn)


class SpanField(forms.MultiValueField):
    """So many seconds or minutes (`kept`)."""

    def __init__(self, label: Words, *, kept: str = "minutes", hint: Words = "") -> None:
        wrong = {**WRONG, "invalid": _("Write a whole number.")}
        units = UNITS[kept]
        super().__init__(
            fields=[
                forms.IntegerField(min_value=0, max_value=MOST, error_messages=wrong),
                forms.TypedChoiceField(choices=units, coerce=int),
            ],
            widget=SpanInput(units),
            label=label,
            help_text=hint,
            error_messages=wrong,
        )

    def compress(self, data_list: list[Any]) -> int:
        """The number in what is kept."""
        count, size = data_list
        return int(count) * int(size)

    def in_words(self, value: int) -> str:
        """A value as the field shows it."""
        count, size = self.widget.decompress(value)
        return f"{count} {dict(self.widget.units)[size]}"
