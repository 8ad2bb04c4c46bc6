"""How often a file of an agreement could not be made, and when that is tried again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("teum", "0006_law"),
    ]

    operations = [
        migrations.AddField(
            model_name="agreement",
            name="failures",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="agreement",
            name="again_at",
            field=models.DateTimeField(null=True),
        ),
    ]
