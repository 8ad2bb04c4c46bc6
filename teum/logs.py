"""How log lines are written: to the terminal, without secrets, links that open a page, or anybody's words."""

import logging
import re
import traceback
from types import TracebackType

_SECRETS = (
    (re.compile(r"(/(?:p|join|contact/[\w-]+|password/reset/key)/)[^/\s?#\"']+"), r"\1…"),
    (re.compile(r"(?i)(bearer|basic)\s+\S+"), r"\1 …"),
    (
        re.compile(
            r"(?i)\b((?:pass(?:word)?|token|secret|key|session(?:id)?|csrf\w*)\s*[=:]\s*)[^\s,;&\"']+"
        ),
        r"\1…",
    ),
    (re.compile(r"(?i)\b([a-z][a-z0-9+.-]*://[^/\s:@]*:)[^@\s]+@"), r"\1…@"),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "…@…"),
    (re.compile(r"\+?\d[\d\s().-]{7,}\d"), "…"),
    (re.compile(r"[֐-ࣿ][֐-ࣿ\s\d.,:;'\"!?()-]*"), "…"),
)

# Errors whose words are Python's or the program's own; the words of any other may hold what somebody typed.
_OWN_WORDS = (
    ImportError,
    AttributeError,
    NameError,
    NotImplementedError,
    OSError,
    RecursionError,
    MemoryError,
)


def clean(text: str) -> str:
    """The text without secrets, page links, addresses, phone numbers and Hebrew or Arabic words."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


class Formatter(logging.Formatter):
    """One line a record, then the trace of an error without the words that it may have carried."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S%z")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        """The record's line, with the id that the error page showed where there is one."""
        record.message = clean(record.message)
        error_id = getattr(getattr(record, "request", None), "error_id", "")
        line = super().formatMessage(record)
        return f"{line} [{error_id}]" if error_id else line

    def formatException(  # noqa: N802
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """The trace: files and lines of the whole chain of causes, and each error's class."""
        lines: list[str] = []
        error = ei[1]
        seen: set[int] = set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            words = f": {clean(str(error))}" if isinstance(error, _OWN_WORDS) else ""
            kind = type(error)
            lines[:0] = [
                *(
                    line.rstrip("\n")
                    for line in traceback.format_list(traceback.extract_tb(error.__traceback__))
                ),
                f"{kind.__module__}.{kind.__qualname__}{words}",
            ]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)
