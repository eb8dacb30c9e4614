"""Invented reports for charts and scenes, each for one thing that a layout or a sentence may not stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from baogao.tables.report import Report, frames
from chart_tools import NAMES


class Maker:
    """An invented report, written word by word so that every row has its span."""

    def __init__(self, place: str = "青禾縣", year: int = 2031) -> None:
        self.text, self.year = "", year
        self.rows: dict[str, list[dict[str, Any]]] = {}
        title = self.put(f"{year}年{place}人民政府工作報告\n")
        self.row(
            "meta", key="title", value=f"{year}年{place}人民政府工作報告", start=title[0], end=title[1] - 1
        )
        self.row("meta", key="place", value=place, start=None, end=None)
        self.row("meta", key="report_year", value=str(year), start=None, end=None)
        self.row("meta", key="delivered", value=f"{year}-01-09", start=None, end=None)

    def put(self, words: str) -> tuple[int, int]:
        """Appends words; gives their span."""
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def row(self, table: str, **cells: Any) -> None:
        self.rows.setdefault(table, []).append(cells)

    def section(self, level: int, number: str, heading: str, role: str, parent: str = "") -> str:
        """A heading; sections end where the report ends unless `close` is called."""
        start, end = self.put(f"{number}、{heading}\n")
        ref = f"outline-{start}"
        self.row(
            "outline",
            section_id=ref,
            parent_id=parent,
            level=level,
            number=number,
            heading=heading,
            role=role,
            start=start,
            end=end,
        )
        return ref

    def close(self, ref: str) -> None:
        """Ends a section here."""
        next(row for row in self.rows["outline"] if row["section_id"] == ref)["end"] = len(self.text)

    def figure(
        self,
        label: str,
        quote: str,
        value: float,
        unit: str,
        *,
        status: str,
        measure: str = "level",
        comparator: str = "=",
        value_max: float | None = None,
        section: str = "",
    ) -> int:
        """A figure in a clause of its own; gives its start."""
        self.put(label)
        start, end = self.put(quote)
        self.put("，")
        period = self.year if status == "target" else self.year - 1
        self.row(
            "figures",
            figure_id=f"figures-{start}",
            start=start,
            end=end,
            quote=quote,
            label=label,
            indicator="",
            measure=measure,
            value=value,
            value_max=value_max,
            unit=unit,
            comparator=comparator,
            period=period,
            status=status,
            section_id=section,
            sentence=label + quote,
            modality="",
            doubt="",
        )
        self.row(
            "numbers",
            start=start,
            end=start + 1,
            quote=self.text[start],
            kind="figure",
            figure_id=f"figures-{start}",
        )
        return start

    def target(
        self,
        label: str,
        quote: str,
        value: float | None,
        unit: str,
        *,
        measure: str = "growth",
        comparator: str = ">=",
        value_max: float | None = None,
    ) -> int:
        """A headline target, a figure too where it is a number."""
        if value is None:
            start, end = self.put(label + quote)
            quote = label + quote
        else:
            start = self.figure(
                label,
                quote,
                value,
                unit,
                status="target",
                measure=measure,
                comparator=comparator,
                value_max=value_max,
            )
            end = start + len(quote)
        rank = len(self.rows.get("targets", [])) + 1
        self.row(
            "targets",
            target_id=f"targets-{start}",
            rank=rank,
            start=start,
            end=end,
            quote=quote,
            label=label,
            indicator="",
            measure=measure,
            value=value,
            value_max=value_max,
            unit=unit,
            comparator=comparator,
            period=self.year,
        )
        return start

    def pair(self, label: str, result: int, target: int, unit: str = "%", measure: str = "growth") -> None:
        cells = {row["start"]: row["value"] for row in self.rows["figures"]}
        self.row(
            "pairs",
            indicator="",
            label=label,
            measure=measure,
            unit=unit,
            result_start=result,
            target_start=target,
            result=cells[result],
            target=cells[target],
            difference=cells[target] - cells[result],
        )

    def report(self) -> Report:
        for ref in self.rows.get("outline", []):
            if ref["end"] <= ref["start"] + len(ref["heading"]) + len(ref["number"]) + 2:
                ref["end"] = len(self.text)
        return Report("qinghe-2031", self.text, frames(self.rows))


def forty_targets() -> Report:
    made = Maker()
    review = made.section(1, "一", "2030年工作回顧", "review")
    results = [
        made.figure(f"指標{i}", f"{i / 3:.1f}%", round(i / 3, 1), "%", status="result", measure="growth")
        for i in range(1, 26)
    ]
    made.close(review)
    made.section(1, "二", "2031年工作安排", "plan")
    signs = [(">=", "以上"), ("<=", "以內"), ("~", "左右"), ("=", ""), (">", "")]
    for i in range(1, 41):
        sign, tail = signs[i % 5]
        value = i / 2 if i % 7 else -i / 8
        label = (
            f"指標{i}"
            if i % 4
            else f"指標{i}與社會消費品零售總額及規模以上工業增加值和地方一般公共預算收入合計"
        )
        if i % 11 == 0:
            made.target(
                label,
                "低於全省平均水平並與經濟增長保持基本同步，力爭進入全省第一方陣前列",
                None,
                "",
                measure="share",
            )
            continue
        if i % 13 == 0:
            start = made.target(label, f"{i}億元{tail}", i * 1e8, "元", measure="level", comparator=sign)
        elif i % 9 == 0:
            start = made.target(label, f"{i}—{i + 3}%", i, "%", comparator="range", value_max=i + 3)
        else:
            start = made.target(label, f"{value:g}%{tail}", value, "%", comparator=sign)
        if i < 25 and i % 13:
            made.pair(label, results[i - 1], start)
    return made.report()


def near_and_far() -> Report:
    """Results just above, below, far above and at their targets, on a scale that an outlier stretches."""
    made = Maker()
    review = made.section(1, "一", "回顧", "review")
    goals = [
        (6.0, 6.1),
        (6.0, 5.9),
        (6.0, 6.0),
        (6.0, 14.0),
        (6.0, 148.0),
        (0.4, 0.2),
        (120.0, 0.1),
        (6.5, -3.0),
    ]
    results = [
        made.figure(f"增長{i}", f"{r:g}%", r, "%", status="result", measure="growth")
        for i, (_, r) in enumerate(goals)
    ]
    made.close(review)
    made.section(1, "二", "安排", "plan")
    for sign, tail in ((">=", "以上"), ("<=", "以內"), ("~", "左右"), ("=", "")):
        for i, (goal, _) in enumerate(goals):
            start = made.target(f"增長{i}", f"{goal:g}%{tail}", goal, "%", comparator=sign)
            made.pair(f"增長{i}", results[i], start)
    return made.report()


def falling_pairs() -> Report:
    """Pairs outside the headline: a tenfold rise, a fall to nothing, nearly the same, rates, long names."""
    made = Maker()
    review = made.section(1, "一", "回顧", "review")
    things = [
        ("新建公園", 4, 44),
        ("清理河道", 900, 3),
        ("培訓人次", 10000, 10001),
        ("改造廁所", 50, 50),
        ("提質改造農村薄弱學校和鄉鎮標準化寄宿制學校以及社區養老服務綜合體數量", 120, 180),
        ("籌集資金", 3.2e9, 4.1e11),
    ]
    results = [made.figure(label, f"{value:g}個", value, "個", status="result") for label, value, _ in things]
    rate = made.figure("森林覆蓋率", "56%以上", 56, "%", status="result", measure="share", comparator=">=")
    made.close(review)
    made.section(1, "二", "安排", "plan")
    for (label, _, value), result in zip(things, results, strict=True):
        made.pair(
            label,
            result,
            made.figure(label, f"{value:g}個以上", value, "個", status="target", comparator=">="),
            "個",
            "level",
        )
    made.pair(
        "森林覆蓋率",
        rate,
        made.figure("森林覆蓋率", "57%左右", 57, "%", status="target", measure="share", comparator="~"),
        "%",
        "share",
    )
    return made.report()


def many_projects() -> Report:
    """Ninety projects in eleven groups, some of long names, some in three groups, stages of every sort."""
    made = Maker("和布克賽爾蒙古自治縣")
    part = made.section(1, "一", "回顧", "review")
    groups = [f"{'一二三四五六七八九十百'[i]}個重點工程{'專項行動計劃' * (i % 3)}" for i in range(11)]
    for i in range(90):
        name = f"第{i}號水庫" if i % 5 else f"環湖生態修復與堤防加固以及城鄉供水一體化第{i}期工程"
        start, end = made.put(name)
        held = (
            [groups[i % 11]]
            + ([groups[(i + 4) % 11]] if i % 6 == 0 else [])
            + ([groups[(i + 7) % 11]] if i % 12 == 0 else [])
        )
        review, plan = (
            ("", "建成通車", "還沒有取得預期效果")[i % 3],
            ("", "加快推進前期工作並力爭年內開工建設")[i % 2],
        )
        made.row(
            "projects",
            name=name,
            groups=";".join(held),
            kind="",
            stage_review=review,
            stage_plan=plan,
            first_start=start,
            first_end=end,
            mentions=1,
        )
        status = ("neither", "done", "neither")[i % 3]
        made.row(
            "project_mentions",
            name=name,
            start=start,
            end=end,
            section_id=part,
            stage=review,
            stage_start=None,
            stage_end=None,
            status=status,
            scope="project" if i % 4 else "group",
        )
        for group in held:
            made.row("lists", list=group, item_no=i, item=name, start=start, end=end, source="body")
        made.put("，")
    return made.report()


def long_items() -> Report:
    """Livelihood items of sixty characters with figures in them, behind them and at the line's end."""
    made = Maker()
    made.section(1, "一", "民生", "plan")
    before: list[str] = []
    for year, name in ((2030, "十件民生實事"), (2031, "2031年十二件為民辦實事項目清單（徵求意見稿）")):
        for i in range(1, 15):
            start = len(made.text)
            made.put("實施城鄉居民供水改造與老舊管網更新")
            at = made.figure(
                "惠及居民", f"{i}.5萬戶", i * 15000, "戶", status="target" if year == 2031 else "result"
            )
            made.put("並同步推進農村公路安全生命防護工程、危橋改造、校舍加固等配套建設任務全面完成")
            end = len(made.text)
            made.row(
                "livelihood",
                item_id=f"livelihood-{start}",
                list=name,
                period=year,
                item_no=i,
                item=made.text[start:end],
                domain="water",
                status="done" if year == 2030 else "candidate",
                status_quote="因資金未到位尚未全面完成年度任務" if year == 2030 and i == 3 else "",
                status_start=None,
                status_end=None,
                continues=before[i - 1] if year == 2031 and i < 9 else "",
                figures=f"figures-{at}",
                start=start,
                end=end,
            )
            if year == 2030:
                before.append(f"livelihood-{start}")
            made.put("；")
    return made.report()


