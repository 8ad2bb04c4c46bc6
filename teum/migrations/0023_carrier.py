"""Carriers that were found away."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table for them, one row a business and channel."""

    dependencies = [("teum", "0022_file")]

    operations = [
        migrations.CreateModel(
            name="Carrier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("channel", models.CharField(max_length=10)),
                ("away_since", models.DateTimeField(null=True)),
                ("again_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
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
                "indexes": [
                    models.Index(
                        fields=["again_at"],
                        name="carrier_away",
                        condition=models.Q(("again_at__isnull", False)),
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "channel"), name="one_carrier_a_channel"
                    )
                ],
            },
        ),
    ]
