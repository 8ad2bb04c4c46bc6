"""Documents that are asked of a customer: sent, kept, told of, verified, and swept where nothing says that they came."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.db import DatabaseError, connections, transaction
from pytest_django import Settings

from tests import cast
from tests import cast_upload as files
from tests.cast import (
    MONDAY_1000,
    SUNDAY_1000,
    THURSDAY_1400,
    TUESDAY_1400,
    WEDNESDAY_1200,
    Business,
    by,
    fresh,
    of,
    quote,
)
from tests.cast_upload import PDF, PNG, document
from tests.property.world import World
from teum.actions import housekeeping, promises, questions, seals, uploads
from teum.actions.promises.steps import Next
from teum.core.refusal import Missing, Refused
from teum.core.upload import MOST_BYTES, MOST_FILES
from teum.documents import store
from teum.models import Event, Message, Promise, Question, Task, Timer, Upload
from teum.queries import day, upload_view
from teum.queries.case_view import case_view
from teum.queries.verify import verify

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    """Where files are kept."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


def refused(act: Callable[[], Any]) -> Refused:
    """The refusal of an act."""
    with pytest.raises(Refused) as found:
        act()
    return found.value


def sent(business: Business, question: Question, content: bytes = PNG, **said: Any) -> Upload:
    """Dana sends a file."""
    values: dict[str, Any] = {"by": business.as_customer, "name": "לוח.png", "now": MONDAY_1000, **said}
    return uploads.receive(question_id=question.pk, content=content, **values)


def together(*acts: Callable[[], Any]) -> None:
    """Do several things at the same time, each in a thread and with a connection of its own."""

    def alone(act: Callable[[], Any]) -> None:
        try:
            act()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=alone, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def lying(folder: Path) -> list[Path]:
    """Every file in the folder."""
    return [file for file in folder.rglob("*") if file.is_file()]


# ── asking ──


def test_a_document_is_a_promise_of_the_customers(galil: Business) -> None:
    question = document(galil)
    row = question.promise
    assert (row.debtor, row.state, row.body) == ("customer", "open", "לשלוח לנו את המסמך שביקשנו")
    assert row.due > SUNDAY_1000, "by when, the policy says"
    letter = of(Message, galil, kind="asked").get()
    assert files.WANTED in letter.text and "אפשר לצלם אותו או לבחור קובץ בעמוד שלך" in letter.text
    named = document(galil, cast.quote(galil), text="הטופס החתום")
    assert named.promise.due == row.due


def test_it_is_asked_for_in_the_customers_language(galil: Business) -> None:
    case = cast.case(galil.yael, galil.john)
    document(galil, cast.promise_of(case), text="the signed order form")
    letter = of(Message, galil, kind="asked").get()
    assert "we need a document from you" in letter.text and "the signed order form" in letter.text


# ── sending ──


def test_the_first_file_is_the_answer(galil: Business, folder: Path) -> None:
    question = document(galil)
    upload = sent(galil, question)
    assert fresh(question.promise).state == "kept"
    (file,) = lying(folder)
    assert file.read_bytes() == PNG and file.name == upload.path and file.parent.name == str(galil.id)
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    view = case_view(question.case_id, by=by(galil.yael), now=MONDAY_1000)
    (shown,) = view.questions
    assert (shown.standing, [came.name for came in shown.uploads]) == ("answered", ["לוח.png"])
    kinds = [event.kind for event in of(Event, galil, promise=question.promise_id).order_by("id")]
    assert kinds.index("UploadReceived") < kinds.index("QuestionAnswered") < kinds.index("PromiseKept")


def test_whoever_asked_sees_on_their_day_that_it_came(galil: Business) -> None:
    question = document(galil)
    sent(galil, question)
    came = [item for item in day.my_day(by=by(galil.yael), now=MONDAY_1000) if item.kind == "answered"]
    assert [(item.what, item.is_document) for item in came] == [(files.WANTED, True)]
    task = of(Task, galil, kind="answered").get()
    task.done_at = MONDAY_1000
    task.save()
    sent(galil, question, PDF, name="עוד.pdf")
    assert of(Task, galil, kind="answered", done_at=None).count() == 1, "another file is seen as well"


def test_a_case_that_waited_for_it_alone_goes_on_with_our_word(galil: Business) -> None:
    promise = quote(galil)
    question = document(galil, promise)
    promises.report(promise_id=promise.pk, by=by(galil.yael), now=SUNDAY_1000)
    promises.confirm(promise_id=promise.pk, by=galil.as_customer, now=SUNDAY_1000)
    sent(galil, question)
    view = case_view(question.case_id, by=by(galil.yael), now=MONDAY_1000)
    assert view.state == "open" and view.next and view.next.awaits == "us"


