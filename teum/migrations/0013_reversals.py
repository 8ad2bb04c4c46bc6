"""Money that did not come after all, beside what was written down; that is held as well."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from teum.migrations._triggers import hold_rows

TABLE = "teum_reversal"
HELD = ("id", "organisation_id", "case_id", "receipt_id", "why", "at")


def hold(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """No reversal is changed, deleted, replaced by another, or emptied."""
    hold_rows(schema_editor, TABLE, HELD)
    # INSERT OR REPLACE of SQLite deletes silently what is in its way, by the id or by the receipt.
    taken = "id = NEW.id OR (receipt_id = NEW.receipt_id AND NOT is_undone AND NOT NEW.is_undone)"
    schema_editor.execute(
        f"CREATE TRIGGER {TABLE}_no_replace BEFORE INSERT ON {TABLE} "
        f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE {taken}) BEGIN SELECT RAISE(ABORT, '{TABLE} is held'); END"
        if schema_editor.connection.vendor == "sqlite"
        else f"CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} "
        "FOR EACH STATEMENT EXECUTE FUNCTION teum_append_only()",
        params=None,
    )


def _of(table: str) -> models.ForeignKey:
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=table
    )


class Migration(migrations.Migration):
    dependencies = [("teum", "0012_held_ids")]

    operations = [
        migrations.CreateModel(
            name="Reversal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_undone", models.BooleanField(default=False)),
                ("why", models.CharField(max_length=8)),
                ("at", models.DateTimeField()),
                ("case", _of("teum.case")),
                ("organisation", _of("teum.organisation")),
                ("receipt", _of("teum.receipt")),
            ],
            options={
                "indexes": [models.Index(fields=["organisation", "case", "id"], name="reversal_by_case")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_undone", False)),
                        fields=("receipt",),
                        name="one_reversal_a_receipt",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why__in", ["bounced", "mistake"])), name="known_reversal"
                    ),
                ],
            },
        ),
        migrations.RunPython(hold, migrations.RunPython.noop, elidable=False),
    ]
