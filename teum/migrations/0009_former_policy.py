"""The policies that held before: what was promised under one keeps to it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table for their numbers, until when each held."""

    dependencies = [("teum", "0008_no_message_link")]

    operations = [
        migrations.CreateModel(
            name="FormerPolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("numbers", models.JSONField(default=dict)),
                ("until", models.DateTimeField()),
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
                "ordering": ["until", "id"],
                "indexes": [
                    models.Index(fields=["organisation", "until", "id"], name="former_policy_by_moment")
                ],
            },
        ),
    ]
