"""How often a file of an agreement could not be made, and how many codes to sign with went out in a day;
and what an agreement says is held against what deletes without saying so.
"""

import django.utils.timezone
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

KEYS = {
    "teum_agreement": ("id = NEW.id",),
    "teum_signature": ("id = NEW.id", "agreement_id = NEW.agreement_id AND side = NEW.side"),
}
"""Every unique key of each held table, as what is there meets what is coming."""


def hold(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """No held row is replaced by an insert that deletes it silently (SQLite), and no table of them emptied (PostgreSQL)."""
    for table, keys in KEYS.items():
        if schema_editor.connection.vendor == "sqlite":
            taken = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {key})" for key in keys)
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {taken} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is held'); END"
            )
        else:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION teum_append_only()"
            )


class Migration(migrations.Migration):
    dependencies = [
        ("teum", "0001_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="agreement",
            name="failures",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="agreement",
            name="again_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="signingcode",
            name="since",
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="signingcode",
            name="codes",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="signingcode",
            name="wrong",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.RunPython(hold, migrations.RunPython.noop, elidable=False),
    ]
