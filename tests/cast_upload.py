"""Files that customers send in the tests: the smallest of each kind, and those that must not come in."""

from __future__ import annotations

from tests import cast
from tests.cast import SUNDAY_1000, Business, by
from teum.actions import questions
from teum.core.question import Kind
from teum.models import Promise, Question

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0" * 40
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 40
WEBP = b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 20
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 20
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(document.cookie)</script>"
WANTED = "צילום של לוח החשמל"


def document(
    business: Business, promise: Promise | None = None, *, about: int | None = None, text: str = WANTED
) -> Question:
    """Yael asks Dana for a document, in the case of a promise."""
    held = promise or cast.quote(business)
    return questions.ask(
        case_id=held.case_id,
        by=by(business.yael),
        text=text,
        kind=Kind.DOCUMENT,
        about=about,
        now=SUNDAY_1000,
    )
