"""What requests of standing disclosures, sales, callbacks and preferences carry."""

from __future__ import annotations

from datetime import time
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from teum.actions.customers import Contact
from teum.actions.sales import Chosen, Whose
from teum.api.bodies import ContactBody
from teum.api.disclosure_bodies import DisclosureCorrectionBody
from teum.api.fields import Id, Language, Moment, Name, NoNul

Days = Annotated[int, Field(strict=True, ge=0, le=1000)]
Hour = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class StandingBody(DisclosureCorrectionBody):
    """What is told to every customer of a service: without dates, as `days` says of each option by its key.

    `because_of` is the disclosure to which a customer objected.
    """

    days: Annotated[dict[Annotated[str, StringConstraints(max_length=20)], Days], Field(max_length=10)] = {}
    because_of: Id | None = None


class ChosenBody(BaseModel):
    """What was shown of a standing disclosure (its digest), and the option that was chosen of it."""

    standing: Id
    shown: Annotated[str, StringConstraints(max_length=64), NoNul]
    option: Annotated[str, StringConstraints(max_length=20), NoNul] = ""


class SaleBody(BaseModel):
    """Who stood at the counter (a known customer, an open case of theirs, or somebody new), and what they chose.

    `is_new`: it is somebody else, though a customer is reached at the same address.
    """

    customer: Id | None = None
    case: Id | None = None
    name: Name = ""
    contacts: Annotated[list[ContactBody], Field(max_length=20)] = []
    language: Language = "he"
    is_new: Annotated[bool, Field(strict=True)] = False
    chosen: Annotated[list[ChosenBody], Field(max_length=50)] = []

    def whose(self) -> Whose:
        """Who it is, as the action takes it."""
        contacts = [Contact(channel=one.channel, address=one.address) for one in self.contacts]
        return Whose(
            customer=self.customer,
            case=self.case,
            name=self.name,
            contacts=contacts,
            language=self.language,
            is_new=self.is_new,
        )

    def choices(self) -> dict[int, Chosen]:
        """What was chosen, by standing disclosure."""
        return {one.standing: Chosen(option=one.option, shown=one.shown) for one in self.chosen}


class CallbackBody(BaseModel):
    """When the call begins that the customer asked for: the start of a window that is offered."""

    start: Moment


class PreferenceBody(BaseModel):
    """Which contact goes first, and the hours in which nothing is sent: both of them, or none.

    `in_writing`: bad news is written at once, and nobody calls with it first; left out, that stays as it is.
    """

    first: Id | None = None
    quiet_from: Hour | None = None
    quiet_until: Hour | None = None
    in_writing: bool | None = None

    def hours(self) -> dict[str, time | None]:
        """The hours as the action takes them."""
        since, until = self.quiet_from, self.quiet_until
        return {
            "quiet_from": time.fromisoformat(since) if since else None,
            "quiet_until": time.fromisoformat(until) if until else None,
        }
