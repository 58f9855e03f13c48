"""Pages saved as one file and mail: the page with its address, the words of a mail with its people and day."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from kembar import sources
from kembar.sources import Extraction

PAGE = """<html><head><title>Mitra</title></head><body><nav><a href="/">Beranda</a></nav><main>
<h1>Kota mitra</h1><p>Kota kita dan 釜山 menandatangani naskah persaudaraan pada tahun 1994.</p></main></body></html>"""
ADDRESS = "https://www.contoh.go.id/mitra"


def mhtml(page: str = PAGE, charset: str = "utf-8", address: str = ADDRESS) -> bytes:
    import quopri

    body = quopri.encodestring(page.encode(charset)).decode("ascii")
    lines = [
        "From: <Saved by Blink>",
        f"Snapshot-Content-Location: {address}",
        "Subject: Mitra",
        "Date: Wed, 3 May 2023 09:12:44 +0700",
        "MIME-Version: 1.0",
        'Content-Type: multipart/related; type="text/html"; boundary="==b"',
        "",
        "--==b",
        "Content-Type: text/html",
        "Content-Transfer-Encoding: quoted-printable",
        "Content-Location: https://ads.example/frame",
        "",
        "<html><body><p>An advertisement in a frame of its own.</p></body></html>",
        "--==b",
        f"Content-Type: text/html; charset={charset}",
        "Content-Transfer-Encoding: quoted-printable",
        f"Content-Location: {address}",
        "",
        body,
        "--==b--",
        "",
    ]
    return "\r\n".join(lines).encode("ascii")


def mail(body: str, subtype: str = "plain", **headers: str) -> EmailMessage:
    made = EmailMessage()
    named = {"From": "Biro Kerja Sama <biro@contoh.go.id>", "To": "mitra@contoh.kr", "Subject": "Kunjungan 2019"}
    for name, value in {**named, "Date": "Mon, 6 May 2019 08:00:00 +0700", **headers}.items():
        made[name] = value
    made.set_content(body, subtype=subtype)
    return made


def shown(found: Extraction, role: str) -> list[str]:
    return [found.text[b.start : b.end] for b in found.blocks if b.role == role]


@pytest.mark.parametrize(("charset", "page"), [("utf-8", PAGE), ("cp949", PAGE), ("shift_jis", PAGE)])
def test_a_saved_page_gives_its_page_and_where_and_when_it_was_seen(charset: str, page: str) -> None:
    found = sources.read_bytes(mhtml(page, charset), "mitra.mhtml")
    assert shown(found, "title") == ["Kota mitra"]
    assert shown(found, "body") == ["Kota kita dan 釜山 menandatangani naskah persaudaraan pada tahun 1994."]
    assert "advertisement" not in found.text
    assert (found.fields["URL"], found.fields["accessed"]) == (ADDRESS, "2023-05-03")
    assert found.basis["accessed"] == "the day it was saved"


@pytest.mark.parametrize(
    "line",
    [
        f"<!-- saved from url=({len(ADDRESS):04}){ADDRESS} -->",
        f"<!--\n Page saved with SingleFile \n url: {ADDRESS} \n-->",
    ],
)
def test_a_page_that_a_browser_saved_says_where_from(line: str) -> None:
    found = sources.read_bytes(f"<!DOCTYPE html>\n{line}\n{PAGE}".encode(), "mitra.html")
    assert (found.fields["URL"], found.basis["URL"]) == (ADDRESS, sources.SAVED_FROM)


def test_a_mail_keeps_its_people_its_day_and_its_words() -> None:
    body = "Rombongan datang pada 12 Juni 2019.\n\nSalam,\nBiro\n\n> Kapan rombongan datang?\n> Mohon kabar.\n"
    made = mail(body)
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="jadwal.pdf")
    found = sources.read_bytes(made.as_bytes(), "kunjungan.eml")
    assert shown(found, "title") == ["Kunjungan 2019"]
    assert shown(found, "running_head")[0].startswith("From: Biro Kerja Sama")
    assert "Rombongan datang pada 12 Juni 2019." in shown(found, "body")
    assert shown(found, "aside") == ["> Kapan rombongan datang?\n> Mohon kabar."]
    assert found.fields["author"] == ["Biro Kerja Sama"]
    assert (found.fields["issued"], found.fields["type"]) == ("2019-05-06", "personal_communication")
    assert [(p.severity, p.name) for p in found.problems] == [("note", "attachments")]
    assert "jadwal.pdf" in found.problems[0].message


def test_a_mail_in_html_and_one_in_an_old_code() -> None:
    found = sources.read_bytes(mail("<p>Naskah sudah <b>ditandatangani</b>.</p>", "html").as_bytes(), "a.eml")
    assert "Naskah sudah ditandatangani." in found.text
    old = mail("부산시 대표단이 수라바야를 방문했다. 시장이 맞았다.\n", charset_note="").as_bytes()
    assert "부산시 대표단이" in sources.read_bytes(old, "b.eml").text


@pytest.mark.parametrize(
    "data", [b"From: a@b\n\n", mhtml("").replace(b"text/html", b"image/png"), b"Subject: x\n\n \n"]
)
def test_what_holds_no_words_is_told(data: bytes) -> None:
    found = sources.read_bytes(data, "leer.eml")
    assert found.failed
    assert found.problems[-1].severity == "error"


def test_broken_headers_do_not_stop_the_reading() -> None:
    head = b"From: =?utf-9?Q?=FF?= <\nDate: the day after\nSubject: =?x\nContent-Type: text/plain; charset=nope\n"
    data = head + b"\nA tie.\n"
    found = sources.read_bytes(data, "odd.eml")
    assert "A tie." in found.text
    assert "issued" not in found.fields


def test_a_mail_with_a_picture_in_it_is_a_mail_and_a_page_of_one_part_is_a_page() -> None:
    made = mail("Rombongan datang pada 12 Juni 2019.\n")
    made.add_related(b"\x89PNG", maintype="image", subtype="png")
    found = sources.read_bytes(made.as_bytes(), "surat.eml")
    assert (found.fields["author"], "Rombongan datang" in found.text) == (["Biro Kerja Sama"], True)
    head = (
        f"From: <Saved by Blink>\nSnapshot-Content-Location: {ADDRESS}\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
    )
    page = sources.read_bytes((head + PAGE.replace("釜山", "Busan")).encode(), "mitra.mhtml")
    assert (shown(page, "title"), page.fields["URL"]) == (["Kota mitra"], ADDRESS)
