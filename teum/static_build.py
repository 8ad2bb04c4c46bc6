"""Builds what the pages load and the repository does not hold: the web font. Run: python -m teum.static_build."""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path

from fontTools import subset

# Letters a page of ours needs: Latin with accents, Hebrew with points, punctuation, bidi marks, arrows, currency.
RANGES = (
    "U+0020-007E",
    "U+00A0-017F",
    "U+0591-05F4",
    "U+2010-2027",
    "U+2030-205E",
    "U+200E-200F",
    "U+2066-2069",
    "U+20AA-20AC",
    "U+2190-2193",
    "U+2212",
    "U+2713",
    "U+FB1D-FB4F",
)
FONTS = Path(__file__).parent / "static" / "fonts"


def source() -> Path:
    """The variable font as the wheel ships it."""
    [found] = [
        entry for entry in files("fontpkg_heebo").joinpath("files").iterdir() if entry.name.endswith(".ttf")
    ]
    return Path(str(found))


def build_font(*, target: Path) -> Path:
    """Writes the subset of Heebo as one variable WOFF2 and answers with its path."""
    target.parent.mkdir(parents=True, exist_ok=True)
    subset.main(
        [
            str(source()),
            f"--unicodes={','.join(RANGES)}",
            "--flavor=woff2",
            "--layout-features=*",
            f"--output-file={target}",
        ]
    )
    return target


def main() -> int:
    """Builds everything; prints what was written."""
    made = build_font(target=FONTS / "heebo.woff2")
    print(
        f"{made.relative_to(Path.cwd()) if made.is_relative_to(Path.cwd()) else made}: {made.stat().st_size} bytes"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
