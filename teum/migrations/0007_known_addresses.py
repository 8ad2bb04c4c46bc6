"""Where an address came from, and when whoever reads there showed it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns that may be empty: of what was written before, nobody kept it."""

    dependencies = [("teum", "0006_copies")]

    operations = [
        migrations.AddField("contactpoint", "given_by", models.CharField(max_length=30, null=True)),
        migrations.AddField("contactpoint", "given_at", models.DateTimeField(null=True)),
        migrations.AddField("contactpoint", "shown_by", models.CharField(max_length=4, null=True)),
        migrations.AddField("contactpoint", "shown_at", models.DateTimeField(null=True)),
    ]
