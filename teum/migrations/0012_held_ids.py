"""No held row is deleted by an update or an insert that puts another one in its place (SQLite), and no receipts emptied."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

HELD = ("teum_agreement", "teum_signature", "teum_receipt")
RECEIPT = "teum_receipt"


def hold(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """An id stays as it is: `UPDATE OR REPLACE` of SQLite deletes silently what has the id that is coming. Of receipts
    as of agreements: `INSERT OR REPLACE` deletes as silently, and PostgreSQL empties a table past what guards its rows.
    """
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.execute(
            f"CREATE TRIGGER {RECEIPT}_no_truncate BEFORE TRUNCATE ON {RECEIPT} "
            "FOR EACH STATEMENT EXECUTE FUNCTION teum_append_only()"
        )
        for table in HELD:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_held_id BEFORE UPDATE ON {table} FOR EACH ROW "
                "WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION teum_append_only()"
            )
        return
    for table in HELD:
        schema_editor.execute(
            f"CREATE TRIGGER {table}_held_id BEFORE UPDATE ON {table} FOR EACH ROW WHEN OLD.id IS NOT NEW.id "
            f"BEGIN SELECT RAISE(ABORT, '{table} is held'); END"
        )
    schema_editor.execute(
        f"CREATE TRIGGER {RECEIPT}_no_replace BEFORE INSERT ON {RECEIPT} "
        f"WHEN EXISTS (SELECT 1 FROM {RECEIPT} WHERE id = NEW.id) "
        f"BEGIN SELECT RAISE(ABORT, '{RECEIPT} is held'); END"
    )


class Migration(migrations.Migration):
    """Triggers only; no table is made anew."""

    dependencies = [("teum", "0011_agreement_law")]

    operations = [migrations.RunPython(hold, migrations.RunPython.noop, elidable=False)]
