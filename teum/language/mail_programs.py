"""What a mail program writes under a mail by itself ("Sent from my iPhone"): no word of whoever wrote the mail."""

from __future__ import annotations

import re

LONGEST = 90
_LINK = re.compile(r"<https?://[^>\s]*>|\(https?://[^)\s]*\)|https?://\S+")
_WORD = re.compile(r"[\w&]+")
_BEGINS = re.compile(
    r"(?:sent (?:from|via|with|using)|get outlook for|נשלח מ|נשלח (?:באמצעות|דרך) |(?:קבל|קבלו|הורד|השג) את outlook )"
)
_NAMED = re.compile(
    r"""
      iphone|ipad|ios|android|galaxy|samsung|blackberry|huawei|xiaomi|redmi|pixel|oneplus|nokia|outlook|yahoo|gmail
    | proton(?:mail)?|windows|smartphone|phone|tablet|mobile
    | אייפון|אייפד|אנדרואיד|גלקסי|סמסונג|שיאומי|סמארטפון|טלפון|נייד
    """,
    re.VERBOSE,
)
"""One of these is named, so that it is known to be a program's line."""
_AROUND = re.compile(
    r"""
      sent|from|via|with|using|get|for|on|my|the|a|an|mail|app|device|secure|email|note|ultra|plus|pro|max|mini|lite|lte
    | at&t|verizon|t|[a-z]{0,2}\d{1,3}[a-z]?
    | נשלח|באמצעות|דרך|קבל|קבלו|הורד|השג|את|עבור|שלי|שלך|מכשיר|סלולרי|סלולארי|דואר|אפליקציית|מתוך
    """,
    re.VERBOSE,
)
"""All else that may stand in such a line: any other word is somebody's own."""
_PREFIX = re.compile(r"^(?:מה|ב?ה|מ|ב|ל)(?=\w)")


def is_line_of_one(line: str) -> bool:
    """Whether the whole line is what a program writes, in Hebrew or in English."""
    said = " ".join(_LINK.sub(" ", line).casefold().replace("־", "-").split())
    if len(said) > LONGEST or "?" in said or not _BEGINS.match(said):
        return False
    words = [_bare(word) for word in _WORD.findall(said)]
    is_known = all(not word or _NAMED.fullmatch(word) or _AROUND.fullmatch(word) for word in words)
    return is_known and any(_NAMED.fullmatch(word) for word in words)


def _bare(word: str) -> str:
    """A word without the letters that Hebrew writes in front of it; nothing where those stand alone."""
    if _AROUND.fullmatch(word) or _NAMED.fullmatch(word):
        return word
    return "" if word in ("ה", "מ", "ב", "מה", "ל") else _PREFIX.sub("", word)
