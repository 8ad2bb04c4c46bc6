"""What an organisation offers, and which of it a case is about."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table of services, named by cases."""

    dependencies = [("teum", "0013_page")]

    operations = [
        migrations.CreateModel(
            name="Service",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("compared", models.CharField(max_length=160)),
                ("is_active", models.BooleanField(default=True)),
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
                    models.UniqueConstraint(fields=["organisation", "compared"], name="one_service_a_name"),
                    models.CheckConstraint(condition=~models.Q(name=""), name="service_has_a_name"),
                ],
            },
        ),
        migrations.AddField(
            "case",
            "service",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="teum.service",
            ),
        ),
    ]
