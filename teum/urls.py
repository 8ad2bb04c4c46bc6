"""Every address of the product."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("teum.api.urls")),
    path("account/", include("allauth.urls")),
]
