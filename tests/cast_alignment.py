"""An alignment of the tests: a shower, what matters to its customer, when it is measured, what it costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.cast import SUNDAY_1000, TUESDAY_1400, Business, by, case, quote_draft
from teum.actions import alignments
from teum.core import alignment as core
from teum.core.alignment import Answer, Item, Kind, Side, Topic, facts
from teum.core.price import Means, Payment, Price
from teum.core.said import Said
from teum.core.window import Window
from teum.models import Alignment, AlignmentTemplate, Case
from teum.queries import alignments as queries

WINDOW = Window(due=TUESDAY_1400)
WISH = Item(
    key="wish",
    topic=Topic.NEEDS,
    kind=Kind.TEXT,
    side=Side.CUSTOMER,
    text=Said("מה חשוב לך?", "What matters?"),
)
GLASS = Item(
    key="glass",
    topic=Topic.FIT,
    kind=Kind.CHOICE,
    side=Side.CUSTOMER,
    text=Said("איזו זכוכית?", "Which glass?"),
    options=(Said("שקופה", "Clear"), Said("חלבית", "Frosted")),
)
VISIT = Item(
    key="visit",
    topic=Topic.TIMES,
    kind=Kind.DATED,
    text=Said("מתי מודדים?", "When do we measure?"),
    promise=Said("אמדוד את המקלחת", "I will measure the shower"),
    channel="visit",
)
COST = Item(key="cost", topic=Topic.PRICE, kind=Kind.PRICE, text=Said("מה המחיר?", "What is the price?"))
TILES = Item(
    key="tiles",
    topic=Topic.LEFT_OUT,
    kind=Kind.STATEMENT,
    text=Said("תיקון אריחים לא כלול", "Mending tiles is not included"),
)
NOTE = Item(
    key="note",
    topic=Topic.NEEDS,
    kind=Kind.TEXT,
    side=Side.CUSTOMER,
    text=Said("עוד משהו?", "Anything else?"),
    is_required=False,
)
ITEMS = (WISH, GLASS, VISIT, COST, TILES, NOTE)
LEFT_OUT = (
    *ITEMS,
    replace(TILES, key="rubble", text=Said("פינוי פסולת לא כלול", "Rubble is not included")),
    replace(TILES, key="paint", text=Said("צביעה לא כלולה", "Painting is not included")),
)
PRICE = Price(
    total=420_000,
    vat=1_800,
    payments=(
        Payment(what="מקדמה", amount=100_000, window=WINDOW),
        Payment(
            what="יתרה",
            amount=320_000,
            window=Window(due=TUESDAY_1400 + timedelta(days=7)),
            means=Means.CHEQUE,
        ),
    ),
)
ANSWERS = {
    "wish": Answer(text="מקלחון שקל לנקות"),
    "glass": Answer(option=1),
    "visit": Answer(window=WINDOW),
    "cost": Answer(price=PRICE),
}


def template(galil: Business, items: tuple[Item, ...] = ITEMS) -> AlignmentTemplate:
    """The items as the business keeps them."""
    row: AlignmentTemplate = AlignmentTemplate.objects.of(galil.id).create(
        he="מקלחון", en="Shower", items=facts.of_items(items)
    )
    return row


def begun(galil: Business) -> Alignment:
    """Dana's case, in which both begin to say what they expect."""
    return begun_in(galil, case(galil.yael, galil.dana, promise=quote_draft(), now=SUNDAY_1000))


def begun_in(galil: Business, opened: Case) -> Alignment:
    """The same in a case that is there."""
    return alignments.begin(
        case_id=opened.pk, template_id=template(galil).pk, by=by(galil.yael), now=SUNDAY_1000
    )


def filled(galil: Business) -> Alignment:
    """All that must be said, written down by Yael while she talks with Dana."""
    row = begun(galil)
    return alignments.say(alignment_id=row.pk, answers=ANSWERS, by=by(galil.yael), now=SUNDAY_1000)


def spoken(galil: Business) -> Alignment:
    """All is said and shown to Dana; three items stand under what is not included."""
    opened, yael = case(galil.yael, galil.dana, promise=quote_draft(), now=SUNDAY_1000), by(galil.yael)
    kept = template(galil, LEFT_OUT)
    row = alignments.begin(case_id=opened.pk, template_id=kept.pk, by=yael, now=SUNDAY_1000)
    alignments.say(alignment_id=row.pk, answers=ANSWERS, by=yael, now=SUNDAY_1000)
    return alignments.show(alignment_id=row.pk, by=yael, now=SUNDAY_1000)


def seen(row: Alignment, item: str) -> str:
    """What is shown of an item as it stands now."""
    row.refresh_from_db()
    return core.seen(queries.value(row).line(item))


def all_seen(row: Alignment) -> dict[str, str]:
    """What is shown of every item as it stands now."""
    row.refresh_from_db()
    return {line.item.key: core.seen(line) for line in queries.value(row).lines}
