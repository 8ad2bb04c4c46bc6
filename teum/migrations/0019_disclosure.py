"""Disclosures, and what was chosen."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table of disclosures, by case, and of those that a service keeps."""

    dependencies = [("teum", "0018_voice")]

    operations = [
        migrations.CreateModel(
            name="StandingDisclosure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("days", models.JSONField(default=dict)),
                ("salt", models.CharField(max_length=32)),
                ("is_active", models.BooleanField(default=True)),
                *[
                    (
                        name,
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=to,
                        ),
                    )
                    for name, to in (("organisation", "teum.organisation"), ("service", "teum.service"))
                ],
            ],
            options={
                "indexes": [models.Index(fields=["organisation", "service"], name="standing_by_service")],
            },
        ),
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                ("chosen", models.CharField(default="", max_length=20)),
                ("how", models.CharField(default="", max_length=8)),
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
                        ("told", "teum.remark", False),
                        ("decided", "teum.remark", True),
                        ("objection", "teum.question", True),
                        ("standing", "teum.standingdisclosure", True),
                    )
                ],
                (
                    "promise",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="teum.promise",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organisation", "case", "id"], name="disclosure_by_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(kind__in=["fault", "limitation", "delay", "before_sale"]),
                        name="known_disclosure",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(chosen="", how="", decided__isnull=True)
                        | models.Q(
                            how__in=["page", "counter", "call", "mail"],
                            decided__isnull=False,
                            promise__isnull=False,
                        )
                        & ~models.Q(chosen=""),
                        name="decided_whole",
                    ),
                ],
            },
        ),
    ]
