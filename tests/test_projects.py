"""Projects: names, stages, groups, mentions, and names in other words of one thing."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baogao.facts.glossary import read_glossary
from baogao.facts.lists import read_lists
from baogao.facts.projects import read_projects
from baogao.facts.rows import ListItem, Project
from baogao.facts.works.phrases import stage_status
from baogao.lexicon import load
from baogao.text.outline import read_outline

ROOT = Path(__file__).parent
CASES = tomllib.loads((ROOT / "cases" / "projects.toml").read_text(encoding="utf-8"))["case"]
REPORT = "各位代表：\n一、2022年工作回顾\n{review}\n二、2023年工作安排\n{plan}\n"


def read(review: str = "", plan: str = "", tail: str = "", lists: bool = True) -> list[Project]:
    outline = read_outline(REPORT.format(review=review, plan=plan) + tail)
    terms = read_glossary(outline)
    return read_projects(outline, read_lists(outline, terms)[0] if lists else [], terms)


def named(projects: list[Project]) -> dict[str, Project]:
    return {project.name: project for project in projects}


def _marked(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(strict=True, reason=case["reason"])] if case["kind"] == "known-failure" else []
    return pytest.param(case, id=case["name"], marks=marks)


@pytest.mark.parametrize("case", [_marked(case) for case in CASES])
def test_names_and_stages(case: dict[str, Any]) -> None:
    part = case.get("part", "plan")
    found = read(**{part: case["text"]})
    rows = [[project.name, getattr(project, f"stage_{part}")] for project in found]
    assert rows == case["expect"], case["reason"]


def test_a_name_is_its_span_and_stages_stand_in_the_text() -> None:
    outline = read_outline(
        REPORT.format(review="松溪大桥建成通車。", plan="加快推進松溪大橋、柳湖公園等項目建設。")
    )
    for project in read_projects(outline, [], []):
        assert outline.text[project.first_start : project.first_end] == project.name
        for mention in project.mentions:
            assert all(outline.text[slice(*span)] for span in mention.stage)
            assert list(mention.stage) == sorted(mention.stage)
            assert outline.section_at(mention.start) is not None


def test_traditional_and_simplified_give_the_same_rows() -> None:
    simplified = read("松溪大桥建成通车。", "加快推进柳湖公园、东岭水库等项目建设。")
    traditional = read("松溪大橋建成通車。", "加快推進柳湖公園、東嶺水庫等項目建設。")
    assert [(p.first_start, p.kind) for p in simplified] == [(p.first_start, p.kind) for p in traditional]
    assert traditional[0].name == "松溪大橋"
    assert traditional[0].stage_review == "建成通車"


def test_one_project_under_its_names() -> None:
    found = named(
        read(
            "松群瓷厂旧址文旅项目启动规划设计，松县第二自来水厂项目完成主体工程，柳溪服饰产业园开工建设。",
            "推进松群瓷厂旧址升级改造，第二自来水厂竣工投产。",
        )
    )
    assert set(found) == {"松群瓷厂旧址文旅项目", "松县第二自来水厂项目", "柳溪服饰产业园", "第二自来水厂"}
    assert found["松群瓷厂旧址文旅项目"].stage_plan == "升级改造"
    assert len(found["松群瓷厂旧址文旅项目"].mentions) == 2


def test_own_place_is_no_part_of_the_name() -> None:
    title = "松县人民政府工作报告\n——2023年1月5日在松县第十届人民代表大会第二次会议上\n"
    text = title + REPORT.format(review="松县第二自来水厂项目完成主体工程。", plan="第二自来水厂竣工投产。")
    (project,) = read_projects(read_outline(text), [], [])
    assert project.name == "第二自来水厂"
    assert (project.stage_review, project.stage_plan) == ("完成主体工程", "竣工投产")


GROUPS = (
    "\n名词解释：\n"
    "1. 三园（P1）：服饰产业园、松溪科技园、柳湖湿地公园。\n"
    "2. “两个百亿、一批十亿”项目（P2）：“两个百亿”，即柳湖湿地公园、东岭抽水蓄能2个项目；"
    "“一批十亿”，即松柳高速、柏岭水库等项目。\n"
    "3. 四风（P3）：形式主义、官僚主义、享乐主义和奢靡之风。\n"
)


def test_members_of_project_lists_are_projects_with_their_groups() -> None:
    found = named(
        read(
            "松溪服饰产业园招商模式获得推广。",
            "重点推进“两个百亿、一批十亿”项目，重点抓好“三园”项目。驰而不息纠治四风。",
            GROUPS,
        )
    )
    assert "形式主义" not in found
    assert set(found["柳湖湿地公园"].groups) == {"三园", "两个百亿"}
    assert found["松溪服饰产业园"].groups == ("三园",)
    assert found["松溪服饰产业园"].stage_plan == "重点抓好"
    assert found["东岭抽水蓄能"].stage_plan == "重点推进"
    said = [m for m in found["东岭抽水蓄能"].mentions if m.scope == "group"]
    assert [m.status for m in said] == ["planned"]


def test_a_note_that_lists_things_built_makes_a_group() -> None:
    note = "1.“一核多点”：指以开发区为核心，松溪文创产业园、柳湖陆港、柏源商贸城为支撑的发展格局。\n"
    found = named(read("", "构建“一核多点”格局，加快柳湖陆港建设。", "\n名词解释：\n" + note))
    assert set(found) == {"松溪文创产业园", "柳湖陆港", "柏源商贸城"}
    assert {project.groups for project in found.values()} == {("一核多点",)}
    assert found["松溪文创产业园"].stage_plan == ""  # 构建…格局 is said of the layout, not of the park


def test_a_stage_is_the_words_around_the_name() -> None:
    outline = read_outline(
        REPORT.format(review="松溪大桥建成通车。", plan="加快柳湖公园、东岭水库等项目建设。")
    )
    (bridge, park, water) = read_projects(outline, [], [])
    assert [project.stage_plan for project in (bridge, park, water)] == ["", "加快项目建设", "加快项目建设"]
    (said,) = park.mentions
    assert [outline.text[slice(*span)] for span in said.stage] == ["加快", "项目建设"]


def test_each_part_of_a_name_of_counts_is_a_group() -> None:
    note = (
        "1.两纵两横、三带两翼：两纵两横是指2条贯穿南北的松溪路、柳湖路，2条连接东西的屏岭路和柏源路。"
        "三带两翼是指打造松水河、柳湖水系、柏源渠3条风光带；展开2扇翅膀，一扇是松溪文创产业园建设，"
        "一扇是柳湖活力片区建设。\n"
    )
    found = named(read("", "打通松溪路、屏岭路，建设松溪文创产业园。", "\n名词解释：\n" + note))
    assert found["松溪路"].groups == ("两纵",)
    assert found["屏岭路"].groups == found["柏源路"].groups == ("两横",)
    assert found["松溪文创产业园"].groups == found["柳湖活力片区"].groups == ("两翼",)


def test_the_lists_are_those_that_the_lists_table_has() -> None:
    outline = read_outline(REPORT.format(review="", plan="重点抓好“三园”项目。") + GROUPS)
    terms = read_glossary(outline)
    items, _ = read_lists(outline, terms)
    held = {group for project in read_projects(outline, items, terms) for group in project.groups}
    assert held <= {item.list for item in items}


def test_how_a_city_lies_is_no_list_of_projects() -> None:
    note = "\n名词解释：\n1.一城四点：指主城区和松北片区、柳湖片区、屏岭片区、柏源片区。\n"
    assert set(named(read("", "围绕“一城四点”布局，建设松溪大桥。", note))) == {"松溪大桥"}


def test_a_place_is_no_project() -> None:
    title = "松城县人民政府工作报告\n——2023年1月5日在松城县第十届人民代表大会第二次会议上\n"
    note = "\n名词解释：\n1.四个新松城：富强新松城、文明新松城、开放新松城、进取新松城。\n"
    text = title + REPORT.format(review="松溪大桥建成通车。", plan="建设“四个新松城”。") + note
    outline = read_outline(text)
    terms = read_glossary(outline)
    assert [p.name for p in read_projects(outline, read_lists(outline, terms)[0], terms)] == ["松溪大桥"]


@pytest.mark.parametrize(("place", "count"), [("松江省", 1), ("松江县", 2)])
def test_a_plain_name_stands_for_one_thing_only_in_a_county(place: str, count: int) -> None:
    title = f"{place}人民政府工作报告\n——2023年1月5日在{place}第十届人民代表大会第二次会议上\n"
    text = title + REPORT.format(review="", plan="开工建设健康生物科技园，开工建设柳湖水厂。")
    assert len(read_projects(read_outline(text), [], [])) == count


@pytest.mark.parametrize(
    ("first", "second", "name", "reason"),
    [
        (
            "国道207线松溪至柳湖段开工建设",
            "国道207松溪至柳湖建成通车",
            "国道207线松溪至柳湖段",
            "线 and 段 tell nothing",
        ),
        (
            "国道303松溪至柳湖公路养护工程开工建设",
            "国道303松溪至柳湖建成通车",
            "国道303松溪至柳湖公路养护工程",
            "what is done to a road, and the road",
        ),
        ("新建松西、屏岭等6座500千伏变电站", "松西500千伏变电站建成投运", "松西500千伏变电站", "its rating"),
        (
            "柳湖国际广场城市综合体有序推进",
            "柳湖国际广场建成",
            "柳湖国际广场城市综合体",
            "what it is, behind its name",
        ),
        ("松柳城际铁路即将开工", "做好柳松城际铁路前期工作", "松柳城际铁路", "its ends in either order"),
        ("市柳湖新区启动建设", "柳湖新区建成", "市柳湖新区", "the level before the name"),
    ],
)
def test_two_wordings_of_one_thing(first: str, second: str, name: str, reason: str) -> None:
    found = named(read(first + "。" + "略" * 90 + "。", second + "。"))
    assert name in found, reason
    assert found[name].stage_review, reason
    assert found[name].stage_plan, reason


def test_what_is_said_of_the_project_goes_before_what_is_said_of_its_group() -> None:
    found = named(read("", "重点推进“两个百亿、一批十亿”项目。东岭抽水蓄能开工建设。", GROUPS))
    assert found["东岭抽水蓄能"].stage_plan == "开工建设"
    assert found["柳湖湿地公园"].stage_plan == "重点推进"


def test_a_class_is_not_the_member_of_that_name() -> None:
    found = named(read("", "建设一批服饰产业园。重点抓好“三园”项目。", GROUPS))
    assert found["服饰产业园"].stage_plan == "重点抓好"
    assert found["服饰产业园"].first_start > 60


def test_names_in_promises_belong_to_their_list() -> None:
    plan = "今年办好三件民生实事：一是完成松溪学校建设。二是改造老旧小区20个。三是启动柳荫路北延工程。"
    found = named(read("", plan))
    assert list(found) == ["松溪学校", "柳荫路北延工程"]
    assert all(len(project.groups) == 1 and "实事" in project.groups[0] for project in found.values())


@pytest.mark.parametrize(
    ("stage", "role", "status", "reason"),
    [
        ("建成通车", "review", "done", "said in the review"),
        ("即将开工", "review", "planned", "the review may look ahead"),
        ("成功签约", "review", "planned", "what is signed is not begun"),
        ("还没有取得预期效果", "review", "neither", "a failure is neither"),
        ("竣工投产", "plan", "planned", "said in the plan"),
        ("顺利完工", "plan", "done", "the plan may look back"),
        ("推进", "glossary", "neither", "a note alone speaks of no year"),
    ],
)
def test_status(stage: str, role: str, status: str, reason: str) -> None:
    assert stage_status(stage, role) == status, reason


def test_the_lexicon_is_simplified_and_says_each_word_once() -> None:
    from baogao.lexicon import fold

    words = load("projects")["common"]["words"].split()
    assert words == sorted(set(words))
    heads = [head for group in load("projects")["heads"].values() for head in group]
    assert all(fold(word) == word for word in [*words, *heads])


PIECES = st.sampled_from(
    [
        "推进",
        "建成",
        "、",
        "等",
        "12个",
        "项目",
        "工程",
        "松溪",
        "大桥",
        "“",
        "”",
        "（",
        "和",
        "至",
        "的",
        "，",
        "。",
        "\n",
        "第二",
        "期",
        "G5",
        "9",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_never_raises_and_stays_inside(pieces: str, noise: str) -> None:
    outline = read_outline(REPORT.format(review=pieces, plan=noise + pieces))
    items = [ListItem("三园", 1, 0, min(8, len(outline.text)), "body")]
    for project in read_projects(outline, items, []):
        assert project.name
        assert 0 <= project.first_start < project.first_end <= len(outline.text)
        for mention in project.mentions:
            assert 0 <= mention.start < mention.end <= len(outline.text)
            assert mention.status in {"done", "planned", "neither"}
            assert mention.scope in {"project", "group"}


@pytest.mark.parametrize(
    "piece", ["建成开放", "全面", "推进", "松溪大桥、", "等", "和", "实现完成", "“松", "一期", "至"]
)
def test_a_long_run_costs_no_more_than_its_length(piece: str) -> None:
    text = REPORT.format(review=piece * (40_000 // len(piece)), plan="推进松溪大桥建设。")
    started = time.process_time()
    read_projects(read_outline(text), [], [])
    assert time.process_time() - started < 20  # minutes where the cost is quadratic
