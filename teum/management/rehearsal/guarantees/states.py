"""The words of DOMAIN.md that the guarantees turn on, written down apart from the code that they judge."""

LIVE = ("offered", "waiting", "open", "reported")
TRUE_WORDS = ("holding", "revised", "withdrawn", "word", "call")
"""What is true and useful before due: moved, taken back, or when the next word comes.

"It is done" is none: where a promise is open after that, the customer said that it is not.
"""
LAST_TIMER = {"open": "due", "waiting": "lapse", "offered": "lapse", "reported": "confirm"}
