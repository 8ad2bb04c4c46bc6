"""An agreement as a file to sign: nothing typed is markup, nothing is left out unseen, figures keep their order."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.utils import translation
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests import cast_agreement as cast
from tests.cast_agreement import ENGLISH, HEBREW
from teum.core.upload import BrokenPicture
from teum.documents import agreement, drawing, evidence, figures, fonts
from teum.documents.agreement import Duty, NoLetter, Payment, Price, Section, Sheet, Signature, Signed
from teum.documents.drawing import Strokes

SHORT = replace(HEBREW, sections=[], signatures=[])


def saying(text: str) -> Sheet:
    """A sheet in which somebody typed this wherever one can type."""
    return replace(
        SHORT,
        business=text,
        title=text,
        parties=[replace(HEBREW.parties[0], name=text, identity=text, contacts=[text])],
        sections=[Section(heading=text, clauses=[text])],
        signatures=[Signature(role=text, party=text, signed=Signed(name=text, moment=text))],
    )


@pytest.mark.parametrize("sheet", [HEBREW, ENGLISH])
def test_the_same_agreement_is_the_same_file(sheet: Sheet) -> None:
    shown = agreement.draw(sheet)
    assert shown == agreement.draw(sheet)
    assert shown != agreement.draw(replace(sheet, version=3))
    assert agreement.draw(replace(sheet, at=sheet.at + timedelta(days=1))) != shown


def test_it_says_that_it_is_pdf_a() -> None:
    for shown in (
        agreement.draw(HEBREW),
        evidence.draw(cast.signed(ENGLISH), cast.evidence(b"shown", "en")),
    ):
        assert b"<pdfaid:part>2<" in shown and b"<pdfaid:conformance>B<" in shown


def test_what_people_typed_is_no_markup() -> None:
    agreement.draw(
        saying('#panic("x") #read("/etc/passwd") *a* $ _b_ \\ @c <d> [e] #import "f" </text> " {page}')
    )


def test_a_character_that_cannot_be_drawn_is_refused_by_name() -> None:
    with pytest.raises(NoLetter) as refused:
        agreement.draw(replace(HEBREW, title="漢 דנה 😀 漢"))
    assert refused.value.characters == ("漢", "😀")
    assert str(refused.value) == "U+6F22, U+1F600"
    told = cast.evidence(b"shown", "he")
    foreign = replace(told, acts=[replace(told.acts[0], agent="漢")])
    with pytest.raises(NoLetter):
        evidence.draw(HEBREW, foreign)


def test_the_standard_itself_lets_no_undrawn_letter_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two letters that are drawn alone need not be drawn on each other: then what sets the page says so."""
    monkeypatch.setattr(fonts, "is_plain", lambda char: True)
    with pytest.raises(NoLetter) as refused:
        agreement.draw(replace(HEBREW, title="דנה 漢"))
    assert refused.value.characters == ("漢",)


def test_a_mark_that_turns_a_line_around_is_refused() -> None:
    """Else what stands on the page could read otherwise than what is kept."""
    with pytest.raises(NoLetter):
        agreement.draw(saying("המחיר \u202e0001 ₪"))


@settings(max_examples=60)
@given(text=st.text(max_size=40))
@example("שָׁלוֹם é Иван محمد ₪ € “—” ½ ²")
@example("a\x0b\x1c\u2028\u2029\x85\r\n\tb")
@example("\ud800")
@example("א\u0301\u05c1\u0327")
@example("\u200f\u200e\u2066\u00ad\ufeff\u061c")
def test_whatever_is_typed_is_drawn_whole_or_refused(text: str) -> None:
    try:
        assert agreement.draw(saying(text)).startswith(b"%PDF-1.7")
    except NoLetter:
        assert text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("נייד +972 54-765-4321.", "נייד <+972 54-765-4321>."),
        ("נייד 054-765-4321 או 03 512 3456", "נייד <054-765-4321> או <03 512 3456>"),
        ("ב-24.11, בשעה 14:00", "ב-<24.11>, בשעה <14:00>"),
        ("בין 10:00–12:00", "בין <10:00–12:00>"),
        ("סך 1,250.50 ₪ ועוד 5%", "סך <1,250.50>\u00a0₪ ועוד <5%>"),
        ("ח.פ. 51-234567-8", "ח.פ. <51-234567-8>"),
        (
            "אל avi@galil.example, או https://galil.example.",
            "אל <avi@galil.example>, או <https://galil.example>.",
        ),
        ("דגם AC-24/7 ומסך Type 7", "דגם AC-24/7 ומסך Type 7"),
        ("נקודת 16A", "נקודת 16A"),
        ("call ועד הבית 12", "call ועד הבית <12>"),
        ("בלי מספרים", "בלי מספרים"),
    ],
)
def test_figures_keep_their_order(text: str, shown: str) -> None:
    assert figures.isolated(text).replace("\u2066", "<").replace("\u2069", ">") == shown


def test_a_word_longer_than_a_line_can_be_broken() -> None:
    assert figures.isolated("א" * 24) == "א" * 24
    assert figures.isolated("א" * 25).split("\u200b") == ["א" * 10, "א" * 10, "א" * 5]
    pointed = "א\u05b8" * 20
    assert all(not piece.startswith("\u05b8") for piece in figures.isolated(pointed).split("\u200b"))


