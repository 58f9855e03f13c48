"""A line that only names a field is read together with the date below it."""

import pytest

from kembar import codebook, sources
from kembar.coders import rules
from kembar.types import Source

PAGE = """<html><head><title>국제교류도시 | 고양시청</title></head><body><h1>고양시의 국제교류도시</h1>
<h3>치치하얼 (중국 헤이룽장성)</h3><dl><dt>자매결연일</dt><dd>1998. 9. 2.</dd><dt>교류 내용</dt>
<dd>2015년부터 매년 치치하얼 축제에 고양시립무용단을 보낸다.</dd></dl></body></html>"""


@pytest.mark.language("ko")
def test_a_date_below_its_label_is_that_of_the_tie() -> None:
    document = sources.freeze(Source("a"), sources.read_bytes(PAGE.encode(), "a.html"))
    told = [(c.kind, c.start.edtf if c.start else "") for c in rules.code(document, codebook.load()).codings]
    assert ("sister_agreement", "1998-09-02") in told


JAPANESE = """<html><head><title>仙台市の姉妹都市</title></head><body><h1>仙台市の姉妹都市</h1>
<h3>ミュンヘン市(ドイツ)</h3><dl><dt>姉妹都市</dt><dd>平成4年6月3日から</dd><dt>人口</dt><dd>約140万人</dd></dl></body></html>"""


@pytest.mark.language("ja")
def test_a_word_for_since_may_stand_behind_the_date() -> None:
    document = sources.freeze(Source("a"), sources.read_bytes(JAPANESE.encode(), "a.html"))
    told = [(c.kind, c.start.edtf if c.start else "") for c in rules.code(document, codebook.load()).codings]
    assert ("sister_agreement", "1992-06-03") in told
