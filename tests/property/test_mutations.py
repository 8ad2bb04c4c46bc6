"""The documented faults are still faults of this code; `make soak` plants each and sees it caught."""

from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.property import mutations
from tests.property.mutations import MUTATIONS, Mutation, planting
from teum.management.rehearsal.kinds import Kind


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_a_mutation_can_be_planted_in_one_place(mutation: Mutation, root: Path) -> None:
    code = (root / mutation.file).read_text(encoding="utf-8")
    assert code.count(mutation.text) == 1
    assert mutation.instead != mutation.text


@pytest.mark.parametrize(
    "mutation", [m for m in MUTATIONS if m.caught_by], ids=lambda mutation: mutation.name
)
def test_the_test_that_must_catch_it_is_there(mutation: Mutation, root: Path) -> None:
    file, _, name = mutation.caught_by.partition("::")
    assert f"def {name}(" in (root / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("guarantee", [1, 2, 3, 4, 5])
def test_every_guarantee_has_its_mutations(guarantee: int) -> None:
    assert sum(mutation.guarantee == guarantee for mutation in MUTATIONS) >= 2


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_violation_has_a_mutation_that_a_rehearsal_must_find(kind: Kind, root: Path) -> None:
    mine = [m.name for m in MUTATIONS if m.shows is kind]
    page = (root / "docs" / "rehearsal.md").read_text(encoding="utf-8")
    assert mine
    assert f"`{kind}`" in page
    assert [name for name in mine if f"`{name}`" not in page] == []


def test_a_mutation_is_found_by_a_test_or_a_rehearsal_or_both() -> None:
    assert [m.name for m in MUTATIONS if not m.caught_by and m.shows is None] == []


def test_every_mutation_is_documented(root: Path) -> None:
    page = (root / "docs" / "guarantees.md").read_text(encoding="utf-8")
    assert [m.name for m in MUTATIONS if m.caught_by and f"`{m.name}`" not in page] == []


@pytest.mark.parametrize(("anyhow", "is_shown"), [((), True), (("lateness-untold",), False)])
def test_what_a_rehearsal_finds_without_the_fault_as_well_does_not_show_it(
    monkeypatch: pytest.MonkeyPatch, root: Path, anyhow: tuple[str, ...], is_shown: bool
) -> None:
    mutation = next(m for m in MUTATIONS if m.shows is Kind.LATENESS_UNTOLD)
    monkeypatch.setattr(planting, "planted", lambda _: nullcontext((root, {})))
    monkeypatch.setattr(planting, "_lines", lambda *_: ["seed 4, lateness-untold, promise 7"])
    monkeypatch.setattr(planting, "shown_unplanted", lambda *_: frozenset(anyhow))
    assert planting.is_shown_by_rehearsal(mutation)[0] is is_shown


def test_planting_changes_the_copy_alone(tmp_path: Path, root: Path) -> None:
    mutation = MUTATIONS[0]
    place = tmp_path / mutation.file
    place.parent.mkdir(parents=True)
    place.write_text((root / mutation.file).read_text(encoding="utf-8"), encoding="utf-8")
    mutations.plant(mutation, at=tmp_path)
    assert mutation.instead in place.read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="stands 0 times"):
        mutations.plant(mutation, at=tmp_path)
