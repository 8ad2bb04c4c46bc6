"""The question at the end of a case."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table of these questions, by case."""

    dependencies = [("teum", "0014_service")]

    operations = [
        migrations.CreateModel(
            name="Survey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("score", models.PositiveSmallIntegerField(null=True)),
                ("gap", models.CharField(blank=True, default="", max_length=9)),
                ("answered_at", models.DateTimeField(null=True)),
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
                        ("reason", "teum.remark", True),
                        ("comment", "teum.remark", True),
                        ("question", "teum.question", True),
                    )
                ],
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "case", "id"], name="survey_by_case"),
                    models.Index(
                        condition=models.Q(answered_at__isnull=False),
                        fields=["organisation", "answered_at"],
                        name="survey_answers",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(reason__isnull=True), fields=["case"], name="one_survey_a_case"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(score__isnull=True, answered_at__isnull=True, gap="")
                        | models.Q(score__gte=1, score__lte=5, answered_at__isnull=False),
                        name="whole_survey",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(gap__in=["", "worse", "as_agreed", "better"]), name="known_gap"
                    ),
                ],
            },
        ),
    ]
