"""Photos of a disclosure: put into the case, shown with words, and part of what is chosen of (A7)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from tests import cast
from tests import cast_upload as files
from tests.cast import SUNDAY_1000, TUESDAY_1400, Business, by, of
from tests.cast_disclosure import OTHER, shower
from tests.cast_upload import PNG
from teum.actions import disclosures, photos, seals
from teum.core import disclosure as core
from teum.core.disclosure import How
from teum.core.refusal import Missing, Refused
from teum.documents import store
from teum.models import Disclosure, Message, Upload
from teum.queries import upload_view
from teum.queries.verify import verify

pytestmark = pytest.mark.django_db
ALT = "השריטה בפינה השמאלית של הזכוכית"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> None:
    """Where files are kept."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def case_id(galil: Business) -> int:
    """Dana's case."""
    return cast.quote(galil).case_id


def kept(galil: Business, case_id: int, **said: Any) -> Upload:
    """Yael puts a photo into it."""
    values: dict[str, Any] = {"name": "a.png", "content": PNG, "alt": ALT, "by": by(galil.yael), **said}
    return photos.keep(case_id=case_id, now=SUNDAY_1000, **values)


def told(galil: Business, case_id: int, *shown: Upload) -> Disclosure:
    """And tells of the flaw with it."""
    return disclosures.disclose(
        case_id=case_id,
        by=by(galil.yael),
        shown=shower(),
        decide_by=TUESDAY_1400,
        photos=[photo.pk for photo in shown],
        now=SUNDAY_1000,
    )


def refused(act: Callable[[], Any]) -> Refused:
    """The refusal of an act."""
    with pytest.raises(Refused) as found:
        act()
    return found.value


def test_photos_are_part_of_what_is_chosen_of(galil: Business, case_id: int) -> None:
    photo = kept(galil, case_id)
    row = told(galil, case_id, photo)
    (shown,) = core.read(row.told.text).photos
    assert (shown.upload, shown.sha256, shown.alt) == (photo.pk, photo.sha256, ALT)
    (letter,) = of(Message, galil, kind="disclosed")
    assert "אפשר לראות את זה בעמוד שלך, בתמונה אחת." in letter.text
    seen = disclosures.shown_digest(row.told)
    more = kept(galil, case_id, content=files.JPEG, alt="המקלחון כולו")
    disclosures.correct(
        disclosure_id=row.pk,
        by=by(galil.yael),
        shown=shower(),
        photos=[photo.pk, more.pk],
        now=SUNDAY_1000,
    )
    said: dict[str, Any] = {"by": galil.as_customer, "option": "other", "how": How.PAGE, "now": SUNDAY_1000}
    stale = refused(lambda: disclosures.decide(disclosure_id=row.pk, shown=seen, **said))
    assert stale.code == "shown_changed"
    stands = disclosures.shown_digest(of(Disclosure, galil).select_related("told").get().told)
    disclosures.decide(disclosure_id=row.pk, shown=stands, **said)
    late = refused(
        lambda: disclosures.correct(
            disclosure_id=row.pk, by=by(galil.yael), shown=shower(), photos=[], now=SUNDAY_1000
        )
    )
    assert late.code == "already_decided"


def test_what_is_chosen_of_is_what_is_served_and_says_nothing_of_the_camera(
    galil: Business, case_id: int
) -> None:
    came = files.taken("JPEG", turned=6)
    photo = kept(galil, case_id, name="a.jpg", content=came)
    (shown,) = core.read(told(galil, case_id, photo).told.text).photos
    served = upload_view.file(photo.pk, by=galil.as_customer).content
    assert files.CAMERA.encode() in came and files.CAMERA.encode() not in served
    assert shown.sha256 == hashlib.sha256(served).hexdigest() == photo.sha256


