"""Search, and the first question of a new promise: to whom?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from teum.queries import cases, customers
from teum.web import hits
from teum.web.desk import Reader, desk, page
from teum.web.hits import Hit

FEW = 8


@require_safe
@desk
def search(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Customers and cases by name, number or subject."""
    q = request.GET.get("q", "").strip()
    context = {
        "q": q,
        "customers": hits.of_customers(customers.search(by=reader.by, text=q)) if q else [],
        "cases": hits.of_cases(cases.search(by=reader.by, now=reader.now, text=q).items, reader) if q else [],
    }
    return page(request, reader, "search.html", context)


@require_safe
@desk
def new_promise(request: HttpRequest, reader: Reader) -> HttpResponse:
    """To whom: an open case, or a customer who has none."""
    q = request.GET.get("q", "").strip()
    found = cases.search(by=reader.by, now=reader.now, text=q, which="open").items[:FEW]
    listed = [
        Hit(
            title=hit.customer,
            url=f"{reverse('case', args=[hit.id])}?promise#promise-box",
            notes=(hit.title,),
        )
        for hit in found
    ]
    if q:
        people = [person for person in customers.search(by=reader.by, text=q)[:FEW] if not person.open_cases]
        listed += [
            Hit(title=person.name, url=f"{reverse('case_new')}?customer={person.id}", notes=("",))
            for person in people
        ]
    return page(request, reader, "promise_new.html", {"q": q, "hits": listed})