def one_part() -> Report:
    """One part without sections, a place of ten characters, no glossary, no pairs, no lists."""
    made = Maker("積石山保安族東鄉族撒拉族自治縣")
    made.section(
        1, "一", "關於過去五年工作的回顧和今後五年工作的總體要求以及主要預期目標任務安排的意見建議", "plan"
    )
    made.put("各位代表，全縣上下“攻堅克難”“攻堅克難”“比學趕超”。" * 3)
    made.figure("糧食產量", "12萬噸", 120000, "噸", status="target")
    return made.report()


def many_parts() -> Report:
    """Nine parts of long names and forty sections close together."""
    made = Maker()
    for i in range(9):
        part = made.section(
            1,
            "一二三四五六七八九"[i],
            f"關於{i}號領域全年重點工作的總體回顧與安排部署",
            "review" if i < 4 else "plan",
        )
        for k in range(5):
            section = made.section(
                2, f"（{'一二三四五'[k]}）", f"堅持第{k}號統籌發展，推動取得新成效", "review", part
            )
            made.put("各項工作扎實推進。" * (1 if k % 2 else 4))
            for n in range(k):
                made.figure(
                    f"事項{n}", f"{n + 1}個", n + 1, "個", status=("result", "target", "context")[n % 3]
                )
            made.close(section)
        made.close(part)
    return made.report()


