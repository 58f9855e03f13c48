"""Office files of one made-up document, written by hand for the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

from made import W, docx, paragraph
from madehwp import hwp, hwpx
from truths import Truth, packed

ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style", "meta", "drawing", "manifest")
).replace(":drawing", ":draw", 1)
ODF += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def odt_of(body: str, automatic: str = "", **parts: str) -> bytes:
    """Return an .odt file with this body (OpenDocument XML)."""
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {ODF}><office:automatic-styles>{automatic}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>",
            **parts,
        }
    )


def odt(truth: Truth) -> bytes:
    """Return the document as .odt."""
    before, after = truth.article.split("%1")
    styles = (
        '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="-"/>'
        '</text:list-style><text:list-style style:name="N"><text:list-level-style-number text:level="1" '
        f'style:num-format="1" style:num-prefix="{before}" style:num-suffix="{after}" text:start-value="3"/>'
        "</text:list-style>"
    )

    def listed(style: str, texts: Iterable[str]) -> str:
        items = "".join(f"<text:list-item><text:p>{escape(t)}</text:p></text:list-item>" for t in texts)
        return f'<text:list text:style-name="{style}">{items}</text:list>'

    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in truth.table
    )
    note = '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>'
    note += f"{truth.note}</text:p></text:note-body></text:note>"
    body = (
        f'<text:p text:style-name="Title">{truth.title}</text:p><text:h text:outline-level="1">{truth.heading}</text:h>'
        f"<text:p>{escape(truth.body)}</text:p>{listed('B', truth.bullets)}<table:table>{rows}</table:table>"
        f"<text:p>{truth.noted[0]}{note}<text:span>{truth.noted[1].replace(' ', '<text:s/>', 1)}</text:span></text:p>"
        f'<text:h text:outline-level="1">{truth.second}</text:h>{listed("N", truth.articles)}'
    )
    return odt_of(body, styles)


A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
P = (
    f'{A} xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pptx_of(slides: list[str], notes: Mapping[int, str] | None = None) -> bytes:
    """Return a .pptx file of slides (shapes in PresentationML); ``notes`` by the slide's number."""
    files: dict[str, str | bytes] = {}
    ids = "".join(f'<p:sldId id="{255 + n}" r:id="s{n}"/>' for n in range(1, len(slides) + 1))
    files["ppt/presentation.xml"] = f"<p:presentation {P}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
    files["ppt/_rels/presentation.xml.rels"] = f"<Relationships {_RELS}>" + "".join(
        f'<Relationship Id="s{n}" Type="{_TYPE}/slide" Target="slides/slide{n}.xml"/>'
        for n in range(1, len(slides) + 1)
    )
    files["ppt/_rels/presentation.xml.rels"] += "</Relationships>"
    for number, slide in enumerate(slides, 1):
        shown, shapes = (' show="0"', slide[7:]) if slide.startswith("hidden:") else ("", slide)
        files[f"ppt/slides/slide{number}.xml"] = (
            f"<p:sld {P}{shown}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"
        )
        if notes and number in notes:
            files[f"ppt/slides/_rels/slide{number}.xml.rels"] = (
                f'<Relationships {_RELS}><Relationship Id="n" Type="{_TYPE}/notesSlide" '
                f'Target="../notesSlides/notesSlide{number}.xml"/></Relationships>'
            )
            body = shape([notes[number]], "body") + shape(["7"], "sldNum")
            files[f"ppt/notesSlides/notesSlide{number}.xml"] = (
                f"<p:notes {P}><p:cSld><p:spTree>{body}</p:spTree></p:cSld></p:notes>"
            )
    return packed(files)


def shape(texts: Iterable[str], kind: str = "", properties: str = "") -> str:
    """Return a shape with paragraphs; ``kind`` is that of its placeholder, "" a free text box."""
    holder = f'<p:ph type="{kind}"/>' if kind else ""
    paragraphs = "".join(f"<a:p>{properties}<a:r><a:t>{escape(text)}</a:t></a:r></a:p>" for text in texts)
    return f"<p:sp><p:nvSpPr><p:nvPr>{holder}</p:nvPr></p:nvSpPr><p:txBody>{paragraphs}</p:txBody></p:sp>"


def slide_table(rows: Iterable[Iterable[str]]) -> str:
    """Return a frame with a table."""
    cells = "".join(
        "<a:tr>"
        + "".join(f"<a:tc><a:txBody><a:p><a:r><a:t>{c}</a:t></a:r></a:p></a:txBody></a:tc>" for c in row)
        + "</a:tr>"
        for row in rows
    )
    return (
        f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl>{cells}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def pptx(truth: Truth) -> bytes:
    """Return the document as .pptx, a slide a chapter; what is a note elsewhere the speaker says."""
    first = shape([truth.title], "ctrTitle")
    second = shape([truth.body]) + shape(truth.bullets, "body") + slide_table(truth.table)
    second += shape(["".join(truth.noted)]) + shape([truth.heading], "title") + shape(["2"], "sldNum")
    numbers = [truth.article.replace("%1", str(n)) for n in (3, 4)]
    third = shape([truth.second], "title")
    third += shape([f"{n} {t}" for n, t in zip(numbers, truth.articles, strict=True)])
    return pptx_of([first, second, third], {2: truth.note})


def epub_of(
    files: Mapping[str, str], title: str = "", author: str = "", more: Mapping[str, str] | None = None
) -> bytes:
    """Return an .epub file; ``files`` are the bodies of its files in reading order."""
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(files)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(files)))
    head = '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
    head += 'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head>'
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
            "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf"><metadata '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>'
            f"</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>",
            **{f"OEBPS/{name}": f"{head}<body>{body}</body></html>" for name, body in files.items()},
            **(more or {}),
        }
    )


