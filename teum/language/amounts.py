"""Amounts of money in words: shekels and agorot, the sign where the language has it."""


def amount(agorot: int, *, lang: str) -> str:
    """`1,200 ₪` in Hebrew, `₪1,200` in English; agorot only where there are any."""
    sign = "-" if agorot < 0 else ""
    shekels, rest = divmod(abs(agorot), 100)
    number = f"{sign}{shekels:,}" + (f".{rest:02}" if rest else "")
    return f"{number} ₪" if lang == "he" else f"{sign}₪{number.removeprefix('-')}"
