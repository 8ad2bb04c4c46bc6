"""The seal of a finished file: known again here, accepted by others' readers, broken by any change of any byte."""

from __future__ import annotations

import multiprocessing
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from asn1crypto.keys import PrivateKeyInfo
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pytest_django import Settings

from tests import cast_agreement as cast
from tests.cast_agreement import AT, HEBREW
from teum.documents import agreement, evidence, sealing
from teum.documents.sealing import checking, keys

PRIVATE = 0o600


@pytest.fixture(autouse=True)
def installation(settings: Settings, tmp_path: Path) -> Path:
    """A data folder of its own."""
    settings.TEUM = replace(settings.TEUM, data=tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def drawn() -> bytes:
    shown = agreement.draw(HEBREW)
    return evidence.draw(cast.signed(HEBREW), cast.evidence(shown, "he"))


@pytest.fixture
def sealed(drawn: bytes) -> bytes:
    return sealing.seal(drawn, now=AT)


def gap(sealed: bytes) -> tuple[int, int]:
    """Where the seal stands in a file."""
    place = next(checking._places(sealed))
    return place.begin, place.end


def test_a_sealed_file_is_known_again(sealed: bytes, drawn: bytes) -> None:
    assert sealed.startswith(drawn), "nothing that was drawn is written anew"
    proof = sealing.check(sealed)
    assert proof.holds and proof.is_ours and proof.is_intact and proof.is_whole
    assert proof.sealed_at == AT.replace(microsecond=0)
    assert proof.signer == "Teum seal of 127.0.0.1"
    assert proof.stamped_at is None and proof.stamper == ""


def test_another_reader_finds_it_whole_and_trusts_it(sealed: bytes, installation: Path) -> None:
    root = asn1_x509.Certificate.load(
        x509.load_pem_x509_certificate(
            (installation / "keys" / "seal" / "authority.pem").read_bytes()
        ).public_bytes(Encoding.DER)
    )
    reader = PdfFileReader(BytesIO(sealed))
    (signature,) = reader.embedded_signatures
    trust = ValidationContext(trust_roots=[root], allow_fetching=False, moment=AT)
    status = validate_pdf_signature(signature, signer_validation_context=trust)
    assert status.intact and status.valid and status.trusted and status.docmdp_ok
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert status.bottom_line


def test_it_is_still_the_pdf_that_it_says_to_be(sealed: bytes) -> None:
    """PDF/A-2 is PDF 1.7; its signature's dictionary names no digest; the field shows nothing and is printed."""
    reader = PdfFileReader(BytesIO(sealed))
    assert b"<pdfaid:part>2<" in sealed and "/Version" not in reader.root
    (signature,) = reader.embedded_signatures
    (reference,) = signature.sig_object["/Reference"]
    assert not {"/DigestMethod", "/DigestValue", "/DigestLocation"} & set(reference)
    assert list(map(float, signature.sig_field["/Rect"])) == [0, 0, 0, 0]
    assert int(signature.sig_field["/F"]) & 0b100 and not int(signature.sig_field["/F"]) & 0b11


@given(data=st.data())
def test_any_flipped_bit_breaks_it(data: st.DataObject, sealed: bytes) -> None:
    at = data.draw(st.integers(0, len(sealed) - 1))
    changed = bytearray(sealed)
    changed[at] ^= 1 << data.draw(st.integers(0, 7))
    assert not sealing.check(bytes(changed)).holds


def test_any_flipped_bit_of_the_seal_itself_breaks_it(sealed: bytes) -> None:
    """Also where no signature covers it: its version, its names, the case of its digits, the nothing behind it."""
    random = Random(7)
    begin, end = gap(sealed)
    for at in range(begin, end):
        changed = bytearray(sealed)
        changed[at] ^= 1 << random.randrange(8)
        assert not sealing.check(bytes(changed)).holds, at


def test_what_is_added_or_cut_is_seen(sealed: bytes) -> None:
    added = sealing.check(sealed + b"\n")
    assert added.is_ours and added.is_intact and not added.is_whole and not added.holds
    assert added.sealed_at == AT.replace(microsecond=0), "what was sealed then is still under it"
    changed = sealing.check(sealed.replace(b"/Title", b"/Titel", 1))
    assert changed.is_ours and not changed.is_intact and changed.sealed_at is None
    assert sealing.check(sealed[:-1]) == checking.NOTHING
    assert sealing.check(sealed[1:]).holds is False


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7", b"/ByteRange [0 1 20 3]<" + b"30" * 40 + b">", b"/ByteRange [0 0 0 0]" * 1000],
)
def test_what_is_no_sealed_file_proves_nothing(content: bytes, drawn: bytes) -> None:
    assert sealing.check(content) == checking.NOTHING
    assert sealing.check(drawn + content) == checking.NOTHING


