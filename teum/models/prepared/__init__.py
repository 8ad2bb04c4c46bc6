"""Statements whose shape never changes, made once: Django takes longer to build a query than a database to answer it.

`rows` and `column` are for what every act reads; `new`, `insert`, `update`, `delete`, and by a condition `changing` and
`deleting` for what every act writes. All else goes the usual way.
"""

from teum.models.prepared.statements import Change, Changing, Kept, changing, column, deleting, rows
from teum.models.prepared.writes import delete, insert, new, update

__all__ = [
    "Change",
    "Changing",
    "Kept",
    "changing",
    "column",
    "delete",
    "deleting",
    "insert",
    "new",
    "rows",
    "update",
]
