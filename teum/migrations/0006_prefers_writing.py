"""Keep whether a customer is written to where something goes wrong, without being called first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Nobody has said so as yet."""

    dependencies = [("teum", "0005_given_on")]

    operations = [
        migrations.AddField(
            model_name="customer", name="prefers_writing", field=models.BooleanField(default=False)
        ),
    ]
