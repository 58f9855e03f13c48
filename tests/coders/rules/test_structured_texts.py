"""Tables, lists and chronicles: what their structure says of pair and year, though no sentence does."""

import pytest
from short_texts import document, told

from kembar import codebook
from kembar.coders import rules
from kembar.sources.plaintext import blocks_of

BOOK = codebook.load()


def found(text: str, title: str = "") -> set[tuple[str, frozenset[str], str]]:
    """Kind, places and start of what a text tells."""
    return {told(coding) for coding in rules.code(document(text, title), BOOK).codings}


def wanted(*lines: str) -> set[tuple[str, frozenset[str], str]]:
    """Lines "kind | place-place | start" in the same form."""
    parts = [[part.strip() for part in line.split("|")] for line in lines]
    return {(kind, frozenset(places.split("-")), start) for kind, places, start in parts}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(
            "City of Bergen\n\nSister cities of Bergen, with the year\n\n"
            "Aarhus, Denmark .......... 1946\nTurku, Finland ........... 1947\nSeattle, USA .... 1967\n",
            (
                "sister_agreement | Bergen-Aarhus | 1946",
                "sister_agreement | Bergen-Turku | 1947",
                "sister_agreement | Bergen-Seattle | 1967",
            ),
            marks=pytest.mark.language("en"),
        ),
        pytest.param(
            "City of Bergen\n\nSister cities of Bergen\nTurku 1947 - Seattle 1967 - Aarhus 1946\n",
            (
                "sister_agreement | Bergen-Aarhus | 1946",
                "sister_agreement | Bergen-Turku | 1947",
                "sister_agreement | Bergen-Seattle | 1967",
            ),
            marks=pytest.mark.language("en"),
        ),
        pytest.param(
            "Partners of towns in Norway\n\nmunicipality,partner,country,paper,paper_date,latest_activity\n"
            'Bergen,Aarhus,Denmark,"Twin city, in force",1946,"A choir of Aarhus at the Bergen festival, 9 July 2019"\n'
            'Bergen,Seattle,USA,"Twin city, signed",1967-05-22,"Two teachers lent to Seattle schools, May 2018"\n'
            'Oslo,Turku,Finland,"Twin city, in force",1947,nil\n',
            (
                "sister_agreement | Bergen-Aarhus | 1946",
                "cultural_event | Bergen-Aarhus | 2019-07-09",
                "sister_agreement | Bergen-Seattle | 1967-05-22",
                "sister_agreement | Oslo-Turku | 1947",
            ),
            marks=pytest.mark.language("en"),
        ),
        pytest.param(
            "福山市 交流の歩み\n\n1971(昭和46)\n ○ ハミルトン市と姉妹都市提携に調印\n"
            "1980(昭和55)\n ○ ハミルトン市から高校生12名を受け入れ\n",
            ("sister_agreement | Fukuyama-Hamilton | 1971", "student_exchange | Fukuyama-Hamilton | 1980"),
            marks=pytest.mark.language("ja"),
        ),
        pytest.param(
            "대전광역시 국제교류 연표\n\n1987\n - 오다시와 자매결연 체결\n1999 오다시 중학생 20명 홈스테이\n",
            ("sister_agreement | Daejeon-Oda | 1987", "student_exchange | Daejeon-Oda | 1999"),
            marks=pytest.mark.language("ko"),
        ),
        pytest.param(
            "구분,국가,도시,체결일,사업명,연도,방향,인원,상태\n자매,일본,나가사키시,1988.5.20. 체결,,,,,\n"
            "자매,일본,나가사키시,,고교생 홈스테이,2015,파견,12,완료\n자매,중국,옌타이시,1994.8.9. 체결,,,,,\n"
            "우호,베트남,다낭시,,군산시 의료봉사단 파견,2017,파견,15,완료\n",
            (
                "sister_agreement | Gunsan-Nagasaki | 1988-05-20",
                "student_exchange | Gunsan-Nagasaki | 2015",
                "volunteer_service | Gunsan-Da Nang | 2017",
            ),
            marks=pytest.mark.language("ko"),
        ),
        pytest.param(
            "연번,연도,대상 도시,국가,세부내용,인원,진행상태\n"
            "1,2010,가라쓰시,일본,여수 고교생 가라쓰 홈스테이,20,완료\n"
            "2,2011,항저우시,중국,항저우 공무원 여수 근무,1,완료\n"
            "3,2012,필라델피아시,미국,필라델피아 합창단 여수 공연,30,완료\n"
            "4,2013,가라쓰시,일본,여수 소방서 직원 연수,4,완료\n",
            ("student_exchange | Yeosu-Karatsu | 2010", "training | Yeosu-Karatsu | 2013"),
            marks=pytest.mark.language("ko"),
        ),
        pytest.param(
            "bergen_partners_2011-2015\nRef;Year;Town abroad;Purpose;Heads;State\n"
            "14;2011;Malmö, Sweden;football match of juniors in Malmö;18;done\n"
            "15;2012;Riga, Latvia;training of harbour pilots;5;done\n16;2014;Dalian, China;exhibition;;cancelled\n"
            "17;2015;Riga, Latvia;gift of two used trams;;done\n",
            ("sports_event | Bergen-Malmö | 2011", "training | Bergen-Riga | 2012", "donation | Bergen-Riga | 2015"),
            marks=pytest.mark.language("en"),
        ),
    ],
)
def test_lines_and_rows_keep_their_own_years(text: str, lines: tuple[str, ...]) -> None:
    assert wanted(*lines) <= found(text)


