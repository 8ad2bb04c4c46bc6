"""The bench, run for some seconds: that it works, and that what it counts is really there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import psycopg
import pytest
from django.test import Client

from tests import cast
from tests.cast import Business
from teum.actions import links
from teum.core import updates
from teum.language import VagueSpan
from teum.management.bench import (
    analyse,
    bare,
    catalogue,
    figure,
    lateness,
    load,
    messages,
    page,
    seeding,
    strings,
)
from teum.management.bench.figure import Figure, Untrue
from teum.now import now
from teum.queries import terms

TEUM = Path(sys.executable).parent / "teum"
SECONDS = 300


def bench(folder: Path, *arguments: str, database_url: str = "") -> subprocess.CompletedProcess[str]:
    """Runs `teum bench` with an environment of its own."""
    environment = {"PATH": os.environ["PATH"], "TEUM_DATA": str(folder), "TEUM_SECRET_KEY": "only for tests"}
    if database_url:
        environment["TEUM_DATABASE_URL"] = database_url
    if "--here" in arguments:
        environment["DJANGO_SETTINGS_MODULE"] = "teum.management.bench.settings"
    return subprocess.run(
        [TEUM, "bench", *arguments],
        env=environment, cwd=folder, capture_output=True, text=True, check=False, timeout=SECONDS,
    )  # fmt: skip


def measured(
    folder: Path, *names: str, database_url: str, is_on_both: bool = False
) -> dict[str, dict[str, Any]]:
    """The figures of a small run on the database under test, by name; of some on PostgreSQL beside SQLite."""
    if not database_url and not is_on_both:
        return _figures(bench(folder, *names, "--small", "--json", "--here"), database="")
    said = bench(folder, *names, "--small", "--json", database_url=database_url)
    assert list(folder.iterdir()) == [], "what the bench made goes away"
    return _figures(said, database="postgresql" if database_url else "sqlite")


def _figures(said: subprocess.CompletedProcess[str], *, database: str) -> dict[str, dict[str, Any]]:
    assert said.returncode == 0, said.stderr
    lines = [json.loads(line) for line in said.stdout.splitlines()]
    for line in lines:
        assert set(line) == {"name", "value", "unit", "n", "detail"}
        assert line["value"] > 0
        assert line["detail"].get("database", "") == database
    return {line["name"]: line for line in lines}


def settings_of(postgres_url: str) -> dict[str, str]:
    """What the server itself says of its durability: the one that tests run beside forgets on purpose."""
    with psycopg.connect(postgres_url) as connection:
        names = ("fsync", "synchronous_commit", "full_page_writes")
        rows = ((name, connection.execute(f"SHOW {name}").fetchone()) for name in names)
        return {name: row[0] for name, row in rows if row}


def test_promises_a_second_are_measured_in_turns_with_the_bare_view(
    tmp_path: Path, postgres_url: str
) -> None:
    found = measured(tmp_path, "record_http", "record_http_limit", database_url=postgres_url)
    ours, limit = found["record_http"], found["record_http_limit"]
    assert (ours["unit"], ours["detail"]["clients"]) == ("1/s", 8)
    assert 0 < ours["detail"]["p50_ms"] <= ours["detail"]["p99_ms"]
    assert 0 < ours["detail"]["ratio"] < 1
    assert ours["detail"]["limit"] == limit["value"]
    full = {"journal_mode": "wal", "synchronous": "2"}
    assert ours["detail"]["durability"] == (settings_of(postgres_url) if postgres_url else full)


def test_the_customers_page_is_measured(tmp_path: Path, postgres_url: str) -> None:
    found = measured(tmp_path, "customer_page", database_url=postgres_url)["customer_page"]
    assert (found["unit"], found["n"]) == ("ms", 10)
    detail = found["detail"]
    assert (detail["most_ms"], detail["holds"]) == (30, found["value"] <= 30), "it says whether it holds"
    assert detail["promises"] >= 2 * 30
    assert detail["items"] >= 200
    for name in ("", "history_"):
        assert 0 < detail[f"{name}queries"] <= 8
        assert 3_000 < detail[f"{name}bytes"] <= 150_000, "a whole page, not an error"


@pytest.mark.django_db
@pytest.mark.parametrize(("limit", "most"), [("MOST_QUERIES", 3), ("MOST_BYTES", 3_000)])
def test_a_page_that_costs_too_much_is_no_figure(
    galil: Business, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    cast.quote(galil)
    token = links.of_customer(galil.dana, now=now()).token
    assert page.cost_of(token)["queries"] <= page.MOST_QUERIES
    monkeypatch.setattr(page, limit, most)
    with pytest.raises(Untrue, match=f"/p/{token}: 200"):
        page.cost_of(token)


def test_a_pass_of_the_clock_is_measured_among_few_and_many(tmp_path: Path, postgres_url: str) -> None:
    found = measured(tmp_path, "clock_pass", "growth", database_url=postgres_url)
    clock, growth = found["clock_pass"], found["growth"]
    assert list(clock["detail"]["seconds_by_open"]) == ["20", "40"]
    assert clock["detail"]["ratio"] > 0
    assert clock["n"] == 3
    detail = growth["detail"]
    assert (growth["unit"], growth["n"]) == ("bytes a promise", 20)
    assert list(detail["bytes_by_open"]) == ["20", "40"]
    assert set(detail["milliseconds"]["40"]) == {"due timers", "next timer", "outbox", "a case"}
    if postgres_url:
        assert detail["pages"]["40"]["a case"] > 0
        assert detail["bytes_a_promise"]["teum_promise"]["table"] > 0


@pytest.mark.django_db
def test_every_pass_has_its_own_moment_whenever_the_bench_is_run(galil: Business) -> None:
    made = seeding.Business(organisation=galil.organisation, agent=galil.yael, api_token="")
    times = terms.times(galil.organisation, galil.dana)
    for hour in range(7 * 24):
        at = cast.SUNDAY_1000 + timedelta(hours=hour)
        dues = made.dues(at, days=3, count=8)
        assert len({updates.holding_at(due, times=times, now=at) for due in dues}) == 8, at


def test_the_lateness_of_the_real_clock_is_measured_in_real_time(tmp_path: Path, postgres_url: str) -> None:
    late = measured(tmp_path, "clock_lateness", database_url=postgres_url, is_on_both=True)["clock_lateness"]
    detail = late["detail"]
    assert (late["unit"], late["n"], detail["a_second"]) == ("s", 10, 5)
    assert 0 < detail["p50_s"] <= detail["p99_s"] <= detail["most_s"]
    assert list(detail["by_clocks"]) == (["1", "2"] if postgres_url else ["1"])
    assert detail["open"] >= 60


def test_the_highest_rate_is_one_that_is_held_as_long_as_the_aim_is_to_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def span(armed: Iterator[int], _: object, *, rate: int, seconds: int) -> lateness.Span:
        late = 3.0 if rate > 85 else 0.1
        return lateness.Span(rate=rate, late=[late for _ in islice(armed, rate * seconds)])

    monkeypatch.setattr(lateness, "_span", span)
    size = lateness.Size(seconds=2)
    assert lateness._confirmed(iter(range(1_000)), [], size, 100) == 81
    assert lateness._confirmed(iter(range(1_000)), [], size, 50) == 50
    assert lateness._confirmed(iter(range(90)), [], size, 50) == 0, "no timers are left to see it"


def test_timers_a_second_are_measured_in_turns_with_their_own_statements(
    tmp_path: Path, postgres_url: str
) -> None:
    found = measured(tmp_path, "timers_per_second", "timers_limit", database_url=postgres_url)
    ours, limit = found["timers_per_second"], found["timers_limit"]
    assert (ours["unit"], ours["n"], limit["n"]) == ("1/s", 8, 8)
    assert ours["detail"]["ratio"] > 0
    assert ours["detail"]["limit"] == limit["value"]
    assert ours["detail"]["statements_a_timer"] > ours["detail"]["transactions_a_timer"] > 0


def test_messages_are_handed_to_a_real_mail_server(tmp_path: Path, postgres_url: str) -> None:
    delivered = measured(tmp_path, "deliver_smtp", database_url=postgres_url, is_on_both=True)["deliver_smtp"]
    assert (delivered["unit"], delivered["n"]) == ("1/s", 12)
    assert list(delivered["detail"]["by_processes"]) == (["1", "2"] if postgres_url else ["1"])


def test_how_long_seals_are_waited_for_is_measured_beside_writers(tmp_path: Path, postgres_url: str) -> None:
    lag = measured(tmp_path, "seals_lag", database_url=postgres_url)["seals_lag"]
    detail = lag["detail"]
    assert (lag["unit"], lag["value"]) == ("s", detail["most_s"])
    assert 0 <= detail["p50_s"] <= detail["most_s"]
    assert detail["events"] >= lag["n"] > 0


def test_memory_is_measured_over_months_and_the_ledger_they_leave_is_verified(
    tmp_path: Path, postgres_url: str
) -> None:
    found = measured(tmp_path, "memory", "verify_rebuild", database_url=postgres_url)
    memory, verified = found["memory"], found["verify_rebuild"]
    assert (memory["unit"], memory["n"]) == ("ratio", 8)
    assert len(memory["detail"]["megabytes_by_month"]) == 2
    assert memory["detail"]["mails"] > 0
    assert verified["detail"]["holds"] is True
    assert (verified["n"], verified["detail"]["unsealed"]) == (memory["detail"]["events"], 0)


def test_the_analyser_is_measured_by_message_and_by_character(tmp_path: Path) -> None:
    said = bench(tmp_path, "analyse", "--small", "--json")
    assert said.returncode == 0, said.stderr
    (line,) = [json.loads(line) for line in said.stdout.splitlines()]
    detail = line["detail"]
    assert (line["name"], line["unit"], line["n"]) == ("analyse", "µs", 20)
    assert 0 < line["value"] == detail["p50_us"] <= detail["p99_us"]
    assert list(detail["us_per_character"]) == ["100", "1000"]
    assert set(detail["p50_us_by_length"]) <= {"100", "200", "300"}
    assert detail["import_ms"] > 0 < detail["import_cpu_ms"]
    assert 0 < detail["characters"]["median"] <= detail["characters"]["longest"] <= messages.LONGEST


def test_an_agreement_of_five_pages_is_drawn_and_sealed(tmp_path: Path) -> None:
    said = bench(tmp_path, "agreement_pdf", "--small", "--json")
    assert said.returncode == 0, said.stderr
    (line,) = [json.loads(line) for line in said.stdout.splitlines()]
    assert (line["name"], line["unit"], line["n"], line["detail"]["pages"]) == ("agreement_pdf", "s", 2, 5)
    assert 0 < line["value"] == line["detail"]["p50_s"] <= line["detail"]["p99_s"]
    assert not (tmp_path / "keys" / "seal").exists(), "it seals with keys that go away"


def test_strings_of_all_kinds_are_read_unharmed(tmp_path: Path) -> None:
    said = bench(tmp_path, "analyse_any", "--small", "--json")
    assert said.returncode == 0, said.stderr
    (line,) = [json.loads(line) for line in said.stdout.splitlines()]
    assert (line["value"], line["n"]) == (402, 402)


def test_a_string_that_is_not_read_as_it_should_be_makes_the_figure_untrue(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    like = messages.written(Random(1))
    analyse.require_unharmed("אשלח לך מחר", like)
    amiss = VagueSpan("מחר", 0, 3, "soon")
    monkeypatch.setattr(strings.language, "vague_spans", lambda text: (amiss,))
    with pytest.raises(Untrue, match="not what stands at"):
        analyse.require_unharmed("אשלח לך מחר", like)
    monkeypatch.setattr(strings.language, "vague_spans", lambda text: 1 / 0)
    with pytest.raises(Untrue, match="ZeroDivisionError"):
        analyse.require_unharmed("אשלח לך מחר", like)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("dashboard", "bench: dashboard is not in this version yet"),
        ("record", f"bench: there is no figure record; there are {', '.join(catalogue.NAMES)}"),
    ],
)
def test_a_figure_that_is_not_there_is_one_line(tmp_path: Path, name: str, line: str) -> None:
    said = bench(tmp_path, name)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.strip().endswith(line)
    assert len(said.stderr.splitlines()) == 1


@pytest.mark.django_db
def test_no_address_of_the_product_is_the_bare_view() -> None:
    assert Client().post(f"/{bare.PATH}", "a", content_type="text/plain").status_code in (403, 404)


def test_a_figure_over_two_databases_is_the_first_ones_and_names_both() -> None:
    one = Figure(name="f", value=1.0, unit="s", n=7, detail={"ratio": 1.1})
    two = Figure(name="f", value=2.0, unit="s", n=7, detail={"ratio": 1.2})
    both = figure.over_databases({"sqlite": one, "postgresql": two})
    assert (both.value, both.detail["database"], both.detail["ratio"]) == (1.0, "sqlite", 1.1)
    assert both.detail["databases"]["postgresql"] == {"value": 2.0, "n": 7, "ratio": 1.2}
    assert figure.read(both.as_line()) == both


def test_percentiles_are_values_that_were_measured() -> None:
    assert figure.percentile([5.0, 1.0, 3.0], 0.5) == 3.0
    assert figure.percentile([5.0, 1.0, 3.0], 0.99) == 5.0


def test_an_answer_of_another_kind_makes_a_round_untrue() -> None:
    taken = load.Taken(milliseconds=[1.0, 1.0], refused=b"HTTP/1.1 503 Busy")
    taken.statuses.update([201, 503])
    with pytest.raises(Untrue, match="503 Busy"):
        taken.require_only(201)
