"""The word for a case is the product's own: nothing showed what a business put here."""

from django.db import migrations


class Migration(migrations.Migration):
    """Drop a column that nobody read."""

    dependencies = [("teum", "0002_append_only")]

    operations = [migrations.RemoveField(model_name="organisation", name="case_word")]
