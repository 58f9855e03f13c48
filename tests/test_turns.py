"""Transcripts of interviews: who speaks, when, and under which name that is cited."""

from __future__ import annotations

import pytest

from kembar import passages, sources, turns
from kembar.types import Document, Source

PLAIN = """Wawancara dengan pejabat biro

Pewawancara: Bagaimana kerja sama dengan Busan bermula?
Bu Ratna: Pada 10 November 1994 kedua kota menandatangani naskah. Sesudah itu
guru-guru dikirim ke sana.
Catatan: ruang rapat, pagi hari
Pewawancara: Lalu?
Bu Ratna: Setiap tahun ada rombongan seni.
"""


def document(text: str, name: str = "a.txt", **fields: object) -> Document:
    source = Source("a", kind="interview", fields=fields, issued="2019-05-03")
    return sources.freeze(source, sources.read_bytes(text.encode(), name))


def cited(found: Document) -> list[tuple[str, str]]:
    return [(found.text[p.start : p.end], p.locator) for p in passages.split(found) if p.role == "body"]


def test_turns_are_cited_by_a_number_for_the_speaker_and_their_own() -> None:
    found = cited(document(PLAIN))
    assert ("Bagaimana kerja sama dengan Busan bermula?", "speaker 1, turn 1") in found
    assert ("Pada 10 November 1994 kedua kota menandatangani naskah.", "speaker 2, turn 2") in found
    assert ("Sesudah itu\nguru-guru dikirim ke sana.", "speaker 2, turn 2") in [(t, p) for t, p in found][:3]
    assert ("Setiap tahun ada rombongan seni.", "speaker 2, turn 5") in found
    assert not any("Ratna" in place for _, place in found)
    assert ("Catatan: ruang rapat, pagi hari", "turn 3") in found, "a label that does not come back cites nobody"


def test_the_entry_gives_the_names_under_which_speakers_are_cited() -> None:
    found = cited(document(PLAIN, speakers={"Bu Ratna": "Informan 1"}))
    assert ("Setiap tahun ada rombongan seni.", "Informan 1, turn 5") in found


@pytest.mark.parametrize(
    ("label", "place"),
    [
        ("[00:12:03] Mrs R.: ", "speaker 1, 00:12:03"),
        ("Mrs R. (12:03): ", "speaker 1, 12:03"),
        ("00:12:03 Mrs R.\n", "speaker 1, 00:12:03"),
        ("[00:12:03]\n", "00:12:03"),
        ("김 과장 [00:12:03]: ", "speaker 1, 00:12:03"),
        ("（聞き手）", "para. 1"),
    ],
)
def test_times_stand_before_or_behind_the_name(label: str, place: str) -> None:
    made = document(f"An interview\n\n{label}The two cities signed a paper in 1994.\n")
    assert cited(made)[-1] == (f"{'' if place != 'para. 1' else label}The two cities signed a paper in 1994.", place)


def test_no_other_source_has_turns() -> None:
    plain = sources.freeze(Source("a", kind="news"), sources.read_bytes(PLAIN.encode(), "a.txt"))
    assert all(p.locator.startswith(("para.", "heading")) for p in passages.split(plain))


def test_a_long_sentence_with_a_colon_is_no_speaker() -> None:
    text = "The partners that were named there came from four provinces in all: Busan, Kochi.\n" * 3
    assert turns.turns(text) == []


def test_the_pieces_cover_all_words_but_the_labels() -> None:
    made = document(PLAIN)
    kept = "".join(made.text[p.start : p.end] for p in passages.split(made))
    for label in ("Pewawancara: ", "Bu Ratna: "):
        made_text = made.text.replace(label, "")
        assert label not in kept
    assert sorted("".join(kept.split())) == sorted("".join(made_text.replace("Pewawancara: ", "").split()))


SRT = """1
00:00:01,000 --> 00:00:04,000
Ana: The tie with Busan began in 1994

2
00:00:04,500 --> 00:00:06,000
with a <i>letter</i>.

3
00:00:07,000 --> 00:00:09,000
Budi: And then?
"""
VTT = """WEBVTT

00:01.000 --> 00:04.000
<v Ana>The tie with Busan began in 1994

00:04.500 --> 00:06.000
<v Ana>with a letter.</v>

00:07.000 --> 00:09.000
<v Budi>And then?
"""


def test_several_voices_of_one_cue_and_full_width_colons_are_told_apart() -> None:
    cue = "00:01.000 --> 00:04.000\n{}\n\n"
    text = "WEBVTT\n\n" + cue.format("田中：はい。") + cue.format("<v Ann>One.</v> <v Bob>Two.</v>")
    text += cue.format("- Yes, I do.\n- And I do not.")
    found = sources.read_bytes(text.encode(), "a.vtt").text.split("\n\n")
    assert [line.split("] ")[1].strip() for line in found] == [
        *("田中: はい。", "Ann: One.", "Bob: Two."),
        *("- Yes, I do.", "- And I do not."),
    ]


@pytest.mark.parametrize(("text", "name", "first"), [(SRT, "a.srt", "00:00:01"), (VTT, "a.vtt", "00:01")])
def test_subtitles_become_turns_with_their_first_time(text: str, name: str, first: str) -> None:
    made = document(text, name)
    assert cited(made)[0] == ("The tie with Busan began in 1994 with a letter.", f"speaker 1, {first}")
    assert cited(made)[1][0] == "And then?"


def test_a_recording_is_refused_with_what_to_do() -> None:
    found = sources.read_bytes(bytes(range(256)) * 20, "wawancara.mp3")
    assert [(p.name, p.hint) for p in found.problems] == [
        ("recording", "Add its transcript as a text, with --kind interview.")
    ]
