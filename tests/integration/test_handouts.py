"""Files that the business hands over, and documents that a member takes in for the customer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from tests import cast
from tests import cast_upload as files
from tests.cast import MONDAY_1000, SUNDAY_1000, TUESDAY_1400, Business, by, fresh, of
from tests.cast_upload import PDF, PNG, document
from teum.actions import handouts, promises, seals, uploads
from teum.actions.promises.steps import Next
from teum.core.refusal import Missing, Refused
from teum.models import Case, Message, Upload
from teum.queries import upload_view
from teum.queries.case_view import case_view
from teum.queries.verify import verify

pytestmark = pytest.mark.django_db
TEXT = "הצעת המחיר למטבח"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> None:
    """Where files are kept."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def case_id(galil: Business) -> int:
    """Dana's case."""
    return cast.quote(galil).case_id


def given(galil: Business, case_id: int, **said: Any) -> Upload:
    """Yael hands the quote over."""
    values: dict[str, Any] = {"name": "q.pdf", "content": PDF, "text": TEXT, "by": by(galil.yael), **said}
    return handouts.give(case_id=case_id, now=SUNDAY_1000, **values)


def test_what_is_handed_over_is_written_of_and_theirs_alone(galil: Business, case_id: int) -> None:
    upload = given(galil, case_id)
    (letter,) = of(Message, galil, kind="handed")
    assert f"יש בעמוד שלך קובץ בשבילך: {TEXT}." in letter.text
    for who in (by(galil.dan), galil.as_customer):
        view = case_view(case_id, by=who, now=SUNDAY_1000)
        assert [(file.id, file.text) for file in view.files] == [(upload.pk, TEXT)]
        assert upload_view.file(upload.pk, by=who).content == PDF
    for stranger in (galil.as_whom(galil.john), by(galil.sami)):
        with pytest.raises(Missing):
            upload_view.file(upload.pk, by=stranger)
    seals.seal_all()
    found = verify()
    assert found.holds and found.files == 1
    of(Case, galil).filter(pk=case_id).update(files=0)
    hidden = verify().broken
    assert hidden and (hidden.what, hidden.case) == ("files_miscounted", case_id)
    of(Case, galil).filter(pk=case_id).update(files=1)
    of(Upload, galil).update(text="משהו אחר")
    broken = verify().broken
    assert broken and broken.what == "text_changed"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"content": files.HTML}, "wrong_kind"),
        ({"text": " "}, "incomplete"),
        ({"text": "ההצעה, והשאר בהקדם"}, "vague_window"),
    ],
)
def test_what_is_no_file_or_is_not_said_plainly_is_refused(
    galil: Business, case_id: int, said: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused) as found:
        given(galil, case_id, **said)
    assert found.value.code == code and not of(Upload, galil).exists()


def test_neither_customers_nor_partners_hand_over(galil: Business, case_id: int) -> None:
    for who, code in ((galil.as_customer, "not_allowed"), (by(galil.sami), "not_found")):
        with pytest.raises(Refused) as found:
            given(galil, case_id, by=who)
        assert found.value.code == code


def test_paper_that_came_to_the_counter_answers_and_says_what_comes_next(
    galil: Business,
) -> None:
    promise = cast.quote(galil)
    question = document(galil, promise)
    promises.report(promise_id=promise.pk, by=by(galil.yael), now=SUNDAY_1000)
    promises.confirm(promise_id=promise.pk, by=galil.as_customer, now=SUNDAY_1000)
    said: dict[str, Any] = {"question_id": question.pk, "by": by(galil.yael), "name": "a.png", "content": PNG}
    with pytest.raises(Refused) as alone:
        uploads.receive(**said, now=MONDAY_1000)
    assert alone.value.code == "no_next_step" and not of(Upload, galil).exists()
    uploads.receive(**said, after=Next(word_by=TUESDAY_1400), now=MONDAY_1000)
    assert fresh(question.promise).state == "kept"
    view = case_view(promise.case_id, by=by(galil.yael), now=MONDAY_1000)
    assert view.next and view.next.due == TUESDAY_1400
