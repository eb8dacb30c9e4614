"""The number alone: Arabic or Chinese digits, multipliers, and what one of them is worth."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Final, NamedTuple

from baogao.lexicon import alternation, load

_LONGEST: Final = 24  # digits; what is longer is no amount but a serial number


class Numeral(NamedTuple):
    """A number at a place: `end` behind its multiplier, `raw` without and `scale` with it."""

    end: int
    raw: Decimal
    scale: Decimal
    approximate: str  # "", ">" (1000余) or "~" (十来)

    @property
    def value(self) -> Decimal:
        return self.raw * self.scale


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = load("numerals")
    kilo = "".join(word for word in load("units")["kilo"]["after"] if len(word) == 1)
    times = alternation([word for word in words["multipliers"]["words"] if word not in {"千", "万", "百"}])
    # 万 before 伏 and the like would be a unit of its own; only 千 opens one that is in use.
    times = rf"(?:{times}|万|百(?!分)|千(?![{kilo}])|{words['multipliers']['mega']}(?=[美日韩]?元))"
    about = rf"(?:{alternation(words['approximate']['more'])}|{alternation(words['approximate']['about'])})"
    number = re.compile(
        r"\d(?: \d){1,23}(?: ?\. ?\d(?: \d){0,7})?(?! ?\d)"  # 7 4 7 7 2, as old pages space them out
        r"|\d{1,3}(?:,\d{3}){1,6}(?:\.\d+)?(?!,?\d)"
        r"|(?<![\d. ])\d{1,3}(?: \d{3}){1,4}(?:\.\d+)?(?= ?[一-鿿%‰])"  # 3 200元, as standards part thousands
        r"|\d+(?:(?: ?\.|\. )\d+)?(?!\.\d)"
        r"|\d+",
        re.ASCII,
    )
    tail = re.compile(rf" ?(?P<before>{about}?) ?(?P<times>{times}?) ?(?P<after>{about}?)")
    spelled = "".join([*words["digits"], *words["powers"], *words["contracted"]])
    return number, tail, re.compile(f"[{spelled}]+(?:点[{spelled}]+)?")


@cache
def _worth() -> dict[str, Decimal]:
    words = load("numerals")
    worth = {"": Decimal(1), words["multipliers"]["mega"]: Decimal(10) ** 12}
    for word in words["multipliers"]["words"]:
        worth[word] = Decimal(1)
        for sign in word:
            worth[word] *= Decimal(words["powers"][sign])
    return worth


@cache
def _sense() -> dict[str, str]:
    words = load("numerals")["approximate"]
    return {"": ""} | dict.fromkeys(words["more"], ">") | dict.fromkeys(words["about"], "~")


def read_numeral(folded: str, at: int, high: int | None = None, steps: int = 2) -> Numeral | None:
    """The Arabic number that begins at `at`, with its multipliers; None where it is no amount.

    It ends before `high`, and goes down by so many `steps` at most: 1亿2000万 takes one.

    >>> read_numeral("1亿2000万元", 0).value
    Decimal('120000000')
    >>> read_numeral("3000余万元", 0)
    Numeral(end=6, raw=Decimal('3000'), scale=Decimal('10000'), approximate='>')
    """
    number, tail, _ = _patterns()
    high = len(folded) if high is None else high
    found = number.match(folded, at, high)
    if found is None or len(found[0]) > 2 * _LONGEST:
        return None
    try:
        raw = Decimal(found[0].replace(",", "").replace(" ", ""))
    except InvalidOperation:
        return None
    end, scale, about = found.end(), Decimal(1), ""
    rest = tail.match(folded, end, high)
    if rest and rest.end() > end:
        scale = _worth()[rest["times"]]
        about = _sense()[rest["before"] or rest["after"]]
        if rest["times"] or about:
            end = rest.end("after") if rest["after"] else rest.end("times" if rest["times"] else "before")
    if steps and scale > 1 and not about and end < high and folded[end] in "0123456789":
        low = read_numeral(folded, end, high, steps - 1)
        if low and low.value < scale and (low.scale > 1 or low.raw >= 1000):
            return Numeral(low.end, raw * scale + low.value, Decimal(1), low.approximate)
    return Numeral(end, raw, scale, about)


def spelled_numeral() -> re.Pattern[str]:
    """Matches a run of Chinese digits and powers (三百五十, 两千, 五点五)."""
    return _patterns()[2]


def spelled_value(word: str) -> Decimal | None:
    """What a number in Chinese digits is worth; None where the digits make none (二〇〇八 is a year).

    >>> [str(spelled_value(w)) for w in ("三百五十", "两千零八", "一亿二千万", "五点五", "廿五", "三五")]
    ['350', '2008', '120000000', '5.5', '25', 'None']
    """
    if len(word) > _LONGEST:
        return None
    for short, long in load("numerals")["contracted"].items():
        word = word.replace(short, long)
    whole, _, part = word.partition("点")
    digits = load("numerals")["digits"]
    value = _whole_value(whole)
    if value is None or any(sign not in digits for sign in part):
        return None
    return value + Decimal("0." + "".join(str(digits[sign]) for sign in part)) if part else value


def _whole_value(word: str) -> Decimal | None:
    words = load("numerals")
    digits, powers = words["digits"], words["powers"]
    for sign in ("亿", "万", "千", "仟", "百", "佰", "十", "拾"):
        high, found, low = word.rpartition(sign)
        if not found:
            continue
        power = Decimal(powers[sign])
        times = _whole_value(high) if high else Decimal(1)
        rest = _whole_value(low) if low else Decimal(0)
        if times is None or rest is None or rest >= power or (power < 10000 and times > 9):
            return None
        if len(low) == 1 and low not in ("零", "〇") and power > 10:
            rest *= power / 10  # 三万五 is 35,000
        return times * power + rest
    if len(word) == 2 and word[0] in "零〇":
        word = word[1]
    return Decimal(digits[word]) if word in digits else None