@given(held=st.binary(max_size=300))
def test_no_bytes_in_the_place_of_a_seal_trip_it(held: bytes) -> None:
    content = b"/ByteRange [0 40 %d 0]" % (42 + 2 * len(held))
    content = content.ljust(40) + b"<" + held.hex().upper().encode() + b">" + b" "
    assert sealing.check(content.replace(b" 0]", b" 1]")) == checking.NOTHING


def test_the_seal_of_another_installation_is_not_ours(
    sealed: bytes, drawn: bytes, settings: Settings, tmp_path: Path
) -> None:
    settings.TEUM = replace(settings.TEUM, data=tmp_path / "other")
    assert sealing.check(sealed) == checking.NOTHING
    theirs = sealing.seal(drawn, now=AT)
    assert sealing.check(theirs).holds
    settings.TEUM = replace(settings.TEUM, data=tmp_path)
    assert sealing.check(theirs) == checking.NOTHING


def test_words_like_a_seal_in_a_title_change_nothing() -> None:
    titled = replace(HEBREW, title="/ByteRange [0 10 20 30] /M (D\\07220200101000000Z)")
    proof = sealing.check(sealing.seal(agreement.draw(titled), now=AT))
    assert proof.holds and proof.sealed_at == AT.replace(microsecond=0)


ABOUT = "הסכם: מזגן לסלון, גרסה 2, בין מזגני הגליל (ח״פ 512345679) לבין דנה פרץ"


def test_the_seal_says_what_it_is_of_and_for_whom_to_every_reader(drawn: bytes) -> None:
    sealed = sealing.seal(drawn, business="מזגני הגליל", about=ABOUT, now=AT)
    proof = sealing.check(sealed)
    assert proof.holds and proof.about == ABOUT
    (signature,) = PdfFileReader(BytesIO(sealed)).embedded_signatures
    entry = signature.sig_object
    assert (entry["/Name"], entry["/Reason"]) == ("מזגני הגליל", ABOUT)
    assert not sealing.check(sealed.replace(ABOUT[:9].encode("utf-16-be").hex().encode(), b"0" * 36, 1)).about


@pytest.mark.parametrize(
    "about",
    ["endobj 1 0 obj >> /Reason <FEFF0041> /ByteRange [0 10 20 30]", "/M (D\\07220200101000000Z)", "א" * 900],
)
def test_no_words_in_a_seal_read_like_another_part_of_it(drawn: bytes, about: str) -> None:
    proof = sealing.check(sealing.seal(drawn, business=about, about=about, now=AT))
    assert proof.holds and proof.about == about and proof.sealed_at == AT.replace(microsecond=0)


def test_words_in_a_title_do_not_move_the_place_of_a_seal() -> None:
    """Bytes that are covered name another place for the seal, and it is put there."""
    other, named, said = 15, b"/ByteRange [0 000015 111111 222222]", b""
    drawn = agreement.draw(replace(HEBREW, title=named.decode()))
    sealed, wanted = b"", named
    while said != wanted:  # a seal is of one of a few lengths
        said = wanted
        sealed = sealing.seal(drawn.replace(named, said), now=AT)
        begin, end = gap(sealed)
        rest = sealed[:begin] + sealed[end:]
        wanted = b"/ByteRange [0 %06d %06d %06d]" % (other, other + end - begin, len(rest) - other)
    assert sealing.check(sealed).holds
    moved = sealing.check(rest[:other] + sealed[begin:end] + rest[other:])
    assert moved.is_ours and moved.is_intact, "each byte that is covered is there, in its order"
    assert not moved.is_whole and not moved.holds


def test_keys_are_for_the_owner_alone(sealed: bytes, installation: Path) -> None:
    folder = installation / "keys"
    for place in folder.rglob("*"):
        assert stat.S_IMODE(place.stat().st_mode) == (0o700 if place.is_dir() else PRIVATE), place
    assert {file.name for file in (folder / "seal").iterdir()} == {
        *("authority.key", "authority.pem", "seal.key", "seal.pem"),
    }
    assert "private" not in repr(keys.in_force(AT))


