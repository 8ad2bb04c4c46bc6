"""A disclosure and an informed choice (A7, A8): what is told whole, and chosen by the customer alone.

What was shown is one value, written one way: its digest is what a choice names, so that nobody chooses between other
things than they saw. Until when the choice is awaited is its promise's own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from teum.core import digest
from teum.core.promise import AnswerAfterDue, Incomplete, ProofNeeded, State
from teum.core.refusal import Conflict, Invalid
from teum.core.upload import TooManyFiles
from teum.core.window import Window

FEWEST, MOST = 2, 6
"""So many options stand side by side."""
MOST_PHOTOS = 3


class Kind(StrEnum):
    """What is told: something is broken, cannot be as wished, comes later, or is so before anything is bought."""

    FAULT = "fault"
    LIMITATION = "limitation"
    DELAY = "delay"
    BEFORE_SALE = "before_sale"


BAD_NEWS = (Kind.FAULT, Kind.DELAY)
"""What is told in a call first, where the customer can be called."""


class Affects(StrEnum):
    """What it touches."""

    PRICE = "price"
    TIME = "time"
    SAFETY = "safety"
    LOOKS = "looks"


class Way(StrEnum):
    """What an option means: take it as it is, something else, leave things alone, or end it."""

    AS_IS = "as_is"
    OTHER = "other"
    DO_NOTHING = "do_nothing"
    CANCEL = "cancel"


WAYS_OUT = (Way.DO_NOTHING, Way.CANCEL)
"""Choosing one of these promises nothing."""


class How(StrEnum):
    """How the customer chose: by a tap of their own, or before a member who records it."""

    PAGE = "page"
    COUNTER = "counter"
    CALL = "call"
    MAIL = "mail"


class Standing(StrEnum):
    """How a disclosure stands: only told, waiting for a choice, decided, or no choice is asked for any more."""

    TOLD = "told"
    OPEN = "open"
    DECIDED = "decided"
    DROPPED = "dropped"


class NoWayOut(Invalid):
    """Among the options is neither doing nothing nor cancelling."""

    code = "no_way_out"


class WayOutCosts(Invalid):
    """Cancelling what turned out otherwise than was told is free. Carries `option`."""

    code = "way_out_costs"


class OptionCount(Invalid):
    """One option is no choice, and more than a handful cannot be compared. Carries `fewest` and `most`."""

    code = "option_count"


class ShownChanged(Conflict):
    """What is offered changed since it was seen. Carries `shown`, the digest that it has now."""

    code = "shown_changed"


class AlreadyDecided(Conflict):
    """The choice was made, or is not asked for any more. Carries `state`."""

    code = "already_decided"


class NoSuchOption(Invalid):
    """None of the options is called so. Carries `options`."""

    code = "no_such_option"


class ChoiceNeeded(Conflict):
    """What is awaited is a choice: it is there once the customer chose. Carries `disclosure`."""

    code = "choice_needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One of the things between which the customer chooses: what it is, what it costs, and when it is done.

    `price` is in agorot, and None where it does not change; `window` and `channel` belong to what is promised where it
    is chosen.
    """

    key: str
    way: Way
    what: str
    price: int | None = None
    window: Window | None = None
    channel: str = ""

    @property
    def promises(self) -> bool:
        """Whether something is promised where it is chosen."""
        return self.window is not None and self.way not in WAYS_OUT


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A photo among what is shown: which file, its content's digest, and in words what is seen in it."""

    upload: int
    sha256: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """All that the customer is shown.

    `window` is when it is expected to be resolved, `no_date` the honest reason why nobody can say; `interest` is what
    we gain where they follow our recommendation (`recommended` is an option's key).
    """

    kind: Kind
    what: str
    matters: str
    affects: tuple[Affects, ...]
    found_on: date
    found_by: str
    zone: ZoneInfo
    window: Window | None = None
    no_date: str = ""
    options: tuple[Option, ...] = ()
    recommended: str = ""
    interest: str = ""
    photos: tuple[Photo, ...] = ()

    def option(self, key: str) -> Option:
        """The option of that name. Raises `NoSuchOption`."""
        found = next((option for option in self.options if option.key == key), None)
        if found is None:
            raise NoSuchOption(options=[option.key for option in self.options])
        return found


# ── written and read ──


def written(shown: Shown) -> str:
    """All of it in one spelling: what its digest covers, and what the row keeps."""
    return digest.canonical(
        {
            "kind": str(shown.kind),
            "what": shown.what,
            "matters": shown.matters,
            "affects": [str(it) for it in shown.affects],
            "found_on": shown.found_on.isoformat(),
            "found_by": shown.found_by,
            "zone": shown.zone.key,
            "window": _window(shown.window),
            "no_date": shown.no_date,
            "recommended": shown.recommended,
            "interest": shown.interest,
            "photos": [
                {"upload": photo.upload, "sha256": photo.sha256, "alt": photo.alt} for photo in shown.photos
            ],
            "options": [
                {
                    "key": option.key,
                    "way": str(option.way),
                    "what": option.what,
                    "price": option.price,
                    "window": _window(option.window),
                    "channel": option.channel,
                }
                for option in shown.options
            ],
        }
    )


