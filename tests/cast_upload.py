"""Files that customers send in the tests: the smallest of each kind, and those that must not come in."""

from __future__ import annotations

import base64
import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from tests import cast
from tests.cast import SUNDAY_1000, Business, by
from teum.actions import questions
from teum.core.question import Kind
from teum.core.upload import Fit
from teum.documents import picture
from teum.models import Promise, Question

CAMERA = "Kamera 7"
"""What the camera of the pictures below calls itself, and writes into them with where it stood."""


def taken(form: str, *, turned: int = 1, size: tuple[int, int] = (40, 24)) -> bytes:
    """A picture as a camera writes it: dark at its left end, held as `turned` says, with all that it knows."""
    drawn = Image.new("RGB", size, (232, 228, 218))
    drawn.paste((32, 92, 100), (0, 0, size[0] // 4, size[1]))
    known = Image.Exif()
    known[ExifTags.Base.Orientation], known[ExifTags.Base.Make] = turned, CAMERA
    known.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (32.0, 48.0, 0.0), 3: "E", 4: (35.0, 6.0, 0.0)})
    told: dict[str, Any] = {"exif": known, "xmp": f"<x:xmpmeta>{CAMERA}</x:xmpmeta>".encode()}
    if form == "JPEG":
        told["comment"] = CAMERA.encode()
    if form == "PNG":
        told["pnginfo"] = PngInfo()
        told["pnginfo"].add_text("Source", CAMERA)
        del told["xmp"]
    out = BytesIO()
    drawn.save(out, form, **told)
    return out.getvalue()


def bomb() -> bytes:
    """A file of some hundred bytes that says to be a picture of 3.6 milliards of points."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(900))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def plain(content: bytes, media_type: str) -> bytes:
    """The same as it is kept."""
    return picture.plain(Fit(name="a", media_type=media_type, content=content)).content


PNG = plain(taken("PNG"), "image/png")
JPEG = plain(taken("JPEG"), "image/jpeg")
WEBP = plain(taken("WEBP"), "image/webp")
HEIC = base64.b85decode(
    b"0000SW^{RQXk}?*00000ZE0pPXk}?*ZE0a<0005LZDn*}000000000XXk=`10000000000aA{+700000000000000000000G-+&a"
    b"V*mgE07O6l0ssL300001;s5~v00000002k;0ssI200Jri0RR9100000dH?_bIB98aW&i*H00062000$fZf0cy000000RRAKc4ILB"
    b"0000LX>Mj^0ssI300IC2MR;ju000004sdC7Z2$lO00031008}IaB^?}007--aAR)(004Gqc4I>U18@KU0FVFx0000U@BsY%`1k+-"
    b"4+CHT0RR|40Sp2E{{wIU00RJ!0009300RIXx&lC90096hLID8-Z~y=U0FVFx0{{R603M(qfd!W8<fgf}2xu@M00096AOHXZ03l)k"
    b"0RRR>0l{;?i2wiq6Ju{|a&BX6cmM$a4FCp!0000KX>)L8000000000$0000$0000eV{Bn?0000$000010000m000010000000002"
    b"|NsB+000020000GaA|mH000000|*ER0000OX>e^}0000000001009Mo0s{qv0000QX>w&|000000000EV`Ot<00IC3009610LpD-"
    b"VRQfh07NJOuNi>%lCSrqk%y&t_`cIMiAZD>EQAi{JBD~EqV^u(#F5uAdotlAQZ{z={{ao>8QTcrTiyPf$19uBDw5E#B!B<_00u>P"
    b"X=VTbO-%qQ0000800RLJ00IC200#g705Sm*00RI300967004+300aO40096106G8w002#4Yh`j+000020096300002P5=M^00IC7"
    b"0000300013000000000W0000100005000010000100001"
)
"""Written by a camera that calls itself MakerX."""
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\nendobj\nstartxref\n0\n%%EOF\n"
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
