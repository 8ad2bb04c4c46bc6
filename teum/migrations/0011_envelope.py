"""Messages to one customer leave together."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """With which one it left, and from when on it may leave before its own moment."""

    dependencies = [("teum", "0010_outage")]

    operations = [
        migrations.AddField("message", "envelope", models.CharField(blank=True, default="", max_length=64)),
        migrations.AddField("message", "may_join_at", models.DateTimeField(null=True)),
    ]
