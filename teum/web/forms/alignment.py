"""What each side thinks of what stands there, and that the customer approves it: forms of an alignment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from teum.core.alignment import Mark
from teum.core.disclosure import How
from teum.queries.alignments import LineView
from teum.web.forms import fields


class SeenForm(forms.Form):
    """An act on what was shown: what tells it apart goes with it, unseen."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput())

    def show(self, seen: object) -> None:
        """What is shown with it from now on, also where it was sent with something older and is drawn again."""
        self.data = {name: self.data[name] for name in self.data} | {"seen": str(seen)}


class MarkForm(SeenForm):
    """What the customer thinks of one item."""

    item = forms.CharField(max_length=40, widget=forms.HiddenInput())
    mark = forms.ChoiceField(
        choices=[(mark, mark) for mark in ("agreed", "unclear", "change")], widget=forms.HiddenInput()
    )
    counter = fields.text(_("How should it read?"), required=False, rows=3)


class Seen(forms.Field):
    """What was shown of several items, by their keys: each goes unseen as `key=what tells it`."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> dict[str, str]:
        """By the keys."""
        pairs = [str(one).rpartition("=") for one in value or ()]
        return {key: told for key, _equals, told in pairs if key}


def seen_of(lines: Iterable[LineView]) -> list[str]:
    """What goes with an act on these items, as they are shown."""
    return [f"{line.key}={line.seen}" for line in lines]


class AgreeForm(MarkForm):
    """The customer agrees to the items of a topic at once, as they are shown."""

    item = mark = None  # type: ignore[assignment]
    seen = Seen()  # type: ignore[assignment]


class HeardForm(forms.Form):
    """The customer said before a member that they agree to the items of a topic."""

    how = fields.choice(
        _("Where did they say so?"),
        [(str(How.CALL), _("In a call")), (str(How.COUNTER), _("Here with me"))],
        initial=str(How.CALL),
    )
    proof = fields.text(
        _("What did they say?"), hint=_("For example: Dana heard all of it and said that it is fine."), rows=2
    )
    seen = Seen()

    def show(self, lines: Iterable[LineView]) -> None:
        """What is shown with it from now on, also where it was sent with something older and is drawn again."""
        held = MultiValueDict({name: [self.data[name]] for name in self.data})
        held.setlist("seen", seen_of(lines))
        self.data = held


class OurMarkForm(SeenForm):
    """What we think of what the customer wrote of an item; unless we agree, they are asked."""

    mark = fields.choice(
        _("What do you want to ask?"),
        [
            (str(Mark.UNCLEAR), _("It is not clear to us")),
            (str(Mark.CHANGE), _("We suggest something else")),
            (str(Mark.AGREED), _("Nothing: we agree to it")),
        ],
        initial=str(Mark.UNCLEAR),
    )
    counter = fields.text(_("What is not clear, or what should it be instead?"), required=False, rows=2)
    asked = ("counter",)

    def clean(self) -> dict[str, Any]:
        """Who asks says what."""
        data = dict(super().clean() or self.cleaned_data)
        if data.get("mark") != Mark.AGREED and not data.get("counter", "").strip():
            self.add_error("counter", str(fields.WRONG["required"]))
        return data


class TakeForm(SeenForm):
    """What the customer wants instead, as it is to stand there."""

    text = fields.text(
        _("How it is to stand there"),
        hint=_(
            "Their words are filled in. Left as they are, both of you agree to them; if you word them otherwise, the"
            " customer looks at them again."
        ),
        rows=4,
    )


class ApproveForm(forms.Form):
    """All of it, as the customer saw it."""

    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput())


class CounterForm(SeenForm):
    """They approve it in front of a member: what stood there, and not what somebody else writes meanwhile."""

    seen = forms.IntegerField(widget=forms.HiddenInput())  # type: ignore[assignment]
    proof = fields.text(
        _("How did they approve it?"), hint=_("For example: Dana read all of it with me and agreed."), rows=2
    )


class TemplateForm(forms.Form):
    """By which items one goes through it."""

    template = fields.pick(_("For what?"))

    def __init__(self, *args: Any, templates: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["template"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = templates
