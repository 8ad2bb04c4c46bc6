"""What requests about conversations and their summaries carry."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from teum.actions.conversations import Asked, Said, Wished
from teum.api.bodies import PromiseBody
from teum.api.fields import Id, Moment, ShortText, Text
from teum.core.conversation import Channel, Direction, Outcome


class AskedBody(BaseModel):
    """A question of a conversation that was not answered at once."""

    text: Text
    asked_by: Literal["provider", "customer"] = "customer"
    due: Moment | None = None


class WishBody(BaseModel):
    """A thing that the customer asked for, and what becomes of it.

    What is `promised` names an open promise (`promise`), or the place of one in `promises`, from 0 (`made`). What is
    `answered` has an `answer`; what is `declined` may say why in it.
    """

    text: ShortText
    outcome: Literal["promised", "answered", "declined"] | None = None
    answer: Text | None = None
    promise: Id | None = None
    made: Annotated[int, Field(strict=True, ge=0, lt=50)] | None = None


class ConversationBody(BaseModel):
    """A conversation with all that came of it; with `next_due` the customer heard by when the next word comes.

    `taken` are the quotes of proposals that something here records or answers, where its words are others by now.
    """

    channel: Literal["call", "meeting", "chat", "mail"]
    direction: Literal["in", "out"]
    reached: Annotated[bool, Field(strict=True)] = True
    notes: Text = ""
    promises: Annotated[list[PromiseBody], Field(max_length=50)] = []
    questions: Annotated[list[AskedBody], Field(max_length=50)] = []
    wishes: Annotated[list[WishBody], Field(max_length=50)] = []
    next_due: Moment | None = None
    taken: Annotated[list[Text], Field(max_length=50)] = []

    def said(self) -> Said:
        """The conversation as the actions take it."""
        return Said(
            channel=Channel(self.channel),
            direction=Direction(self.direction),
            reached=self.reached,
            notes=self.notes,
            promises=[promise.draft() for promise in self.promises],
            questions=[
                Asked(text=asked.text, is_theirs=asked.asked_by == "customer", due=asked.due)
                for asked in self.questions
            ],
            wishes=[
                Wished(
                    text=wish.text,
                    outcome=Outcome(wish.outcome) if wish.outcome else None,
                    answer=wish.answer or "",
                    promise=wish.promise,
                    made=wish.made,
                )
                for wish in self.wishes
            ],
            next_due=self.next_due,
            taken=self.taken,
        )


class NotesBody(BaseModel):
    """The notes of a conversation; `speaker` wrote them."""

    notes: Text
    speaker: Literal["provider", "customer"] = "provider"


class SummaryBody(BaseModel):
    """The words of a summary; without them it is composed."""

    text: Text | None = None


class CorrectionBody(BaseModel):
    """What the customer understood otherwise."""

    text: Text
