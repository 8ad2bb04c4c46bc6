"""The application: its routers, how it reads and writes JSON, and its OpenAPI description."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from ninja.renderers import BaseRenderer

import teum
from teum.api import (
    agreements,
    alignments,
    bank,
    calls,
    cases,
    check,
    conversations,
    customers,
    disclosures,
    incidents,
    intakes,
    links,
    messages,
    moves,
    problems,
    processes,
    promises,
    proof,
    questions,
    receipts,
    services,
    standing,
    steps,
    surveys,
    uploads,
    wishes,
)
from teum.api.documentation import Documentation
from teum.api.key import KEY
from teum.api.shapes import Problem

ALWAYS = {
    400: "The body is not JSON",
    401: "No valid key",
    403: "Not permitted",
    413: "Too long",
    415: "Not sent as JSON",
}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    "description": "The same key and body: the first answer again. The same key with another body: 422.",
}


class Json(BaseRenderer):
    """Writes letters as they are."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """JSON in UTF-8."""
        return problems.dump(data)


class StrictParser(Parser):
    """Reads JSON and nothing else: no NaN, no Infinity."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as values; what is no JSON raises ValueError."""
        return json.loads(request.body.decode("utf-8"), parse_constant=_no_number)


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


class Api(NinjaAPI):
    """The API, whose description names what every address answers."""

    @cached_property
    def _described(self) -> dict[str, OpenAPISchema]:
        return {}

    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:
        """OpenAPI 3.1, with problems as problem+json, and the Idempotency-Key of every POST.

        Made once for each place that it is served at: it takes a second, and nothing of it changes while we run.
        """
        served_at = repr(sorted(where.items()))
        if served_at not in self._described:
            schema = super().get_openapi_schema(**where)
            for operations in schema["paths"].values():
                for method, operation in operations.items():
                    _describe(method, operation)
            self._described[served_at] = schema
        return self._described[served_at]


def _describe(method: str, operation: dict[str, Any]) -> None:
    answers = {**operation["responses"]}
    if method == "post":
        operation["parameters"] = [*operation.get("parameters", []), IDEMPOTENCY_KEY]
    for status, meaning in ALWAYS.items():
        if method == "post" or status in (401, 403):
            answers.setdefault(status, {"description": meaning, "content": {}})
    for status, answer in answers.items():
        if int(status) >= 400:
            shape = {"$ref": f"#/components/schemas/{Problem.__name__}"}
            answer["content"] = {"application/problem+json": {"schema": shape}}
    operation["responses"] = {str(status): answer for status, answer in sorted(answers.items())}


api = Api(
    title="Teum",
    version=teum.__version__,
    description="Promises to customers, recorded whole, kept on time or told of before they slip.",
    urls_namespace="api",
    auth=KEY,
    renderer=Json(),
    parser=StrictParser(),
    docs=Documentation(),
)
problems.handle_all(api)
PARTS = (
    customers,
    links,
    wishes,
    services,
    standing,
    cases,
    promises,
    steps,
    moves,
    questions,
    conversations,
    disclosures,
    bank,
    uploads,
    surveys,
    incidents,
    messages,
    processes,
    alignments,
    agreements,
    receipts,
    intakes,
    calls,
    check,
    proof,
)
for part in PARTS:
    api.add_router("", part.router)
