"""A form on Galil's site: what matters to whoever wants a shower, asked of strangers."""

from __future__ import annotations

from itertools import count

from tests.cast import Business, by
from tests.cast_alignment import template
from teum.actions import intakes
from teum.actions.contact import Sender
from teum.core import intake
from teum.core.alignment import Answer
from teum.models import Intake

RONI = Sender(name="רוני שקד", phone="054-765-4321", email="roni@example.com")
WISH = {"wish": Answer(text="מקלחון שקל לנקות")}


def form(galil: Business, language: str = "he") -> Intake:
    """Yael answers whoever sends it."""
    return intakes.add(
        template_id=template(galil).pk, language=language, owner=galil.yael.pk, by=by(galil.ruth)
    )


def address(galil: Business, row: Intake) -> str:
    """Where it stands."""
    return f"/in/{galil.organisation.slug}/{row.key}"


def proof(seal: str) -> str:
    """What a browser finds while its reader writes."""
    return next(str(number) for number in count() if intake.is_proved(seal, str(number)))
