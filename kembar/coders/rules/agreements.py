"""Rules for agreements: papers signed, ties begun, kept, renewed, ended or proposed.

Each rule is a function from a sentence to candidates; its docstring is its manual page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kembar.alphabets import HIRAGANA
from kembar.coders.rules.candidate import Candidate, told_by
from kembar.coders.rules.epithets import epithet
from kembar.coders.rules.papers import NAMED, PAPERS, SPECIFIC, merged
from kembar.coders.rules.sentences import Sentence
from kembar.languages.lexicon import Hit

_SIGN_REACH = 90
_SEAL_REACH = 45
_ABOUT, _OF, _JUBILEE = 6, 1, 5
_CHAIN = 34
_RELATIVE_REACH = 150


def _kind(sentence: Sentence, name: str) -> str:
    """The kind that a class of paper stands for; an unnamed paper is the one named in the sentences before."""
    if name == "paper" and sentence.taken_up == PAPERS["friendship"]:
        return sentence.taken_up
    return sentence.last_paper if name == "document" and sentence.last_paper else PAPERS[name]


@told_by(*PAPERS)
def paper_signed(sentence: Sentence) -> Iterator[Candidate]:
    """A paper or tie with a verb of signing, or of becoming, near it.

    "signed a memorandum", "자매결연을 체결", "meneken LoI"; not the name of a paper alone.
    """
    for name, hits in merged(sentence):
        head = hits[0]
        reach = _RELATIVE_REACH if name in SPECIFIC else _SIGN_REACH
        sign = next((s for h in hits if (s := sentence.near(h, "sign", reach=reach))), None)
        if sign is None and name != "bond":
            sign = next((s for h in hits if (s := sentence.near(h, "seal", reach=_SEAL_REACH))), None)
        become = next(
            (b for h in hits if h.name in ("sister", "friendship") and (b := sentence.near(h, "become", reach=45))),
            None,
        )
        if (name == "bond" and (sign is None or not sentence.dates)) or _of_schools(sentence, head):
            continue
        if all(only_says_what(sentence, h) for h in hits):
            continue
        verb = sign or become or (head if name == "renew" else None)
        if verb is not None and _years_ago(sentence, verb):
            continue
        if verb is None or (name != "renew" and _renewed(sentence, hits, verb)):
            continue
        if name == "renew":
            yield from _renewed_later(sentence, hits)
            hits, verb = [head], verb if sentence.distance(head.end, verb.start) < 25 else head
        strength = {"bond": 0.5, "paper": 1.0, "renew": 1.5}.get(name, 2.0) + (0.5 if sign else 0)
        yield Candidate(
            "agreement", _kind(sentence, name), sentence, head.start, head.end, strength,
            ["paper_signed" if sign else "tie_became" if become else "renewed"], hits=[*hits, verb],
        )  # fmt: skip


def _years_ago(sentence: Sentence, verb: Hit) -> bool:
    """Whether it is only told how many years ago a tie was sealed, with no date before: 手を結んで四十年になる."""
    told = any(h.start <= verb.start < h.end and h.end > verb.end for h in sentence.of("anniversary"))
    return told and not any(d.first[0] and d.end <= verb.start for d in sentence.dates)


def _renewed(sentence: Sentence, hits: Sequence[Hit], verb: Hit) -> bool:
    """Whether a renewal told between a paper and the verb is what is signed: "the MoU ends, its renewal is signed"."""
    last = max(h.end for h in hits)
    return any(last <= r.start and r.end <= verb.start for r in sentence.of("renew"))


@told_by(*PAPERS)
def tie_dated(sentence: Sentence) -> Iterator[Candidate]:
    """A tie or paper with its date and no verb of signing: "sister cities since 1994", "the agreement of 24 April".

    Not a tie in a sentence whose date belongs to something else: the date must stand near the word.
    """
    for name, hits in merged(sentence):
        head = hits[0]
        if any(sentence.near(h, "sign", reach=_SIGN_REACH) for h in hits):
            continue
        dates = [d for d in sentence.dates if d.first[0] or (d.unit == "year" and name != "bond")]
        close = [d for d in dates for h in hits if _gap(sentence, h, d.start, d.end) <= 45]
        close = [d for d in close if d.since or not _of_another_verb(sentence, hits, d.start, d.end)]
        named = [h for h in hits if h.name not in SPECIFIC]
        only_named = any(_feast(sentence, h) for h in hits) or any(_epithet(sentence, h) for h in named)
        if only_named and not any(d.since for d in close):
            continue
        if close and name != "renew":
            strength = 1.5 + (0.7 if any(d.since for d in close) else 0) - (0.9 if name == "bond" else 0)
            yield Candidate(
                "agreement", PAPERS[name], sentence, head.start, head.end, strength, ["tie_dated"], hits=hits
            )


def _of_another_verb(sentence: Sentence, hits: Sequence[Hit], start: int, end: int) -> bool:
    """Whether a date stands nearer to a verb of another act than to the tie ("a sister city fair was held in 2002")."""
    tie = min(_gap(sentence, hit, start, end) for hit in hits)
    return any(_gap(sentence, verb, start, end) < tie for verb in sentence.of("hold", "give", "go", "send", "receive"))


def _feast(sentence: Sentence, hit: Hit) -> bool:
    """Whether a tie is named only as what has its anniversary ("30th anniversary of the tie", 提携30周年)."""
    if sentence.spaced:
        return any(0 <= hit.start - h.end <= 24 for h in sentence.of("anniversary"))
    return any(-4 <= h.start - hit.end <= 4 for h in sentence.of("anniversary", "years"))


def _gap(sentence: Sentence, hit: Hit, start: int, end: int) -> float:
    return sentence.distance(hit.end, start) if start >= hit.end else sentence.distance(end, hit.start)


def _epithet(sentence: Sentence, hit: Hit) -> bool:
    """Whether a word for a tie only says what a place is."""
    return epithet(sentence, hit.start, hit.end) or only_says_what(sentence, hit)


def only_says_what(sentence: Sentence, hit: Hit) -> bool:
    """Whether a word for a tie only says what a place is, where blanks part no words: but "of" or a country between."""
    if sentence.spaced or hit.name not in ("sister", "friendship"):
        return False
    spot = next((s for s in sentence.spots if 0 <= s.start - hit.end <= _CHAIN), None)
    if spot is None:
        return False
    language = sentence.language
    small = [(n.start, n.end) for n in sentence.nations] + [(h.start, h.end) for h in sentence.of("apposition")]
    told = "".join("" if any(a <= i < b for a, b in small) else sentence.text[i] for i in range(hit.end, spot.start))
    told = re.sub("|".join(map(re.escape, language.genitive)) or "(?!)", "", told)
    return not re.search(r"[\w、]", _names(language.type_signs + language.state_signs).sub("", told))


@lru_cache
def _names(signs: str) -> re.Pattern[str]:
    """Names with their type word, as of the state and the province in which a partner lies."""
    return re.compile(rf"[^\s、。,{HIRAGANA}]{{1,10}}[{re.escape(signs)}]")


@told_by("tied")
def tie_told_in_a_word(sentence: Sentence) -> Iterator[Candidate]:
    """A word that is tie and act at once: "were twinned", "자매결연을 했다", "提携し"."""
    for hit in sentence.of("tied"):
        if _standing(sentence, hit) or _of_paper(sentence, hit) or _of_schools(sentence, hit):
            continue
        if any(hit.start < h.start < hit.end < h.end for h in sentence.of("years")) or _jubilee(sentence, hit):
            continue
        inside = any(h.start < hit.end and hit.start < h.end for h in sentence.of("friendship"))
        near = inside or sentence.near(hit, "friendship", reach=30)
        kind = "friendship_agreement" if near else "sister_agreement"
        yield Candidate(
            "agreement", kind, sentence, hit.start, hit.end, 2.3, ["paper_signed", "tie_told_in_a_word"], hits=[hit]
        )


def _jubilee(sentence: Sentence, hit: Hit) -> bool:
    """Whether a tie is only told as what has its jubilee right behind ("결연 체결 20주년"), with no date before it."""
    feast = any(0 <= h.start - hit.end <= _JUBILEE for h in sentence.of("anniversary"))
    return feast and not any(d.first[0] and d.end <= hit.start for d in sentence.dates)


def _of_schools(sentence: Sentence, hit: Hit) -> bool:
    """Whether a tie or paper is one of schools ("姉妹校の覚書"): a word for their link overlaps it or goes before."""
    return not sentence.spaced and any(
        hit.start - h.end <= _OF and h.start <= hit.start for h in sentence.of("univ_link") if h.start < hit.end
    )


def _of_paper(sentence: Sentence, hit: Hit) -> bool:
    """Whether the tie is only what a paper right behind it is about ("the letter of intent for the tie was signed")."""
    if sentence.spaced:
        return False
    papers = sentence.of(*SPECIFIC, "renew")
    return any(-1 <= p.start - hit.end <= _ABOUT and sentence.near(p, "sign", reach=_SIGN_REACH) for p in papers)


def _standing(sentence: Sentence, hit: Hit) -> bool:
    """Whether a tie is only told as one that is had ("맺고 있다"), with no date in its sentence."""
    return not sentence.dates and any(k.start < hit.end < k.end for k in sentence.of("keep"))


@told_by("sign")
def signed_with(sentence: Sentence) -> Iterator[Candidate]:
    """A verb of signing with a partner and a date, the paper unnamed: "we signed with Otaru on 11 April 1980"."""
    if sentence.has(*PAPERS, "tied", "a_university") or not sentence.spots:
        return
    opened = {(h.start, h.end) for h in sentence.of("name", "build", "hold", "exchange")}
    for hit in sentence.of("sign"):
        if (hit.start, hit.end) in opened:
            continue
        dated = any(_gap(sentence, hit, d.start, d.end) <= 40 and d.first[0] for d in sentence.dates)
        placed = any(_gap(sentence, hit, s.start, s.end) <= 40 for s in sentence.spots if not s.masked)
        if dated and placed:
            yield Candidate(
                "agreement", "sister_agreement", sentence, hit.start, hit.end, 1.0,
                ["paper_signed", "signed_with"], hits=[hit],
            )  # fmt: skip
            return


@told_by("closing")
def paper_itself(sentence: Sentence) -> Iterator[Candidate]:
    """The closing line of an agreement's own text: "DONE at ... on the first day of March", 작성되었다, 作成し."""
    if not sentence.own_paper:
        return
    sign = next((h for h in sentence.of("closing") if sentence.dates), None)
    if sign is not None and any(d.first[0] and d.first[2] for d in sentence.dates):
        yield Candidate(
            "agreement", sentence.own_paper, sentence, sign.start, sign.end, 3.0, ["paper_itself"], hits=[sign]
        )