def test_a_member_keeps_what_reached_them_and_words_do_for_paper(galil: Business) -> None:
    question = document(galil)
    upload = sent(galil, question, by=by(galil.yael))
    assert upload.by == f"member:{galil.yael.pk}" and not of(Task, galil, kind="answered").exists()
    other = document(galil, text="הטופס החתום")
    questions.answer(
        question_id=other.pk,
        by=by(galil.yael),
        text="הגיע בדואר",
        after=Next(word_by=TUESDAY_1400),
        now=MONDAY_1000,
    )
    assert fresh(other.promise).state == "kept"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"content": b""}, "file_empty"),
        ({"content": files.SVG, "name": "a.svg"}, "wrong_kind"),
        ({"content": files.HTML, "name": "a.png"}, "wrong_kind"),
        ({"content": PNG + b"\0" * MOST_BYTES}, "file_too_large"),
    ],
)
def test_what_is_not_taken_leaves_nothing_behind(
    galil: Business, folder: Path, said: dict[str, Any], code: str
) -> None:
    question = document(galil)
    assert refused(lambda: sent(galil, question, **said)).code == code
    assert not lying(folder) and not of(Upload, galil).exists()
    assert fresh(question.promise).state == "open"


def test_only_so_many_files_come(galil: Business, folder: Path) -> None:
    question = document(galil)
    for _ in range(MOST_FILES):
        sent(galil, question)
    assert refused(lambda: sent(galil, question)).code == "too_many_files"
    assert len(lying(folder)) == MOST_FILES


def test_where_no_document_is_awaited_no_file_comes(galil: Business, folder: Path) -> None:
    promise = quote(galil)
    asked = questions.ask(
        case_id=promise.case_id, by=by(galil.yael), text="באיזו קומה?", due=TUESDAY_1400, now=SUNDAY_1000
    )
    assert refused(lambda: sent(galil, asked)).code == "no_document_asked"
    question = document(galil, promise)
    said = {"by": galil.as_customer, "text": "לא מצאתי", "now": MONDAY_1000}
    assert refused(lambda: questions.answer(question_id=question.pk, **said)).code == "file_needed"
    promises.release(promise_id=question.promise_id, by=by(galil.yael), proof="כבר לא צריך", now=SUNDAY_1000)
    assert refused(lambda: sent(galil, question)).code == "already_answered"
    assert not lying(folder)


def test_another_customer_reaches_nothing_of_it(galil: Business, folder: Path) -> None:
    question = document(galil)
    john = galil.as_whom(galil.john)
    assert isinstance(refused(lambda: sent(galil, question, by=john)), Missing)
    upload = sent(galil, question)
    assert isinstance(refused(lambda: upload_view.file(upload.pk, by=john)), Missing)
    stranger = cast.galil(name="חשמל הכרמל", domain="carmel.example")
    assert isinstance(refused(lambda: upload_view.file(upload.pk, by=by(stranger.ruth))), Missing)
    assert isinstance(refused(lambda: upload_view.file(upload.pk, by=by(galil.sami))), Missing)
    assert upload_view.file(upload.pk, by=galil.as_customer).content == PNG
    assert upload_view.file(upload.pk, by=by(galil.dan)).content == PNG
    assert refused(lambda: sent(galil, question, by=by(galil.sami))).code == "not_found"
    assert len(lying(folder)) == 1


