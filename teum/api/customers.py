"""Customers."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from teum.actions import customers, links
from teum.actions.customers import Contact
from teum.api import addresses, answers
from teum.api.bodies import CustomerBody
from teum.api.key import caller
from teum.api.shapes import CustomerAnswer, Problem
from teum.now import now

router = Router(tags=["customers"])


@router.post("/customers", response={201: CustomerAnswer, 422: Problem}, operation_id="create_customer")
def create(request: HttpRequest, said: CustomerBody) -> HttpResponse:
    """Record a customer with the ways to reach them, in their order of preference."""
    moment = now()
    made = customers.make(
        by=caller(request),
        name=said.name,
        language=said.language,
        contacts=[Contact(channel=contact.channel, address=contact.address) for contact in said.contacts],
        now=moment,
    )
    page = links.of_customer(made, now=moment)
    return answers.send(
        CustomerAnswer(id=str(made.pk), page_url=addresses.absolute(f"/p/{page.token}")), status=201
    )
