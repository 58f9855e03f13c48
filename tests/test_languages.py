"""Languages: folders of data, detection, labels, the pattern language, and a lint of the cues."""

import re
from collections import Counter

import pytest

from kembar import languages, yamlfile
from kembar.languages import lexicon
from kembar.languages.flat import flat
from kembar.languages.patterns import Morphology, compile_pattern
from kembar.problems import YamlError

LATIN = Morphology(endings=("s", "nya"), prefixes=("di", "ter"), nasal=("me", "pe"), suffixes=("kan", "an"))
SIGNS = Morphology(particles=("을", "를"), spaced=False)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Wali kota itu menerima tamu dari kota mitra dan mereka berbicara tentang taman.", "id"),
        ("The mayor and the council were not at home when the letter was opened.", "en"),
        ("시장은 손님을 맞이하고 공원에 대해 이야기했다.", "ko"),
        ("市長は客を迎え、公園について話しました。", "ja"),
        ("市长会见了客人，谈到公园。", "zh"),
        ("De burgemeester heeft een brief van het stadhuis en dat is niet voor ons.", "nl"),
        ("Мэр принял гостей и рассказал о парке.", "ru"),
        ("12 345 - 6", ""),
    ],
)
def test_a_text_tells_its_language_by_script_and_function_words(text: str, code: str) -> None:
    assert languages.detect(text) == code


@pytest.mark.language("ja")
def test_signs_alone_take_the_language_around_them() -> None:
    assert languages.detect("姉妹都市一覧", "ja") == "ja"
    assert languages.detect("2004", "id") == "id"


def test_a_language_without_a_folder_knows_only_its_code() -> None:
    dutch = languages.get("nl")
    assert (dutch.code, dutch.name, dutch.abbreviations) == ("nl", "", frozenset())
    assert not languages.has_rules("nl")
    assert dutch.cues.scan("burgemeester") == []
    assert dutch.find_dates("12 mei 1990", "12 mei 1990") == []


def test_an_unknown_label_is_an_error_and_a_missing_one_is_english() -> None:
    with pytest.raises(KeyError):
        languages.label("en", "no such label")


def test_the_interface_is_complete_in_its_two_languages() -> None:
    words = {code: yamlfile.load(languages.FOLDER / code / "labels.yaml") for code in ("en", "id")}
    keys = {code: {key for key in top if key.startswith("web_")} for code, top in words.items()}
    assert keys["en"] == keys["id"]
    for key in keys["en"]:
        holes = [set(re.findall(r"\{(\w+)\}", words[code].text(key))) for code in ("en", "id")]
        assert holes[0] == holes[1], key


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("twin town", "two twin towns", True),
        ("twin town", "twintown", False),
        ("renew*", "a renewal", True),
        ("renew*", "unrenewed", False),
        ("+kirim", "mengirimkan surat", True),
        ("+kirim", "pengiriman barang", True),
        ("+kirim", "kirim", True),
        ("(gift|present) of .. books", "a gift of many old books", True),
        ("(gift|present) of .. books", "a gift. Of books", False),
        ("sign [the] paper", "sign paper", True),
    ],
)
def test_patterns_find_words_stems_roots_and_gaps(pattern: str, text: str, found: bool) -> None:
    assert bool(compile_pattern(pattern, LATIN).regex.search(text)) is found


@pytest.mark.parametrize("code", [code for code in languages.codes() if languages.has_rules(code)])
def test_a_cue_is_told_by_its_letters_where_its_expression_would_find_it(code: str) -> None:
    lexicon = languages.get(code).cues
    texts = [flat(text) for must, must_not in lexicon.examples.values() for text in (*must[:1], *must_not[:1])]
    for cue in lexicon.cues[::60]:
        pattern = cue.compiled
        for text in texts:
            at = text.find(pattern.keys[0])
            match = pattern.regex.match(text, at) if at >= 0 else None
            assert at < 0 or pattern.end(text, at) == (match.end() if match else 0), (cue.pattern, text)
            if pattern.single and at >= 0 and (at == 0 or not text[at - 1].isalnum()):
                assert at + pattern.size(text[at:].split(" ")[0]) == (match.end() if match else at), (cue.pattern, text)


def test_in_scripts_without_blanks_particles_may_follow_a_token() -> None:
    regex = compile_pattern("자매결연 체결", SIGNS).regex
    assert regex.search("자매결연을 체결했다")
    assert regex.search("자매결연체결식")


@pytest.mark.parametrize("pattern", ["", "[a] b", ".. b", "*x", "(a|b"])
def test_what_is_no_pattern_is_named_with_its_place(pattern: str) -> None:
    with pytest.raises(YamlError, match=r"cues\.yaml:3"):
        compile_pattern(pattern, LATIN, "cues.yaml:3")


def test_flat_text_is_as_long_as_the_text() -> None:
    text = "İstanbul — ２０２０年４月　“A”\nß"
    assert len(flat(text)) == len(text)
    assert "2020年4月" in flat(text)


def test_the_longer_cue_wins_within_a_file_and_not_across_files() -> None:
    acts = yamlfile.parse("sister: sister city\ncity: city", "acts.yaml")
    hedges = yamlfile.parse("plan: city will", "hedges.yaml")
    found = lexicon.load([acts, hedges], Morphology()).scan("the sister city will see")
    assert [(h.name, h.start) for h in found] == [("sister", 4), ("plan", 11)]


def test_what_stands_in_the_gap_of_a_longer_cue_is_found_too() -> None:
    acts = yamlfile.parse("receive: took .. in\ntraining: practical training\nlead: took", "acts.yaml")
    found = lexicon.load([acts], Morphology()).scan("they took practical training in may")
    assert [h.name for h in found] == ["receive", "training"]


@pytest.mark.parametrize("code", languages.codes())
def test_no_cue_stands_twice_in_its_class_and_every_plain_cue_is_found(code: str) -> None:
    cues = languages.get(code).cues
    twice = [key for key, n in Counter((c.name, c.pattern) for c in cues.cues).items() if n > 1]
    assert twice == []
    unreachable = []
    for cue in cues.cues:
        if set(cue.pattern) & set("*+|[]().#"):
            continue
        if not any(h.name == cue.name for h in cues.scan(flat(cue.pattern))):
            unreachable.append((cue.name, cue.pattern))
    assert unreachable == []


@pytest.mark.parametrize("code", languages.codes())
def test_every_example_of_a_class_holds_both_ways(code: str) -> None:
    cues = languages.get(code).cues
    for name, (must, must_not) in cues.examples.items():
        assert all(any(h.name == name for h in cues.scan(flat(text))) for text in must), name
        assert not any(h.name == name for text in must_not for h in cues.scan(flat(text))), name


def test_all_languages_know_the_classes_that_rules_ask_for() -> None:
    known = [languages.get(code).cues.classes for code in languages.codes()]
    needed = {"sister", "friendship", "memorandum", "sign", "mayor", "delegation", "pupil", "go", "send", "receive"}
    assert all(needed <= classes for classes in known)
