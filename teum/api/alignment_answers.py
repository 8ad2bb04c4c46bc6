"""Alignments and their templates, as they are answered."""

from __future__ import annotations

from teum.api.alignment_shapes import (
    AlignmentAnswer,
    ItemAnswer,
    LineAnswer,
    PaymentShape,
    PriceShape,
    TemplateAnswer,
)
from teum.api.fields import maybe_id, window
from teum.api.process_shapes import SaidAnswer
from teum.core.alignment import Answer, Item
from teum.core.price import Price
from teum.core.said import Said
from teum.queries.alignment_templates import TemplateView
from teum.queries.alignments import AlignmentView, LineView


def template(view: TemplateView) -> TemplateAnswer:
    """A template."""
    return TemplateAnswer(
        id=str(view.id),
        name=_said(view.name),
        service=str(view.service.id) if view.service else None,
        items=[_item(item) for item in view.items],
        is_active=view.is_active,
        version=view.version,
    )


def _item(item: Item) -> ItemAnswer:
    return ItemAnswer(
        item=item.key,
        topic=str(item.topic),
        kind=str(item.kind),
        side=str(item.side),
        text=_said(item.text),
        options=[_said(option) for option in item.options],
        is_required=item.is_required,
    )


def _said(said: Said) -> SaidAnswer:
    return SaidAnswer(he=said.he, en=said.en)


def alignment(view: AlignmentView, *, case_id: int) -> AlignmentAnswer:
    """What both sides of a case expect."""
    return AlignmentAnswer(
        id=str(view.id),
        case=str(case_id),
        state=view.state,
        version=view.version,
        amends=maybe_id(view.amends),
        is_shown=view.is_shown,
        due=view.due,
        promise=maybe_id(view.promise_id),
        lines=[_line(line) for line in view.lines],
        missing=list(view.missing),
        open=list(view.open),
        unseen=list(view.unseen),
    )


def _line(line: LineView) -> LineAnswer:
    answer = line.answer or Answer()
    return LineAnswer(
        item=line.key,
        seen=line.seen,
        topic=line.topic,
        kind=line.kind,
        side=line.side,
        text=line.text,
        options=list(line.options),
        is_required=line.is_required,
        said=line.said or None,
        option=answer.option,
        window=window(answer.window) if answer.window else None,
        price=_price(answer.price) if answer.price else None,
        ours=line.ours or None,
        theirs=line.theirs or None,
        counter=line.counter or None,
        is_agreed=line.is_agreed,
    )


def _price(price: Price) -> PriceShape:
    payments = [
        PaymentShape(what=one.what, amount=one.amount, due=one.window.due, means=str(one.means))
        for one in price.payments
    ]
    return PriceShape(total=price.total, vat=price.vat, is_exempt=price.is_exempt, payments=payments)
