"""The promise box and the acts on a promise."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from teum.web import wording
from teum.web.forms import fields

PROMISE_CHANNELS = [
    (key, wording.CHANNEL_NAMES[key]) for key in ("phone", "email", "whatsapp", "sms", "visit", "post")
]


class WindowFields(forms.Form):
    """A window as people give it: a date, an hour, and where it is a range the hour from which."""

    due_on = fields.day(_("Date"), required=False)
    start_at = fields.hour(_("From (only for a range)"), required=False)
    due_at = fields.hour(_("By"), required=False)


class PromiseForm(WindowFields):
    """The promise box: free words, and the answers that the words do not give; what is missing is asked later."""

    body = fields.text(_("What did you agree on?"), required=False)
    window = forms.CharField(label=_("Time"), required=False, max_length=80)
    window_said = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    includes = fields.text(
        _("What is included?"),
        required=False,
        rows=2,
        hint=_("Everything that was asked for, each thing on a line of its own."),
    )
    channel = fields.choice(_("How will the customer get it?"), PROMISE_CHANNELS, required=False)
    replaces = fields.choice(_("Instead of what is already promised, or as well?"), required=False)
    owner = fields.pick(_("Who does it?"), required=False)
    owner_said = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    condition_on = fields.day(_("By when must it come?"), required=False)
    condition_at = fields.hour(_("Hour"), required=False)

    def __init__(
        self,
        *args: object,
        others: list[tuple[str, str]],
        reachable: frozenset[str],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._offer("channel", [(key, _named(key, reachable)) for key, _name in PROMISE_CHANNELS])
        self._offer("replaces", others and [("none", str(_("As well as all of these"))), *others])
        if not others:
            del self.fields["replaces"]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


def _named(channel: str, reachable: frozenset[str]) -> str:
    """A channel as a choice; where it reaches nobody, that is said beside its name."""
    name = str(wording.CHANNEL_NAMES[channel])
    if channel in reachable:
        return name
    return gettext("%(channel)s (no address)") % {"channel": name}


class RevisionForm(WindowFields):
    """A new time, and why."""

    window = forms.CharField(label=_("Time"), required=False, max_length=80)
    reason = fields.text(_("Why does it move?"), hint=_("The customer reads this."))
    version = fields.version()


class NoDateForm(forms.Form):
    """There is no new date: why, and when the next word comes."""

    reason = fields.text(
        _("Why can nobody name a date?"),
        hint=_("The customer reads this, and that they may cancel free of charge."),
    )
    due_on = fields.day(_("The next update comes: date"))
    due_at = fields.hour(_("By"))
    version = fields.version()


class ReportForm(forms.Form):
    """It was done."""

    note = fields.text(
        _("A word to the customer"),
        required=False,
        hint=_("For example: the quote is in your inbox, with the specification attached."),
    )
    version = fields.version()


AFTER = [
    ("goes_on", _("Something else is already promised")),
    ("update", _("An update to the customer by the time below")),
    ("close", _("The case is closed")),
]


class NextStepForm(WindowFields):
    """What comes after an act that ends something: another word by a moment, or the end."""

    after = fields.choice(
        _("What happens next?"),
        AFTER,
    )

    def know_next(self, *, is_promised: bool) -> None:
        """Ask nothing where something else is promised already; else do not offer that as an answer."""
        if is_promised:
            for name in ("after", "due_on", "start_at", "due_at"):
                del self.fields[name]
            return
        field = self.fields["after"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = AFTER[1:]


class WithdrawalForm(NextStepForm):
    """A promise that will not be kept, told openly."""

    disclosure = fields.text(
        _("What will the customer be told?"),
        hint=_("What will not happen, why, and what you offer instead."),
    )
    version = fields.version()


class ReleaseForm(NextStepForm):
    """The customer gave it up; only with proof."""

    proof = fields.text(
        _("When and how did they say so?"),
        hint=_("For example: in a call today at 11:20, they found another supplier."),
    )
    version = fields.version()


class DeclineForm(NextStepForm):
    """The customer said no to an offer."""

    version = fields.version()


class ConfirmationForm(NextStepForm):
    """The customer said that all of it arrived."""

    version = fields.version()


class ArrivalForm(NextStepForm):
    """What the customer was to send or do came."""

    version = fields.version()


class PlainForm(forms.Form):
    """Nothing to ask: one tap, on what was seen."""

    version = fields.version()


class DisputeNoteForm(forms.Form):
    """What the customer said is missing, as a member heard it."""

    note = fields.text(_("What is missing?"))
    version = fields.version()


class DelegationForm(forms.Form):
    """Another member does it; who answers to the customer stays."""

    owner = fields.pick(_("Who takes it on?"))
    version = fields.version()

    def __init__(self, *args: object, members: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["owner"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Choose")), *members] if len(members) > 1 else members


class UpdateForm(forms.Form):
    """A word to the customer that carries the moment of the next one."""

    text = fields.text(
        _("What will the customer be told?"), rows=4, hint=_("What is known now, and what is being done.")
    )
    due_on = fields.day(_("The next update: date"))
    due_at = fields.hour(_("By"))


class SeenForm(forms.Form):
    """A yes to what was shown, by its version."""

    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class DisputeForm(forms.Form):
    """What the customer misses."""

    note = fields.text(
        _("What is missing?"),
        hint=_("A few words are enough. You will see here who takes care of it and by when."),
    )


class CallForm(forms.Form):
    """What was said on the phone, and when the customer hears from us next."""

    reached = fields.choice(_("Did you speak?"), [("yes", _("Yes, we spoke")), ("no", _("No answer"))])
    note = fields.text(_("What was said?"), required=False)
    due_on = fields.day(_("The next update: date"), required=False)
    due_at = fields.hour(_("By"), required=False)
