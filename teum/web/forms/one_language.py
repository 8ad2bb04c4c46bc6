"""Texts that stand in both languages: a business that works in one writes them once."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from teum.web.wording import Words

LEFT_EMPTY: dict[str, Words] = {
    "he": _("Left empty, customers who read Hebrew see the English."),
    "en": _("Left empty, customers who read English see the Hebrew."),
}


class OneLanguageForm(forms.Form):
    """Its first text (`FIRST`) has to be written in the language of whoever writes it.

    Where it stands in no other, all that was written stands for the other language as well: half of it in each would
    be read by nobody.
    """

    FIRST: ClassVar[tuple[str, str]]
    """Its Hebrew and its English field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own, other = self._first()
        field = self.fields[other]
        field.required = False
        field.help_text = LEFT_EMPTY[other.rpartition("_")[2]]
        if self._is_same(own, other):
            twice = [there for here, there in self._pairs() if self._is_same(here, there)]
            self.initial = {**self.initial, **dict.fromkeys(twice, "")}

    def clean(self) -> dict[str, Any]:
        """What stands for the other language where that was left empty."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        own, other = self._first()
        if data.get(own) and not data.get(other):
            data |= {there: data.get(here, "") for here, there in self._pairs() if not data.get(there)}
        return data

    def _first(self) -> tuple[str, str]:
        he, en = self.FIRST
        return (he, en) if (get_language() or "he").startswith("he") else (en, he)

    def _pairs(self) -> list[tuple[str, str]]:
        """Each text in the language of who writes it, and in the other."""
        own, other = (name.rpartition("_")[2] for name in self._first())
        named = [name.removesuffix("_he") for name in self.fields if name.endswith("_he")]
        return list(dict.fromkeys([self._first(), *((f"{name}_{own}", f"{name}_{other}") for name in named)]))

    def _is_same(self, own: str, other: str) -> bool:
        return bool(self.initial.get(own) == self.initial.get(other))
