"""The API's own page, rendered here: it loads nothing from elsewhere and runs no script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.text import slugify
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

from teum.api.titles import TITLES

Json = Mapping[str, Any]


class Documentation(DocsBase):
    """Shows the OpenAPI description as a page."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """The page, in English as the API's names are."""
        schema = api.get_openapi_schema(path_params=kwargs)
        with translation.override("en"):
            return render(
                request,
                "api.html",
                {
                    "version": api.version,
                    "description": api.description,
                    "openapi_url": self.get_openapi_url(api, kwargs),
                    "groups": _groups(schema),
                    "problems": [{"code": code, "title": words[1]} for code, words in TITLES.items()],
                },
            )


def _groups(schema: Json) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            groups[operation["tags"][0]].append(_operation(path, method, operation, schema))
    return [
        {"name": name, "id": slugify(name), "operations": operations} for name, operations in groups.items()
    ]


def _operation(path: str, method: str, operation: Json, schema: Json) -> dict[str, Any]:
    body = operation.get("requestBody")
    fields = list(_body_fields(body, schema)) if body else list(_parameters(operation))
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "description": operation.get("description", ""),
        "fields": fields,
        "fields_in": "Field of the body" if body else "Parameter",
        "answers": ", ".join(operation["responses"]),
    }


def _body_fields(body: Json, schema: Json) -> Iterator[dict[str, Any]]:
    (content,) = body["content"].values()  # JSON, or a form with a file
    shape = _resolved(content["schema"], schema)
    needed = shape.get("required", [])
    for name, field in shape["properties"].items():
        yield {"name": name, "kind": _kind(field), "needed": name in needed}


def _parameters(operation: Json) -> Iterator[dict[str, Any]]:
    for parameter in operation.get("parameters", []):
        if parameter["in"] in ("query", "path"):
            kind = _kind(parameter["schema"])
            yield {"name": parameter["name"], "kind": kind, "needed": parameter["required"]}


def _resolved(shape: Json, schema: Json) -> Json:
    """The shape that a reference names."""
    alone: Json = shape.get("allOf", [shape])[0]
    if "$ref" not in alone:
        return alone
    found: Json = schema["components"]["schemas"][alone["$ref"].rpartition("/")[2]]
    return found


def _kind(field: Json) -> str:
    """A field's kind in a few words."""
    if "$ref" in field:
        return str(field["$ref"]).rpartition("/")[2].removesuffix("Body").lower()
    if "anyOf" in field:
        return " or ".join(dict.fromkeys(_kind(one) for one in field["anyOf"]))
    if "enum" in field:
        return ", ".join(str(value) for value in field["enum"])
    if field.get("type") == "array":
        return f"list of {_kind(field['items'])}"
    if field.get("pattern") == "^[1-9][0-9]{0,17}$":
        return "id"
    return str(
        {"date-time": "moment", "binary": "file"}.get(field.get("format", ""), field.get("type", "any"))
    )
