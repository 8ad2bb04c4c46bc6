"""Since when an agreement is in force, and what the law fixed on the day on which it was laid before both."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "teum_agreement"


def begun(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Of what is in force already the ledger knows since when."""
    agreements, events = apps.get_model("teum", "Agreement"), apps.get_model("teum", "Event")
    for event in events._default_manager.filter(kind="AgreementInForce"):
        agreements._default_manager.filter(pk=event.facts["agreement"]).update(in_force_at=event.at)


def hold(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The law is written with the row, and the moment once."""
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    differs = "IS NOT" if is_sqlite else "IS DISTINCT FROM"
    changed = (
        f"(OLD.law {differs} NEW.law OR"
        f" (OLD.in_force_at IS NOT NULL AND OLD.in_force_at {differs} NEW.in_force_at))"
    )
    act = (
        f"BEGIN SELECT RAISE(ABORT, '{TABLE} is held'); END"
        if is_sqlite
        else "EXECUTE FUNCTION teum_append_only()"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {TABLE}_held_law BEFORE UPDATE ON {TABLE} FOR EACH ROW WHEN {changed} {act}",
        params=None,
    )


class Migration(migrations.Migration):
    """Columns that may be empty: of what was written before, the law of its approval is kept with its alignment."""

    dependencies = [("teum", "0009_ways_to_pay")]

    operations = [
        migrations.AddField("agreement", "law", models.JSONField(null=True)),
        migrations.AddField("agreement", "in_force_at", models.DateTimeField(null=True)),
        migrations.RunPython(begun, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(hold, migrations.RunPython.noop, elidable=False),
    ]
