"""The product's settings with one address more. Only the bench names this module; no command of the product does."""

from teum.settings import *  # noqa: F403

ROOT_URLCONF = "teum.management.bench.urls"
