"""The words of DOMAIN.md that the guarantees turn on, written down apart from the code that they judge."""

LIVE = ("offered", "waiting", "open", "reported")
TRUE_WORDS = ("holding", "revised", "reported", "withdrawn", "word", "call")
"""What is true and useful before due: done, moved, taken back, or when the next word comes."""
LAST_TIMER = {"open": "due", "waiting": "lapse", "offered": "lapse", "reported": "confirm"}
