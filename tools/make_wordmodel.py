"""Makes lib/baogao/lexicon/wordmodel.bin, the counts of character runs by which broken text is read.

    python tools/make_wordmodel.py --smartcn lucene-analyzers-smartcn.jar --jieba dict.txt --reports FOLDER

Sources, none of which is needed again to run or build baogao:

- `--smartcn` the word pairs of SmartCN, from the January-to-June news of a daily paper, in the jar of Apache
  Lucene (Apache-2.0; Debian's package liblucene4.10-java). The jar keeps each pair as a hash; the pairs are
  found again by hashing every two words of its word list (about two minutes with numpy).
- `--jieba` the word list of jieba (MIT; `jieba/dict.txt` in its sdist on PyPI).
- `--reports` a folder of clean government work reports (`*.txt`; official documents, not under copyright).
  Only runs of at most four characters that three reports or more share are counted: the wording of the
  genre, no names and no text of one report.
- `wordmodel_phrases.txt` beside this script: set phrases of the genre.

File: a line with name, sources and licences; a line with the number of runs of 1, 2, 3, 4 characters;
a line with the characters by falling count, which numbers them; then for each k the runs in the order of
those numbers: a byte each for the count; two bytes for the last character (k > 1); four bytes for the place
of the first run of k + 1 that begins with it, and behind them one more such place for the end (k < 4).
Numbers are little-endian.
"""

from __future__ import annotations

import argparse
import io
import math
import re
import struct
import sys
import zipfile
from array import array
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path

from baogao.text.wordmodel import BITS, FIRST_COUNT, LEAST, ORDER, STEP, normal

HEAD = (
    "baogao word model 3; counts of character runs from Apache Lucene SmartCN (Apache-2.0), jieba (MIT) and "
    "the shared wording of government work reports (public documents); made by tools/make_wordmodel.py"
)
WEIGHTS = {"smartcn": 0.1, "jieba": 0.001, "reports": 3.0, "phrases": 6.0}
PHRASES = Path(__file__).with_name("wordmodel_phrases.txt")
# What SmartCN writes for a class of words; classes without a sign of their own break the run.
CLASSES = {"未##数": "0", "未##时": "0", "始##始": "\n", "末##末": "\n"}


def runs_of(text: str) -> Counter[str]:
    """Every run of one to four characters, counted."""
    runs: Counter[str] = Counter()
    for k in range(1, ORDER + 1):
        runs.update(text[i : i + k] for i in range(len(text) - k + 1))
    return runs


def from_reports(texts: list[str], reports: int = 3) -> Counter[str]:
    """The runs that at least so many reports share."""
    total: Counter[str] = Counter()
    holders: Counter[str] = Counter()
    for text in texts:
        runs = runs_of(normal(text))
        total.update(runs)
        holders.update(runs.keys())
    return Counter({run: count for run, count in total.items() if holders[run] >= reports})