def partner_listed(sentence: Sentence) -> Iterator[Candidate]:
    """A partner with its year in a list below a heading or sentence about ties: "Chiang Mai (since 2007)"."""
    if not sentence.taken_up or sentence.has("sign", "tied", *PAPERS):
        return
    for spot in sentence.spots:
        dated = next((d for d in sentence.dates if 0 <= d.start - spot.end <= 14 and d.first[0]), None)
        if (
            dated is not None
            and not spot.masked
            and re.fullmatch(r"\W*\w{0,7}\W*", sentence.text[spot.end : dated.start])
        ):
            cue = Hit(dated.start, dated.end, "date", "")
            yield Candidate(
                "agreement", sentence.taken_up, sentence, dated.start, dated.end, 1.4, ["partner_listed"], hits=[cue]
            )


@told_by("sign")
def tie_taken_up(sentence: Sentence) -> Iterator[Candidate]:
    """A verb of signing with a date whose subject is the tie told just before: "It was sealed in 1954".

    Only where the sentence names no paper or tie itself and the one before it does (``sentence.taken_up``), and nothing
    built that may be what was opened.
    """
    if not sentence.taken_up or sentence.has(*PAPERS, "tied"):
        return
    for hit in sentence.of("sign"):
        opened = any(h.start == hit.start for h in sentence.of("build")) and sentence.has("structure", "street")
        dated = any(_gap(sentence, hit, d.start, d.end) <= 40 for d in sentence.dates)
        opened = opened or _years_ago(sentence, hit)
        if dated and not opened and hit.start < (60 if sentence.spaced else 30):
            yield Candidate(
                "agreement", sentence.taken_up, sentence, hit.start, hit.end, 1.5,
                ["paper_signed", "tie_taken_up"], hits=[hit],
            )  # fmt: skip
            return


