"""What the form of a disclosure says, and how it is filled in again."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from teum.core.disclosure import Affects, Kind, Option, Shown, Way
from teum.core.refusal import Refused
from teum.core.window import Window
from teum.language.notices import disclosure as notices
from teum.web import photos
from teum.web.desk import Reader
from teum.web.forms import shekels
from teum.web.forms.disclosure import OPTIONS, WAYS_OUT, DisclosureForm
from teum.web.next_step import Group
from teum.web.wording import Words


def shown(data: dict[str, Any], reader: Reader, *, lang: str) -> Shown:
    """What is told; `lang` is that of those who read it."""
    return Shown(
        kind=Kind(data["kind"]),
        what=data["what"],
        matters=data["matters"],
        affects=tuple(Affects(it) for it in data["affects"]),
        found_on=data["found_on"],
        found_by=data["found_by"] or reader.name,
        zone=reader.zone,
        window=_window(data, "resolved", reader),
        no_date=data["no_date"],
        options=options(data, reader, lang=lang),
        recommended=data["recommended"],
        interest=data["interest"],
    )


def options(data: dict[str, Any], reader: Reader, *, lang: str) -> tuple[Option, ...]:
    """What was worded, and the ways out that are ticked; none where nothing was worded."""
    worded = [
        Option(
            key=key,
            way=Way.AS_IS if key == "as_is" else Way.OTHER,
            what=data[f"{key}_what"],
            price=_agorot(data[f"{key}_price"]),
            window=_window(data, key, reader),
            channel=data["channel"],
        )
        for key in OPTIONS
        if data[f"{key}_what"]
    ]
    ways_out = [
        Option(
            key=key, way=Way(key), what=notices.WAYS_OUT[Way(key)][lang], price=0 if key == "cancel" else None
        )
        for key in WAYS_OUT
        if data[key]
    ]
    return (*worded, *ways_out) if worded else ()


def _agorot(price: Decimal | None) -> int | None:
    return None if price is None else shekels.agorot(price)


def _window(data: dict[str, Any], name: str, reader: Reader) -> Window | None:
    due = reader.moment(data, name)
    return Window(due=due) if due else None


def filled_in(shown: Shown) -> dict[str, Any]:
    """What was told, as the form asks for it."""
    said: dict[str, Any] = {
        "kind": str(shown.kind),
        "what": shown.what,
        "matters": shown.matters,
        "affects": [str(it) for it in shown.affects],
        "found_on": shown.found_on,
        "found_by": shown.found_by,
        "no_date": shown.no_date,
        "recommended": shown.recommended,
        "interest": shown.interest,
        "photos": [str(photo.upload) for photo in shown.photos],
        "channel": next((option.channel for option in shown.options if option.channel), ""),
        **_initial_window("resolved", shown.window),
    }
    for option in shown.options:
        if option.key in WAYS_OUT:
            said[option.key] = True
        else:
            price = Decimal(option.price) / 100 if option.price is not None else None
            said |= {f"{option.key}_what": option.what, f"{option.key}_price": price}
            said |= _initial_window(option.key, option.window)
    return said


def _initial_window(name: str, window: Window | None) -> dict[str, Any]:
    return {f"{name}_on": window.due.date(), f"{name}_at": window.due.time()} if window else {}


def groups(form: DisclosureForm) -> tuple[Group, ...]:
    """What it is and when it is over; what is rarely needed is folded: photos, and all that makes a choice of it."""

    def group(*names: str, legend: Words = "", hint: Words = "") -> Group:
        found = tuple(form[name] for name in names if name in form.fields)
        return Group(fields=found, legend=legend, hint=hint, is_line=any(it.endswith("_on") for it in names))

    choices = [
        *(
            group(f"{key}_what", f"{key}_price", f"{key}_on", f"{key}_at", legend=label)
            for key, label in OPTIONS.items()
        ),
        Group(
            fields=tuple(form[key] for key in WAYS_OUT),
            legend=gettext("The customer may also"),
            hint=gettext("At least one of the two, wherever there is something to choose."),
        ),
        group("channel", "recommended", "interest"),
        group("decide_on", "decide_at", legend=gettext("Until when does the customer choose?")),
    ]
    listed = [
        Group(
            fields=tuple(
                form[it]
                for it in ("kind", "about", "what", "matters", "affects", "found_on", "found_by")
                if it in form.fields
            )
        ),
        group("resolved_on", "resolved_at", legend=gettext("When is it expected to be resolved?")),
        group("no_date"),
        Group(legend=gettext("Photos"), inner=tuple(photos.groups(form))),
        Group(
            legend=gettext("Options to choose from"),
            hint=gettext(
                "With prices and times, side by side. Without them the customer is told, and chooses nothing."
            ),
            inner=tuple(it for it in choices if it.fields),
        ),
    ]
    return tuple(it for it in listed if it.fields or it.inner)


FIELDS = {"decide_by": "decide_on"}
PARTS = {"due": "on", "days": "days"}


def on_fields(act: Any) -> object:
    """Where the refusal is about an option, it is said on the field of the form that words it."""
    try:
        return act()
    except Refused as refused:
        missing = [_field(str(name)) for name in refused.details.get("missing", ())]
        if missing:
            refused.details["missing"] = missing
        if refused.details.get("field"):
            refused.details["field"] = _field(str(refused.details["field"]))
        raise


def _field(name: str) -> str:
    _, _, option = name.partition("options.")
    if not option:
        return FIELDS.get(name, name)
    key, _, part = option.partition(".")
    if part == "channel":  # the form asks it once, for whatever is chosen
        return part
    return f"{key}_{PARTS.get(part, 'what')}"
