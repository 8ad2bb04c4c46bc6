"""Every address of the product: the API, signing in, and the pages."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView

from teum.api.urls import nowhere
from teum.web import errors

# Only what members need. Nobody signs up: members come by invitation.
signing_in: list[URLPattern] = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", errors.forbidden, name="account_inactive"),
    path("signup/", RedirectView.as_view(pattern_name="account_login"), name="account_signup"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("teum.api.urls")),
    path("api", nowhere),
    path("account/", include(signing_in)),
    path("", include("teum.web.urls")),
]

handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
