"""What both sides say they expect: the items of an alignment as fields."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from teum.core import digest
from teum.core import window as windows
from teum.core.alignment import Answer, Kind
from teum.core.price import MOST_PAYMENTS, Means, Payment, Price
from teum.core.refusal import Refused
from teum.core.window import Window
from teum.queries import alignments
from teum.queries.alignments import LineView
from teum.web import refusals
from teum.web.forms import fields
from teum.web.forms.disclosure import price
from teum.web.forms.means import MEANS
from teum.web.forms.shekels import agorot, shown
from teum.web.wording import Words

WAS = "was-"
PAYMENTS = 6
"""So many payments the form has room for at first."""
PAID_AT = time(18)
"""A payment is due by the end of a bank's day."""


class ItemsForm(forms.Form):
    """Every item that a side may say something of, filled with what stands there; an exempt dealer adds no `vat`."""

    asked: Collection[str] = ()
    """The fields of items that have to be filled in, though one may save without them."""
    seen: Mapping[str, str] = {}
    """With what items were shown when that was typed which is kept for them."""
    before = ""
    """What stands before the keys of items in the names of fields."""
    has_ranges = True
    """Whether a time may be said with its beginning."""

    def __init__(
        self, *args: Any, lines: Sequence[LineView], zone: ZoneInfo, vat: int | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines, self.zone, self.vat = lines, zone, vat
        self.parts: dict[str, list[str]] = {line.key: [] for line in lines}
        self.starts: dict[str, str] = {}
        for line in lines:
            self._add(line)

    def _add(self, line: LineView) -> None:
        answer = line.answer or Answer()
        if line.kind in (Kind.TEXT, Kind.STATEMENT):
            is_ours = line.kind == Kind.STATEMENT
            words = answer.text or (line.text if is_ours else "")
            label = _("We state") if is_ours else line.text
            self._put(line, fields.text(label, required=False, rows=2), words)
        elif line.kind == Kind.CHOICE:
            options = [(str(number), said) for number, said in enumerate(line.options)]
            chosen = str(answer.option) if answer.option is not None else ""
            self._put(line, fields.choice(line.text, options, required=False), chosen)
        elif line.kind == Kind.DATED:
            self._add_time(line, answer.window)
        else:
            self._add_price(line, answer.price)

    def _put(self, line: LineView, field: forms.Field, start: object, part: str = "") -> None:
        name = f"{line.key}_{part}" if part else line.key
        self.fields[name] = field
        self.parts[line.key].append(name)
        self.starts[name] = _typed(start)
        self.initial.setdefault(name, start)

    def _add_time(self, line: LineView, kept: Window | None) -> None:
        at = kept.due.astimezone(self.zone) if kept else None
        self._put(line, fields.day(line.text, required=False), at.date() if at else None, "on")
        if self.has_ranges:
            start = kept.start.astimezone(self.zone) if kept and kept.start else None
            is_shown = start is not None and at is not None and start.date() == at.date()
            begins = fields.hour(_("From hour, if it is a range"), required=False)
            begins.widget.attrs["data-may-miss"] = ""
            self._put(line, begins, start.time() if start and is_shown else None, "from")
        until = _("Until hour") if self.has_ranges else _("Hour")
        self._put(line, fields.hour(until, required=False), at.time() if at else None, "at")

    def _add_price(self, line: LineView, kept: Price | None) -> None:
        total = _shekels(line.text)
        amount = _("₪; an exempt dealer adds no VAT") if self.vat is None else _("₪, VAT included")
        total.help_text = amount if self.vat is None else _("In ₪, VAT included")
        self._put(line, total, shown(kept.total) if kept else None, "total")
        for number in range(self._rows(line, kept)):
            one = kept.payments[number] if kept and number < len(kept.payments) else None
            at = one.window.due.astimezone(self.zone) if one else None
            what = fields.line(_("Payment for"), limit=80, required=False)
            self._put(line, what, one.what if one else "", f"what{number}")
            self._put(line, _shekels(amount), shown(one.amount) if one else None, f"amount{number}")
            self._put(
                line, fields.day(_("Paid by"), required=False), at.date() if at else None, f"on{number}"
            )
            self._put(
                line,
                fields.pick(_("How"), MEANS, required=False),
                str(one.means) if one else str(Means.TRANSFER),
                f"means{number}",
            )

    def _rows(self, line: LineView, kept: Price | None) -> int:
        """How many payments there is room for: all that are kept or were sent, and one more."""
        of = re.compile(rf"{re.escape(line.key)}_(?:what|amount|on)(\d{{1,2}})")
        sent = [int(found[1]) + 1 for name in (*self.data, *self.initial) if (found := of.fullmatch(name))]
        most = max([len(kept.payments) if kept else 0, *sent])
        return min(MOST_PAYMENTS, max(PAYMENTS, most + 1 if most >= PAYMENTS else 0))

    def payments(self, line: LineView) -> range:
        """The numbers of the payments of a price."""
        return range(sum(name.startswith(f"{line.key}_amount") for name in self.parts[line.key]))

    def put(self, refused: Refused, item: str = "") -> None:
        """Say a refusal on the field of the item that it is about."""
        if item and refused.details.get("field") == "payments":
            said = gettext("Write at least one payment: what it is for, how much, and by when.")
            self.add_error(f"{item}_what0", said)
            return
        key = f"{self.before}{item or refused.details.get('field', '')}"
        name = next((name for name in (key, f"{key}_on", f"{key}_total") if name in self.fields), None)
        if name:
            refused.details["field"] = name
        if name and refused.code == "incomplete":
            self.add_error(name, str(fields.WRONG["required"]))
        else:
            refusals.put(self, refused)

    def keep_only(self, name: str, said: str) -> None:
        """Say nothing of what is half written but this."""
        self.errors.clear()
        self.add_error(name, said)

    def clean(self) -> dict[str, Any]:
        """A day without its hour says no time yet, and a sum without its day no payment; neither is lost."""
        data = dict(super().clean() or self.cleaned_data)
        for line in self.lines:
            for whole in self._wholes(line):
                given = [name for name in whole if data.get(name)]
                lacking = [name for name in whole if given and name not in given]
                for name in lacking:
                    if name not in self.errors:
                        self.add_error(name, str(fields.WRONG["required"]))
            amounts = [f"{line.key}_amount{number}" for number in self.payments(line)]
            if line.kind == Kind.PRICE and any(data.get(name) for name in amounts):
                total = f"{line.key}_total"
                if data.get(total) is None and total not in self.errors:
                    self.add_error(total, str(fields.WRONG["required"]))
        return data

    def _wholes(self, line: LineView) -> list[tuple[str, ...]]:
        """Fields of which each says something only with the others."""
        if line.kind == Kind.DATED:
            return [(f"{line.key}_on", f"{line.key}_at")]
        if line.kind != Kind.PRICE:
            return []
        return [
            tuple(f"{line.key}_{part}{number}" for part in ("what", "amount", "on"))
            for number in self.payments(line)
        ]

    def is_wrong(self, line: LineView) -> bool:
        """Whether something of an item cannot be read."""
        return any(name in self.errors for name in self.parts[line.key])

    def stamps(self) -> list[tuple[str, str]]:
        """What each item is shown with: a field that is not seen, by which what changed meanwhile is told apart."""
        return [
            (f"{WAS}{line.key}", self.seen.get(f"{WAS}{line.key}", self._stamp(line))) for line in self.lines
        ]

    def _stamp(self, line: LineView) -> str:
        """What stands there, and how its fields show it: these may say less than that, and are left as they are."""
        return f"{alignments.stamp(line.answer)}.{self._shape(line, self.starts)}"

    def _shape(self, line: LineView, values: Mapping[str, Any]) -> str:
        parts = [_typed(values.get(name, self.starts[name])) for name in self.parts[line.key]]
        # Rows of payments that are empty say nothing: there may be more of them than there were.
        return digest.of("", "\n".join(parts).rstrip())[:16]

    def unkept(self, sent: Mapping[str, Any]) -> dict[str, str]:
        """What was typed of items and is kept nowhere yet, with what each was shown with."""
        mine = {name: key for key, names in self.parts.items() for name in names}
        typed = {
            name: str(said)
            for name, said in sent.items()
            if name in mine and _typed(said) != self.starts[name]
        }
        return typed | {
            f"{WAS}{key}": str(sent[f"{WAS}{key}"])
            for key in {mine[name] for name in typed}
            if f"{WAS}{key}" in sent
        }

    def touched(self) -> Mapping[str, Answer]:
        """What was filled in and stands there neither now nor when it was shown.

        Where the other side said something of it meanwhile, it is refused once, with their words.
        """
        found = {}
        for line in self.lines:
            if self.is_wrong(line) or self.is_untouched(line):
                continue
            try:
                given = self._answer(line)
            except Refused as refused:
                self.put(refused, line.key)
                continue
            now = alignments.stamp(line.answer)
            was = self.data.get(f"{WAS}{line.key}", now).partition(".")[0]
            if given is None or alignments.stamp(given) in (now, was):
                continue
            found[line.key] = given
            if was != now:
                said = gettext(
                    "Meanwhile the other side wrote: “%(words)s”. Save again to write yours instead."
                )
                self.add_error(self._first(line), said % {"words": line.said})
        return found

    def is_untouched(self, line: LineView) -> bool:
        """Whether the fields of an item say what they were shown with."""
        was = str(self.data.get(f"{WAS}{line.key}", self._stamp(line)))
        return self._shape(line, self.data) == was.partition(".")[2]

    def renew(self, lines: Sequence[LineView]) -> None:
        """Drawn again: what was typed stays, and where nothing was, what stands there by now is shown."""
        fresh = ItemsForm(lines=lines, zone=self.zone, vat=self.vat)
        held = {line.key for line in self.lines if self.is_wrong(line) or not self.is_untouched(line)}
        left = {name for key, names in fresh.parts.items() if key not in held for name in names}
        self.data = {name: self.data[name] for name in self.data} | {
            name: fresh.starts[name] for name in left
        }
        self.fields = {**{name: fresh.fields[name] for name in left}, **self.fields}
        self.lines, self.starts = lines, {**self.starts, **fresh.starts}
        self.parts = {
            key: self.parts.get(key, []) if key in held else fresh.parts[key] for key in fresh.parts
        }

    def _first(self, line: LineView) -> str:
        names = (line.key, f"{line.key}_on", f"{line.key}_total")
        return next(name for name in names if name in self.fields)

    def answers(self) -> Mapping[str, Answer]:
        """What was filled in, by the keys of the items."""
        found = {line.key: self._answer(line) for line in self.lines if not self.is_wrong(line)}
        return {key: answer for key, answer in found.items() if answer is not None}

    def _answer(self, line: LineView) -> Answer | None:
        data = self.cleaned_data
        if line.kind == Kind.CHOICE:
            return Answer(option=int(data[line.key])) if data[line.key] else None
        if line.kind == Kind.DATED:
            on, at = data[f"{line.key}_on"], data[f"{line.key}_at"]
            if not (on and at):
                return None
            due = windows.aware(datetime.combine(on, at), self.zone)
            return Answer(window=Window(due=due, start=self._start(line, due)))
        if line.kind == Kind.PRICE:
            return self._price(line)
        text = data[line.key].strip()
        is_own = line.kind == Kind.STATEMENT and text == line.text and line.answer is None
        return Answer(text=text) if text and not is_own else None

    def _start(self, line: LineView, due: datetime) -> datetime | None:
        """When it begins: at the hour on the same day, else where it began as long as that is said of another day."""
        begins = self.cleaned_data.get(f"{line.key}_from")
        if begins:
            return windows.aware(datetime.combine(due.date(), begins), self.zone)
        kept = line.answer.window.start if line.answer and line.answer.window else None
        is_shown = bool(self.starts.get(f"{line.key}_from"))
        return kept if kept and not is_shown and kept.astimezone(self.zone).date() < due.date() else None

    def _price(self, line: LineView) -> Answer | None:
        data = self.cleaned_data
        total = data[f"{line.key}_total"]
        if total is None:
            return None
        payments = [self._payment(line, number) for number in self.payments(line)]
        made = tuple(one for one in payments if one is not None)
        kept = line.answer.price if line.answer else None
        ours = (agorot(total), self.vat is None)
        vat = kept.vat if kept and (kept.total, kept.is_exempt) == ours else self.vat
        price = Price(total=agorot(total), vat=vat or 0, payments=made, is_exempt=self.vat is None)
        return Answer(price=price)

    def _payment(self, line: LineView, number: int) -> Payment | None:
        data = self.cleaned_data
        amount, on = data[f"{line.key}_amount{number}"], data[f"{line.key}_on{number}"]
        if amount is None or on is None:
            return None
        return Payment(
            what=data[f"{line.key}_what{number}"],
            amount=agorot(amount),
            window=self._paid(line, number, on),
            means=Means(data[f"{line.key}_means{number}"] or Means.TRANSFER),
        )

    def _paid(self, line: LineView, number: int, on: date) -> Window:
        """By when it is paid: the hour that is not shown stays as long as the day does."""
        kept = line.answer.price.payments if line.answer and line.answer.price else ()
        if number < len(kept) and kept[number].window.due.astimezone(self.zone).date() == on:
            return kept[number].window
        return Window(due=windows.aware(datetime.combine(on, PAID_AT), self.zone))


def _shekels(label: Words) -> forms.DecimalField:
    field = price()
    field.label, field.help_text = label, ""
    return field


def _typed(start: object) -> str:
    """How a field holds what stands there."""
    if isinstance(start, time):
        return start.strftime("%H:%M")
    return "" if start is None else str(start).strip().replace("\r\n", "\n")
