"""What is done with a promise, from making it to its end."""

from teum.actions.promises.answers import accept, agree, confirm, counter, decline, dispute, release
from teum.actions.promises.making import Draft, make, make_in
from teum.actions.promises.revising import revise
from teum.actions.promises.steps import delegate, meet_condition, report, withdraw

__all__ = [
    "Draft",
    "accept",
    "agree",
    "confirm",
    "counter",
    "decline",
    "delegate",
    "dispute",
    "make",
    "make_in",
    "meet_condition",
    "release",
    "report",
    "revise",
    "withdraw",
]
