"""What the log keeps, and what it never keeps."""

import logging
import re

import pytest

from teum import logs


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Not Found: /p/Zx81-aa_b/thanks", "Not Found: /p/…/thanks"),
        ("at POST /join/ab-12_Z", "at POST /join/…"),
        ("Forbidden: /contact/orna/ab12", "Forbidden: /contact/orna/…"),
        ("/account/password/reset/key/1-set-x/ is gone", "/account/password/reset/key/…/ is gone"),
        ("Authorization: Bearer abc.def", "Authorization: Bearer …"),
        ("password=hunter2 token: abc", "password=… token: …"),
        ("postgres://teum:hunter2@db/teum", "postgres://teum:…@db/teum"),
        ("no such mailbox dana@example.org", "no such mailbox …@…"),
        ("called +972 54-765-4321 twice", "called … twice"),
        ("said אשלח לך את המידע", "said …"),
        ("promise 17 moved in 2 ms", "promise 17 moved in 2 ms"),
    ],
)
def test_secrets_and_words_stay_out(written: str, kept: str) -> None:
    assert logs.clean(written) == kept


def _logged(error: Exception) -> str:
    try:
        raise error
    except Exception as caught:
        record = logging.LogRecord(
            "teum", logging.ERROR, __file__, 1, "it broke", (), (type(caught), caught, caught.__traceback__)
        )
    return logs.Formatter().format(record)


def test_a_line_keeps_when_it_was_written() -> None:
    record = logging.LogRecord(
        "teum", logging.ERROR, __file__, 1, "mail to dana@example.org failed", (), None
    )
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT[\d:]{8}[+-]\d{4} ERROR teum: mail to …@… failed", logs.Formatter().format(record)
    )


def test_a_trace_names_places_and_kinds_but_not_what_somebody_typed() -> None:
    trace = _logged(ValueError("Dana's new number"))
    assert "test_logs.py" in trace and "builtins.ValueError" in trace
    assert "Dana" not in trace


def test_a_trace_keeps_the_words_of_the_program_itself() -> None:
    assert "has no attribute" in _logged(AttributeError("Window has no attribute 'x'"))
