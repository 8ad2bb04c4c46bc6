"""Which of its template's questions a form on a site asks."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("teum", "0003_agreement_sides"),
    ]

    operations = [
        migrations.AddField(
            model_name="intake",
            name="asks",
            field=models.JSONField(default=list),
        ),
    ]
