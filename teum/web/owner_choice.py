"""Who does it, as a form asks: proposed is whom the words name, else who writes; of two with one name, nobody."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from teum import language
from teum.language import Naming
from teum.queries import reader as readers
from teum.queries.case_view import CaseView
from teum.web.desk import Reader

Choices = list[tuple[str, str]]


def people(reader: Reader) -> Choices:
    """Those who are present, as choices."""
    return [(str(person.pk), person.name) for person in readers.present(reader.organisation_id)]


def named(doer: str, choices: Choices, case: CaseView) -> Naming:
    """Whom of them the words name."""
    return language.named(doer, {int(pk): name for pk, name in choices}, customer=case.customer.name)


def proposed(naming: Naming, reader: Reader) -> str:
    """The choice that the words propose; none where it is open."""
    return "" if naming.is_open else str(naming.who or reader.member_id)


def following(data: Mapping[str, object], naming: Naming, reader: Reader) -> dict[str, str]:
    """The choice as it stands: one that nobody made follows the words, one that was made stays."""
    chosen, said = str(data.get("owner") or ""), str(data.get("owner_said") or "")
    now = proposed(naming, reader)
    return {"owner": now if chosen == said else chosen, "owner_said": now}


def offer(form: forms.Form, choices: Choices, naming: Naming, *, is_taken: bool = True) -> None:
    """Offer the people in a form's field. Where it is open, it has to be answered; who is alone is not asked.

    `is_taken`: something is recorded of the form.
    """
    if len(choices) < 2:
        del form.fields["owner"]
        return
    field = form.fields["owner"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", gettext("Choose")), *choices] if naming.is_open else choices
    field.required = naming.is_open and is_taken
    if naming.is_open:
        field.help_text = _("These words may mean more than one person.")


def in_words(form: forms.Form, reader: Reader) -> str:
    """Who it is, by name; nothing where it is still to be chosen."""
    if "owner" not in form.fields:
        return reader.name
    names = dict(form.fields["owner"].choices)  # type: ignore[attr-defined]
    chosen = str(form["owner"].value() or "")
    if chosen in names:
        return str(names[chosen]) if chosen else ""
    return reader.name
