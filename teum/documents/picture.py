"""A picture as both sides see it: drawn anew, upright, and without what its camera wrote into it.

Where it was taken, when and with what stands in a dozen places of a file (EXIF, XMP, notes of the maker, a smaller
picture, a film behind it). None of them is copied; only its points are, in the colours of the web.
"""

from __future__ import annotations

import struct
import threading
import warnings
from dataclasses import replace
from io import BytesIO
from typing import Any

import pi_heif
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from teum.core.upload import MOST_BYTES, MOST_POINTS, BrokenPicture, Fit, TooManyPoints, clean_name

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/heic": "HEIF"}
"""What is opened, and as that alone: whatever else the library reads stays shut."""
_SAVED: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 90, "optimize": True},
    "PNG": {"optimize": False},
    "WEBP": {"quality": 90},
}
_BROKEN = (
    OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError, ZeroDivisionError,
    RuntimeError, MemoryError, struct.error, UnidentifiedImageError, Image.DecompressionBombError,
)  # fmt: skip
"""What decoders raise over bytes that are no picture."""
_one_at_a_time = threading.Lock()
"""A picture takes some hundred megabytes while it is drawn, and several threads take files in."""

pi_heif.register_heif_opener(thumbnails=False)
# What a picture may hold is looked at here, before a point of it is read.
Image.MAX_IMAGE_PIXELS = None


def handed_out(fit: Fit) -> Fit:
    """A file with nothing of a camera in it: a picture drawn anew, any other as it came. Raises as `plain`."""
    return plain(fit) if fit.media_type in FORMATS else fit


def plain(fit: Fit) -> Fit:
    """The same picture with nothing but its points; one that browsers do not show becomes a JPEG.

    Raises `BrokenPicture`, `TooManyPoints`.
    """
    try:
        with _one_at_a_time, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _drawn(fit)
    except _BROKEN as error:
        raise BrokenPicture() from error


def _drawn(fit: Fit) -> Fit:
    with Image.open(BytesIO(fit.content), formats=[FORMATS[fit.media_type]]) as came:
        if came.width * came.height > MOST_POINTS:
            raise TooManyPoints(most=MOST_POINTS)
        came.load()
        points = _in_web_colours(ImageOps.exif_transpose(came))
    points.info = {}
    kept = fit.media_type if FORMATS[fit.media_type] in _SAVED else "image/jpeg"
    content = _written(points, FORMATS[kept])
    while len(content) > MOST_BYTES:
        points = points.reduce(2)
        content = _written(points, FORMATS[kept])
    return replace(fit, name=clean_name(fit.name, kept), media_type=kept, content=content)


def _in_web_colours(came: Image.Image) -> Image.Image:
    """In sRGB, so that no profile has to go along: those of scanners and screens name the device."""
    mode = "RGBA" if came.has_transparency_data else "L" if came.mode in ("1", "L") else "RGB"
    profile = came.info.get("icc_profile")
    if profile and came.mode in ("RGB", "RGBA", "CMYK"):
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            came = (
                ImageCms.profileToProfile(came, own, ImageCms.createProfile("sRGB"), outputMode=mode) or came
            )
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken profile says nothing of the colours
    if came.mode.startswith("I"):  # sixteen bits of grey, as scanners write it: made lighter, not cut off
        came = came.convert("I").point(lambda grey: grey / 256)
        mode = "L"
    return came if came.mode == mode else came.convert(mode)


def _written(points: Image.Image, format_: str) -> bytes:
    out = BytesIO()
    shown = points.convert("RGB") if format_ == "JPEG" and points.mode == "RGBA" else points
    shown.save(out, format=format_, **_SAVED[format_])
    return out.getvalue()
