"""Tell pictures that were drawn anew when they came from those of a version before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column: false for all that lies there already."""

    dependencies = [("teum", "0003_customer_version")]

    operations = [
        migrations.AddField(
            model_name="upload", name="is_plain", field=models.BooleanField(default=False)
        ),
    ]
