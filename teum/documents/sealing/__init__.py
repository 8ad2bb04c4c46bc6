"""The one seal of a finished file: a PAdES signature of this installation, and what it proves (record 18)."""

from teum.documents.sealing.checking import Proof, check
from teum.documents.sealing.making import NoStamp, seal

__all__ = ["NoStamp", "Proof", "check", "seal"]
