"""How a business is paid by each means."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("teum", "0008_agreement_ends")]

    operations = [
        migrations.CreateModel(
            name="WayToPay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("means", models.CharField(max_length=8)),
                ("he", models.CharField(blank=True, max_length=500)),
                ("en", models.CharField(blank=True, max_length=500)),
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
                    models.UniqueConstraint(fields=("organisation", "means"), name="one_way_a_means"),
                    models.CheckConstraint(
                        condition=models.Q(("means__in", ["card", "transfer", "cheque", "cash", "app"])),
                        name="known_way_to_pay",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("he", ""), _negated=True), models.Q(("en", ""), _negated=True), _connector="OR"),
                        name="way_is_said",
                    ),
                ],
            },
        ),
    ]