def before(photo: Upload, content: bytes) -> None:
    """Let it lie there as a version before kept it: as it came."""
    path = store.keep(photo.organisation_id, content, now=SUNDAY_1000)
    said = {"path": path, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    Upload.objects.of(photo.organisation_id).filter(pk=photo.pk).update(**said, is_plain=False)


def test_a_picture_of_a_version_before_is_handed_out_without_its_cameras_words(
    galil: Business, case_id: int
) -> None:
    photo = kept(galil, case_id, name="a.jpg", content=files.JPEG)
    told(galil, case_id, photo)
    before(photo, files.taken("JPEG", turned=6))
    for who in (galil.as_customer, by(galil.yael)):
        served = upload_view.file(photo.pk, by=who)
        assert files.CAMERA.encode() not in served.content and served.media_type == "image/jpeg"
    before(photo, b"\xff\xd8\xff no picture, and " + files.CAMERA.encode())
    with pytest.raises(Missing):
        upload_view.file(photo.pk, by=by(galil.yael))


def test_where_words_are_set_right_the_photos_stay(galil: Business, case_id: int) -> None:
    row = told(galil, case_id, kept(galil, case_id))
    dearer = shower(options=(replace(OTHER, price=199_000), *shower().options[2:]))
    anew = disclosures.correct(disclosure_id=row.pk, by=by(galil.yael), shown=dearer, now=SUNDAY_1000)
    assert [photo.alt for photo in core.read(anew.told.text).photos] == [ALT]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"content": files.PDF}, "wrong_kind"),
        ({"content": files.HEIC}, "wrong_kind"),
        ({"content": files.HTML}, "wrong_kind"),
        ({"content": files.bomb()}, "too_many_points"),
        ({"content": PNG[:40]}, "broken_picture"),
        ({"alt": " . "}, "incomplete"),
        ({"alt": "נחזור אליך בהקדם"}, "vague_window"),
    ],
)
def test_what_cannot_be_shown_is_not_kept(
    galil: Business, case_id: int, said: dict[str, Any], code: str
) -> None:
    assert refused(lambda: kept(galil, case_id, **said)).code == code
    assert not of(Upload, galil).exists() and not list(store.older_than(TUESDAY_1400))


def test_photos_of_another_case_or_too_many_are_refused(galil: Business, case_id: int) -> None:
    other = kept(galil, cast.case(galil.yael, galil.john, promise=cast.quote_draft()).pk)
    assert isinstance(refused(lambda: told(galil, case_id, other)), Missing)
    four = [kept(galil, case_id) for _ in range(4)]
    assert refused(lambda: told(galil, case_id, *four)).code == "too_many_files"
    assert refused(lambda: kept(galil, case_id, by=by(galil.sami))).code == "not_found"


def test_a_customer_sees_a_photo_once_it_is_shown_to_them(galil: Business, case_id: int) -> None:
    photo = kept(galil, case_id)
    assert isinstance(refused(lambda: upload_view.file(photo.pk, by=galil.as_customer)), Missing)
    told(galil, case_id, photo)
    assert upload_view.file(photo.pk, by=galil.as_customer).content == PNG
    assert isinstance(refused(lambda: upload_view.file(photo.pk, by=galil.as_whom(galil.john))), Missing)
    assert isinstance(refused(lambda: upload_view.file(photo.pk, by=by(galil.sami))), Missing)


def test_a_photo_that_is_another_than_was_shown_breaks_the_ledger(galil: Business, case_id: int) -> None:
    photo = kept(galil, case_id)
    told(galil, case_id, photo)
    seals.seal_all()
    assert verify().holds
    of(Upload, galil).update(text="משהו אחר")
    broken = verify().broken
    assert broken and broken.what == "text_changed"
    of(Upload, galil).update(text=ALT, salt="")
    of(Upload, galil).update(sha256="0" * 64)
    broken = verify().broken
    assert broken and broken.what == "photo_changed", "also where its own row was made to say otherwise"
    file = store._place(galil.id, photo.path)
    file.write_bytes(files.JPEG)
    assert isinstance(refused(lambda: upload_view.file(photo.pk, by=galil.as_customer)), Missing)
