"""The file that both sides keep, in the hands of another program that reads PDFs (poppler)."""

from __future__ import annotations

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pytest_django import Settings

from tests import cast_agreement as cast
from tests.cast_agreement import AT, ENGLISH, HEBREW
from tests.conftest import SCREENS
from teum.documents import agreement, evidence, sealing
from teum.documents.agreement import Duty, Party, Payment, Price, Section, Sheet, Signature, Signed

AGREEMENT_PAGES, ALL_PAGES = 5, 6
DOTS_A_INCH = 80


@pytest.fixture(params=[HEBREW, ENGLISH], ids=["he", "en"])
def sheet(request: pytest.FixtureRequest) -> Sheet:
    return cast.long(request.param)


@pytest.fixture
def file(sheet: Sheet, settings: Settings, tmp_path: Path) -> Path:
    """Signed by both and sealed."""
    settings.TEUM = replace(settings.TEUM, data=tmp_path)
    shown = agreement.draw(sheet)
    whole = evidence.draw(cast.signed(sheet), cast.evidence(shown, sheet.lang))
    file = tmp_path / "agreement.pdf"
    with ThreadPoolExecutor(1) as pool:  # a browser of the tests before leaves a loop running in this thread
        file.write_bytes(pool.submit(sealing.seal, whole, now=AT).result())
    return file


def run(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_the_seal_is_valid_and_over_the_whole_file(file: Path) -> None:
    said = subprocess.run(["pdfsig", file], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature #") == 1
    assert "Signature is Valid." in said and "Total document signed" in said
    assert "ETSI.CAdES.detached" in said and "SHA-256" in said
    assert "Certificate issuer is unknown." in said, "of our own, which nobody else has heard of"
    file.write_bytes(file.read_bytes().replace(b"/Title", b"/Titel", 1))
    said = subprocess.run(["pdfsig", file], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." not in said


def test_every_font_stands_in_the_file(file: Path) -> None:
    rows = run("pdffonts", file).splitlines()[2:]
    assert rows
    assert all(re.search(r" yes yes yes +\d+ +0$", row) for row in rows), (
        "embedded, in part, with its letters"
    )


def copied(file: Path, *pages: str) -> str:
    """The letters and digits as they come out when somebody copies them, in the order of reading."""
    return letters(run("pdftotext", *pages, file, "-"))


def letters(text: str) -> str:
    """Without what stands between them: each reader guesses anew where in a line of both directions a space was."""
    return "".join(filter(str.isalnum, text))


def test_the_words_come_out_as_they_went_in(file: Path, sheet: Sheet) -> None:
    text = copied(file)
    for section in sheet.sections:
        assert letters(section.heading) in text
    for words in (
        *(sheet.title, sheet.parties[1].name, sheet.sections[0].clauses[1]),
        *("054-765-4321", "+972 54-765-4321", "4,720.50", "dana@example.com", "51-234567-8"),
    ):
        assert letters(words) in text


def test_the_pages_are_counted_apart(file: Path, sheet: Sheet) -> None:
    of = "עמוד {} מתוך {}" if sheet.lang == "he" else "Page {} of {}"
    for page in range(1, ALL_PAGES + 1):
        said = of.format(page, AGREEMENT_PAGES) if page <= AGREEMENT_PAGES else of.format(1, 1)
        assert letters(said) in copied(file, "-f", str(page), "-l", str(page))


def test_its_pages_can_be_looked_at(file: Path, sheet: Sheet) -> None:
    """Kept in tests/.screens for whoever looks."""
    SCREENS.mkdir(exist_ok=True)
    assert len(pictures(file, SCREENS / f"agreement-{sheet.lang}")) == ALL_PAGES


def test_no_word_runs_off_the_page(tmp_path: Path, sheet: Sheet) -> None:
    """Whoever signs sees all of what they sign."""
    word = "אבגדה" * 60 + "x" * 200 + " https://galil.example/" + "a1-" * 100
    said = evidence.Act(what=word, who=word, at=AT, channel=word, agent="x" * 400, digest="d" * 64)
    place = Signature(role=word, party=word, signed=Signed(name=word, moment=word))
    price = Price(payments=[Payment(what=word, due=word, amount=1)], before_vat=1, vat=0, vat_percent="0")
    wide = replace(
        sheet,
        business=word, title=word, written=word,
        parties=[Party(role=word, name=word, identity=word, contacts=[word])] * 2,
        sections=[Section(heading=word, clauses=[word], price=price, duties=[Duty(who=word, what=word, by=word)])],
        signatures=[place, place],
    )  # fmt: skip
    told = replace(cast.evidence(b"shown", sheet.lang), acts=[said], consents=[("", word)])
    file = tmp_path / "wide.pdf"
    file.write_bytes(evidence.draw(wide, told))
    pictures(file, tmp_path / "wide")


WORDS = 300


def test_no_text_is_too_long_to_be_seen(tmp_path: Path, sheet: Sheet) -> None:
    said = "מילה Ø " * WORDS
    place = Signature(role=said, party=said, signed=Signed(name=said, moment=said))
    price = Price(payments=[Payment(what=said, due=said, amount=1)], before_vat=1, vat=0, vat_percent="0")
    long = replace(
        sheet,
        parties=[Party(role="", name="", contacts=[said])] * 2,
        sections=[
            Section(heading="", clauses=[said], price=price, duties=[Duty(who=said, what=said, by=said)])
        ],
        signatures=[place, place],
    )
    act = evidence.Act(what="", who=said, at=AT, channel=said, agent=said)
    told = replace(cast.evidence(b"shown", sheet.lang), acts=[act], consents=[("", said)])
    file = tmp_path / "long.pdf"
    file.write_bytes(evidence.draw(long, told))
    places = 2 + 1 + 2 + 3 + 2 * 4 + 4
    assert copied(file).count("Ø") == places * WORDS
    pictures(file, tmp_path / "long")


def pictures(file: Path, name: Path) -> list[Path]:
    """A picture of each page; there is ink on it, and none in its margins."""
    run("pdftoppm", "-r", str(DOTS_A_INCH), "-png", file, name)
    pages = sorted(name.parent.glob(f"{name.name}-*.png"))
    margin = int(2.2 / 2.54 * DOTS_A_INCH)
    for page in pages:
        with Image.open(page) as shown:
            ink = shown.convert("L").point(lambda grey: 255 if grey < 200 else 0).getbbox()
            assert ink is not None
            assert margin <= ink[0] and ink[2] <= shown.width - margin + 1, page.name
    return pages
