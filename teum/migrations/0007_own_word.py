"""The vague words that an organisation adds."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual


class Migration(migrations.Migration):
    """A table for them; its limits hold on both engines."""

    dependencies = [("teum", "0006_sign_heads")]

    operations = [
        migrations.CreateModel(
            name="OwnWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("phrase", models.CharField(max_length=60)),
                ("compared", models.CharField(max_length=120)),
                ("language", models.CharField(max_length=2)),
                ("kind", models.CharField(max_length=5)),
                ("reason", models.CharField(max_length=200)),
                ("better", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="teum.member",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "compared"), name="one_entry_a_phrase"),
                    models.CheckConstraint(
                        condition=models.Q(language__in=["he", "en"]), name="known_word_language"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(kind__in=["time", "hedge"]), name="known_word_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("phrase", ""), _negated=True),
                            LessThanOrEqual(Length("phrase"), 60),
                            models.Q(("compared", ""), _negated=True),
                            LessThanOrEqual(Length("compared"), 120),
                        ),
                        name="word_is_a_phrase",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True),
                            LessThanOrEqual(Length("reason"), 200),
                            models.Q(("better", ""), _negated=True),
                            LessThanOrEqual(Length("better"), 200),
                        ),
                        name="word_has_its_reason",
                    ),
                ],
            },
        ),
    ]
