"""How the sections name a promise, what it includes, and what it waits for."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext

from teum.core.outlook import Outlook
from teum.language import notices, text
from teum.queries.promise_view import PromiseView
from teum.web import moments, wording


def spoken(promise: PromiseView) -> str:
    """What was promised, said of who promised it: "יעל תשלח לך…"; its words say in which direction it runs."""
    if promise.debtor == "customer":
        return promise.what
    who = notices.Person(name=promise.who.name, gender=promise.who.gender)
    said = notices.third_person(promise.what, who, moments.lang())
    return wording.isolated(said, is_hebrew=text.is_hebrew(promise.what))


def condition(promise: PromiseView) -> str:
    """What must come first, in the customer's words."""
    return wording.isolated(notices.condition_words(promise.condition))


def things(promise: PromiseView) -> str:
    """What is included, as a short list of things; where that is what was promised, as a step of its own."""
    if promise.includes == (promise.what,) and promise.debtor != "customer":
        return wording.isolated(notices.step(promise.what, moments.lang()))
    return wording.isolated(", ".join(promise.includes) or promise.what)


def when(promise: PromiseView) -> str:
    """By when, and what is true of that time now."""
    said = {"when": promise.in_words}
    if promise.outlook is Outlook.LATE:
        return gettext("Late. We agreed: %(when)s") % said
    is_others = promise.debtor == "third_party"
    if promise.outlook is Outlook.NO_DATE and is_others:
        return gettext("We agreed: %(when)s, and it will not happen by then") % said
    if promise.outlook is Outlook.DOUBTED and is_others:
        return gettext("%(when)s. It may happen after that time") % said
    if promise.outlook is Outlook.NO_DATE:
        return gettext("We agreed: %(when)s, and cannot make that time") % said
    if promise.outlook is Outlook.DOUBTED:
        return gettext("%(when)s. We may not make that time") % said
    return promise.in_words


def is_overdue(promise: PromiseView, at: datetime) -> bool:
    """Whether it is theirs, and its time has passed."""
    return promise.debtor == "customer" and promise.state == "open" and promise.window.due < at


def overdue(promise: PromiseView) -> str:
    """What was to come from them, and by when: theirs, and no delay of ours; it may be on its way."""
    said = {"what": wording.isolated(promise.what.strip().rstrip(".")), "window": promise.in_words}
    return gettext("%(what)s. This was due %(window)s, and we have no record that it came.") % said
