"""The API's description is true: what it says is accepted is understood, and every answer has the shape it names."""

from __future__ import annotations

import pytest
import requests
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from pydantic import BaseModel
from schemathesis import Case, GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)
from urllib3 import HTTPResponse

from tests import cast, cast_alignment, cast_disclosure, cast_incident, cast_intake, cast_upload
from tests.api.conftest import BASE, Program
from tests.api.test_cases import QUOTE
from tests.api.test_disclosures import TOLD
from tests.cast import Business
from teum.actions import agreements, bank, services, standing, uploads
from teum.api.application import api
from teum.api.titles import TITLES
from teum.core.refusal import Refused
from teum.core.upload import ENDINGS
from teum.models import Alignment, Promise

TABLE = {
    ("post", "/customers"),
    ("post", "/cases"),
    ("get", "/cases/{case_id}"),
    ("post", "/cases/{case_id}/closing"),
    ("post", "/cases/{case_id}/promises"),
    ("post", "/cases/{case_id}/updates"),
    ("get", "/promises"),
    ("get", "/promises/{promise_id}"),
    ("get", "/messages"),
    ("post", "/check"),
    *(
        ("post", f"/promises/{{promise_id}}/{step}")
        for step in [
            "revisions",
            "reports",
            "confirmations",
            "disputes",
            "releases",
            "withdrawals",
            "delegations",
            "acceptances",
            "declines",
            "counters",
            "conditions-met",
        ]
    ),
}


def test_the_description_is_served_and_names_every_address(db: None) -> None:
    answer = Client().get(BASE + "/openapi.json")
    schema = answer.json()
    assert (answer.status_code, schema["openapi"]) == (200, "3.1.0")
    named = {
        (method, path.removeprefix(BASE))
        for path, operations in schema["paths"].items()
        for method in operations
    }
    assert named >= TABLE
    for operations in schema["paths"].values():
        for method, operation in operations.items():
            assert {"401", "403"} <= set(operation["responses"])
            headers = {
                parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "header"
            }
            assert headers == ({"Idempotency-Key"} if method == "post" else set())
            for status, said in operation["responses"].items():
                kind = "application/problem+json" if int(status) >= 400 else "application/json"
                is_file = operation["operationId"] == "get_upload" and status == "200"
                assert list(said["content"]) == (list(ENDINGS) if is_file else [kind])


def test_no_two_shapes_share_a_name() -> None:
    """The description lists shapes by name: of two with the same name it would show one for both."""
    named: dict[str, set[str]] = {}
    for shape in _shapes(BaseModel):
        if shape.__module__.startswith("teum.api"):
            named.setdefault(shape.__name__, set()).add(shape.__module__)
    assert {name: modules for name, modules in named.items() if len(modules) > 1} == {}


def _shapes(of: type[BaseModel]) -> list[type[BaseModel]]:
    return [each for shape in of.__subclasses__() for each in (shape, *_shapes(shape))]


def test_the_page_of_the_api_loads_nothing_from_elsewhere(db: None) -> None:
    answer = Client().get(BASE + "/docs")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<script" not in page
    assert "//" not in page.replace("http://127.0.0.1:8000", "").replace("</", "")
    for _, path in TABLE:
        assert f"{BASE}{path}" in page
    for code in TITLES:
        assert f'id="{code}"' in page


OF_THE_DESK = (
    "teum.web",
    "teum.core.member",
    "teum.core.policy",
    "teum.core.quiet",
    "teum.core.working_time",
    "teum.actions.law",
    "teum.actions.vocabulary",
    "teum.language.law",
    "teum.language.vocabulary",
)
"""Where refusals are defined that only pages can meet: members, hours, policies and words are not changed here."""


def refusals(kind: type[Refused] = Refused) -> set[str]:
    """The codes of every refusal that the API can meet."""
    below = [refusals(each) for each in kind.__subclasses__()]
    own = set() if kind.__module__.startswith((*OF_THE_DESK, "teum.actions.organisations")) else {kind.code}
    return own.union(*below)


def test_every_refusal_has_words_in_both_languages() -> None:
    assert refusals() - set(TITLES) == set()
    for hebrew, english in TITLES.values():
        assert any("א" <= letter <= "ת" for letter in hebrew)
        assert english.isascii()
        assert "!" not in hebrew + english


CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
# The prefix is given, so that the description can be made before there is a database.
SCHEMA = schemathesis.openapi.from_dict(dict(api.get_openapi_schema(path_prefix=f"{BASE}/")))
SCHEMA.config.update(base_url="http://testserver")
OPERATIONS = {operation.ok().label: operation.ok() for operation in SCHEMA.get_all_operations()}
QUESTION = "באיזו קומה נמצאת הדירה?"
IS_SEARCH = hypothesis_settings.default is hypothesis_settings.get_profile("search")
EXAMPLES = 100 if IS_SEARCH else 2
"""Of each address and mode; the long runs send many."""


