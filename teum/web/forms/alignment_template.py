"""A template, and an item of one."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from teum.core.alignment import Item, Kind, Side, Topic
from teum.core.process import TEXT
from teum.core.promise import Debtor
from teum.core.said import Said
from teum.web.alignments import TOPICS
from teum.web.forms import fields
from teum.web.forms.one_language import OneLanguageForm
from teum.web.forms.process import ACTORS, CHANNELS
from teum.web.next_step import Group
from teum.web.wording import Words

KINDS: tuple[tuple[str, Words], ...] = (
    (str(Kind.TEXT), _("Words")),
    (str(Kind.CHOICE), _("One of several options")),
    (str(Kind.DATED), _("A time, which becomes a promise")),
    (str(Kind.PRICE), _("A price and its payments")),
    (str(Kind.STATEMENT), _("Something that we state")),
)
SIDES: tuple[tuple[str, Words], ...] = (
    (str(Side.PROVIDER), _("We do")),
    (str(Side.CUSTOMER), _("The customer does")),
)


class ItemForm(OneLanguageForm):
    """An item: what is asked or stated, and by whom it is said."""

    FIRST = ("text_he", "text_en")

    topic = fields.pick(_("What is it about?"), list(TOPICS.items()))
    kind = fields.choice(_("How is it answered?"), KINDS, initial=str(Kind.TEXT))
    side = fields.choice(_("Who says it?"), SIDES, initial=str(Side.PROVIDER))
    text_he = fields.text(
        _("The question or statement, in Hebrew"),
        rows=2,
        hint=_(
            "What the law fixes is filled in as it holds on that day: {fee_most} is the most that cancelling may cost,"
            " {cancel_days} how many days there are for it, {vat} the rate of VAT."
        ),
    )
    text_en = fields.text(_("The question or statement, in English"), rows=2)
    is_required = fields.tick(_("It has to be said"))
    options_he = fields.text(_("The options in Hebrew"), required=False, hint=_("One in each line."))
    options_en = fields.text(
        _("The options in English"), required=False, hint=_("One in each line, in the same order.")
    )
    debtor = fields.choice(_("Who does it by then?"), ACTORS, initial=str(Debtor.PROVIDER))
    promise_he = fields.line(
        _("What is promised, in Hebrew"),
        limit=300,
        required=False,
        hint=_("As one says it, without the time: “I will send you the quote”."),
    )
    promise_en = fields.line(_("What is promised, in English"), limit=300, required=False)
    channel = fields.pick(_("How"), CHANNELS, required=False)
    clause_he = fields.line(
        _("The term in Hebrew"),
        limit=TEXT,
        required=False,
        hint=_("{said} stands for the answer. For example: “The price includes {said} of corrections.”"),
    )
    clause_en = fields.line(
        _("The term in English"),
        limit=TEXT,
        required=False,
        hint=_("With neither, the question and its answer are the term."),
    )

    def clean(self) -> dict[str, Any]:
        """What its kind needs is asked for where it is written."""
        data = super().clean()
        needed = {Kind.DATED: ("promise_he", "promise_en"), Kind.CHOICE: ("options_he", "options_en")}
        for name in needed.get(data.get("kind", ""), ()):
            if not data.get(name):
                self.add_error(name, fields.WRONG["required"])
        return data

    def item(self, key: str) -> Item:
        """As the core knows it."""
        data = self.cleaned_data
        lines = [data[f"options_{lang}"].splitlines() for lang in ("he", "en")]
        options = [
            Said(*(found[number].strip() if number < len(found) else "" for found in lines))
            for number in range(max(map(len, lines)))
        ]
        return Item(
            key=key,
            topic=Topic(data["topic"]),
            kind=Kind(data["kind"]),
            side=Side(data["side"]),
            text=Said(data["text_he"], data["text_en"]),
            options=tuple(option for option in options if option) if data["kind"] == Kind.CHOICE else (),
            is_required=data["is_required"],
            debtor=Debtor(data["debtor"]),
            promise=Said(data["promise_he"], data["promise_en"]),
            channel=data["channel"] or "",
            clause=Said(data["clause_he"], data["clause_en"]),
        )


def start(item: Item) -> dict[str, Any]:
    """What the form begins with for an item that is there."""
    return {
        "topic": str(item.topic),
        "kind": str(item.kind),
        "side": str(item.side),
        "text_he": item.text.he,
        "text_en": item.text.en,
        "is_required": item.is_required,
        "options_he": "\n".join(option.he for option in item.options),
        "options_en": "\n".join(option.en for option in item.options),
        "debtor": str(item.debtor),
        "promise_he": item.promise.he,
        "promise_en": item.promise.en,
        "channel": item.channel,
        "clause_he": item.clause.he,
        "clause_en": item.clause.en,
    }


def groups(form: ItemForm) -> tuple[Group, ...]:
    """What every item has first; the rest where its kind needs it."""
    always = ("topic", "kind", "side", "text_he", "text_en", "is_required")
    parts: tuple[tuple[Words, str, tuple[str, ...]], ...] = (
        (_("The options to choose from"), Kind.CHOICE, ("options_he", "options_en")),
        (_("What is promised"), Kind.DATED, ("promise_he", "promise_en", "debtor", "channel")),
        (_("How it reads in an agreement"), "", ("clause_he", "clause_en")),
    )
    folded = [
        Group(legend=legend, only_for=only, inner=(Group(fields=tuple(form[name] for name in names)),))
        for legend, only, names in parts
    ]
    return (Group(fields=tuple(form[name] for name in always)), *folded)
