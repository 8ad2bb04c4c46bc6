"""Seals a file: one signature over all of it (PAdES), in a field that shows nothing, since the page says who signed."""

from __future__ import annotations

from codecs import BOM_UTF16_BE
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from asn1crypto import cms, x509
from asn1crypto.keys import PrivateKeyInfo
from django.conf import settings
from pyhanko.pdf_utils.extensions import DeveloperExtension
from pyhanko.pdf_utils.generic import ByteStringObject, NameObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.cms_embedder import SigObjSetup
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from teum.documents.sealing import checking, keys

FIELD = "Seal"
ROOM = 40_000
"""Hexadecimal digits that are kept for a seal with a bought chain and a stamp, whose sizes nobody knows before."""


class NoStamp(Exception):
    """The time-stamp server did not give a stamp. Nothing was sealed; the message says why."""


class _Writer(IncrementalPdfFileWriter):
    """Lets the file be what it says that it is, PDF/A of version 1.7, drawn when it was drawn."""

    def _update_meta(self) -> None:
        pass

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        pass

    def register_extension(self, ext: DeveloperExtension) -> None:
        if ext.base_version == "/1.7":
            super().register_extension(ext)


class _Named:
    """Writes texts of ours into the seal's entry as figures: nothing in them reads like another part of the file."""

    def __init__(self, writer: Any, texts: Mapping[str, str]) -> None:
        self._writer, self._texts = writer, texts

    def send(self, step: Any) -> Any:
        """Pass a step on; into the entry the texts are put first."""
        if isinstance(step, SigObjSetup):
            for name, text in self._texts.items():
                step.sig_placeholder[NameObject(name)] = ByteStringObject(
                    BOM_UTF16_BE + text.encode("utf-16-be")
                )
        return self._writer.send(step)


class _Signer(PdfSigner):
    """Signs at a moment that is given, not at the machine's, and says what."""

    def __init__(self, now: datetime, texts: Mapping[str, str], *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._now, self._texts = now, texts

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._now
        session.cms_writer = _Named(session.cms_writer, self._texts)
        return session


class _Stamper(HTTPTimeStamper):
    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        try:
            return await super().async_timestamp(message_digest, md_algorithm)
        except (
            OSError,
            ValueError,
            TypeError,
            KeyError,
        ) as error:  # no answer, a refusal, or something else than a stamp
            raise NoStamp(str(error) or type(error).__name__) from error


def seal(content: bytes, *, business: str = "", about: str = "", now: datetime) -> bytes:
    """The file (a PDF of ours without a seal) with its seal. Call it outside any transaction: it may ask the network.

    For which `business` it is sealed and what it is (`about`, a sentence) stand in the seal, for every reader of PDFs.

    Raises `NoStamp` where a time-stamp server is set and gives none.
    """
    held = keys.in_force(now)
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple(map(x509.Certificate.load, held.chain))
    signer = _Signer(
        now.astimezone(UTC).replace(microsecond=0),
        {name: text for name, text in (("/Name", business), ("/Reason", about)) if text},
        PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        ),
        SimpleSigner(
            signing_cert=x509.Certificate.load(held.certificate),
            signing_key=PrivateKeyInfo.load(held.private),
            cert_registry=store,
            embed_roots=False,
        ),
        timestamper=_Stamper(settings.TEUM.time_stamp_url) if settings.TEUM.time_stamp_url else None,
    )
    out = signer.sign_pdf(
        _Writer(BytesIO(content + b"\n")), bytes_reserved=ROOM if _needs_room(held) else None
    )
    sealed: bytes = out.getvalue()
    if settings.TEUM.time_stamp_url:
        keys.remember_stamper(checking.stamper(sealed))
    proof = checking.check(sealed)
    if settings.TEUM.time_stamp_url and proof.stamped_at is None:
        raise NoStamp("the stamp is not of this seal")
    assert proof.holds, "what was sealed is sealed"
    return sealed


def _needs_room(held: keys.Keys) -> bool:
    return bool(held.chain or settings.TEUM.time_stamp_url)
