"""Looks whether a file bears a seal of this installation and is as it was sealed, without reading it as a PDF.

Whoever sends a file to be looked at may send anything. What we sealed has its seal where we put it, so that its place
is found in the bytes; a file in which it is not is none of ours. No reader of PDFs is let near what strangers send.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import new as hashlib_new
from hashlib import sha256
from typing import Any

from asn1crypto import cms, parser, tsp, x509
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from teum.documents.sealing import keys

_RANGES = re.compile(rb"/ByteRange ?\[0 (\d{1,10}) (\d{1,10}) (\d{1,10}) *\]")
_HELD = re.compile(rb"<(?:[0-9A-F]{2})+>")
_SEALED_AT = re.compile(rb"/M \(D\\072(\d{14})Z\)")
_ABOUT = re.compile(rb"/Reason <(?i:feff)((?:[0-9A-Fa-f]{4}){1,4000})>")
_MOST_PLACES = 20
"""So many are looked at, the last one first: words like those of a seal may also stand in a title.

Ours is written behind all else, so that nothing that it covers can say that it stands elsewhere: only the last one can
cover a file whole. Those before it tell that something was added to what we sealed.
"""
_MOST_HELD = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a file shows of its seal; nothing is true of one that has none of this installation's.

    `is_intact`: what the seal covers is as it was; `is_whole`: it covers the file from its first byte to its last.
    `about` is what the file was sealed as, in a sentence. `sealed_at` is by our clock; `stamped_at` and `stamper` are
    of the time-stamp server, if one was set.
    """

    is_ours: bool = False
    is_intact: bool = False
    is_whole: bool = False
    signer: str = ""
    about: str = ""
    sealed_at: datetime | None = None
    stamped_at: datetime | None = None
    stamper: str = ""

    @property
    def holds(self) -> bool:
        """Whether the file is, to the last byte, what was sealed here."""
        return self.is_ours and self.is_intact and self.is_whole


NOTHING = Proof()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a seal stands: from `begin` to `end` are its brackets and what they hold; `until` is where it covers to."""

    begin: int
    end: int
    until: int
    is_last: bool


def check(content: bytes) -> Proof:
    """What the seal in a file proves, whatever the file is."""
    known = keys.sealed_with()
    found = (_proof(content, place, known) for place in _places(content))
    return max(found, key=lambda proof: (proof.is_ours, proof.is_intact, proof.is_whole), default=NOTHING)


def stamper(content: bytes) -> bytes:
    """The certificate of whoever stamped the seal of a file that was sealed just now."""
    place = next(_places(content))
    found: bytes = _signer_of(_token(_signed(content, place)[1]["signer_infos"][0])).dump()
    return found


def _places(content: bytes) -> Iterator[_Place]:
    """Where seals may stand, the last one first."""
    named = reversed(deque(_RANGES.finditer(content), maxlen=_MOST_PLACES))
    for number, found in enumerate(named):
        begin, end, length = map(int, found.groups())
        if begin < end < end + length <= len(content) and end - begin <= _MOST_HELD:
            yield _Place(begin, end, end + length, is_last=number == 0)


def _signed(content: bytes, place: _Place) -> tuple[bytes, Any]:
    """What stands between the brackets, as it is and as it is read. Raises ValueError where that is no seal."""
    held = _HELD.fullmatch(content, place.begin, place.end)
    if held is None:
        raise ValueError("no seal stands there")
    padded = bytes.fromhex(content[place.begin + 1 : place.end - 1].decode("ascii"))
    written = padded[: parser.peek(padded)]
    read = cms.ContentInfo.load(written)
    if read["content_type"].native != "signed_data" or padded[len(written) :].strip(b"\0"):
        raise ValueError("no seal stands there")
    return written, read["content"]


def _proof(content: bytes, place: _Place, known: dict[bytes, tuple[bytes, ...]]) -> Proof:
    try:
        return _read(content, place, known)
    except Exception:  # noqa: BLE001 - whatever a reader stumbles over in strangers' bytes: they are no seal of ours
        return NOTHING


def _read(content: bytes, place: _Place, known: dict[bytes, tuple[bytes, ...]]) -> Proof:
    written, signed = _signed(content, place)
    info = signed["signer_infos"][0]
    ours = next((one for one in _certificates(signed) if one in known), None)
    if ours is None:
        return NOTHING
    certificate = x509.Certificate.load(ours)
    digest = sha256(content[: place.begin])
    digest.update(content[place.end : place.until])
    is_same, is_signed = validate_sig_integrity(info, certificate, "data", digest.digest())
    if not is_signed:
        return NOTHING
    is_intact = is_same and written in _as_made(signed, certificate, known[ours])
    stamp = _stamp(info) if is_intact and _is_stamped(info) else None
    return Proof(
        is_ours=True,
        is_intact=is_intact and (stamp is not None or not _is_stamped(info)),
        is_whole=place.is_last and place.until == len(content),
        signer=certificate.subject.native["common_name"],
        about=_about(content, place) if is_intact else "",
        sealed_at=_sealed_at(content, place) if is_intact else None,
        stamped_at=stamp[0] if stamp else None,
        stamper=stamp[1] if stamp else "",
    )


def _certificates(signed: Any) -> list[bytes]:
    return [one.chosen.dump() for one in signed["certificates"]]


def _as_made(signed: Any, certificate: x509.Certificate, chain: Sequence[bytes]) -> Iterator[bytes]:
    """How a seal with this signature is written: no byte of it may be another, also where no signature covers it."""
    info = signed["signer_infos"][0]
    if sorted(_certificates(signed)) != sorted([certificate.dump(), *chain]):
        return
    name = info["signature_algorithm"]["algorithm"].native
    by = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    unsigned = {"unsigned_attrs": info["unsigned_attrs"]} if _is_stamped(info) else {}
    for algorithm in ({"algorithm": name}, {"algorithm": name, "parameters": None}):
        made = {
            "version": "v1",
            "sid": cms.SignerIdentifier({"issuer_and_serial_number": cms.IssuerAndSerialNumber(by)}),
            "digest_algorithm": {"algorithm": "sha256"},
            "signature_algorithm": algorithm,
            "signed_attrs": info["signed_attrs"],
            "signature": info["signature"].native,
            **unsigned,
        }
        whole = {
            "version": "v1",
            "digest_algorithms": [{"algorithm": "sha256"}],
            "encap_content_info": {"content_type": "data"},
            "certificates": [x509.Certificate.load(one) for one in _certificates(signed)],
            "signer_infos": [cms.SignerInfo(made)],
        }
        yield cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(whole)}).dump()


def _entry(said: re.Pattern[bytes], content: bytes, place: _Place) -> re.Match[bytes] | None:
    """What the seal's own entry says; it is covered by the seal."""
    begin, end = content.rfind(b" obj", 0, place.begin), content.find(b"endobj", place.end)
    return said.search(content, max(begin, 0), end)


