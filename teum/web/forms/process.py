"""A process, a stage of one, and a case that goes through them."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from teum.core.process import SAID, Stage
from teum.core.promise import Debtor
from teum.core.said import Said
from teum.web.forms import fields
from teum.web.forms.one_language import OneLanguageForm
from teum.web.next_step import Group
from teum.web.wording import Words

ACTORS: tuple[tuple[str, Words], ...] = (
    ("provider", _("We do")),
    ("customer", _("The customer does")),
    ("third_party", _("Somebody else does")),
)
UNITS: tuple[tuple[str, Words], ...] = (
    ("business days", _("working days")),
    ("business hours", _("working hours")),
    ("D", _("days")),
    ("W", _("weeks")),
)
CHANNELS: tuple[tuple[str, Words], ...] = (
    ("", _("However they are reached")),
    ("visit", _("We come to them")),
    ("phone", _("By phone")),
    ("email", _("By email")),
    ("whatsapp", _("By WhatsApp")),
    ("post", _("By post")),
    ("portal", _("On their page")),
)
MOST_COUNT = 999
_TERM = re.compile(r"P?(\d+) ?(.+)")


class StageForm(OneLanguageForm):
    """A stage: who acts, how long it usually takes, what is promised, what the customer brings and hears."""

    FIRST = ("name_he", "name_en")

    name_he = fields.line(_("The stage in Hebrew"), limit=80, hint=_("Short, as the customer reads it."))
    name_en = fields.line(_("The stage in English"), limit=80)
    actor = fields.choice(_("Who acts?"), ACTORS, initial="provider")
    party_he = fields.line(_("Who is it, in Hebrew?"), limit=80, required=False)
    party_en = fields.line(_("Who is it, in English?"), limit=80, required=False)
    low = fields.count(_("It usually takes at least"))
    high = fields.count(_("and at most"))
    unit = fields.choice(_("in"), UNITS, initial="business days")
    promise_he = fields.line(
        _("What is promised, in Hebrew"),
        limit=300,
        required=False,
        hint=_("As one says it, without the time: “I will send you the quote”."),
    )
    promise_en = fields.line(_("What is promised, in English"), limit=300, required=False)
    includes_he = fields.text(_("What that includes, in Hebrew"), required=False, hint=_("One in each line."))
    includes_en = fields.text(_("What that includes, in English"), required=False)
    channel = fields.pick(_("How"), CHANNELS, required=False)
    brings_he = fields.text(
        _("What the customer must bring first, in Hebrew"),
        required=False,
        hint=_("One in each line. Our time begins when it is here."),
    )
    brings_en = fields.text(_("What the customer must bring first, in English"), required=False)
    within = fields.count(_("within so many days"), hint=_("Seven, where nothing is written."))
    hears_he = fields.line(_("What they will hear, in Hebrew"), limit=300, required=False)
    hears_en = fields.line(_("What they will hear, in English"), limit=300, required=False)
    every = fields.count(_("While somebody else is waited for, we write every so many days"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("within", "every"):
            self.fields[name].required = False

    def clean_low(self) -> int:
        """At least one."""
        return self._count("low")

    def clean_high(self) -> int:
        """At least one."""
        return self._count("high")

    def _count(self, name: str) -> int:
        count: int = self.cleaned_data[name]
        if not 1 <= count <= MOST_COUNT:
            raise forms.ValidationError(_("Write a whole number."))
        return count

    @property
    def stage(self) -> Stage:
        """As the core knows it."""
        data = self.cleaned_data
        said: dict[str, Any] = {
            name: Said(data.get(f"{name}_he") or "", data.get(f"{name}_en") or "") for name in SAID
        }
        return Stage(
            **said,
            actor=Debtor(data["actor"]),
            low=_term(data["low"], data["unit"]),
            high=_term(data["high"], data["unit"]),
            within=f"P{data['within']}D" if data["within"] else "",
            every=f"P{data['every']}D" if data["every"] else "",
            channel=data["channel"] or "",
        )


def start(stage: Stage) -> dict[str, Any]:
    """What the form begins with for a stage that is there."""
    said = {f"{name}_{lang}": getattr(stage, name).of(lang) for name in SAID for lang in ("he", "en")}
    (low, unit), (high, _unit) = _read(stage.low), _read(stage.high)
    days = {name: _read(getattr(stage, name))[0] for name in ("within", "every") if getattr(stage, name)}
    return {
        **said,
        **days,
        "actor": str(stage.actor),
        "low": low,
        "high": high,
        "unit": unit,
        "channel": stage.channel,
    }


def first_stage() -> Stage:
    """With what a new process begins: one has to be there."""
    return Stage(
        name=Said("התחלה", "Beginning"),
        actor=Debtor.PROVIDER,
        low="1 business days",
        high="2 business days",
    )


def usual(stage: Stage) -> str:
    """How long a stage usually takes, in words."""
    (low, unit), (high, other) = _read(stage.low), _read(stage.high)
    units = dict(UNITS)
    if (low, unit) == (high, other):
        return f"{low} {units[unit]}"
    least = low if unit == other else f"{low} {units[unit]}"
    return gettext("%(least)s to %(most)s") % {"least": least, "most": f"{high} {units[other]}"}


def groups(form: StageForm) -> tuple[Group, ...]:
    """What every stage has first; the rest where it is needed."""
    always = ("name_he", "name_en", "actor", "low", "high", "unit", "promise_he", "promise_en")
    parts: tuple[tuple[Words, tuple[str, ...]], ...] = (
        (_("What is promised includes"), ("includes_he", "includes_en", "channel")),
        (_("What the customer brings"), ("brings_he", "brings_en", "within")),
        (_("What they hear"), ("hears_he", "hears_en")),
        (_("Somebody else acts"), ("party_he", "party_en", "every")),
    )
    folded = [
        Group(
            legend=str(legend),
            inner=(Group(fields=tuple(form[name] for name in names)),),
        )
        for legend, names in parts
    ]
    return (Group(fields=tuple(form[name] for name in always)), *folded)


def _term(count: int, unit: str) -> str:
    return f"{count} {unit}" if unit.startswith("business") else f"P{count}{unit}"


def _read(term: str) -> tuple[int, str]:
    found = _TERM.fullmatch(term)
    if not found:
        return 1, "business days"
    unit = found[2]
    return int(found[1]), f"{unit.rstrip('s')}s" if unit.startswith("business") else unit


class JourneyForm(forms.Form):
    """Which process a case follows."""

    process = fields.pick(_("Process"))
    owner = fields.pick(_("Who answers for the first stage?"))

    def __init__(
        self, *args: Any, processes: list[tuple[str, str]], members: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("process", processes), ("owner", members)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


class StageEnterForm(forms.Form):
    """Which stage a case enters, who answers for it and by when."""

    stage = fields.pick(
        _("Stage"),
        hint=_("Stages between this one and the one you choose are shown to the customer as skipped."),
    )
    owner = fields.pick(_("Who answers for it?"))
    due_on = fields.day(_("Date"), required=False)
    due_at = fields.hour(_("Hour"), required=False)

    def __init__(
        self, *args: Any, stages: list[tuple[str, str]], members: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("stage", stages), ("owner", members)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
