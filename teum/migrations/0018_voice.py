"""Calls that reached nobody: how often somebody tried, and when they try again; and messages that wait."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A message says until when a call comes first, and what its act changed, as long as that can be undone."""

    dependencies = [("teum", "0017_upload")]

    operations = [
        migrations.AddField("task", "tries", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("task", "not_before", models.DateTimeField(null=True)),
        migrations.AddField("message", "call_by", models.DateTimeField(null=True)),
        migrations.AddField("message", "undoes", models.JSONField(null=True)),
    ]
