"""A link that has ended or was revoked: it shows whose it was, and sends another to the customer's own address."""

from __future__ import annotations

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from teum.actions import links as actions
from teum.core.refusal import Refused
from teum.now import now
from teum.queries import links as queries
from teum.queries.links import Door
from teum.web import public, typed
from teum.web.answers import see


def page(request: HttpRequest, token: str, door: Door) -> HttpResponse:
    """Only the business's name and phone, and a button: a stranger with an old link learns no more.

    Whoever sent something from a page that was open for long reads that it did not arrive, and what they wrote.
    """
    public.speak(request, door.language)
    context = {
        "url": reverse("page_link_renewals", args=[token]),
        "is_revoked": door.is_revoked,
        "is_sent": request.method == "POST",
        "typed": typed.words(request),
    }
    return public.page(request, door.business, "customer_page/renewal.html", context, status=410)


@csrf_exempt
@require_POST
def renewal(request: HttpRequest, token: str) -> HttpResponse:
    """A new link goes by message alone. What is answered tells nothing of the customer, known to us or not."""
    home, door = reverse("customer_page", args=[token]), queries.door(token)
    if door is None:
        raise Http404
    if not door.is_over(now()):
        return see(home)
    public.speak(request, door.language)
    try:
        actions.renew(token=token, now=now())
    except Refused:
        pass
    flash.success(request, _sent(door))
    return see(home)


def _sent(door: Door) -> str:
    if door.is_revoked:
        return gettext(
            "If you have a link that opens and we know your email address, it is on its way to you."
            " Nobody else gets it."
        )
    return gettext("If we know your email address, the new link is on its way to you. Nobody else gets it.")