@told_by(*PAPERS)
def tie_open(sentence: Sentence) -> Iterator[Candidate]:
    """A tie that is proposed, expired or valid without a date or verb: "the memorandum lapsed", "talks on a tie"."""
    for name, hits in merged(sentence):
        head = hits[0]
        if any(sentence.near(h, "sign", "become", reach=_SIGN_REACH) for h in hits) or name == "bond":
            continue
        if all(only_says_what(sentence, h) for h in hits):
            continue
        ended = next((e for h in hits if (e := sentence.near(h, "expire", reach=70))), None)
        planned = next((e for h in hits if (e := sentence.near(h, "plan", reach=70))), None)
        if planned and any(w.start <= head.start <= w.end + 1 for w in sentence.of("that_city", "partner_word")):
            continue  # "teachers of that sister city will come"
        if ended or planned:
            rule = "tie_ended" if ended else "tie_proposed"
            verb = ended or planned
            yield Candidate(
                "agreement", PAPERS[name], sentence, head.start, head.end, 1.2 if name != "paper" else 0.6, [rule],
                hits=[*hits, *([verb] if verb else [])],
            )  # fmt: skip


def _renewed_later(sentence: Sentence, hits: Sequence[Hit]) -> Iterator[Candidate]:
    """The paper itself where it is told with its own signing and date before its renewal: "signed in 1998, renewed"."""
    order = list(PAPERS)
    papers = [h for h in hits if h.name not in ("renew", "bond", "document")]
    renewed = min(h.start for h in hits if h.name == "renew")
    paper = min(papers, key=lambda h: order.index(h.name), default=None)
    if paper is None or len([d for d in sentence.dates if d.first[0]]) < 2:
        return
    signs = [h for h in sentence.of("sign") if paper.end <= h.start < renewed]
    sign = next(
        (h for h in signs if any(0 <= d.start - h.end <= 45 and d.end <= renewed for d in sentence.dates)), None
    )
    if sign is not None:
        yield Candidate(
            "agreement", PAPERS[paper.name], sentence, paper.start, paper.end, 2.0, ["paper_signed"], hits=[paper, sign]
        )


def taken_up(sentence: Sentence) -> str:
    """The kind of tie or paper that a sentence names, for the sentence after it ("" if none)."""
    return next((PAPERS[name] for name in NAMED if sentence.has(name)), "")


RULES = (paper_signed, tie_dated, tie_told_in_a_word, signed_with, paper_itself, partner_listed, tie_taken_up, tie_open)
