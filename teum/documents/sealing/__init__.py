"""The one seal of a finished file: a PAdES signature of this installation, and what it proves (record 18).

Loaded when it is first used: what it rests on takes a quarter of a second, and most processes seal nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from teum.documents.sealing.checking import Proof, check
    from teum.documents.sealing.making import NoStamp, seal

_WHERE = {"Proof": "checking", "check": "checking", "NoStamp": "making", "seal": "making"}


def __getattr__(name: str) -> Any:
    """What is asked for first, from where it stands (PEP 562)."""
    if name not in _WHERE:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)


__all__ = ["NoStamp", "Proof", "check", "seal"]
