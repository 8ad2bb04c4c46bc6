"""The signed end of each chain of seals."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table for it; the next migration fills it for the organisations that are there."""

    dependencies = [("teum", "0004_whole_keys")]

    operations = [
        migrations.CreateModel(
            name="Head",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.BigIntegerField()),
                ("seal", models.CharField(max_length=64)),
                ("signature", models.CharField(max_length=64)),
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
                "constraints": [models.UniqueConstraint(fields=("organisation",), name="one_head_a_chain")]
            },
        ),
    ]