def _ask(barrier: object, answers: multiprocessing.Queue[bytes]) -> None:
    barrier.wait()  # type: ignore[attr-defined]
    answers.put(keys.in_force(AT).certificate)


def test_processes_that_begin_at_once_have_one_authority(installation: Path) -> None:
    forked = multiprocessing.get_context("fork")
    barrier, answers = forked.Barrier(6), forked.Queue()
    asking = [forked.Process(target=_ask, args=(barrier, answers)) for _ in range(6)]
    for process in asking:
        process.start()
    certificates = {answers.get(timeout=30) for _ in asking}
    for process in asking:
        process.join()
    assert len(certificates) == 1
    assert [file.name for file in (installation / "keys").iterdir() if file.name.startswith(".")] == []


Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def certificate(
    name: str,
    key: Key,
    issuer: x509.Certificate | None,
    by: Key,
    *,
    purpose: x509.ObjectIdentifier | None = None,
) -> x509.Certificate:
    """As one buys it."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    draft = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(AT - timedelta(days=1))
        .not_valid_after(AT + timedelta(days=700))
    )
    if purpose:
        draft = draft.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
    return draft.sign(by, hashes.SHA256())


@pytest.mark.parametrize("kind", ["elliptic", "rsa"])
def test_a_bought_certificate_seals_and_is_known_after_it_is_gone(
    kind: str, drawn: bytes, settings: Settings, tmp_path: Path
) -> None:
    root_key, between_key, own_key = (
        rsa.generate_private_key(65537, 2048) if kind == "rsa" else ec.generate_private_key(ec.SECP256R1())
        for _ in range(3)
    )
    root = certificate("Root", root_key, None, root_key)
    between = certificate("Between", between_key, root, root_key)
    own = certificate("Galil Air", own_key, between, between_key)
    file = tmp_path / "bought.p12"
    file.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"seal", own_key, own, [between, root], BestAvailableEncryption(b"open")
        )
    )
    without = settings.TEUM
    settings.TEUM = replace(without, seal_certificate=file, seal_passphrase="open")
    sealed = sealing.seal(drawn, now=AT)
    assert sealing.check(sealed).holds and sealing.check(sealed).signer == "Galil Air"
    begin, end = gap(sealed)
    for at in range(begin, end, 97):
        changed = bytearray(sealed)
        changed[at] ^= 1
        assert not sealing.check(bytes(changed)).holds, at
    settings.TEUM = without
    assert sealing.check(sealed).holds
    assert sealing.check(sealing.seal(drawn, now=AT)).signer == "Teum seal of 127.0.0.1"


STAMPED_AT = datetime(2026, 11, 22, 8, 0, 9, tzinfo=UTC)


@contextmanager
def time_stamp_server(*, lies: bool = False) -> Iterator[str]:
    """One that stamps whatever it is sent; or, where it lies, something else."""
    key = rsa.generate_private_key(65537, 2048)
    made = certificate("Stamps", key, None, key, purpose=ExtendedKeyUsageOID.TIME_STAMPING)
    stamper = DummyTimeStamper(
        asn1_x509.Certificate.load(made.public_bytes(Encoding.DER)),
        PrivateKeyInfo.load(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())),
        fixed_dt=STAMPED_AT,
    )

    class Stamping(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            if lies:
                asked["message_imprint"]["hashed_message"] = bytes(32)
            answer = stamper.request_tsa_response(asked).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Stamping)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsr"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_time_stamp_server_says_when(drawn: bytes, settings: Settings) -> None:
    with time_stamp_server() as url:
        settings.TEUM = replace(settings.TEUM, time_stamp_url=url)
        sealed = sealing.seal(drawn, now=AT)
    proof = sealing.check(sealed)
    assert proof.holds and proof.stamped_at == STAMPED_AT
    assert proof.stamper == "Common Name: Stamps"


def test_without_its_stamp_nothing_is_sealed(drawn: bytes, settings: Settings) -> None:
    with time_stamp_server(lies=True) as url:
        settings.TEUM = replace(settings.TEUM, time_stamp_url=url)
        with pytest.raises(sealing.NoStamp):
            sealing.seal(drawn, now=AT)
    with pytest.raises(sealing.NoStamp):  # nobody is there any more
        sealing.seal(drawn, now=AT)