def send(case: Case, program: Program) -> requests.Response:
    """Send a made-up request through the test's client, in the test's own transaction."""
    kwargs = case.as_transport_kwargs(base_url="http://testserver")
    kwargs = {name: kwargs.get(name) for name in ("method", "url", "headers", "params", "json", "data")}
    sent = requests.Request(**kwargs).prepare()
    body = sent.body.encode() if isinstance(sent.body, str) else sent.body or b""
    answer = program.client.generic(
        str(sent.method),
        sent.path_url,
        body,
        content_type=sent.headers.get("Content-Type", ""),
        headers={**sent.headers, "authorization": f"Bearer {program.key}"},
    )
    received = requests.Response()
    received.status_code, received._content, received.request = answer.status_code, answer.content, sent
    received.headers.update(answer.headers)
    received.url = str(sent.url)
    received.raw = HTTPResponse(body=answer.content, status=answer.status_code, headers=dict(answer.headers))
    return received


@pytest.fixture
def promise(yael: Program, galil: Business) -> str:
    """A case and a promise with the ids that are tried most."""
    body = {"customer": str(galil.dana.pk), "title": "מזגן", "promise": QUOTE}
    return str(yael.post("/cases", body).body["promises"][0]["id"])


def _offered(galil: Business, aligned: Alignment) -> str:
    """What its customer is asked to sign; made for those alone who ask for it."""
    row = agreements.offer(
        alignment_id=aligned.pk, by=cast.by(galil.yael), seen=aligned.version, now=cast.SUNDAY_1000
    )
    return str(row.pk)


@pytest.mark.parametrize("label", OPERATIONS)
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_whatever_is_sent_is_answered_as_described(
    yael: Program, galil: Business, promise: str, label: str, mode: GenerationMode
) -> None:
    operation = OPERATIONS[label]
    case_id = str(Promise.objects.of(galil.id).get(pk=promise).case_id)
    asked = yael.post(f"/cases/{case_id}/questions", {"text": QUESTION, "due": "2026-11-25T14:00:00+02:00"})
    talk = yael.post(f"/cases/{case_id}/conversations", {"channel": "call", "direction": "in"}).body["id"]
    summary = yael.post(f"/conversations/{talk}/summaries", {}).body["id"]
    told = yael.post(f"/cases/{case_id}/disclosures", TOLD)
    link = yael.post(f"/customers/{galil.dana.pk}/links")
    service = services.add(by=cast.by(galil.ruth), name="בדיקה שנתית")
    entry = bank.Entry(he=QUESTION, en="Which floor?", phase="before")
    kept = bank.add(by=cast.by(galil.ruth), entry=entry, now=cast.SUNDAY_1000)
    document = cast_upload.document(galil, Promise.objects.of(galil.id).get(pk=promise))
    came = uploads.receive(
        question_id=document.pk,
        by=galil.as_customer,
        name="a.png",
        content=cast_upload.PNG,
        now=cast.SUNDAY_1000,
    )
    flaw = standing.keep(
        service_id=service.pk,
        by=cast.by(galil.ruth),
        shown=cast_disclosure.kept(),
        days=cast_disclosure.DAYS,
        now=cast.SUNDAY_1000,
    )
    aligned = cast_alignment.filled(galil)
    ids = {
        "case_id": case_id,
        "promise_id": promise,
        "question_id": asked.body["id"],
        "disclosure_id": told.body["id"],
        "customer_id": str(galil.dana.pk),
        "link_id": link.body["id"],
        "service_id": str(service.pk),
        "conversation_id": talk,
        "summary_id": summary,
        "bank_id": str(kept.pk),
        "upload_id": str(came.pk),
        "standing_id": str(flaw.pk),
        "alignment_id": str(aligned.pk),
        "agreement_id": _offered(galil, aligned) if "{agreement_id}" in label else "1",
        "slug": galil.organisation.slug,
        "form_key": cast_intake.form(galil).key,
        "incident_id": str(cast_incident.drafted(galil).pk),
    }

    @given(case=operation.as_strategy(generation_mode=mode))
    @hypothesis_settings(max_examples=EXAMPLES, database=None, suppress_health_check=list(HealthCheck))
    def answers(case: Case) -> None:
        if mode is GenerationMode.POSITIVE:
            case.path_parameters = {name: ids.get(name, "1") for name in case.path_parameters or {}}
        case.validate_response(send(case, yael), checks=CHECKS)

    answers()
