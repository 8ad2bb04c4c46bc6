"""The shower with the flaw on its glass, as it is told before anybody pays."""

from dataclasses import replace
from datetime import date
from typing import Any

from tests import cast
from teum.core.disclosure import Affects, Kind, Option, Shown, Way
from teum.core.window import Window

FLAW = "יש שריטה בדוגמה שעל הזכוכית, ולכן המקלחון במבצע"
MATTERS = "השריטה בפינה התחתונה ואינה משפיעה על האיטום או על הבטיחות."
AS_IS = Option(
    key="as_is",
    way=Way.AS_IS,
    what="המקלחון מהמבצע, עם השריטה",
    price=149_000,
    window=Window(due=cast.THURSDAY_1400),
    channel="visit",
)
OTHER = Option(
    key="other",
    way=Way.OTHER,
    what="דגם אחר, בלי פגם",
    price=179_000,
    window=Window(due=cast.at("2026-12-01 14:00")),
    channel="visit",
)
NOTHING = Option(key="do_nothing", way=Way.DO_NOTHING, what="לא לשנות דבר")
CANCEL = Option(key="cancel", way=Way.CANCEL, what="לא לקנות", price=0)


def shower(**said: Any) -> Shown:
    """All of it."""
    told = Shown(
        kind=Kind.BEFORE_SALE,
        what=FLAW,
        matters=MATTERS,
        affects=(Affects.LOOKS, Affects.PRICE),
        found_on=date(2026, 11, 19),
        found_by="רות כהן",
        zone=cast.JERUSALEM,
        no_date="זה דגם תצוגה, והיצרן אינו מחליף את הזכוכית",
        options=(AS_IS, OTHER, CANCEL),
        recommended="other",
        interest="הדגם האחר יקר יותר, ואנחנו מרוויחים עליו יותר",
    )
    return replace(told, **said)


def kept() -> Shown:
    """The same as a service keeps it: without dates."""
    options = tuple(replace(option, window=None) for option in (AS_IS, OTHER, CANCEL))
    return shower(options=options)


DAYS = {"as_is": 3, "other": 5}
