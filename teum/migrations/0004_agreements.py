"""Agreements, their signatures and codes; what one says, and who signed it, is held by the database itself."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import teum.core.upload

HELD = {
    "teum_agreement": (
        "organisation_id",
        "case_id",
        "alignment_id",
        "replaces_id",
        "form",
        "version",
        "language",
        "items",
        "lines",
        "terms",
        "salt",
        "offered_at",
    ),
    "teum_signature": (
        "organisation_id",
        "agreement_id",
        "side",
        "how",
        "consent",
        "proven_at",
        "salt",
        "at",
    ),
}
"""What of each row never changes once it is written. Who signed, and from where, can be erased."""
ONCE = {"teum_agreement": ("paper_id", "sealed_id")}
"""What is written once."""


def hold(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers: no row is deleted, and what it holds is not changed."""
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    differs = "IS NOT" if is_sqlite else "IS DISTINCT FROM"
    for table, columns in HELD.items():
        changed = [f"OLD.{name} {differs} NEW.{name}" for name in columns]
        changed += [
            f"(OLD.{name} IS NOT NULL AND OLD.{name} {differs} NEW.{name})" for name in ONCE.get(table, ())
        ]
        when = " OR ".join(changed)
        for verb, condition in (
            ("UPDATE", f"WHEN {when}" if is_sqlite else f"WHEN ({when})"),
            ("DELETE", ""),
        ):
            name, row = f"{table}_held_{verb}", f"BEFORE {verb} ON {table} FOR EACH ROW {condition}"
            act = (
                f"BEGIN SELECT RAISE(ABORT, '{table} is held'); END"
                if is_sqlite
                else "EXECUTE FUNCTION teum_append_only()"
            )
            schema_editor.execute(f"CREATE TRIGGER {name} {row} {act}", params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("teum", "0003_processes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_undone", models.BooleanField(default=False)),
                ("form", models.CharField(max_length=8)),
                ("version", models.PositiveIntegerField(default=1)),
                ("language", models.CharField(max_length=5)),
                ("items", models.JSONField(default=list)),
                ("lines", models.JSONField(default=dict)),
                ("terms", models.JSONField(default=list)),
                ("salt", models.CharField(max_length=32)),
                ("offered_at", models.DateTimeField()),
                ("state", models.CharField(max_length=10)),
                ("opened_at", models.DateTimeField(null=True)),
                ("confirmed", models.JSONField(default=dict)),
                ("promises", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("side", models.CharField(max_length=8)),
                ("name", models.CharField(max_length=120)),
                ("strokes", models.JSONField(null=True)),
                ("how", models.CharField(max_length=8)),
                ("channel", models.CharField(blank=True, max_length=10)),
                ("address", models.CharField(blank=True, max_length=254)),
                ("proven_at", models.DateTimeField(null=True)),
                ("consent", models.TextField(blank=True)),
                ("ip", models.CharField(blank=True, max_length=45)),
                ("agent", models.CharField(blank=True, max_length=300)),
                ("salt", models.CharField(max_length=32)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SigningCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("channel", models.CharField(max_length=10)),
                ("address", models.CharField(max_length=254)),
                ("salt", models.CharField(max_length=32)),
                ("digest", models.CharField(max_length=64)),
                ("sent_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("proven_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RemoveConstraint(
            model_name="upload",
            name="upload_of_use",
        ),
        migrations.AddConstraint(
            model_name="upload",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("question__isnull", False), ("use", "answer")),
                    models.Q(
                        ("question__isnull", True),
                        (
                            "use__in",
                            [
                                teum.core.upload.Use["GIVEN"],
                                teum.core.upload.Use["PHOTO"],
                                teum.core.upload.Use["PAPER"],
                            ],
                        ),
                    ),
                    _connector="OR",
                ),
                name="upload_of_use",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="alignment",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="teum.alignment",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="case",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="teum.case"
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="teum.organisation",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="paper",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="teum.upload",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="promise",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="teum.promise",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="replaces",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="teum.agreement",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="sealed",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="teum.upload",
            ),
        ),
        migrations.AddField(
            model_name="alignment",
            name="amends",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="teum.agreement",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="agreement",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="teum.agreement",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="agreement",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="teum.agreement",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="contact",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="teum.contactpoint",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="member",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="teum.member",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="teum.organisation",
            ),
        ),
        migrations.AddField(
            model_name="signingcode",
            name="agreement",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="teum.agreement"
            ),
        ),
        migrations.AddField(
            model_name="signingcode",
            name="contact",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="teum.contactpoint",
            ),
        ),
        migrations.AddField(
            model_name="signingcode",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="teum.organisation",
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["organisation", "case", "id"], name="agreement_by_case"),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                condition=models.Q(("is_undone", False), ("paper", None), ("state", "offered")),
                fields=["id"],
                name="agreement_to_write",
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                condition=models.Q(("is_undone", False), ("sealed", None), ("state", "in_force")),
                fields=["id"],
                name="agreement_to_seal",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["offered", "signed", "in_force", "declined", "void", "replaced", "cancelled"])
                ),
                name="known_agreement",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("form__in", ["light", "signed"])), name="known_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(fields=("agreement", "side"), name="one_signature_a_side"),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(("side__in", ["provider", "customer"])), name="known_side"
            ),
        ),
        migrations.RunPython(hold, migrations.RunPython.noop, elidable=False),
    ]
