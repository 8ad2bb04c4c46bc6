"""A new matter, of a known customer or a new one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from teum.actions import cases as actions
from teum.actions import customers
from teum.core.refusal import Refused
from teum.language import in_words
from teum.queries import business, services
from teum.queries import customers as customer_queries
from teum.web import fate, ids, refusals
from teum.web.answers import see
from teum.web.desk import Reader, desk, page
from teum.web.forms.customer import CaseForm


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def new_case(request: HttpRequest, reader: Reader) -> HttpResponse:
    """A new matter, of a known customer or a new one; it starts with the promise of a first contact."""
    customer = _customer_name(request.GET.get("customer") or request.POST.get("customer") or "", reader)
    form = CaseForm(
        request.POST or None,
        initial={"customer": request.GET.get("customer", ""), "name": request.GET.get("name", "")},
        services=[(str(service.id), service.name) for service in services.offered(by=reader.by)],
    )
    if customer:
        for name in ("name", "phone", "email"):
            del form.fields[name]
    if request.method == "POST" and form.is_valid():
        try:
            case_id = _open(form, reader)
            fate.say(request, reader, case_id, gettext("The case is open."))
            return see(f"{reverse('case', args=[case_id])}?promise")
        except Refused as refused:
            refusals.put(form, refused)
    first = business.first_contact(by=reader.by, now=reader.now)
    context = {
        "form": form,
        "act": {
            "action": request.get_full_path(),
            "title": gettext("New case"),
            "lead": customer,
            "told_words": gettext("What they are promised at once"),
            "told": gettext("A first word from you %(window)s. What you promise next can take its place.")
            % {"window": in_words(first, reader.language, reader.now)},
            "button": gettext("Open the case"),
            "back_url": reverse("cases"),
            "back_words": gettext("Cases"),
        },
    }
    return page(request, reader, "act.html", context, tab="cases", status=422 if form.errors else 200)


def _customer_name(customer_id: str, reader: Reader) -> str:
    found = ids.read(customer_id)
    return customer_queries.details(found, by=reader.by, now=reader.now).name if found else ""


def _open(form: CaseForm, reader: Reader) -> int:
    data = form.cleaned_data
    customer_id = ids.read(data.get("customer"))
    if customer_id is None:
        given = [("email", data.get("email")), ("phone", data.get("phone"))]
        contacts = [
            customers.Contact(channel=channel, address=address) for channel, address in given if address
        ]
        made = customers.make(
            by=reader.by,
            name=data.get("name") or "",
            contacts=contacts,
            language=reader.language,
            now=reader.now,
        )
        customer_id = made.pk
    return actions.open_case(
        customer_id=customer_id,
        by=reader.by,
        title=data["title"],
        service=ids.read(data.get("service")),
        now=reader.now,
    ).pk
