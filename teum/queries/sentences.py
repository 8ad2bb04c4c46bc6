"""A promise's row as the sentence that the customer reads."""

from datetime import datetime

from teum.core import outlook as core
from teum.core import reach
from teum.core.outlook import Outlook
from teum.core.promise import Debtor, Nature
from teum.core.window import Window
from teum.language.notices import First, Party, Person, closing, promise_sentence, standing
from teum.language.notices.owed import Owed
from teum.models import Case, ContactPoint, Promise, prepared
from teum.queries import offers, outlook, rows

_NUMBERS = prepared.rows(
    lambda organisation, customer: ContactPoint.objects.of(organisation).filter(
        customer=customer, channel__in=reach.NUMBERS, is_broken=False
    )
)


def of_promise(
    row: Promise,
    case: Case,
    *,
    now: datetime,
    lang: str | None = None,
    window: Window | None = None,
    tail: str | None = None,
    is_countered: bool | None = None,
    has_come: bool = False,
) -> str:
    """Who does what, how and by when, in the customer's language unless another is asked for.

    An offer asks for its answer, unless the customer named its window; what waits for something names that first.
    `tail` are the last digits of the number that is called, where they are known already, as is `is_countered`.
    `has_come`: what it waits for is here.
    """
    language = lang or case.customer.language
    if row.nature == Nature.CLOSING:
        due = row.due.astimezone(rows.zone(row.zone))
        return closing.sentence(due, Party(business="", lang=language, now=now))
    is_call = row.channel == "phone" and row.debtor == "provider"
    if tail is None:
        tail = phone_tail(case) if is_call else ""
    if is_countered is None:
        is_countered = bool(offers.countered([row]))
    return promise_sentence(
        party=Party(business="", lang=language, now=now),
        person=Person(name=row.owner.name, gender=row.owner.gender),
        what=row.what,
        channel=row.channel,
        window=window or rows.window(row.due, row.start, row.zone),
        tail=tail if is_call else "",
        debtor=row.debtor,
        first=_first(row, has_come=has_come),
        answer_by=row.answer_by.astimezone(rows.zone(row.zone))
        if row.answer_by and row.state == "offered"
        else None,
        is_theirs=is_countered,
    )


def _first(row: Promise, *, has_come: bool) -> First | None:
    """What must come before it, while that has not come."""
    if row.state not in ("offered", "waiting") or not row.condition or row.condition_due is None:
        return None
    due = row.condition_due.astimezone(rows.zone(row.zone))
    return First(what=row.condition, due=due, term=row.term, has_come=has_come)


def of_now(
    row: Promise, case: Case, *, now: datetime, lang: str, tail: str, is_countered: bool | None = None
) -> str:
    """The same as it is true at this moment: late, in doubt or done where it is; `row` was read with what was told."""
    value, told = rows.promise(row), outlook.of_row(row)
    found = core.of(value, told, now=now)
    agreed = of_promise(
        row,
        case,
        now=now,
        lang=lang,
        tail=tail,
        is_countered=is_countered,
        has_come=found is Outlook.CAME,
    )
    next_word = told.following(now)
    return standing(
        found,
        party=Party(business="", lang=lang, now=now),
        agreed=agreed,
        what=row.what,
        window=Window(due=value.next_at.astimezone(value.window.zone))
        if found is Outlook.DONE
        else value.window,
        next_word=next_word.astimezone(value.window.zone) if next_word else None,
        is_undated=told.doubt == "no_date",
        asked=value.proposed if value.proposed and value.proposed.due > now else None,
        is_others=row.debtor == Debtor.THIRD_PARTY,
    )


def owed(row: Promise, *, window: bool = True) -> Owed:
    """A promise as what is owed, with its time unless that is over."""
    return Owed(
        what=row.what,
        window=rows.window(row.due, row.start, row.zone) if window else None,
        is_others=row.debtor == Debtor.THIRD_PARTY,
    )


def subject(case: Case, lang: str | None = None) -> str:
    """What a case is about, as letters name it: a visitor's own words stand in quotation marks."""
    if case.source not in ("form", "mail"):
        return case.title
    language = lang or case.customer.language
    return f"״{case.title}״" if language == "he" else f"“{case.title}”"


def party(case: Case, *, now: datetime, lang: str | None = None) -> Party:
    """The two sides of a letter about a case."""
    return Party(
        business=case.organisation.called(lang or case.customer.language),
        lang=lang or case.customer.language,
        now=now,
        title=subject(case, lang),
        business_phone=case.organisation.phone,
    )


def phone_tail(case: Case) -> str:
    """The last three digits of the number on which the customer is called, or nothing."""
    number = _NUMBERS.first(case.organisation_id, case.customer_id)
    digits = "".join(ch for ch in number.address if ch.isdigit()) if number else ""
    return digits[-3:]
