"""The product's addresses, and one more: the bare view. No other module than the bench's settings names this one."""

from django.urls import path

from teum.management.bench import bare
from teum.urls import *  # noqa: F403
from teum.urls import urlpatterns as product

urlpatterns = [*product, path(bare.PATH, bare.row)]
