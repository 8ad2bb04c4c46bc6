"""The questions ledger."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table of questions, by case."""

    dependencies = [("teum", "0011_envelope")]

    operations = [
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("is_right", models.BooleanField(null=True)),
                *[
                    (
                        name,
                        models.ForeignKey(
                            db_index=False,
                            null=may_be_null,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=to,
                        ),
                    )
                    for name, to, may_be_null in (
                        ("organisation", "teum.organisation", False),
                        ("case", "teum.case", False),
                        ("about", "teum.promise", True),
                        ("asked", "teum.remark", False),
                        ("answer", "teum.remark", True),
                    )
                ],
                (
                    "promise",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="teum.promise"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organisation", "case", "id"], name="question_by_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(kind__in=["text", "readback", "objection"]), name="known_question"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(kind="objection", about__isnull=False)
                        | models.Q(about__isnull=True) & ~models.Q(kind="objection"),
                        name="objection_about",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(kind="readback") | models.Q(is_right__isnull=True),
                        name="right_readback",
                    ),
                ],
            },
        ),
    ]
