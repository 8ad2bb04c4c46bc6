"""The summary as a PDF: the same file each time, with whatever people typed as it is."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from teum.documents import fonts, summary
from teum.documents.summary import Sheet

SHEET = Sheet(
    lang="he",
    business="מזגני הגליל",
    title="סיכום השיחה שלנו",
    facts=[("בשביל", "דנה פרץ")],
    text="זה הסיכום.\n\nמה סיכמנו:\n• יעל תתקשר עד יום רביעי, 25.11, בשעה 12:00.\n• ויאנה תביא את השלט.",
    lost="אות שאין לנו גופן בשבילה מופיעה כך: �",
    at=datetime(2026, 11, 22, 10, 0, 7, 635_688, tzinfo=ZoneInfo("Asia/Jerusalem")),
)


def test_the_same_sheet_is_the_same_file() -> None:
    made = summary.pdf(SHEET)
    assert made.startswith(b"%PDF-") and made == summary.pdf(SHEET)
    assert made != summary.pdf(replace(SHEET, text="אחר"))


def test_what_people_typed_is_no_markup() -> None:
    hostile = '#panic("x") #read("/etc/passwd") *a* $ _b_ \\ @c <d> [e] #import "f"'
    assert summary.pdf(replace(SHEET, text=hostile, title=hostile, business=hostile)).startswith(b"%PDF-")


def test_a_letter_without_a_font_is_marked_and_told_at_the_foot() -> None:
    assert fonts.drawable("דנה Иван محمد é \u2066054\u2069 ₪ …") == "דנה Иван محمد é \u2066054\u2069 ₪ …"
    assert fonts.drawable("漢😀a") == "��a"
    assert summary._data(replace(SHEET, text="漢"))["foot"] == SHEET.lost
    assert summary._data(SHEET)["foot"] == ""


def test_a_list_is_told_from_its_heading() -> None:
    blocks = summary._data(SHEET)["blocks"]
    assert isinstance(blocks, list)
    assert blocks[1] == {
        "lines": ["מה סיכמנו:"],
        "items": ["יעל תתקשר עד יום רביעי, 25.11, בשעה 12:00.", "ויאנה תביא את השלט."],
    }


def test_nothing_to_say_is_still_a_page() -> None:
    assert summary.pdf(replace(SHEET, text="", facts=[])).startswith(b"%PDF-")
