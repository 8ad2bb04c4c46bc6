"""Number what changes of a customer's details, contacts and wishes, so that open pages look again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column."""

    dependencies = [("teum", "0002_append_only")]

    operations = [
        migrations.AddField(
            model_name="customer", name="version", field=models.PositiveIntegerField(default=0)
        ),
    ]