def test_a_row_whose_first_cell_is_empty_is_of_the_cell_above_and_one_cell_goes_on() -> None:
    text = (
        "Ties\n\nHolder      Partner       State     Bond         From\n"
        "Aqaba       Lyon          France    twinning     2001\n"
        "            Graz          Austria   twinning     1996, till 2004\n"
        "Madaba      Ghent         Belgium   friendship   1997\n"
        "                                                 Renewed since\n"
    )
    rows = {text[b.start : b.end]: b.row for b in blocks_of(text) if b.role == "table_row"}
    assert rows["Graz"] == rows["Lyon"] + 1
    assert rows["Renewed since"] == rows["Ghent"]


def test_posts_that_open_with_their_day_tell_today_and_yesterday_from_it() -> None:
    text = (
        "Posts of the Bergen town desk, 2016\n\nFeb 3. Good morning, Bergen!\n\n"
        "Apr 11. The mayor of Turku visited Bergen yesterday with a delegation of six.\n\n"
        "Jun 20. RT @CityofOslo: the mayor of Aarhus visited us today with a delegation of nine.\n\n"
        "Sep 2. Today Bergen and Seattle signed a memorandum of understanding.\n"
    )
    told_ = found(text)
    assert wanted("delegation_visit | Bergen-Turku | 2016-04-10", "memorandum | Bergen-Seattle | 2016-09-02") <= told_
    assert not {places for _, places, _ in told_ if "Aarhus" in places}


@pytest.mark.parametrize(
    ("title", "text", "lines"),
    [
        (
            "City of Galway - newsletter",
            "LORIENT. A choir of thirty from Lorient sang here in April 2015.\n\n"
            "A plaque was unveiled in May 2015 for the twinning.\n\n"
            "SEATTLE (USA). A memorandum on ports was signed in March 2014.\n",
            ("cultural_event | Galway-Lorient | 2015-04", "memorandum | Galway-Seattle | 2014-03"),
        ),
        (
            "City of Tacoma",
            "KITAKYUSHU (Japan)\n\nThe first of our sisters, since 1959. It has a harbour.\n\n"
            "GUNSAN (Republic of Korea)\n\nA fire engine was donated in 2008. It was red.\n",
            ("sister_agreement | Tacoma-Kitakyushu | 1959", "donation | Tacoma-Gunsan | 2008"),
        ),
    ],
)
def test_a_partner_in_capitals_heads_what_follows(title: str, text: str, lines: tuple[str, ...]) -> None:
    assert wanted(*lines) <= found(text, title)


@pytest.mark.language("ko")
def test_what_a_table_lists_for_the_own_town_makes_it_no_partner() -> None:
    text = (
        "원주시 교류 실적\n번호;연도;상대;국가;내용;인원\n1;2011;로어노크시;미국;원주 합창단 로어노크 공연;20\n"
        "2;2012;허페이시;중국;자매결연 체결(횡성군 협정과 별개);\n3;2013;원주 관내;대한민국;유학생 모임;80\n"
        "4;2014;허페이시;중국;허페이 탁구단 원주 방문;9\n"
    )
    assert {pair for _, pair, _ in found(text)} <= {frozenset({"Wonju", "Roanoke"}), frozenset({"Wonju", "Hefei"})}
    assert ("cultural_event", frozenset({"Wonju", "Roanoke"}), "2011") in found(text)
