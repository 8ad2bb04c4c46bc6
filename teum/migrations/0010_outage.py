"""The times in which no clock ran."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table for them, by organisation."""

    dependencies = [("teum", "0009_former_policy")]

    operations = [
        migrations.CreateModel(
            name="Outage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField()),
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
                "indexes": [models.Index(fields=["organisation", "until"], name="outage_by_end")],
            },
        ),
    ]
