"""What a file is, by its own first bytes, and under which name it is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import cast_upload as files
from teum.core import upload
from teum.core.refusal import Refused
from teum.core.upload import ENDINGS, LONGEST_NAME, MOST_BYTES, MOST_FILES

RLO, ZERO_WIDTH = "\u202e", "\u200b"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (files.PDF, "application/pdf"),
        (files.JPEG, "image/jpeg"),
        (files.PNG, "image/png"),
        (files.WEBP, "image/webp"),
        (files.HEIC, "image/heic"),
        (files.SVG, None),
        (files.HTML, None),
        (b"GIF89a" + b"\0" * 20, None),
        (b"PK\x03\x04" + b"\0" * 20, None),
        (b"MZ" + b"\0" * 20, None),
        (b"RIFF\x24\0\0\0WAVEfmt ", None),
        (b"\0\0\0\x18ftypmp42", None),
        (b"\n%PDF-1.7", None),
        (b" " + files.PNG, None),
        (b"\xff\xd8", None),
        (b"", None),
    ],
)
def test_a_file_is_what_its_first_bytes_say(content: bytes, found: str | None) -> None:
    assert upload.sniff(content) == found


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (files.SVG, "wrong_kind"),
        (files.HTML, "wrong_kind"),
        (b"%PDF-1.7\n1 0 obj\n", "broken_document"),
        (files.PDF[:-6], "broken_document"),
        (b"%PDF-1.7\n%%EOF", "broken_document"),
        (files.PNG + b"\0" * MOST_BYTES, "file_too_large"),
    ],
)
def test_what_is_not_taken(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        upload.require_fit(name="a.png", content=content)
    assert refused.value.code == code


def test_a_pdf_that_was_signed_after_it_was_whole_is_whole() -> None:
    more = files.PDF + b"2 0 obj\nendobj\nstartxref\n99\n%%EOF\n\0\0"
    assert upload.require_fit(name="a.pdf", content=more).content == more


def test_there_is_room_for_ten() -> None:
    upload.require_room(MOST_FILES - 1)
    with pytest.raises(upload.TooManyFiles):
        upload.require_room(MOST_FILES)


def test_the_largest_file_is_taken() -> None:
    content = files.PDF + b"\0" * (MOST_BYTES - len(files.PDF))
    fit = upload.require_fit(name="scan.PDF", content=content)
    assert (fit.name, fit.media_type) == ("scan.pdf", "application/pdf")


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("לוח.png", "לוח.png"),
        ("photo.JPEG", "photo.png"),
        ("page.html", "page.html.png"),
        ("../../etc/passwd", "passwd.png"),
        ("C:\\Users\\dana\\לוח.png", "לוח.png"),
        ("/", "document.png"),
        ("", "document.png"),
        ("...", "document.png"),
        (".png", "png.png"),
        (f"invoice{RLO}gnp.exe", "invoice gnp.exe.png"),
        (f"a{ZERO_WIDTH}b\u2066c.png", "a b c.png"),
        ("a\r\nSet-Cookie: x=1.png", "a Set-Cookie- x=1.png"),
        ('quo"te;x.png', "quo-te-x.png"),
        ("nul\0byte.png", "nul byte.png"),
        ("\ud800.png", "png.png"),
        ("-rf.png", "rf.png"),
    ],
)
def test_a_name_is_one_line_with_the_ending_of_what_the_file_is(raw: str, kept: str) -> None:
    assert upload.clean_name(raw, "image/png") == kept


@given(raw=st.text(max_size=400), media_type=st.sampled_from(sorted(ENDINGS)))
def test_no_name_leads_elsewhere_or_hides_anything(raw: str, media_type: str) -> None:
    kept = upload.clean_name(raw, media_type)
    assert kept.endswith(f".{ENDINGS[media_type]}") and len(kept) <= LONGEST_NAME + 5
    assert kept.isprintable() and not set('/\\"<>:|?*;%') & set(kept)
    assert not kept.startswith((".", "-", " "))
    kept.encode()
