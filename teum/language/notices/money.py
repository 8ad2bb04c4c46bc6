"""Prices in words."""

from teum.language.notices.letter import PDI, isolated

RLI = "\u2067"
FREE = {"he": "ללא עלות", "en": "free of charge"}
SAME = {"he": "המחיר לא משתנה", "en": "the price does not change"}


def price_words(agorot: int | None, lang: str) -> str:
    """A price, whole and isolated ("1,200 ₪", "₪1,200"); nothing to pay, or no change of it, in words.

    In Hebrew the sign stands to the left of the amount, as it is read.
    """
    if agorot is None:
        return SAME[lang]
    if agorot == 0:
        return FREE[lang]
    whole, rest = divmod(agorot, 100)
    amount = f"{whole:,}.{rest:02}" if rest else f"{whole:,}"
    return f"{RLI}{amount} ₪{PDI}" if lang == "he" else isolated(f"₪{amount}")


TOTAL = {"he": "סה״כ {total}, כולל מע״מ {vat}", "en": "{total} in all, including VAT of {vat}"}
BARE = {"he": "סה״כ {total}, ללא מע״מ", "en": "{total} in all, without VAT"}
EXEMPT = {"he": "סה״כ {total}, ללא מע״מ: עוסק פטור", "en": "{total} in all, without VAT: exempt dealer"}


def total_words(total: int, vat: int, lang: str, *, is_exempt: bool = False) -> str:
    """What it comes to, and what of that is VAT, or why there is none."""
    said = {"total": price_words(total, lang), "vat": price_words(vat, lang)}
    return (EXEMPT if is_exempt else TOTAL if vat else BARE)[lang].format(**said)
