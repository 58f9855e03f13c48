"""Add and code 500 documents of 20,000 characters with the command line, on one core; then the same with half of them.

usage: python benchmarks/spine.py [--documents N] [--keep DIR]

Prints the seconds of ``add``, ``code`` and of a second run of both (and how many of them are work of this program: a
busy machine only adds to the first), the peak of memory, and how the work grows when the documents double. The texts
come from a seeded generator: 40 % English, 30 % Indonesian, 15 % Korean, 15 % Japanese, made-up and common words with
an act, a pair and a date every few sentences. Aims: 120 s, 500 MB, 2 s, and doubling at most doubles.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kembar import languages

SEED, SIZE = 20240601, 20_000
SHARES = {"en": 0.40, "id": 0.30, "ko": 0.15, "ja": 0.15}
PAIRS = [
    ("Surabaya", "Busan", "수라바야", "부산", "スラバヤ", "釜山"),
    ("Medan", "Gwangju", "메단", "광주", "メダン", "光州"),
    ("Bandung", "Suwon", "반둥", "수원", "バンドン", "水原"),
    ("Semarang", "Toyama", "스마랑", "도야마", "スマラン", "富山"),
]
ACTS = {
    "en": [
        "{a} and {b} signed a memorandum of understanding in {y}.",
        "A delegation of {n} officials from {a} visited {b} in May {y}.",
        "Every July {n} pupils of {a} travel to {b}.",
        "In {y} {b} donated two fire engines to {a}.",
        "Both cities held a food festival in {y}.",
    ],
    "id": [
        "{a} dan {b} menandatangani nota kesepahaman pada tahun {y}.",
        "Delegasi {n} pejabat {a} mengunjungi {b} pada Mei {y}.",
        "Setiap Juli {n} siswa {a} berangkat ke {b}.",
        "Pada {y} {b} menghibahkan dua mobil pemadam kepada {a}.",
        "Kedua kota mengadakan festival kuliner pada {y}.",
    ],
    "ko": [
        "{a}와 {b}는 {y}년 양해각서를 체결했다.",
        "{y}년 5월 {a} 대표단 {n}명이 {b}를 방문했다.",
        "매년 7월 {a} 학생 {n}명이 {b}에 간다.",
        "{y}년 {b}는 {a}에 소방차 두 대를 기증했다.",
        "양 도시는 {y}년 음식 축제를 열었다.",
    ],
    "ja": [
        "{a}と{b}は{y}年に覚書を締結した。",
        "{y}年5月、{a}の訪問団{n}人が{b}を訪れた。",
        "毎年7月、{a}の生徒{n}人が{b}へ行く。",
        "{y}年、{b}は{a}に消防車2台を寄贈した。",
        "両市は{y}年に食の祭りを開いた。",
    ],
}
SIGNS = {"ko": "가나다라마바사아자차카타파하", "ja": "あかさたなはまやらわいきしちに"}


def names(pair: tuple[str, ...], language: str) -> tuple[str, str]:
    """Return both names of a pair as a language writes them."""
    at = {"ko": 2, "ja": 4}.get(language, 0)
    return pair[at], pair[at + 1]


def word(draw: random.Random, language: str) -> str:
    """Make up a word."""
    if language in SIGNS:
        return "".join(draw.choices(SIGNS[language], k=draw.randint(2, 5)))
    return "".join(draw.choice("bdfgklmnprst") + draw.choice("aeiou") for _ in range(draw.randint(1, 4)))


def filler(draw: random.Random, language: str) -> str:
    """Make up a sentence without meaning; every third word is a common one, so that its language can be told."""
    common = sorted(languages.get(language).function_words) if language not in SIGNS else []
    words = [word(draw, language) for _ in range(draw.randint(8, 16))]
    words = [draw.choice(common) if common and draw.random() < 0.33 else each for each in words]
    if language == "ja":
        return "".join(words) + "。"
    return (" ".join(words) + ("다." if language == "ko" else ".")).capitalize()


def document(draw: random.Random, language: str) -> str:
    """Make a text of at least SIZE characters: a title with the pair, headings, paragraphs, an act now and then."""
    a, b = names(draw.choice(PAIRS), language)
    parts, length = [f"{a} - {b}\n"], 0
    while length < SIZE:
        sentences = []
        for _ in range(6):
            act = draw.choice(ACTS[language]).format(a=a, b=b, y=draw.randint(1985, 2023), n=draw.randint(4, 60))
            sentences.append(act if draw.random() < 0.12 else filler(draw, language))
        paragraph = ("" if language == "ja" else " ").join(sentences)
        parts.append(paragraph + "\n")
        length += len(paragraph)
    return "\n".join(parts)


def generate(folder: Path, count: int) -> list[Path]:
    """Write the documents and return their paths."""
    draw, paths = random.Random(SEED), []
    chosen = draw.choices(list(SHARES), weights=list(SHARES.values()), k=count)
    for number, language in enumerate(chosen):
        paths.append(folder / f"text-{number:04}-{language}.txt")
        paths[-1].write_text(document(draw, language), encoding="utf-8", newline="\n")
    return paths


def kembar(*arguments: str) -> tuple[float, float]:
    """Run a command of Kembar; return the seconds it took and those of work in it. Its output is shown if it fails."""
    started, worked = time.perf_counter(), sum(os.times()[2:4])
    done = subprocess.run([sys.executable, "-m", "kembar", *arguments], capture_output=True, encoding="utf-8")
    if done.returncode:
        sys.exit(f"kembar {arguments[0]} ...: exit {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return time.perf_counter() - started, sum(os.times()[2:4]) - worked


def memory() -> float:
    """Return the highest memory of any process run so far in megabytes, 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def run(folder: Path, count: int) -> float:
    """Make a study of so many documents, print the seconds of each step, return those of work in add and code."""
    texts = folder / f"texts-{count}"
    texts.mkdir()
    paths = [str(path) for path in generate(texts, count)]
    study = str(folder / f"study-{count}")
    kembar("new", study)
    steps = {
        "add": kembar("-C", study, "add", *paths),
        "code": kembar("-C", study, "code"),
        "add again": kembar("-C", study, "add", *paths),
        "code again": kembar("-C", study, "code"),
    }
    told = ", ".join(f"{name} {spent:.1f} s (work {worked:.1f} s)" for name, (spent, worked) in steps.items())
    print(f"{count:5} documents: {told}", flush=True)
    return steps["add"][1] + steps["code"][1]


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--keep", type=Path, help="a folder for the texts and studies; else they are deleted")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        folder = options.keep or Path(temporary)
        half = run(folder, options.documents // 2)
        full = run(folder, options.documents)
    print(f"memory: {memory():.0f} MB at most; work grows {full / half:.2f} times when documents double")


if __name__ == "__main__":
    main()