def _about(content: bytes, place: _Place) -> str:
    found = _entry(_ABOUT, content, place)
    return bytes.fromhex(found[1].decode()).decode("utf-16-be", "replace") if found else ""


def _sealed_at(content: bytes, place: _Place) -> datetime | None:
    found = _entry(_SEALED_AT, content, place)
    return datetime.strptime(f"{found[1].decode()}+0000", "%Y%m%d%H%M%S%z") if found else None


def _is_stamped(info: Any) -> bool:
    return len(info["unsigned_attrs"]) > 0


def _token(info: Any) -> Any:
    """The one stamp of a seal. Raises ValueError."""
    (attribute,) = info["unsigned_attrs"]
    (token,) = attribute["values"]
    if attribute["type"].native != "signature_time_stamp_token":
        raise ValueError("no stamp stands there")
    return token["content"]


def _signer_of(token: Any) -> x509.Certificate:
    """Whose stamp a token is, as it says itself. Raises ValueError."""
    by = token["signer_infos"][0]["sid"].chosen
    for one in token["certificates"]:
        certificate = one.chosen
        if (certificate.issuer, certificate.serial_number) == (by["issuer"], by["serial_number"].native):
            return certificate
    raise ValueError("a stamp without its signer")


def _stamp(info: Any) -> tuple[datetime, str] | None:
    """When the seal was stamped and by whom; None where the stamp is not of this seal, or of a server never asked."""
    token = _token(info)
    signer = _signer_of(token)
    said = token["encap_content_info"]["content"]
    content = tsp.TSTInfo.load(bytes(said))
    algorithm = token["signer_infos"][0]["digest_algorithm"]["algorithm"].native
    imprint = content["message_imprint"]
    if imprint["hash_algorithm"]["algorithm"].native != "sha256" or signer.dump() not in keys.stamped_with():
        return None
    actual = hashlib_new(algorithm, bytes(said)).digest()
    is_same, is_signed = validate_sig_integrity(token["signer_infos"][0], signer, "tst_info", actual)
    is_of_it = imprint["hashed_message"].native == sha256(info["signature"].native).digest()
    if not (is_same and is_signed and is_of_it):
        return None
    return content["gen_time"].native, signer.subject.human_friendly
