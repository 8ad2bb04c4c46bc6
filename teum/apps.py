"""The one Django app."""

from django.apps import AppConfig


class TeumConfig(AppConfig):
    """Teum as Django sees it."""

    name = "teum"
    label = "teum"
    verbose_name = "Teum"
    default_auto_field = "django.db.models.BigAutoField"
