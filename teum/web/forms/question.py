"""Questions of both sides, and their answers."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.web.forms import fields
from teum.web.forms.promise import NextStepForm
from teum.web.forms.upload import ACCEPTED


class QuestionForm(forms.Form):
    """What one side asks the other, and by when the answer comes."""

    kind = fields.choice(
        _("What is it?"),
        [
            ("text", _("A question for the customer")),
            ("document", _("A document that we need")),
            ("readback", _("This is what we understood: is it right?")),
            ("theirs", _("The customer asked us")),
        ],
    )
    text = fields.text(_("In which words?"), rows=4)
    due_on = fields.day(_("The answer comes: date"), required=False)
    due_at = fields.hour(_("By"), required=False)


class OurAnswerForm(NextStepForm):
    """Our answer, and what comes after it."""

    text = fields.text(
        _("What is the answer?"),
        rows=4,
        hint=_("The customer reads it under their question, in these words."),
    )
    version = fields.version()


class TheirAnswerForm(NextStepForm):
    """What the customer answered, as a member heard it."""

    text = fields.text(_("What did the customer answer?"), rows=4)
    version = fields.version()


class TheirDocumentForm(NextStepForm):
    """The document that reached a member: as a file, or in words how it came."""

    file = forms.FileField(
        label=_("The document, as a file or a photo"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    text = fields.text(_("Or how did it come?"), required=False, rows=2)
    version = fields.version()


class TheirReadbackForm(NextStepForm):
    """Whether the customer said that we had understood it right, and what is to be corrected."""

    is_right = fields.choice(
        _("Did we understand it right?"), [("yes", _("Yes")), ("no", _("No, this needs correcting"))]
    )
    text = fields.text(_("What needs correcting?"), required=False)
    version = fields.version()


class AskForm(forms.Form):
    """A customer's question, on their page."""

    text = fields.text(
        _("What would you like to know?"), hint=_("You will see here who answers you and by when.")
    )


class ObjectionForm(forms.Form):
    """What a customer was told otherwise."""

    text = fields.text(
        _("What were you told?"),
        hint=_("You will see here who looks into it and by when you will have an answer."),
    )


class PartObjectionForm(forms.Form):
    """What a customer said otherwise of their own part."""

    text = fields.text(
        _("What did you say?"),
        hint=_("You will see here who looks into it and by when you will have an answer."),
    )


class DoneForm(forms.Form):
    """That a customer's part is done; with the file, where it is one."""

    text = fields.text(_("Would you like to add something?"), required=False)
    file = forms.FileField(
        label=_("A picture or a file, if it is one"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )


class AnswerForm(forms.Form):
    """A customer's answer, on their page; of a read-back, what is to be corrected."""

    text = fields.text(_("Your answer"))
    is_right = forms.NullBooleanField(required=False, widget=forms.HiddenInput)
    """Of a correction: no."""