def epub(truth: Truth) -> bytes:
    """Return the document as .epub in two files."""
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in truth.table)
    bullets = "".join(f"<li>{escape(text)}</li>" for text in truth.bullets)
    first = (
        f"<h1>{truth.title}</h1><h2>{truth.heading}</h2><p>{escape(truth.body)}</p><ul>{bullets}</ul><table>{rows}</table>"
        f'<p>{truth.noted[0]}<sup><a epub:type="noteref" href="#n1">1</a></sup>{truth.noted[1]}</p>'
        f'<aside epub:type="footnote" id="n1"><p>{truth.note}</p></aside>'
    )
    numbers = [truth.article.replace("%1", str(n)) for n in (3, 4)]
    articles = "".join(f"<p>{n} {t}</p>" for n, t in zip(numbers, truth.articles, strict=True))
    return epub_of({"a.xhtml": first, "b%20c.xhtml".replace("%20", "-"): f"<h2>{truth.second}</h2>{articles}"})


def docx_(truth: Truth) -> bytes:
    """Return the document as .docx; its headings' style takes its level from another."""
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="J"><w:name w:val="J"/><w:basedOn w:val="K"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="K"><w:name w:val="K"/><w:pPr>'
        '<w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>'
    )
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
        f'<w:numFmt w:val="decimal"/><w:lvlText w:val="{truth.article}"/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    notes = f'<w:footnotes {W}><w:footnote w:id="1"><w:p><w:r><w:t>{truth.note}</w:t></w:r></w:p></w:footnote>'
    notes += "</w:footnotes>"

    def listed(number: int, texts: Iterable[str]) -> str:
        return "".join(paragraph(escape(t), f'<w:numPr><w:numId w:val="{number}"/></w:numPr>') for t in texts)

    rows = "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(c)}</w:tc>" for c in row) + "</w:tr>" for row in truth.table)
    extra = f'<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:t xml:space="preserve">{truth.noted[1]}</w:t></w:r>'
    body = paragraph(truth.title, '<w:pStyle w:val="T"/>') + paragraph(truth.heading, '<w:pStyle w:val="J"/>')
    body += paragraph(escape(truth.body)) + listed(2, truth.bullets) + f"<w:tbl>{rows}</w:tbl>"
    body += paragraph(truth.noted[0], extra=extra) + paragraph(truth.second, '<w:pStyle w:val="J"/>')
    parts = {"word/styles.xml": styles, "word/numbering.xml": numbering, "word/footnotes.xml": notes}
    return docx(body + listed(1, truth.articles), parts)


def rtf_text(text: str, page: str = "") -> str:
    """Return a text as RTF: in bytes of a code page where it has the letters, else by ``\\u``."""
    out = ""
    for char in text:
        if char in "\\{}":
            out += f"\\{char}"
        elif char.isascii():
            out += char
        else:
            try:
                out += "".join(f"\\'{byte:02x}" for byte in char.encode(page)) if page else f"\\u{_signed(char)}?"
            except UnicodeEncodeError:
                out += f"\\u{_signed(char)}?"
    return out


def _signed(char: str) -> int:
    return ord(char) - 65536 * (ord(char) > 32767)


def rtf_of(body: str, charset: int = 0) -> bytes:
    """Return an .rtf file; font 0 has the charset, style 1 is a heading's, style 5 the title's."""
    fonts = f"{{\\fonttbl{{\\f0\\fnil\\fcharset{charset} A;}}{{\\f1\\fnil\\fcharset2 Symbol;}}}}"
    styles = "{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 heading 1;}{\\s5 Title;}}"
    return f"{{\\rtf1\\ansi\\deff0{fonts}\n{styles}{{\\header\\pard x\\par}}\n{body}}}".encode("ascii")


def rtf(truth: Truth, page: str = "") -> bytes:
    """Return the document as .rtf, its letters in bytes of a code page or by ``\\u``."""

    def made(text: str) -> str:
        return rtf_text(text, page)

    bullets = "".join(f"{{\\listtext\\f1 \\'b7\\tab}}{made(text)}\\par\n" for text in truth.bullets)
    rows = "".join(
        "\\trowd\\cellx1000\\cellx2000\\pard\\intbl " + "".join(f"{made(c)}\\cell " for c in row) + "\\row\n"
        for row in truth.table
    )
    articles = "".join(
        f"{{\\listtext {made(truth.article.replace('%1', str(number)))}\\tab}}{made(text)}\\par\n"
        for number, text in zip((3, 4), truth.articles, strict=True)
    )
    note = f"{{\\super\\chftn}}{{\\footnote\\pard\\plain {{\\super\\chftn}} {made(truth.note)}}}"
    body = (
        f"\\pard\\s5 {made(truth.title)}\\par\n\\pard\\s1 {made(truth.heading)}\\par\n\\pard {made(truth.body)}\\par\n"
    )
    body += f"\\pard\\ls1 {bullets}{rows}\\pard {made(truth.noted[0])}{note}{made(truth.noted[1])}\\par\n"
    body += f"\\pard\\s1 {made(truth.second)}\\par\n\\pard\\ls2 {articles}"
    return rtf_of(body, {"cp949": 129, "cp932": 128}.get(page, 0))


MAKERS: dict[str, Callable[[Truth], bytes]] = {
    "odt": odt,
    "pptx": pptx,
    "epub": epub,
    "docx": docx_,
    "hwpx": hwpx,
    "hwp": hwp,
    "rtf": rtf,
}


def shown(found: Any) -> list[tuple[str, str]]:
    """Return (role, text) of the blocks of an extraction."""
    return [(block.role, found.text[block.start : block.end]) for block in found.blocks]
