"""A template set with its data as a PDF, in the fonts of the pages: the one place that compiles (records 15 and 18)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import typst

from teum.documents import fonts


class NotSet(Exception):
    """The compiler refused; `str` of it is what it said."""


def compiled(
    template: Path, sheet: dict[str, Any], *, at: datetime, standard: Literal["a-2b"] | None
) -> bytes:
    """The file. What people typed goes in as data, never as markup; the same sheet of one moment is the same file.

    Raises `NotSet`. The compiler keeps threads: a process forked after the first call must not call it.
    """
    compiler = typst.Compiler(
        input=str(template),
        root=str(template.parent),
        font_paths=fonts.loaded(),
        sys_inputs={"sheet": json.dumps(sheet, ensure_ascii=False)},
    )
    written_at = at.astimezone(UTC).replace(microsecond=0)  # it refuses a part of a second
    try:
        made = compiler.compile(
            format="pdf", timestamp=written_at, pdf_standards=[standard] if standard else []
        )
    except typst.TypstError as error:
        raise NotSet(error.message) from error
    assert isinstance(made, bytes)
    return made
