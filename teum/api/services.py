"""What the business offers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from teum.actions import services
from teum.api import answers
from teum.api.bodies import ServiceBody, ServiceChangeBody
from teum.api.fields import Id
from teum.api.key import caller
from teum.api.shapes import Problem, ServiceAnswer, ServiceList
from teum.queries import services as queries

router = Router(tags=["services"])


@router.get("/services", response={200: ServiceList}, operation_id="list_services")
def listed(request: HttpRequest) -> HttpResponse:
    """All that the business offers, and what it offered."""
    found = [answers.service(view) for view in queries.every(by=caller(request))]
    return answers.send(ServiceList(items=found, next=None))


@router.post("/services", response={201: ServiceAnswer, (409, 422): Problem}, operation_id="add_service")
def add(request: HttpRequest, said: ServiceBody) -> HttpResponse:
    """Offer something; for managers."""
    row = services.add(by=caller(request), name=said.name)
    return answers.send(answers.service(queries.view(row)), status=201)


@router.post(
    "/services/{service_id}/changes",
    response={200: ServiceAnswer, (404, 409, 422): Problem},
    operation_id="change_service",
)
def change(request: HttpRequest, service_id: Path[Id], said: ServiceChangeBody) -> HttpResponse:
    """Call it otherwise, or offer it no more; for managers."""
    row = services.change(service_id=service_id, by=caller(request), name=said.name, is_active=said.is_active)
    return answers.send(answers.service(queries.view(row)))
