"""Money that came for what was agreed; what is written down of it is held."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from teum.migrations._triggers import hold_rows

TABLE = "teum_receipt"
HELD = ("organisation_id", "case_id", "promise_id", "amount", "means", "on", "at")


def hold(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """No receipt is changed or deleted."""
    hold_rows(schema_editor, TABLE, HELD)


class Migration(migrations.Migration):
    dependencies = [("teum", "0004_intake_questions")]

    operations = [
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_undone", models.BooleanField(default=False)),
                ("amount", models.PositiveBigIntegerField()),
                ("means", models.CharField(max_length=8)),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="teum.case"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="teum.organisation",
                    ),
                ),
                (
                    "promise",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="teum.promise"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organisation", "case", "id"], name="receipt_by_case")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="something_came"),
                    models.CheckConstraint(
                        condition=models.Q(("means__in", ["card", "transfer", "cheque", "cash", "app"])),
                        name="known_means",
                    ),
                ],
            },
        ),
        migrations.RunPython(hold, migrations.RunPython.noop, elidable=False),
    ]
