"""Which of its template's questions a form on a site asks."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('teum', '0006_law'),
    ]

    operations = [
        migrations.AddField(
            model_name='intake',
            name='asks',
            field=models.JSONField(default=list),
        ),
    ]
