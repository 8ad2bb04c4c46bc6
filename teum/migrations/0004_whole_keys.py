"""Refuse on SQLite to replace a row of the ledger by any of its unique keys.

`INSERT OR REPLACE` deletes silently whatever stands in its way, by the id or by any other unique key; only
connections with `recursive_triggers` would notice. So an insert looks for what it would replace. PostgreSQL knows
`ON CONFLICT … DO UPDATE` only, which its trigger on updates refuses by whichever key.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

KEYS = {
    "teum_event": ("id = NEW.id",),
    "teum_seal": (
        "id = NEW.id",
        "event = NEW.event",
        "organisation_id = NEW.organisation_id AND position = NEW.position",
    ),
}
"""Every unique key, as what is there meets what is coming."""


def look_at_every_key(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers before an insert anew."""
    if schema_editor.connection.vendor != "sqlite":
        return
    for table, keys in KEYS.items():
        taken = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {key})" for key in keys)
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_replace")
        schema_editor.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {taken} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


class Migration(migrations.Migration):
    """What stands in the ledger is replaced by no key."""

    dependencies = [("teum", "0003_no_case_word")]

    operations = [migrations.RunPython(look_at_every_key, migrations.RunPython.noop, elidable=False)]
