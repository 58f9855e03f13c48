"""Messages with parts: web pages saved as one file (.mhtml) and mail (.eml).

A saved page gives its main page with the address and the day of saving; of a mail the subject, the people, the day and
the words are kept, earlier mails quoted in it as asides. What is attached is named and left where it is.
"""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime

from kembar.sources import html, plaintext
from kembar.sources.encodings import decode
from kembar.sources.extraction import SAVED_FROM, Extraction, clean, failure, problem
from kembar.types import Block, Problem

EXTRACTOR = "mail 1"
_HEADERS = ("From", "To", "Cc", "Date")
_PAGES = ("text/html", "application/xhtml+xml")


def read(data: bytes, name: str, preferred: tuple[str, ...] = ()) -> Extraction:
    """Read an .eml or .mhtml file from its bytes; ``name`` stands in problems."""
    message = message_from_bytes(data, policy=policy.default)
    if _is_page(message, name):
        return _saved_page(message, name, preferred)
    return _mail(message, name, preferred)


def _is_page(message: EmailMessage, name: str) -> bool:
    """Tell a saved page from a mail with pictures: by who saved it, by where it was, else by the file's name."""
    raw = dict(message.raw_items())
    return (
        "<Saved by" in str(raw.get("From", ""))
        or message.get("Snapshot-Content-Location") is not None
        or (name.lower().endswith((".mhtml", ".mht")) and message.get_content_maintype() in ("multipart", "text"))
    )


def _header(message: EmailMessage, name: str) -> str:
    """Return a header in plain words, "" if it is missing or broken."""
    try:
        value = str(message.get(name) or "")
    except (ValueError, IndexError, AttributeError, TypeError):  # what the standard library's parser of headers throws
        return ""
    return " ".join(clean(value)[0].split())


def _day(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(_header(message, "Date")).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _bytes(part: MIMEPart) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _saved_page(message: EmailMessage, name: str, preferred: tuple[str, ...]) -> Extraction:
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES]
    if not pages:
        return failure("empty", "This saved page holds no page.", name, "Save it anew in the browser, or as PDF.")
    address, start = _header(message, "Snapshot-Content-Location"), str(message.get_param("start") or "")
    chosen = next(
        (
            p
            for p in pages
            if (address and _header(p, "Content-Location") == address) or (start and _header(p, "Content-ID") == start)
        ),
        pages[0],
    )
    page = chosen
    address = address or _header(page, "Content-Location")
    charset = page.get_content_charset() or ""
    decoded = decode(_bytes(page), charset, preferred) if charset else None
    found = html.read_text(clean(decoded.text)[0], name) if decoded else html.read(_bytes(page), name, preferred)
    said = {"URL": address if address.startswith("http") else "", "accessed": _day(message)}
    given = {key: value for key, value in said.items() if value}
    basis = {"URL": SAVED_FROM, "accessed": "the day it was saved"}
    return replace(
        found, fields={**found.fields, **given}, basis={**found.basis, **{k: v for k, v in basis.items() if k in given}}
    )


def _mail(message: EmailMessage, name: str, preferred: tuple[str, ...]) -> Extraction:
    body = message.get_body(("plain", "html"))
    if body is None:
        return failure("empty", "This mail holds no words.", name, "Add what is attached to it by itself.")
    data = _bytes(body)
    if body.get_content_type() == "text/html":
        words = html.read(data, name, preferred).text
    else:
        charset = body.get_content_charset() or ""
        decoded = decode(data, preferred=(charset, *preferred) if charset else preferred)
        words = clean(decoded.text)[0] if decoded else ""
    subject = _header(message, "Subject")
    heads = [f"{key}: {value}" for key in _HEADERS if (value := _header(message, key))]
    top = "\n".join(heads)
    text = "\n\n".join(part for part in (subject, top, words.strip("\n")) if part.strip())
    if not words.strip():
        return failure("empty", "This mail holds no words.", name, "Add what is attached to it by itself.")
    return Extraction(
        text, _blocks(text, subject, top), (), EXTRACTOR, *_fields(message, subject), _attached(message, name)
    )


def _blocks(text: str, subject: str, top: str) -> tuple[Block, ...]:
    """The subject is the title, the other headers are a running head, quoted lines are asides."""
    start = len(text) - len(text[len(subject) :].lstrip("\n")) if subject else 0
    end = start + len(top)
    out = [Block(0, len(subject), "title", 1)] if subject else []
    out += [Block(start, end, "running_head")] if top else []
    for block in plaintext.blocks_of(text[end:]):
        quoted = text[end + block.start] == ">"
        out.append(replace(block, start=end + block.start, end=end + block.end, role="aside" if quoted else block.role))
    return tuple(out)


def _fields(message: EmailMessage, subject: str) -> tuple[dict[str, object], dict[str, str]]:
    sender = _header(message, "From").split("<")[0].strip(' "')
    found = {"title": subject, "author": [sender] if sender else [], "issued": _day(message)}
    fields = {key: value for key, value in found.items() if value}
    return {**fields, "type": "personal_communication"}, dict.fromkeys(fields, "the mail's header")


def _attached(message: EmailMessage, name: str) -> tuple[Problem, ...]:
    names = [clean(part.get_filename() or "a part without a name")[0] for part in message.iter_attachments()]
    if not names:
        return ()
    said = f"What is attached to this mail was not read: {', '.join(names)[:300]}."
    return (problem("note", "attachments", said, name, "Save the attachments and add them."),)
