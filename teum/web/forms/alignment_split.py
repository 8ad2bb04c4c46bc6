"""The fields of a price's payments, filled in by a plan."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from teum.core import price as prices
from teum.core.price import MOST_PAYMENTS, Means, Plan
from teum.language.notices import split as words
from teum.queries.alignments import LineView
from teum.web.forms.alignment_items import ItemsForm
from teum.web.forms.shekels import agorot, shown
from teum.web.wording import Words

MONTHS = "months"
USUAL = 3
"""So many monthly payments, where nothing else is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A way to split a price, as a button says it."""

    plan: Plan
    words: Words


SPLITS: Sequence[Split] = (
    Split(plan=Plan.DEPOSIT, words=_("30% first, 70% later")),
    Split(plan=Plan.HALVES, words=_("Two equal payments")),
    Split(plan=Plan.THIRDS, words=_("Three equal payments")),
    Split(plan=Plan.END, words=_("All at the end")),
)


def filled(form: ItemsForm, line: LineView, plan: Plan, *, lang: str, today: date) -> dict[str, str]:
    """What was sent, with the payments of a plan in place of what stood there.

    What somebody wrote that a payment is for stays, and so do its day and means; monthly ones follow the first, which
    is in a month where nothing says when. Raises `BadAmount`, `Invalid`.
    """
    sent = {name: str(form.data[name]) for name in form.data}
    total = form.cleaned_data.get(f"{line.key}_total")
    months = 0
    with suppress(ValueError):
        months = int(sent.get(MONTHS) or USUAL)
    parts = prices.parts(plan, agorot(total) if total else 0, months=months if plan is Plan.MONTHLY else 1)
    names = words.names(plan, len(parts), lang=lang)
    first = form.cleaned_data.get(f"{line.key}_on0") or prices.months_after(today, 1)
    for number in range(MOST_PAYMENTS):
        what, amount, on, means = (f"{line.key}_{part}{number}" for part in ("what", "amount", "on", "means"))
        if number >= len(parts):
            for name in (what, amount, on):
                if name in sent:
                    sent[name] = ""
            continue
        written = sent.get(what, "").strip()
        sent[what] = written if written and written not in words.ALL else names[number]
        sent[amount] = str(shown(parts[number]))
        sent[means] = sent.get(means) or sent.get(f"{line.key}_means0") or str(Means.TRANSFER)
        if plan is Plan.MONTHLY:
            sent[on] = prices.months_after(first, number).isoformat()
    return sent