def many_units() -> Report:
    """Huge spans, equal values ten deep, numbers below zero, sixty units with nothing to compare."""
    made = Maker()
    made.section(1, "一", "回顧", "review")
    for i in range(10):
        made.figure("同一個數", "100%", 100, "%", status=("result", "target")[i % 2], measure="share")
        made.figure("資金", f"{10**i}元", float(10**i), "元", status="result")
        made.figure("增減", f"{i - 5}%", i - 5, "%", status="result", measure="growth")
        made.figure("名次", f"第{i + 1}位", i + 1, "位", status="context", measure="rank")
        made.figure(
            "公里數很長的名稱用來試一試選中時的標籤會不會伸出畫面之外的情形",
            f"{3 * i + 1}公里",
            3 * i + 1,
            "公里",
            status="result",
        )
    for i in range(60):
        made.figure(
            "雜項", f"{i + 1}單位{i}", i + 1, f"單位{i}", status=("result", "target", "context")[i % 3]
        )
    return made.report()


def nothing() -> Report:
    made = Maker()
    made.put("本報告沒有可讀之物。")
    return made.report()


INVENTED: dict[str, Callable[[], Report]] = {
    made.__name__: made
    for made in (
        forty_targets,
        near_and_far,
        falling_pairs,
        many_projects,
        long_items,
        one_part,
        many_parts,
        many_units,
        nothing,
    )
}
# Which charts an invented report is about; the rest are drawn for "nothing" and the seed.
ABOUT = {
    "forty_targets": ("targets", "ribbon", "figures"),
    "near_and_far": ("targets",),
    "falling_pairs": ("pairs", "figures"),
    "many_projects": ("projects",),
    "long_items": ("livelihood",),
    "one_part": ("ribbon", "glossary", "figures", "targets"),
    "many_parts": ("ribbon",),
    "many_units": ("figures",),
    "nothing": NAMES,
}