def _window(window: Window | None) -> dict[str, str | None] | None:
    if window is None:
        return None
    return {"start": window.start.isoformat() if window.start else None, "due": window.due.isoformat()}


def read(text: str) -> Shown:
    """What was shown, from its one spelling."""
    said = json.loads(text)
    zone = ZoneInfo(said["zone"])
    return Shown(
        kind=Kind(said["kind"]),
        what=said["what"],
        matters=said["matters"],
        affects=tuple(Affects(it) for it in said["affects"]),
        found_on=date.fromisoformat(said["found_on"]),
        found_by=said["found_by"],
        zone=zone,
        window=_read_window(said["window"], zone),
        no_date=said["no_date"],
        recommended=said["recommended"],
        interest=said["interest"],
        photos=tuple(Photo(**photo) for photo in said.get("photos", ())),
        options=tuple(_read_option(option, zone) for option in said["options"]),
    )


def _read_option(said: Mapping[str, Any], zone: ZoneInfo) -> Option:
    window = _read_window(said["window"], zone)
    return Option(**{**said, "way": Way(said["way"]), "window": window})


def _read_window(said: Mapping[str, str] | None, zone: ZoneInfo) -> Window | None:
    if said is None:
        return None
    start = datetime.fromisoformat(said["start"]).astimezone(zone) if said["start"] else None
    return Window(due=datetime.fromisoformat(said["due"]).astimezone(zone), start=start)


# ── what may be told, and what may be chosen ──


def require_whole(shown: Shown, *, decide_by: datetime | None, stands: bool) -> None:
    """Refuse what would be told half, or as a choice that is none.

    `stands`: it is about a promise that stands as it is where nothing takes its place. Raises `Incomplete`,
    `OptionCount`, `NoWayOut`, `WayOutCosts`, `NoSuchOption`, `AnswerAfterDue`, `TooManyFiles`.
    """
    given = {
        "what": _says_something(shown.what),
        "matters": _says_something(shown.matters),
        "affects": bool(shown.affects),
        "no_date": shown.window is not None or _says_something(shown.no_date),
        "decide_by": decide_by is not None or not shown.options,
        "interest": not shown.recommended or _says_something(shown.interest),
    }
    missing = [name for name, there in given.items() if not there]
    if missing:
        raise Incomplete(missing=missing)
    if len(shown.photos) > MOST_PHOTOS:
        raise TooManyFiles(most=MOST_PHOTOS)
    if shown.options:
        _require_choice(shown.options, decide_by=decide_by, stands=stands)
    if shown.recommended:
        shown.option(shown.recommended)


def _require_choice(options: tuple[Option, ...], *, decide_by: datetime | None, stands: bool) -> None:
    keys = {option.key for option in options}
    if not FEWEST <= len(options) <= MOST or len(keys) < len(options):
        raise OptionCount(fewest=FEWEST, most=MOST)
    if all(option.way not in WAYS_OUT for option in options):
        raise NoWayOut()
    for option in options:
        _require_option(option, decide_by=decide_by, stands=stands)


def _require_option(option: Option, *, decide_by: datetime | None, stands: bool) -> None:
    if not _says_something(option.what) or (option.price or 0) < 0:
        raise Incomplete(missing=[f"options.{option.key}"])
    if option.way is Way.CANCEL and option.price:
        raise WayOutCosts(option=option.key)
    needs_window = option.way is Way.OTHER or (option.way is Way.AS_IS and not stands)
    given = {"due": option.window is not None, "channel": bool(option.channel)}
    missing = [f"options.{option.key}.{name}" for name, there in given.items() if not there]
    if needs_window and missing:
        raise Incomplete(missing=missing)
    if option.window and decide_by and option.window.due <= decide_by:
        raise AnswerAfterDue(answer_by=decide_by.isoformat(), due=option.window.due.isoformat())


def _says_something(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def standing(state: State | None, *, is_decided: bool) -> Standing:
    """How a disclosure stands whose choice's promise is in this state; None where nothing is to be chosen."""
    if state is None:
        return Standing.TOLD
    if is_decided:
        return Standing.DECIDED
    return Standing.OPEN if state is State.OPEN else Standing.DROPPED


def is_owed(now: Standing, *, is_last_word: bool) -> bool:
    """Whether the customer still has to hear what was told, where the word of it reached nobody.

    Not where other words took its place, nor where they chose of it: then they have seen it.
    """
    return is_last_word and now is not Standing.DECIDED


def require_open(now: Standing) -> None:
    """Refuse a choice where none is awaited."""
    if now is not Standing.OPEN:
        raise AlreadyDecided(state=str(now))


def choose(shown: Shown, key: str, *, seen: str, stands: str) -> Option:
    """The option that was chosen, by who saw just what stands: `seen` and `stands` are digests of what is shown."""
    if seen != stands:
        raise ShownChanged(shown=stands)
    return shown.option(key)


def require_how(how: How, *, by_customer: bool, proof: str) -> None:
    """The customer taps; a member records what was said before them at the counter, or where and when it was said."""
    if by_customer != (how is How.PAGE) or (how in (How.CALL, How.MAIL) and not _says_something(proof)):
        raise ProofNeeded()
