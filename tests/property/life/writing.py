"""What customers write by mail, and others in their name: it lands, or waits before somebody, and decides nothing."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from tests import cast, cast_mail
from tests.property.life.base import BOLD, one_of
from tests.property.life.weather import FairLife
from teum.actions import inbox, placing
from teum.core.inbox import Mail
from teum.models import Message, Promise

WORDS = st.sampled_from(["אפשר אחרי ארבע?", "תודה רבה!", "when do you come?", "", " . ", "לא נשלח אליי דבר"])
SENDERS = st.sampled_from([cast.DANA_EMAIL, cast.JOHN_EMAIL, "nobody@example.com"])


class WritingLife(FairLife):
    """Fair weather, with mails that answer letters, and mails out of the blue."""

    @rule(data=BOLD, text=WORDS, sender=SENDERS, is_automatic=st.sampled_from([False, False, True]))
    def write(self, data: Any, text: str, sender: str, is_automatic: bool) -> None:
        """An answer to a letter, or none; twice the same is once."""
        letters = [row for row in self.mails("out") if row["customer_id"] and row["case_id"]]
        names: tuple[str, ...] = ()
        if letters and data.draw(st.booleans(), label="is an answer"):
            names = (one_of(data, letters, "letter")["key"],)
        mail = cast_mail.mail(text, sender=sender, names=names, is_automatic=is_automatic)
        decided = self.decided()
        self.take(mail)
        before = len(self.mails("in"))
        self.take(mail)
        assert len(self.mails("in")) == before, "the same mail landed twice"
        if not (names and sender == cast.DANA_EMAIL) and not (names and sender == cast.JOHN_EMAIL):
            assert self.decided() == decided, "words that nothing proves decided something"

    def take(self, mail: Mail) -> None:
        """It is read."""
        inbox.receive(mail, now=self.world.now)
        self.world.look()
        self.world.settle()

    def decided(self) -> set[tuple[int, str]]:
        """What customers can decide of what is promised: confirmed, answered, accepted, let go of."""
        states = ("kept", "released", "declined", "reported")
        return {(row["id"], row["state"]) for row in self.promises(*states)}

    def mails(self, direction: str) -> list[dict[str, Any]]:
        """The messages of the first business, one way or the other."""
        rows = self.world.picture.of(Message).values()
        return [
            row
            for row in rows
            if row["organisation_id"] == self.stage.galil.id and row["direction"] == direction
        ]

    @rule(data=BOLD, is_ours=st.booleans(), is_new=st.booleans())
    def place(self, data: Any, is_ours: bool, is_new: bool) -> None:
        """Somebody says where a mail belongs, or puts it aside; once it has its place it stays, but for a proven one, which
        is moved among its customer's matters."""
        came = self.mails("in")
        if not came:
            return
        row, by = one_of(data, came, "mail"), self.someone(data)
        case = None if is_new else one_of(data, self.cases(), "case")["id"]
        former, now = next((one for one in self.cases() if one["id"] == row["case_id"]), None), self.world.now
        if is_ours:
            found = self.attempt(
                former, lambda: placing.place(message_id=row["id"], by=by, case_id=case, now=now)
            )
        else:
            found = self.attempt(None, lambda: placing.set_aside(message_id=row["id"], by=by, now=now))
        may_move = is_ours and row["reason"] == "proven" and row["kind"] in ("question", "word")
        assert not found or row["kind"] == "unplaced" or may_move, "what had its place was moved"
        if found and row["customer_id"]:
            assert found.customer_id == row["customer_id"], "it went to somebody else's matter"

    @invariant()
    def every_question_by_mail_is_promised_an_answer(self) -> None:
        """Guarantee 3 for words that came: each has a promise of ours in its case."""
        if not self.is_begun():
            return
        promised = {row["case_id"] for row in self.world.picture.of(Promise).values()}
        assert all(row["case_id"] in promised for row in self.mails("in") if row["kind"] == "question")
