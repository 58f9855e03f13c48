"""One made-up document in four languages, as its readers must find it, and how archives are packed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Truth:
    """A document: title, heading, a paragraph, bullets, a table, a paragraph with a note, numbered articles."""

    title: str
    heading: str
    body: str
    bullets: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]
    noted: tuple[str, str]
    note: str
    second: str
    article: str
    articles: tuple[str, ...]

    def shown(self, heading: str = "heading") -> list[tuple[str, str]]:
        """Return (role, text) of all blocks; ``heading`` is the role of headings below the title."""
        out = [("title", self.title), (heading, self.heading), ("body", self.body)]
        out += [("list_item", text) for text in self.bullets]
        out += [("table_row", cell) for row in self.table for cell in row]
        out += [("body", "".join(self.noted)), (heading, self.second)]
        numbers = [self.article.replace("%1", str(number)) for number in (3, 4)]
        out += [("body", f"{number} {text}") for number, text in zip(numbers, self.articles, strict=True)]
        return [*out, ("note", self.note)]


TRUTHS = {
    "id": Truth(
        "Dua kota di dua pantai",
        "Awal kerja sama",
        "Wali kota Surabaya & Busan meneken naskah pada 10 November 1994; kini <dua> belah pihak masih bertukar guru.",
        ("pertukaran guru;", "pameran dagang."),
        (("Kegiatan", "Tahun"), ("Pameran dagang", "1998"), ("Kunjungan pelajar", "2004")),
        ("Naskah itu disimpan di balai kota", " hingga hari ini."),
        "Arsip balai kota, map 12.",
        "Isi naskah",
        "Pasal %1",
        ("Ruang lingkup kerja sama", "Masa berlaku naskah"),
    ),
    "en": Truth(
        "Two towns by the sea",
        "How it began",
        "The mayors of Medan and Gwangju signed a charter on 24 September 1997 & have met <every> second year since.",
        ("exchange of nurses;", "a youth orchestra."),
        (("Activity", "Year"), ("Youth orchestra", "1999"), ("Exchange of nurses", "2006")),
        ("The charter hangs in the council room", " to this day."),
        "Council records, box 7.",
        "What was agreed",
        "Article %1",
        ("Fields of cooperation", "Term of the charter"),
    ),
    "ko": Truth(
        "바닷가의 두 도시",
        "교류의 시작",
        "부산광역시와 수라바야시는 1994년 11월 10일 자매결연 협정에 서명하였다. 그 뒤로 <해마다> 교사 & 학생이 오간다.",
        ("교사 교환", "무역 박람회"),
        (("사업", "연도"), ("무역 박람회", "1998"), ("학생 방문", "2004")),
        ("협정서는 시청에 보관되어", " 있다."),
        "시청 기록 제12호.",
        "협정의 내용",
        "제%1조",
        ("협력의 범위", "협정의 기간"),
    ),
    "ja": Truth(
        "海辺の二つの都市",
        "交流のはじまり",
        "高知市とスラバヤ市は1997年4月17日に姉妹都市協定に調印した。それ以来、教師 & 生徒が<毎年>行き来している。",
        ("教師の交換", "見本市への参加"),
        (("事業", "年度"), ("見本市", "1998年"), ("生徒の訪問", "2004年")),
        ("協定書は市役所に保管されて", "いる。"),
        "市役所文書第12号。",
        "協定の内容",
        "第%1条",
        ("協力の範囲", "協定の期間"),
    ),
}


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
