"""How the two sides of an agreement were called is held with it."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "teum_agreement"


def hold(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """They are written once, with the row."""
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    differs = "OLD.sides IS NOT NEW.sides" if is_sqlite else "(OLD.sides IS DISTINCT FROM NEW.sides)"
    act = (
        f"BEGIN SELECT RAISE(ABORT, '{TABLE} is held'); END"
        if is_sqlite
        else "EXECUTE FUNCTION teum_append_only()"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {TABLE}_held_sides BEFORE UPDATE ON {TABLE} FOR EACH ROW WHEN {differs} {act}",
        params=None,
    )


class Migration(migrations.Migration):
    """A column that may be empty: SQLite adds it without making the table anew, on which triggers stand."""

    dependencies = [("teum", "0002_signing")]

    operations = [
        migrations.AddField("agreement", "sides", models.JSONField(null=True)),
        migrations.RunPython(hold, migrations.RunPython.noop, elidable=False),
    ]
