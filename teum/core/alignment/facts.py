"""Items and lines as JSON, and back: as rows keep them, and digests cover them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from teum.core.alignment.value import Answer, Item, Kind, Line, Mark, Side, Topic
from teum.core.price import Means, Payment, Price
from teum.core.promise import Debtor
from teum.core.said import Said
from teum.core.window import Window


def of_items(items: Sequence[Item]) -> list[dict[str, Any]]:
    """Items, JSON-ready."""
    return [asdict(item) for item in items]


def items(facts: Sequence[Mapping[str, Any]]) -> tuple[Item, ...]:
    """Items from their facts."""
    return tuple(
        Item(
            **{
                **one,
                "topic": Topic(one["topic"]),
                "kind": Kind(one["kind"]),
                "side": Side(one["side"]),
                "debtor": Debtor(one["debtor"]),
                "text": Said(**one["text"]),
                "promise": Said(**one["promise"]),
                "clause": Said(**one.get("clause", {})),
                "options": tuple(Said(**option) for option in one["options"]),
            }
        )
        for one in facts
    )


def of_lines(lines: Sequence[Line]) -> dict[str, dict[str, Any]]:
    """What was said and marked of each item, by its key, JSON-ready; of an item of which nothing was, nothing."""
    return {line.item.key: _of_line(line) for line in lines if line.answer or line.marks}


def _of_line(line: Line) -> dict[str, Any]:
    return {
        "answer": of_answer(line.answer) if line.answer else None,
        "by": str(line.by) if line.by else None,
        "at": line.at.isoformat() if line.at else None,
        "marks": {str(side): str(mark) for side, mark in line.marks.items()},
        "counter": line.counter,
    }


def lines(of: Sequence[Item], facts: Mapping[str, Mapping[str, Any]]) -> tuple[Line, ...]:
    """The lines of items from their facts."""
    return tuple(_line(item, facts.get(item.key)) for item in of)


def _line(item: Item, facts: Mapping[str, Any] | None) -> Line:
    if facts is None:
        return Line(item=item)
    return Line(
        item=item,
        answer=_answer(facts["answer"]) if facts["answer"] else None,
        by=Side(facts["by"]) if facts["by"] else None,
        at=datetime.fromisoformat(facts["at"]) if facts["at"] else None,
        marks={Side(side): Mark(mark) for side, mark in facts["marks"].items()},
        counter=facts["counter"],
    )


def of_answer(answer: Answer) -> dict[str, Any]:
    """What was said, JSON-ready."""
    return {
        "text": answer.text,
        "option": answer.option,
        "window": _of_window(answer.window) if answer.window else None,
        "price": _of_price(answer.price) if answer.price else None,
    }


def _answer(facts: Mapping[str, Any]) -> Answer:
    return Answer(
        text=facts["text"],
        option=facts["option"],
        window=_window(facts["window"]) if facts["window"] else None,
        price=_price(facts["price"]) if facts["price"] else None,
    )


def _of_price(price: Price) -> dict[str, Any]:
    payments = [
        {
            "what": one.what,
            "amount": one.amount,
            "window": _of_window(one.window),
            "means": str(one.means),
        }
        for one in price.payments
    ]
    exempt = {"exempt": True} if price.is_exempt else {}
    return {"total": price.total, "vat": price.vat, "payments": payments, **exempt}


def _price(facts: Mapping[str, Any]) -> Price:
    payments = tuple(
        Payment(
            what=one["what"],
            amount=one["amount"],
            window=_window(one["window"]),
            means=Means(one["means"]),
        )
        for one in facts["payments"]
    )
    is_exempt = facts.get("exempt", False)
    return Price(total=facts["total"], vat=facts["vat"], payments=payments, is_exempt=is_exempt)


def _of_window(window: Window) -> dict[str, Any]:
    start = window.start.isoformat() if window.start else None
    return {"due": window.due.isoformat(), "start": start, "zone": window.zone.key}


def _window(facts: Mapping[str, Any]) -> Window:
    zone = ZoneInfo(facts["zone"])
    start = datetime.fromisoformat(facts["start"]).astimezone(zone) if facts["start"] else None
    return Window(due=datetime.fromisoformat(facts["due"]).astimezone(zone), start=start)
