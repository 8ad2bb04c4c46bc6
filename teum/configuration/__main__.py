"""Prints the page that documents every setting: `python -m teum.configuration > docs/settings.md`."""

import sys

from teum.configuration import table

sys.stdout.write(table.as_markdown())
