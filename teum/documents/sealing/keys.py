"""What agreements are sealed with: a key and a certificate of the installation's own, or the bought ones that are set.

The own ones come of an authority that is made once, whole, however many processes ask at the same time. The certificate
of each seal ever made is kept, so that a file is still known after the certificate was renewed.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier
from django.conf import settings

YEARS = timedelta(days=30 * 365)
"""How long the own certificate is valid: a contract is looked at for as long as somebody may claim by it."""
_USES = (ObjectIdentifier("1.3.6.1.5.5.7.3.36"), ExtendedKeyUsageOID.EMAIL_PROTECTION)
"""Signs documents (RFC 9336); and as readers that know no such use ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """A private key (PKCS#8, DER), its certificate and those between it and its root (DER)."""

    private: bytes = field(repr=False)
    certificate: bytes
    chain: tuple[bytes, ...] = ()


def in_force(now: datetime) -> Keys:
    """What is sealed with now; the own ones are made where there are none."""
    folder = _folder()
    if settings.TEUM.seal_certificate:
        keys = _bought(settings.TEUM.seal_certificate, settings.TEUM.seal_passphrase)
    else:
        if not (folder / "seal").is_dir():
            _make(folder, now)
        keys = _own(folder / "seal")
    _remember(folder / "sealed-with", [keys.certificate, *keys.chain])
    return keys


def sealed_with() -> dict[bytes, tuple[bytes, ...]]:
    """Every certificate that a seal was made with, each with its chain."""
    kept = _kept(_folder() / "sealed-with")
    return {certificates[0]: certificates[1:] for certificates in kept}


def stamped_with() -> frozenset[bytes]:
    """The certificates of the time-stamp servers that stamped seals."""
    return frozenset(certificates[0] for certificates in _kept(_folder() / "stamped-with"))


def remember_stamper(certificate: bytes) -> None:
    """Keep whose stamp a seal has got."""
    _remember(_folder() / "stamped-with", [certificate])


def _folder() -> Path:
    return Path(settings.TEUM.data) / "keys"


@cache
def _bought(file: Path, passphrase: str) -> Keys:
    """From a PKCS#12 file, of which the configuration has seen that it opens."""
    held = pkcs12.load_pkcs12(file.read_bytes(), passphrase.encode() or None)
    assert held.key is not None
    assert held.cert is not None
    between = [one.certificate for one in held.additional_certs]
    return Keys(
        private=held.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        certificate=held.cert.certificate.public_bytes(Encoding.DER),
        chain=tuple(one.public_bytes(Encoding.DER) for one in between if one.issuer != one.subject),
    )


@cache
def _own(folder: Path) -> Keys:
    private = load_pem_private_key((folder / "seal.key").read_bytes(), None)
    certificate = x509.load_pem_x509_certificate((folder / "seal.pem").read_bytes())
    return Keys(
        private=private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        certificate=certificate.public_bytes(Encoding.DER),
    )


def _make(folder: Path, now: datetime) -> None:
    """An authority and a seal's certificate of it. Whoever is first wins; nobody ever sees a part of them."""
    for place in (folder.parent, folder):
        place.mkdir(exist_ok=True, mode=0o700)
    draft = folder / f".seal-{os.getpid()}-{secrets.token_hex(4)}"
    draft.mkdir(mode=0o700)
    try:
        for name, content in _new(now).items():
            _write(draft / name, content)
        draft.rename(folder / "seal")
    except OSError:
        if not (folder / "seal" / "seal.pem").is_file():
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _new(now: datetime) -> dict[str, bytes]:
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    root_key, seal_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root_name, seal_name = _name(f"Teum authority of {host}"), _name(f"Teum seal of {host}")
    root = (
        _draft(root_name, root_name, root_key, root_key, now)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    seal = (
        _draft(seal_name, root_name, seal_key, root_key, now)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage(_USES), critical=False)
        .sign(root_key, hashes.SHA256())
    )
    return {
        "authority.key": _pem(root_key),
        "authority.pem": root.public_bytes(Encoding.PEM),
        "seal.key": _pem(seal_key),
        "seal.pem": seal.public_bytes(Encoding.PEM),
    }


def _name(said: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, said[:64])])


def _draft(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    root: ec.EllipticCurvePrivateKey,
    now: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))  # the clock of whoever looks may be behind ours
        .not_valid_after(now + YEARS)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root.public_key()), critical=False)
    )


def _usage(**allowed: bool) -> x509.KeyUsage:
    names = (
        *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment"),
        *("key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
    )
    return x509.KeyUsage(**{name: allowed.get(name, False) for name in names})


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _remember(folder: Path, certificates: Sequence[bytes]) -> None:
    """Keep certificates under the digest of the first, for good."""
    place = folder / f"{sha256(certificates[0]).hexdigest()}.pem"
    if place.exists():
        return
    folder.mkdir(exist_ok=True, mode=0o700, parents=True)
    draft = folder / f".{os.getpid()}-{secrets.token_hex(4)}"
    _write(draft, b"".join(_as_pem(certificates)))
    draft.replace(place)


def _as_pem(certificates: Iterable[bytes]) -> Iterable[bytes]:
    return (x509.load_der_x509_certificate(one).public_bytes(Encoding.PEM) for one in certificates)


def _kept(folder: Path) -> list[tuple[bytes, ...]]:
    return [
        tuple(one.public_bytes(Encoding.DER) for one in x509.load_pem_x509_certificates(file.read_bytes()))
        for file in sorted(folder.glob("*.pem"))
    ]


def _write(file: Path, content: bytes) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
