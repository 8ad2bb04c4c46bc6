"""Refusals in the reader's words, and on the field that they are about."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import get_language, gettext

from teum.core.disclosure import MOST_PHOTOS
from teum.core.refusal import Conflict, Invalid, Refused
from teum.language.notices.money import price_words
from teum.web.refusal_words import BAD_PHONE, FIELDS, MISSING, NO_EMAIL, NO_NUMBER, WORDS


def status(refused: Refused) -> int:
    """The answer's status: 422 for what cannot be recorded, 409 for what does not fit how things stand."""
    if isinstance(refused, Invalid):
        return 422
    return 409 if isinstance(refused, Conflict) else 429 if refused.code == "too_many" else 422


def words(refused: Refused) -> str:
    """The refusal as one sentence."""
    if refused.code == "incomplete":
        missing = [str(MISSING.get(name, name)) for name in refused.details.get("missing", ())]
        return " ".join([gettext("Still missing:"), *missing])
    if refused.code == "no_address":
        return _no_address(refused.details.get("channel"))
    if refused.code == "window_mismatch" and refused.details.get("quote"):
        return gettext(
            "These words promise a time that is recorded nowhere: “%(quote)s”. Make it a promise of its own, or take"
            " the time out."
        ) % {"quote": refused.details["quote"]}
    if refused.code == "split_differs" and "differs" in refused.details:
        return _differs(int(refused.details["differs"]))
    if refused.code == "item_changed" and refused.details.get("stands"):
        now = "”, “".join(refused.details["stands"].values())
        return gettext(
            "Meanwhile something else was written there, and now it says: “%(now)s”. Read it, and answer again."
        ) % {"now": now}
    if refused.code == "more_than_due" and "left" in refused.details:
        left = price_words(int(refused.details["left"]), get_language() or "en")
        return gettext("This is more than is left to pay here: %(left)s.") % {"left": left}
    if refused.code == "summary_leaves_out":
        return gettext("A time that was agreed is missing, or has changed meanwhile: %(times)s") % {
            "times": "; ".join(refused.details["times"])
        }
    if refused.code == "too_many_files" and refused.details.get("most") == MOST_PHOTOS:
        return gettext("Three photos are shown at most.")
    said = str(WORDS.get(refused.code) or gettext("This cannot be recorded as it is."))
    return said % refused.details if "%(" in said else said


def _differs(agorot: int) -> str:
    """By how much the payments are not the price."""
    amount = price_words(abs(agorot), get_language() or "en")
    if agorot > 0:
        said = gettext(
            "The payments are not the price: %(amount)s are missing in them. The two have to be the same."
        )
    else:
        said = gettext(
            "The payments are not the price: they are %(amount)s more. The two have to be the same."
        )
    return said % {"amount": amount}


def lines(refused: Refused) -> list[str]:
    """What the refusal is about, one by one."""
    vague = [str(span.get("quote", "")) for span in refused.details.get("vague", ())]
    return [quote for quote in vague if quote]


def put(form: forms.Form, refused: Refused) -> None:
    """Say the refusal on the form's field that it is about, else above all of them; and what is missing besides."""
    if refused.code not in ("incomplete", "no_address"):
        _put(form, refused)
    put_missing(form, refused)


def put_missing(form: forms.Form, refused: Refused) -> None:
    """Say what is missing beside what the refusal is about, each on its field."""
    for name in refused.details.get("missing", ()):
        form.add_error(name if name in form.fields else None, _missing(form, name))
    channel = refused.details.get("channel" if refused.code == "no_address" else "no_address")
    if channel:
        form.add_error("channel" if "channel" in form.fields else None, _no_address(channel))


def _no_address(channel: object) -> str:
    return str(NO_EMAIL if channel == "email" else NO_NUMBER)


def _put(form: forms.Form, refused: Refused) -> None:
    if refused.code == "bad_address":
        channel = "email" if refused.details.get("channel") == "email" else "phone"
        said = words(refused) if channel == "email" else str(BAD_PHONE)
        form.add_error(channel if channel in form.fields else None, said)
        return
    reasons = [str(reason) for reason in refused.details.get("reasons", ())]
    said_in = str(refused.details.get("field") or "body").partition(".")[0]
    fields = (*([] if said_in == "body" else [said_in]), *FIELDS.get(refused.code, ()))
    field = next((name for name in fields if name in form.fields), None)
    form.add_error(field, " ".join([words(refused), *reasons, *_why(refused.details, field)]))


def _missing(form: forms.Form, name: str) -> str:
    """What is missing; where the field's own name is the question already, just that it is still missing."""
    question = str(MISSING.get(name) or gettext("Something is still missing."))
    is_asked = name in form.fields and str(form.fields[name].label or "").endswith("?")
    return gettext("This is still missing.") if is_asked else question


def _why(details: Mapping[str, object], field: str | None) -> list[str]:
    """The vague words; each with its reason where the page does not tell it beside them, as the promise box does."""
    vague = details.get("vague") or ()
    assert isinstance(vague, list | tuple)
    quoted = [span for span in vague if span.get("quote")]
    if field in (None, "body", "window"):
        return [f"“{span['quote']}”." for span in quoted]
    return [f"“{span['quote']}”: {span['why']}. {span['better']}." for span in quoted]
