"""Each ready alignment can be gone through with a customer, in words that they can read, and is promised where it has a time."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests import cast
from tests.cast import MONDAY_1000, SUNDAY_1000, THURSDAY_1400, TUESDAY_1400, Business, by, of
from teum.actions import alignment_templates, alignments
from teum.core.alignment import Answer, Item, Kind, Side, facts
from teum.core.disclosure import How
from teum.core.price import Payment, Price
from teum.core.window import Window
from teum.language import ready_alignments
from teum.models import Alignment, AlignmentTemplate, Customer, Message, Promise
from teum.queries import alignments as queries
from teum.queries.case_view import case_view

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HEBREW, LATIN = re.compile("[א-ת]"), re.compile("[A-Za-z]{2,}")
QUOTED = re.compile(r"(?<!\w)[״“]")
WORDS = {
    "he": {Side.CUSTOMER: "חשוב לי שהכול יהיה ברור", Side.PROVIDER: "זה מה שמתאים לך, וכך זה עובד אצלנו"},
    "en": {Side.CUSTOMER: "That all is clear to me", Side.PROVIDER: "This is what suits you and how we work"},
}
PAYMENTS = {"he": ("מקדמה", "יתרה"), "en": ("deposit", "the rest")}
SUMMARY = {
    "he": cast.quote_draft(body="אשלח לך סיכום של השיחה", includes=("סיכום",), due=THURSDAY_1400),
    "en": cast.quote_draft(
        body="I will send you a summary of our talk", includes=("a summary",), due=THURSDAY_1400
    ),
}


def price(lang: str) -> Price:
    """A price in two payments."""
    deposit, rest = PAYMENTS[lang]
    return Price(
        total=300_000,
        vat=1_800,
        payments=(
            Payment(what=deposit, amount=100_000, window=Window(due=TUESDAY_1400)),
            Payment(what=rest, amount=200_000, window=Window(due=TUESDAY_1400 + 8 * DAY)),
        ),
    )


def answers(items: tuple[Item, ...], lang: str) -> dict[str, Answer]:
    """Something plausible for each item that asks for something; each time is on a day of its own."""
    said: dict[str, Answer] = {}
    for number, item in enumerate(items):
        if item.kind is Kind.TEXT:
            said[item.key] = Answer(text=WORDS[lang][item.side])
        elif item.kind is Kind.CHOICE:
            said[item.key] = Answer(option=0)
        elif item.kind is Kind.DATED:
            said[item.key] = Answer(window=Window(due=TUESDAY_1400 + 7 * number * DAY))
        elif item.kind is Kind.PRICE:
            said[item.key] = Answer(price=price(lang))
    return said


def filled(business: Business, customer: Customer, key: str) -> Alignment:
    """The items of a trade, kept by the business, and filled in for the customer's case."""
    ready, lang = ready_alignments.read(key), customer.language
    template = AlignmentTemplate.objects.of(business.id).create(
        he=ready.name.he, en=ready.name.en, items=facts.of_items(ready.items)
    )
    case = cast.case(business.yael, customer, title=ready.name.of(lang), promise=SUMMARY[lang])
    row = alignments.begin(case_id=case.pk, template_id=template.pk, by=by(business.yael), now=SUNDAY_1000)
    return alignments.say(
        alignment_id=row.pk, answers=answers(ready.items, lang), by=by(business.yael), now=SUNDAY_1000
    )


def read(business: Business, row: Alignment) -> list[str]:
    """All that the customer reads of it: on their page, and in what is written to them."""
    customer = row.case.customer
    seen = case_view(row.case_id, by=business.as_whom(customer), now=MONDAY_1000)
    view = queries.of_case(row.case, (), now=MONDAY_1000)
    assert view is not None and not view.missing and seen.next
    said = [seen.next.sentence]
    for line in view.lines:
        said += [line.text, line.said, line.vat, *line.options]
        said += [f"{one.amount_in_words} · {one.what} · {one.due_in_words}" for one in line.payments]
    said += [message.text for message in of(Message, business, case=row.case).order_by("id")]
    return list(dict.fromkeys(filter(None, said)))


@pytest.mark.parametrize("lang", ["he", "en"])
@pytest.mark.parametrize("key", ready_alignments.KEYS)
def test_what_has_a_time_in_it_is_promised_once_the_customer_approves(key: str, lang: str) -> None:
    business = cast.galil(language=lang)
    customer = business.dana if lang == "he" else business.john
    row = filled(business, customer, key)
    row = alignments.approve(
        alignment_id=row.pk, by=business.as_whom(customer), seen=row.version, how=How.PAGE, now=MONDAY_1000
    )
    dated = [item for item in ready_alignments.read(key).items if item.kind is Kind.DATED]
    made = {one.what: one.debtor for one in of(Promise, business, made_at=MONDAY_1000)}
    assert {item.promise.of(lang): str(item.debtor) for item in dated}.items() <= made.items()
    assert len(made) == len(dated) + len(PAYMENTS[lang])
    lines = [line for one in read(business, row) for line in one.splitlines()]
    other = HEBREW if lang == "en" else LATIN
    assert not [line for line in lines if other.search(without_names(line, business))]
    assert not [line for line in lines if QUOTED.search(line)], "no words of ours stand in quotation marks"


def without_names(said: str, business: Business) -> str:
    for name in (business.organisation.name, business.yael.name):
        said = said.replace(name, "")
    return said


@pytest.mark.parametrize("key", ready_alignments.KEYS)
def test_a_business_keeps_it_as_it_stands(galil: Business, key: str) -> None:
    ready = ready_alignments.read(key)
    entry = alignment_templates.Entry(name=ready.name, items=ready.items)
    row = alignment_templates.add(by=by(galil.ruth), entry=entry, now=SUNDAY_1000)
    assert facts.items(row.items) == ready.items
