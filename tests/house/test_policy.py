"""Every number of the policy stands in the documents as it stands in the code."""

import ast
import inspect
from itertools import pairwise
from pathlib import Path

from teum.core import policy
from teum.core.policy import DEFAULT, LIMITS, Policy


def rows() -> list[str]:
    """The table of docs/policy.md: each number, its default, least and most, and what it means."""
    [declared] = ast.parse(inspect.getsource(Policy)).body
    assert isinstance(declared, ast.ClassDef)
    found = []
    for field, meaning in pairwise(declared.body):
        match field, meaning:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(said))),
            ):
                low, high = LIMITS[name]
                found.append(f"| `{name}` | {getattr(DEFAULT, name)} | {low} | {high:,} | {said} |")
    return found


def test_every_number_of_the_policy_is_documented(root: Path) -> None:
    page = (root / "docs" / "policy.md").read_text(encoding="utf-8").splitlines()
    assert len(rows()) == len(policy.LIMITS), "each has its meaning"
    assert [line for line in page if line.startswith("| `")] == rows()
