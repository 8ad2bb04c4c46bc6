from django.db import migrations, models


def taken_from(apps, schema_editor):
    """Journeys of before go by their process as it is where its stages are still theirs; others by its first version."""
    for journey in apps.get_model("teum", "Journey").objects.select_related("process").iterator():
        if journey.stages == journey.process.stages:
            journey.version = journey.process.version
            journey.save(update_fields=["version"])


class Migration(migrations.Migration):
    dependencies = [("teum", "0003_process")]

    operations = [
        migrations.AddField(
            model_name="journey", name="version", field=models.PositiveIntegerField(default=1)
        ),
        migrations.RunPython(taken_from, migrations.RunPython.noop),
    ]
