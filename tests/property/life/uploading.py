"""Documents: asked for, waited for by a promise, and sent as files that are taken or not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from tests import cast_upload as files
from tests.property.life.asking import Life
from tests.property.life.base import BOLD, one_of
from tests.property.life.weather import FairLife
from tests.property.words import VAGUE, moment
from teum.actions import handouts, promises, questions, uploads
from teum.actions.promises import Draft
from teum.core.question import Kind
from teum.documents import store
from teum.management.rehearsal.picture import Row
from teum.models import Event, Promise, Question, Upload

CAMERA = files.taken("JPEG", turned=6)
TAKEN = (files.PNG, files.PDF, CAMERA)
CONTENTS = st.sampled_from(
    [files.PNG, CAMERA, files.PDF, files.HTML, files.SVG, files.bomb(), files.PNG[:30], b""]
)
NAMES = st.sampled_from(["לוח.png", "../../x.html", "a\u202egnp.exe", "", "a\0b"])


class Uploading(Life):
    """Rules of files, for any weather: members need documents, and customers send what they have."""

    @rule(data=BOLD, span=st.sampled_from([timedelta(hours=4), timedelta(days=1)]))
    def promise_for_a_document(self, data: Any, span: timedelta) -> None:
        """A promise that waits for one, as a member makes it."""
        case, by = one_of(data, self.cases(), "case"), self.someone(data)
        draft = Draft(
            body="אשלח לך את הצעת המחיר",
            includes=("הצעת מחיר",),
            channel="email",
            due=moment(self.world.now, span + timedelta(days=2)),
            says_replaces=True,
            condition="הטופס החתום",
            condition_due=moment(self.world.now, span),
        )
        self.attempt(case, lambda: promises.make(case_id=case["id"], by=by, draft=draft, now=self.world.now))

    @rule(data=BOLD, text=st.sampled_from(["צילום של המקום", "הטופס החתום", VAGUE[0], " "]))
    def ask_for_a_document(self, data: Any, text: str) -> None:
        """Most often one that a promise waits for; now and then of a promise that waits for nothing."""
        row = self.pick(data, "waiting")
        by = self.someone(data)
        about = data.draw(st.sampled_from([row["id"], row["id"], None]), label="about")
        found = self.attempt(
            row,
            lambda: questions.ask(
                case_id=row["case_id"],
                by=by,
                text=text,
                kind=Kind.DOCUMENT,
                about=about,
                now=self.world.now,
            ),
        )
        assert not (found and text in (" ", VAGUE[0])), "a vague word went out, or none at all"

    @rule(data=BOLD, content=CONTENTS, name=NAMES)
    def send(self, data: Any, content: bytes, name: str) -> None:
        """A file to any question, by anyone: only what was asked for comes in, and only what is a picture or a PDF."""
        asked = list(self.world.picture.of(Question).values())
        if not asked:
            return
        documents = [row for row in asked if row["kind"] == "document"]
        row, by = one_of(data, documents or asked, "question"), self.anyone(data)
        found = self.attempt(
            self._promise_of(row),
            lambda: uploads.receive(
                question_id=row["id"], by=by, name=name, content=content, now=self.world.now
            ),
        )
        assert not (found and (row["kind"] != "document" or content not in TAKEN))

    @rule(data=BOLD, content=CONTENTS, name=NAMES, text=st.sampled_from(["הצעת המחיר", VAGUE[0], " "]))
    def hand_over(self, data: Any, content: bytes, name: str, text: str) -> None:
        """A file of ours, by anyone, in any case."""
        case, by = one_of(data, self.cases(), "case"), self.anyone(data)
        found = self.attempt(
            case,
            lambda: handouts.give(
                case_id=case["id"], by=by, name=name, content=content, text=text, now=self.world.now
            ),
        )
        assert not (found and (by.kind == "customer" or text != "הצעת המחיר" or case["state"] == "closed"))
        assert not (found and content not in TAKEN)

    def _promise_of(self, question: Row) -> Row:
        return self.world.picture.of(Promise)[question["promise_id"]]

    @invariant()
    def no_camera_speaks(self) -> None:
        """Nothing that is kept says where it was taken, or with what."""
        if not hasattr(self, "world"):
            return
        for row in self.world.picture.of(Upload).values():
            assert files.CAMERA.encode() not in store.read(row["organisation_id"], row["path"])

    @invariant()
    def who_sent_in_time_was_not_let_down(self) -> None:
        """No promise lapsed whose documents had all come."""
        if not hasattr(self, "world"):
            return
        came = {row["question_id"] for row in self.world.picture.of(Upload).values()}
        asked = [
            q for q in self.world.picture.of(Question).values() if q["kind"] == "document" and q["about_id"]
        ]
        for row in self.promises("lapsed"):
            mine = [q for q in asked if q["about_id"] == row["id"]]
            lapsed_at = (
                Event.objects.of(row["organisation_id"]).get(promise=row["id"], kind="PromiseLapsed").at
            )
            uploads_ = [
                u
                for u in self.world.picture.of(Upload).values()
                if u["question_id"] in {q["id"] for q in mine}
            ]
            in_time = bool(mine) and all(
                q["id"] in came and min(u["at"] for u in uploads_ if u["question_id"] == q["id"]) < lapsed_at
                for q in mine
            )
            assert not in_time, "they sent what was asked for, and the promise lapsed"


class UploadingLife(Uploading, FairLife):
    """In fair weather."""