def test_the_database_itself_holds_size_and_kind(galil: Business) -> None:
    question = document(galil)
    upload = sent(galil, question)
    for wrong in ({"size": 0}, {"size": MOST_BYTES + 1}, {"media_type": "text/html"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            of(Upload, galil).filter(pk=upload.pk).update(**wrong)


# ── what waits for it ──


@pytest.fixture
def waiting(galil: Business) -> Promise:
    """Yael's promise that waits for a document until Tuesday."""
    return quote(
        galil,
        body="אשלח לך במייל את הצעת המחיר",
        includes=("הצעת מחיר",),
        condition="צילום של לוח החשמל",
        condition_due=TUESDAY_1400,
        due=THURSDAY_1400,
    )


def test_a_condition_is_asked_for_by_when_it_is_due(galil: Business, waiting: Promise) -> None:
    question = document(galil, waiting, about=waiting.pk)
    assert question.about_id == waiting.pk and question.promise.due == TUESDAY_1400
    other = quote(galil, who=galil.dan)
    wrong = refused(lambda: document(galil, other, about=waiting.pk))
    assert isinstance(wrong, Missing)
    open_one = refused(lambda: document(galil, other, about=other.pk))
    assert isinstance(open_one, Missing)


def test_its_owner_begins_by_one_tap(galil: Business, waiting: Promise) -> None:
    question = document(galil, waiting, about=waiting.pk)
    sent(galil, question)
    items = day.my_day(by=by(galil.yael), now=MONDAY_1000)
    (came,) = [item for item in items if item.kind == "came"]
    assert (came.promise_id, came.what, came.hold_at) == (waiting.pk, "צילום של לוח החשמל", TUESDAY_1400)
    assert [item.kind for item in items if item.promise_id == waiting.pk] == ["came"]
    promises.meet_condition(promise_id=waiting.pk, by=by(galil.yael), now=MONDAY_1000)
    assert fresh(waiting).state == "open"
    assert not of(Task, galil, kind="came", done_at=None).exists()


def test_where_nobody_looks_it_begins_in_time(world: World, galil: Business, waiting: Promise) -> None:
    question = document(galil, waiting, about=waiting.pk)
    world.until(MONDAY_1000)
    sent(galil, question)
    world.until(TUESDAY_1400 + timedelta(minutes=1))
    assert fresh(waiting).state == "open", "they did their part in time"
    assert not of(Message, galil, kind="reminder").exists(), "nothing is awaited of them"


def test_where_its_own_time_is_over_as_it_begins_it_gets_the_next_one(world: World, galil: Business) -> None:
    """ "By Tuesday at 14:00, after you send the photo": she sent it on Monday, and nobody looked."""
    said = {"body": "אשלח לך במייל את הצעת המחיר", "includes": ("הצעת מחיר",)}
    row = quote(galil, condition="צילום של לוח החשמל", **said)
    assert row.condition_due == row.due == TUESDAY_1400
    question = document(galil, row, about=row.pk)
    world.until(MONDAY_1000)
    sent(galil, question)
    world.until(TUESDAY_1400 + timedelta(minutes=30))
    assert (fresh(row).state, fresh(row).due) == ("open", WEDNESDAY_1200)
    told = of(Message, galil, kind="agreed").latest("id")
    assert told.told_at and "עד יום רביעי, 25.11, בשעה 12:00" in told.text
    assert set(of(Timer, galil, promise=row).values_list("kind", flat=True)) >= {"hold", "due"}


def test_where_it_does_not_come_the_promise_lapses(world: World, galil: Business, waiting: Promise) -> None:
    document(galil, waiting, about=waiting.pk)
    world.until(TUESDAY_1400 + timedelta(minutes=1))
    assert fresh(waiting).state == "lapsed"
    assert of(Message, galil, kind="reminder").count() == 1, "one reminder for both"


# ── kept and verified ──


def test_a_file_that_is_gone_or_another_breaks_the_ledger(galil: Business, folder: Path) -> None:
    sent(galil, document(galil))
    seals.seal_all()
    found = verify()
    assert found.holds and found.files == 1
    (file,) = lying(folder)
    file.write_bytes(PNG + b"x")
    changed = verify().broken
    assert changed and (changed.what, changed.case) == ("file_changed", of(Upload, galil).get().case_id)
    file.unlink()
    gone = verify().broken
    assert gone and gone.what == "file_missing"


@pytest.mark.parametrize("change", [{"name": "אחר.png"}, {"sha256": "0" * 64}, {"size": 7}])
def test_a_row_that_says_something_else_breaks_the_ledger(galil: Business, change: dict[str, Any]) -> None:
    upload = sent(galil, document(galil))
    seals.seal_all()
    of(Upload, galil).filter(pk=upload.pk).update(**change)
    broken = verify().broken
    assert broken and broken.what == "text_changed"


def test_what_an_erasure_blanked_counts_as_erased(galil: Business, folder: Path) -> None:
    upload = sent(galil, document(galil))
    seals.seal_all()
    of(Upload, galil).filter(pk=upload.pk).update(name="", salt="", sha256="", erased_at=MONDAY_1000)
    store.drop(galil.id, upload.path)
    found = verify()
    assert found.holds and (found.files, found.erased) == (0, 1)
    assert isinstance(refused(lambda: upload_view.file(upload.pk, by=by(galil.yael))), Missing)


def test_what_a_crash_left_is_swept_after_an_hour(galil: Business, folder: Path) -> None:
    upload = sent(galil, document(galil))
    store.keep(galil.id, PDF, now=MONDAY_1000)
    (folder / "7").mkdir()
    (folder / "7" / "note.txt").write_text("not ours")
    assert housekeeping.purge(now=MONDAY_1000 + timedelta(minutes=59)) == 0
    assert housekeeping.purge(now=MONDAY_1000 + timedelta(minutes=61)) == 1
    assert sorted(file.name for file in lying(folder)) == sorted([upload.path, "note.txt"])


def test_a_file_lies_on_the_disk_before_the_row_says_so(galil: Business, folder: Path) -> None:
    question = document(galil)

    def broken(*_: object, **__: object) -> None:
        assert len(lying(folder)) == 1
        raise DatabaseError("the database went away")

    with mock.patch.object(uploads, "keep", broken), pytest.raises(DatabaseError), transaction.atomic():
        sent(galil, question)
    assert len(lying(folder)) == 1, "whether it was committed is not known here: the sweeper asks"
    assert housekeeping.purge(now=MONDAY_1000 + timedelta(hours=2)) == 1


@pytest.mark.parametrize("name", ["", "..", "../secret", "a" * 31, "A" * 32, "g" * 32, "0" * 32 + "/x"])
def test_no_name_leads_out_of_the_folder(galil: Business, name: str) -> None:
    with pytest.raises(store.Lost):
        store.read(galil.id, name)
    assert store.sha256(galil.id, name) is None


@pytest.mark.django_db(transaction=True)
def test_two_files_at_once_answer_once(galil: Business) -> None:
    question = document(galil)
    together(lambda: sent(galil, question), lambda: sent(galil, question, PDF))
    assert of(Upload, galil).count() == 2
    assert of(Event, galil, kind="QuestionAnswered").count() == 1
    assert of(Event, galil, kind="UploadReceived").count() == 2
