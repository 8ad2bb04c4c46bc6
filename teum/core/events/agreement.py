"""Facts of an agreement. `digest` is of its terms, or of what the fact says."""

from dataclasses import dataclass
from datetime import datetime

from teum.core.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementMade(Event):
    """Terms were laid before the customer to sign, or approved with one tap (`form`); they never change again."""

    agreement: int
    alignment: int
    form: str
    version: int
    digest: str
    replaces: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementWritten(Event):
    """The exact file that is signed lies there; `digest` is its SHA-256."""

    agreement: int
    upload: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementOpened(Event):
    """The customer opened it to read it."""

    agreement: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementConfirmed(Event):
    """They have read a section, and it is what they agreed to.

    `together`: in one with all others that say the same as the version before, which both signed.
    """

    agreement: int
    section: str
    together: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSent(Event):
    """A one-time code went to a contact point of theirs, of which this was known then; never the address itself.

    Who first gave it or wrote it down, and how whoever reads there had shown it before: by a `code`, or a `mail`.
    """

    agreement: int
    contact: int
    channel: str
    given_by: str | None = None
    given_at: datetime | None = None
    shown_by: str | None = None
    shown_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeProven(Event):
    """They gave it back: whoever signs has that contact point."""

    agreement: int
    contact: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementSigned(Event):
    """A side signed it; `digest` is of the signature: name, consent, file, and from where."""

    agreement: int
    side: str
    how: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementInForce(Event):
    """Both sides agreed; `promises` are those of its terms, by their keys."""

    agreement: int
    promises: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementSealed(Event):
    """The finished file with its evidence is sealed and lies there; `digest` is its SHA-256."""

    agreement: int
    upload: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementDeclined(Event):
    """The customer does not want it; `digest` is of their words. `stands`: the version that holds as before."""

    agreement: int
    digest: str
    stands: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementVoided(Event):
    """We took it back before it was in force; `digest` is of our words. `stands`: the version that holds as before."""

    agreement: int
    digest: str
    stands: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementCancelled(Event):
    """The customer cancelled what was agreed at a distance."""

    agreement: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementReplaced(Event):
    """Both signed its next version, the `successor`."""

    agreement: int
    successor: int
