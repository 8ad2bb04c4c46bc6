"""At the counter: what the customer chooses, and who they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from teum.queries.known import Known
from teum.web import wording
from teum.web.forms import fields
from teum.web.forms.customer import LANGUAGES
from teum.web.forms.disclosure import DecisionForm


class ChoiceForm(DecisionForm):
    """A choice of one thing that is told; where nothing can be chosen, only that it was shown."""

    def __init__(self, *args: object, chooses: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not chooses:
            del self.fields["option"]


class FindForm(forms.Form):
    """Where somebody who may be known is reached."""

    q = fields.line(_("Phone or email of somebody who was here before"), limit=254, required=False)


class PersonForm(forms.Form):
    """Who stands at the counter: one of those who are known, or somebody new."""

    name = fields.line(_("Name"))
    phone = fields.phone(_("Phone"), required=False)
    email = fields.email(_("Email"), required=False)
    language = fields.choice(_("Language"), LANGUAGES)

    def __init__(self, *args: object, known: Sequence[Known] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if known:
            listed = [way for one in known for way in _ways(one)]
            whose = fields.choice(_("Who is it?"), [*listed, ("new", _("Somebody else: a new customer"))])
            self.fields = {"whose": whose, **self.fields}
        self.fields["name"].required = not known

    def clean(self) -> dict[str, Any]:
        """Of somebody new the name is needed."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("whose") == "new" and not said.get("name"):
            self.add_error("name", str(fields.WRONG["required"]))
        return said


def _ways(one: Known) -> list[tuple[str, wording.Words]]:
    """A new case of theirs, or one that is open."""
    name = wording.isolated(one.name)
    new = (f"customer-{one.id}", gettext("%(name)s, a new case") % {"name": name})
    return [
        *(
            (f"case-{pk}", gettext("%(name)s, in the case: %(title)s") % {"name": name, "title": title})
            for pk, title in one.cases
        ),
        new,
    ]
