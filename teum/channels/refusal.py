"""What a mail server's refusal speaks of: the address, what the mail says, or us who bring it.

4xx passes. 5xx stays, but only what speaks of the address is held against the address (RFC 5321, RFC 3463).
"""

import re
from typing import Literal

from teum.channels.outcome import Failed

Step = Literal["sender", "recipient", "content"]
"""What was being handed over when it was refused."""
_OF_US = frozenset({530, 534, 535, 538})
_ENHANCED = re.compile(rb"^\W{0,2}[245]\.(\d{1,3})\.(\d{1,3})\b")
_OF_THE_ADDRESS = frozenset({"1.0", "1.1", "1.2", "1.3", "1.4", "1.6", "1.9", "1.10", "2.1"})
"""No such mailbox or domain, moved, disabled. A full mailbox (2.2) or a mail too large for it (2.3) is none."""
_SAYS_NOTHING = frozenset({"", "0.0", "5.0"})
_NAMED = rb"(?:user|mailbox|recipient|account|address|person)"
_NO_SUCH = re.compile(
    rb"(?:no such|unknown|unrecogni[sz]ed|invalid|non-?existent) (?:\w+ )?"
    + _NAMED
    + rb"\b|\b"
    + _NAMED
    + rb"(?: is)? (?:unknown|not found|(?:does|do) ?n[o']?t exist|disabled|deactivated|no longer \w+)",
    re.IGNORECASE,
)


def of(code: int, reply: bytes, *, step: Step) -> Failed:
    """What a refusal means for this mail and for its address; `reply` is what came after the code."""
    says = _enhanced(reply)
    address = 500 <= code < 600 and step != "sender" and _speaks_of_address(code, says, reply, step)
    permanent = 500 <= code < 600 and not _speaks_of_us(code, says, step)
    return Failed(permanent=permanent, reason=f"{step}_refused_{code}", blames_address=address)


def _enhanced(reply: bytes) -> str:
    found = _ENHANCED.match(reply)
    return b".".join(found.groups()).decode() if found else ""


def _speaks_of_address(code: int, says: str, reply: bytes, step: Step) -> bool:
    if says in _OF_THE_ADDRESS:
        return True
    is_plain = step == "recipient" and code in (550, 551, 553) and says in _SAYS_NOTHING
    return is_plain and _NO_SUCH.search(reply) is not None


def _speaks_of_us(code: int, says: str, step: Step) -> bool:
    """Whether the quarrel is with our server or sender; that can be mended, so it is tried again."""
    if step == "sender" or code in _OF_US or says in ("1.7", "1.8"):
        return True
    return step == "recipient" and says.startswith("7.")