def from_phrases(path: Path = PHRASES) -> Counter[str]:
    """The runs inside each of the phrases, which blanks part."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    runs: Counter[str] = Counter()
    for phrase in " ".join(lines).split():
        runs.update(runs_of(normal(phrase)))
    return runs


def from_jieba(path: Path, least: int = 50) -> Counter[str]:
    """The runs inside words."""
    runs: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        word, count = line.split(" ")[:2]
        word = normal(word)
        if int(count) < least or not re.fullmatch(r"[\u3400-\u9fff]+", word):
            continue
        for i in range(len(word)):
            for k in range(1, min(ORDER, len(word) - i) + 1):
                runs[word[i : i + k]] += int(count)
    return runs


def from_smartcn(jar: Path) -> Counter[str]:
    """The runs inside words, and those that cross from one word to the next."""
    words, pairs = smartcn_pairs(jar)
    runs: Counter[str] = Counter()
    plain = {
        word: CLASSES.get(word, "" if "##" in word else re.sub("0+", "0", normal(word))) for word in words
    }
    for first, second, count in pairs:
        a, b = plain[first][-(ORDER - 1) :], plain[second][: ORDER - 1]
        if a and b and a + b != "\n\n":
            both = a + b
            for i in range(len(a)):
                for j in range(len(a) + 1, min(len(both), i + ORDER) + 1):
                    runs[both[i:j]] += count
    for word, count in words.items():
        text = plain[word]
        for i in range(len(text)):
            for k in range(1, min(ORDER, len(text) - i) + 1):
                runs[text[i : i + k]] += count
    return runs


def smartcn_pairs(jar: Path) -> tuple[dict[str, int], list[tuple[str, str, int]]]:
    """SmartCN's words with counts, and its word pairs with counts."""
    import numpy as np

    with zipfile.ZipFile(jar) as archive:
        folder = "org/apache/lucene/analysis/cn/smart/hhmm/"
        _, _, suffixes, counts = _java_arrays(archive.read(folder + "coredict.mem"))
        hashes, sizes = _java_arrays(archive.read(folder + "bigramdict.mem"))
    words: dict[str, int] = {}
    for number, (tails, sums) in enumerate(zip(suffixes, counts, strict=True)):
        try:
            first = bytes((number // 94 + 161, number % 94 + 161)).decode("gb2312")
        except UnicodeDecodeError:
            continue
        for tail, count in zip(tails or (), sums if sums is not None else (), strict=False):
            word = first + "".join(map(chr, tail if tail is not None else ()))
            if count > 0:
                words[word] = words.get(word, 0) + int(count)
    vocabulary = list(words)
    used = sizes > 0
    table, size = hashes[used].astype(np.int64).view(np.uint64), sizes[used]
    order = np.argsort(table)
    table, size = table[order], size[order]
    low = np.uint64((1 << 24) - 1)
    sieve = np.zeros(1 << 24, bool)
    sieve[(table & low).astype(np.int64)] = True
    np.seterr(over="ignore")

    def stir(state: np.ndarray, char: str) -> np.ndarray:  # FNV-1, as SmartCN hashes
        for byte in (ord(char) & 0xFF, ord(char) >> 8):
            state = (state ^ np.uint64(byte)) * np.uint64(1099511628211)
        return state

    begun = np.full(len(vocabulary), 0xCBF29CE484222325, dtype=np.uint64)
    for number, word in enumerate(vocabulary):
        state = begun[number : number + 1]
        for char in word + "@":
            state = stir(state, char)
        begun[number] = state[0]
    pairs = []
    for second in vocabulary:
        state = begun
        for char in second:
            state = stir(state, char)
        hits = np.nonzero(sieve[(state & low).astype(np.int64)])[0]
        places = np.minimum(np.searchsorted(table, state[hits]), len(table) - 1)
        right = table[places] == state[hits]
        pairs += [
            (vocabulary[a], second, int(size[p])) for a, p in zip(hits[right], places[right], strict=True)
        ]
    return words, pairs


def _java_arrays(data: bytes) -> list:  # type: ignore[type-arg]
    """The arrays in a Java serialisation stream, nested as they are."""
    import numpy as np

    stream = io.BytesIO(data)
    stream.read(4)
    handles: list[object] = []

    def number(form: str) -> int:
        return int(struct.unpack(">" + form, stream.read(struct.calcsize(form)))[0])

    def kind() -> str:
        tag = number("B")
        if tag == 0x71:
            return str(handles[number("I") - 0x7E0000])
        if tag == 0x70:
            return ""
        name = stream.read(number("H")).decode()
        handles.append(name)
        stream.read(8 + 1 + 2 + 1)  # serial number, flags, no fields, end of annotations
        kind()
        return name

    def value() -> object:
        tag = number("B")
        if tag == 0x70:
            return None
        if tag == 0x71:
            return handles[number("I") - 0x7E0000]
        name, place = kind(), len(handles)
        handles.append(None)
        length = number("i")
        form = {"[S": ">i2", "[C": ">u2", "[I": ">i4", "[J": ">i8"}.get(name)
        found: object
        if form:
            found = np.frombuffer(stream.read(length * int(form[-1])), form)
        else:
            found = [value() for _ in range(length)]
        handles[place] = found
        return found

    found = []
    while stream.tell() < len(data):
        found.append(value())
    return found


def mix(sources: dict[str, Counter[str]]) -> dict[str, float]:
    """The weighted sum of the sources, small counts left out."""
    mixed: Counter[str] = Counter()
    for name, runs in sources.items():
        for run, count in runs.items():
            mixed[run] += count * WEIGHTS[name]  # type: ignore[assignment]
    return {run: count for run, count in mixed.items() if count >= LEAST[len(run)]}


def pack(counts: dict[str, float]) -> bytes:
    """The file's bytes."""
    singles = sorted((run for run in counts if len(run) == 1), key=lambda run: (-counts[run], run))
    singles = singles[: (1 << BITS) - 512]  # numbers are left for a report's own characters
    ids = {char: number for number, char in enumerate(singles, 1)}

    def size(run: str) -> int:
        return max(0, min(255, round(math.log(counts[run] / FIRST_COUNT) / math.log(STEP))))

    # A run stands only under its beginning, one character shorter.
    levels: dict[int, list[str]] = {1: singles}
    held = set(singles)
    for k in range(2, ORDER + 1):
        runs = [run for run in counts if len(run) == k and run[:-1] in held and run[-1] in ids]
        levels[k] = sorted(runs, key=lambda run: [ids[char] for char in run])
        held.update(runs)
    body = []
    for k, runs in levels.items():
        body.append(bytes(map(size, runs)))
        if k > 1:
            body.append(_packed("H", (ids[run[-1]] for run in runs)))
        if k < ORDER:
            children = Counter(run[:-1] for run in levels[k + 1])
            body.append(_packed("I", accumulate((children[run] for run in runs), initial=0)))
    lengths = " ".join(str(len(runs)) for runs in levels.values())
    head = "\n".join([HEAD, lengths, "".join(singles).replace("\n", "\\n"), ""])
    return head.encode() + b"".join(body)


def _packed(form: str, numbers: Iterable[int]) -> bytes:
    packed = array(form, numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--smartcn", type=Path, required=True)
    parser.add_argument("--jieba", type=Path, required=True)
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("lib/baogao/lexicon/wordmodel.bin"))
    a = parser.parse_args()
    # A text with private-use glyphs is a damaged one: nothing is to be learned from it.
    # Nor from question marks, which stand for lost signs as often as for questions.
    texts = [path.read_text(encoding="utf-8-sig") for path in sorted(a.reports.glob("*.txt"))]
    texts = [re.sub(r"\?+", "\n", text) for text in texts]
    clean = [text for text in texts if not re.search("[\ue000-\uf8ff]", text)]
    sources = {
        "smartcn": from_smartcn(a.smartcn),
        "jieba": from_jieba(a.jieba),
        "reports": from_reports(clean),
        "phrases": from_phrases(),
    }
    data = pack(mix(sources))
    a.out.write_bytes(data)
    print(f"{a.out}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
