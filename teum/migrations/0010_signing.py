"""How often a file of an agreement could not be made, and how many codes to sign with went out in a day."""

import django.utils.timezone
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
        migrations.AddField(
            model_name="signingcode",
            name="since",
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="signingcode",
            name="codes",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="signingcode",
            name="wrong",
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
