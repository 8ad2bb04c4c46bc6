"""Rows that belong to another row, read with it in the one statement that reads it: a list of objects in JSON."""

from __future__ import annotations

from typing import Any

from django.db.models import JSONField, QuerySet, Subquery
from django.db.models.functions import JSONObject


class Listed(Subquery):
    """What a query finds for the row that it hangs on, in its order, each as the values that are named."""

    output_field: JSONField[Any, Any] = JSONField()

    def __init__(self, found: QuerySet[Any], **values: str) -> None:
        super().__init__(found.values(found=JSONObject(**values)))

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """SQLite's list."""
        return self.as_sql(
            compiler, connection, "(SELECT JSON_GROUP_ARRAY(JSON(found)) FROM (%(subquery)s) AS listed)"
        )

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """PostgreSQL's, which is none where there is nothing."""
        return self.as_sql(compiler, connection, "(SELECT JSONB_AGG(found) FROM (%(subquery)s) AS listed)")
