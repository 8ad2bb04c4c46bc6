"""Alignment (B1): what both sides expect, item by item, each said by one of them and agreed by both."""

from teum.core.alignment.clauses import BadClause, clause
from teum.core.alignment.dues import Due, dues
from teum.core.alignment.steps import (
    AlignmentChanged,
    AlignmentOver,
    NotAligned,
    NothingToMark,
    NotYourItem,
    agree_to_all,
    approve,
    begin,
    drop,
    mark,
    require_keepable,
    say,
)
from teum.core.alignment.value import (
    Alignment,
    Answer,
    Item,
    Kind,
    Line,
    Mark,
    NoSuchItem,
    Side,
    State,
    Topic,
)

__all__ = [
    "Alignment",
    "AlignmentChanged",
    "AlignmentOver",
    "Answer",
    "BadClause",
    "Due",
    "Item",
    "Kind",
    "Line",
    "Mark",
    "NoSuchItem",
    "NotAligned",
    "NotYourItem",
    "NothingToMark",
    "Side",
    "State",
    "Topic",
    "agree_to_all",
    "approve",
    "begin",
    "clause",
    "drop",
    "dues",
    "mark",
    "require_keepable",
    "say",
]
