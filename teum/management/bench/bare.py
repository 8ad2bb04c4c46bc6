"""The bare view: one INSERT, committed before the answer. What recording a promise is measured against."""

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt

PATH = "bench/row"
TABLE = "bench_row"
_COLUMNS = {
    "sqlite": "id integer PRIMARY KEY, said text NOT NULL",
    "postgresql": "id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, said text NOT NULL",
}


def make_table() -> None:
    """Make the table that the view writes to."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {TABLE} ({_COLUMNS[connection.vendor]})")


def count() -> int:
    """How many rows the view has written."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {TABLE}")  # noqa: S608 - a name of our own
        return int(cursor.fetchone()[0])


@csrf_exempt
def row(request: HttpRequest) -> JsonResponse:
    """Keep what was sent in one row, and do nothing else."""
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} (said) VALUES (%s)", [request.body.decode()])  # noqa: S608
    return JsonResponse({"kept": True}, status=201)
