"""The links to customers' pages end by themselves."""

from datetime import timedelta

from django.db import migrations, models
from django.db.models.functions import Now

LIFE = timedelta(days=180)


def begin(apps, _schema):
    """What stands opens for as long as a link that is made today."""
    apps.get_model("teum", "Page")._base_manager.update(
        expires_at=models.ExpressionWrapper(Now() + LIFE, output_field=models.DateTimeField())
    )


class Migration(migrations.Migration):
    """Until when each opens."""

    dependencies = [("teum", "0012_question")]

    operations = [
        migrations.AddField("page", "expires_at", models.DateTimeField(null=True)),
        migrations.RunPython(begin, migrations.RunPython.noop),
        migrations.AlterField("page", "expires_at", models.DateTimeField()),
    ]