def test_amounts_are_written_to_the_agora() -> None:
    assert figures.amount(123_456_705, lang="en") == "\u2066₪1,234,567.05\u2069"
    assert figures.amount(123_456_705, lang="he") == "\u2067\u20661,234,567.05\u2069\u00a0₪\u2069"
    assert figures.amount(-50, lang="en") == "\u2066-₪0.50\u2069"


def test_the_total_is_what_stands_above_it() -> None:
    price = Price(payments=[], before_vat=400_042, vat=72_008, vat_percent="18")
    assert price.total == 472_050
    with translation.override("en"):
        shown = agreement._price(price, "en", iter(["3.1"]))
    assert shown["sums"][1][0] == "VAT, 18%"
    assert shown["total"] == ["3.1", "Total with VAT", "\u2066₪4,720.50\u2069"]


def test_what_is_owed_reads_as_a_sentence() -> None:
    duty = Duty(who="Galil Air", what="Order the unit", by="by Monday 23 November, 12:00")
    sheet = replace(ENGLISH, sections=[Section(heading="Who does what by when", duties=[duty])])
    with translation.override("en"):
        (row,) = agreement._data(sheet)["sections"][0]["duties"]
    assert row == ["1.1", "Galil Air", "Order the unit", "by Monday 23 November, 12:00"]


def test_an_exempt_dealers_total_says_why_it_has_no_vat() -> None:
    paid = [Payment(what="הכול", due="היום", amount=472_050)]
    price = Price(payments=paid, before_vat=472_050, vat=0, vat_percent="0", is_exempt=True)
    with translation.override("he"):
        shown = agreement._price(price, "he", iter(["3.1", "3.2"]))
    assert (shown["sums"], shown["total"][1]) == ([], "סה״כ, ללא מע״מ: עוסק פטור")
    assert agreement.draw(replace(SHORT, sections=[Section(heading="", price=price)])).startswith(b"%PDF")


def test_a_signature_is_drawn_as_the_hand_moved() -> None:
    drawn = drawing._svg(Strokes(lines=[[(10, 10), (110, 40)], [(60, 10)], [], [(float("nan"), 1)]]))
    assert drawn.count("<polyline") == 2, "a line and a dot"
    assert re.search(r'viewBox="0 0 10\d\.\d\d 3\d\.\d\d"', drawn)
    assert drawing._svg(Strokes(lines=[])).startswith("<svg")


def test_a_signature_comes_as_a_picture_too() -> None:
    out = BytesIO()
    Image.new("RGBA", (300, 90), (0, 0, 80, 128)).save(out, "PNG")
    with_picture = Signed(name="דנה פרץ", moment="עכשיו", drawn=out.getvalue())
    place = replace(HEBREW.signatures[1], signed=with_picture)
    assert agreement.draw(replace(SHORT, signatures=[place])).startswith(b"%PDF")
    broken = replace(place, signed=replace(with_picture, drawn=b"\x89PNG\r\n\x1a\nnothing"))
    with pytest.raises(BrokenPicture):
        agreement.draw(replace(SHORT, signatures=[broken]))


def test_a_sheet_may_be_as_light_as_one_sentence() -> None:
    light = replace(SHORT, parties=[], sections=[Section(heading="מה סיכמנו", clauses=["נגיע."])])
    assert agreement.draw(light).startswith(b"%PDF")
    no_price = Price(payments=[], before_vat=0, vat=0, vat_percent="18")
    assert agreement.draw(replace(light, sections=[Section(heading="", price=no_price)])).startswith(b"%PDF")


def facts(lang: str) -> list[dict[str, Any]]:
    with translation.override(lang):
        data = evidence._data(HEBREW, cast.evidence(b"shown", lang))
    acts: list[dict[str, Any]] = data["acts"]
    return acts


def test_the_evidence_says_only_what_happened() -> None:
    sent, opened, *_, signed, _ = facts("en")
    assert [name for name, _ in sent["facts"]] == ["Who", "Moment"]
    assert [name for name, _ in opened["facts"]] == ["Who", "Moment", "IP address", "Browser"]
    assert [name for name, _ in signed["facts"]] == [
        *("Who", "Verified channel", "Moment", "IP address", "Browser", "SHA-256"),
    ]
    assert opened["facts"][1][1] == "\u20662026-11-22 08:04:07 UTC, 2026-11-22 10:04:07 Asia/Jerusalem\u2069"


def test_the_evidence_says_where_its_seal_is_looked_at() -> None:
    with translation.override("he"):
        said = dict(evidence._data(HEBREW, cast.evidence(b"shown", "he"))["facts"])
    assert said["בדיקת החותם"].endswith("/verify\u2069")


def test_the_evidence_is_named_no_more_than_it_is() -> None:
    said = {}
    for lang in ("en", "he"):
        with translation.override(lang):
            said[lang] = evidence._data(HEBREW, cast.evidence(b"shown", lang))["kind"]
    assert said["en"] == "Simple electronic signature with sealed evidence."
    assert said["he"] == "חתימה אלקטרונית פשוטה, עם ראיות החתומות בחותם אלקטרוני."
