"""A picture is kept as both sides see it: upright, whole, and without a word of its camera's."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests import cast_upload as files
from tests.cast_upload import CAMERA, taken
from teum.core.refusal import Refused
from teum.core.upload import ENDINGS, Fit
from teum.documents import picture

DARK, LIGHT = 120, 200


def kept(content: bytes, media_type: str) -> tuple[Fit, Image.Image]:
    """A picture as it is kept, opened."""
    fit = picture.plain(Fit(name=f"לוח.{ENDINGS[media_type]}", media_type=media_type, content=content))
    shown = Image.open(BytesIO(fit.content))
    shown.load()
    return fit, shown


def refusal(content: bytes, media_type: str) -> str:
    """The code with which one is refused."""
    with pytest.raises(Refused) as refused:
        kept(content, media_type)
    return refused.value.code


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_the_camera_is_kept(form: str) -> None:
    came = taken(form)
    known = Image.open(BytesIO(came)).getexif()
    assert CAMERA.encode() in came and known.get_ifd(0x8825), "or this would show nothing"
    fit, shown = kept(came, f"image/{form.lower()}")
    assert (fit.media_type, shown.format, shown.size) == (f"image/{form.lower()}", form, (40, 24))
    assert CAMERA.encode() not in fit.content and not shown.getexif()
    assert not {"exif", "xmp", "comment", "Source", "icc_profile"} & shown.info.keys()


@pytest.mark.parametrize(
    ("turned", "size", "dark", "light"),
    [
        (1, (40, 24), (2, 12), (37, 12)),
        (3, (40, 24), (37, 12), (2, 12)),
        (6, (24, 40), (12, 2), (12, 37)),
        (8, (24, 40), (12, 37), (12, 2)),
    ],
)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_it_stands_upright(
    form: str, turned: int, size: tuple[int, int], dark: tuple[int, int], light: tuple[int, int]
) -> None:
    _, shown = kept(taken(form, turned=turned), f"image/{form.lower()}")
    grey = shown.convert("L")
    assert shown.size == size
    assert grey.getpixel(dark) < DARK and grey.getpixel(light) > LIGHT


def test_what_phones_keep_becomes_what_every_browser_shows() -> None:
    assert b"MakerX" in files.HEIC
    fit, shown = kept(files.HEIC, "image/heic")
    assert (fit.name, fit.media_type, shown.format, shown.size) == ("לוח.jpg", "image/jpeg", "JPEG", (64, 48))
    assert b"MakerX" not in fit.content and not shown.getexif()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_points_is_drawn(mode: str) -> None:
    half = 32_768 if mode == "I;16" else None
    grey = Image.new("RGB", (8, 8), (128, 128, 128))
    drawn = Image.new(mode, (8, 8), half) if half else grey.quantize() if mode == "P" else grey.convert(mode)
    form = "JPEG" if mode == "CMYK" else "PNG"
    out = BytesIO()
    drawn.save(out, form)
    _, shown = kept(out.getvalue(), f"image/{form.lower()}")
    if mode != "1":
        assert abs(int(shown.convert("L").getpixel((4, 4))) - 128) <= 4  # type: ignore[arg-type]


def test_a_second_time_changes_nothing() -> None:
    assert files.plain(files.PNG, "image/png") == files.PNG


@pytest.mark.parametrize(
    ("content", "media_type", "code"),
    [
        (files.bomb(), "image/png", "too_many_points"),
        (files.PNG[:-40], "image/png", "broken_picture"),
        (files.JPEG[: len(files.JPEG) // 2], "image/jpeg", "broken_picture"),
        (files.WEBP[:40], "image/webp", "broken_picture"),
        (files.HEIC[:300], "image/heic", "broken_picture"),
        (files.PNG, "image/jpeg", "broken_picture"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "image/png", "broken_picture"),
    ],
)
def test_what_cannot_be_shown_is_refused(content: bytes, media_type: str, code: str) -> None:
    assert refusal(content, media_type) == code


def test_a_picture_that_grew_is_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    came = taken("PNG", size=(400, 240))
    monkeypatch.setattr(picture, "MOST_BYTES", 500)
    _, shown = kept(came, "image/png")
    assert shown.size[0] < 400 and shown.size[0] * 24 == shown.size[1] * 40


SEEDS = [(files.taken(form), f"image/{form.lower()}") for form in ("JPEG", "PNG", "WEBP")]
SEEDS.append((files.HEIC, "image/heic"))


@given(
    seed=st.sampled_from(SEEDS),
    changes=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=12),
    length=st.integers(1, 10_000),
)
def test_whatever_comes_is_a_plain_picture_or_a_refusal(
    seed: tuple[bytes, str], changes: list[tuple[int, int]], length: int
) -> None:
    content, media_type = bytearray(seed[0]), seed[1]
    for place, value in changes:
        content[place % len(content)] = value
    try:
        fit, shown = kept(bytes(content[:length]), media_type)
    except Refused as refused:
        assert refused.code in ("broken_picture", "too_many_points")
    else:
        assert not shown.getexif() and CAMERA.encode() not in fit.content
