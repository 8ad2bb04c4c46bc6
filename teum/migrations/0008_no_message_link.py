"""A message's link is made when it leaves."""

from django.db import migrations


class Migration(migrations.Migration):
    """No column for it."""

    dependencies = [("teum", "0007_own_word")]

    operations = [migrations.RemoveField(model_name="message", name="link")]
