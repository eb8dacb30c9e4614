"""What people see in a Word document: automatic numbers, notes, text boxes, changes; not its headers."""

from __future__ import annotations

from pathlib import Path

import pytest

import baogao
from baogao.text.numbering import counted
from baogao.text.word import word_text
from wordfile import docx, level, p, r

LEVELS = (
    level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimalEnclosedCircleChinese", "%4")
    + level(4, "decimal", "%1.%5", "<w:isLgl/>")
    + level(5, "bullet", "\uf0b7")
    + level(6, "bullet", "——")
)


def lines(body: str, **parts: str) -> list[str]:
    return word_text(docx(body, **parts), "x.docx").split("\n")[:-1]


def test_automatic_numbers_stand_in_the_text() -> None:
    depths = [0, 1, 1, 2, 3, 3, 0, 1, 4, 5, 6]
    body = "".join(p(f"甲{i}", depth=depth) for i, depth in enumerate(depths))
    assert lines(body, levels=LEVELS) == [
        "一、甲0",
        "（一）甲1",
        "（二）甲2",
        "1. 甲3",
        "①甲4",
        "②甲5",
        "二、甲6",
        "（一）甲7",
        "2.1 甲8",
        "甲9",
        "——甲10",
    ]


def test_a_list_begun_anew_counts_from_one() -> None:
    body = p("甲", depth=0) + p("乙", depth=0) + p("丙", depth=0, number=71) + p("丁", depth=0)
    assert lines(body, levels=LEVELS) == ["一、甲", "二、乙", "一、丙", "三、丁"]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("ideographTraditional", "丙"),
        ("ideographZodiac", "寅"),
        ("chineseLegalSimplified", "叁"),
        ("ideographDigital", "三"),
        ("decimalEnclosedCircle", "③"),
        ("decimalFullWidth", "３"),
        ("decimalZero", "03"),
        ("upperRoman", "III"),
        ("lowerLetter", "c"),
        ("unheardOf", "3"),
        ("none", ""),
    ],
)
def test_every_usual_form_of_number(form: str, shown: str) -> None:
    body = "".join(p("甲", depth=0) for _ in range(3))
    assert lines(body, levels=level(0, form, "%1、"))[2] == f"{shown}、甲"


def test_numbers_count_as_headings_do() -> None:
    assert [counted(n) for n in (1, 10, 11, 19, 20, 21, 99)] == [
        "一",
        "十",
        "十一",
        "十九",
        "二十",
        "二十一",
        "九十九",
    ]


def test_a_style_may_number_its_paragraphs() -> None:
    assert lines(p("甲", style="ListNumber"))[0] in {"1. 甲", "1.甲"}


def test_notes_are_marked_in_the_text_and_stand_behind_it() -> None:
    mark = '<w:r><w:{kind}Reference w:id="{n}"/></w:r>'
    notes = "".join(
        f'<w:{{kind}} w:id="{n}">{p("<w:r><w:{kind}Ref/></w:r>" + r(words))}</w:{{kind}}>'
        for n, words in ((2, " 两保：保工资、保运转。"), (5, "三通：通水、通路、通电。"))
    )
    body = p(
        r("落实两保") + mark.format(kind="footnote", n=2) + r("，推进三通") + mark.format(kind="endnote", n=5)
    )
    made = lines(
        body,
        footnotes=notes.replace("{kind}", "footnote"),
        endnotes=notes.replace("{kind}", "endnote"),
    )
    assert made == [
        "落实两保[1]，推进三通[2]",
        "[1]两保：保工资、保运转。",
        "[2]三通：通水、通路、通电。",
    ]


def test_changes_are_read_as_if_accepted() -> None:
    body = p(
        r("新建")
        + '<w:del w:id="1" w:author="x"><w:r><w:delText>3</w:delText></w:r></w:del>'
        + f'<w:ins w:id="2" w:author="x">{r("5")}</w:ins>'
        + r("所学校")
        + f'<w:moveFrom w:id="3" w:author="x">{r("旧")}</w:moveFrom>'
    )
    joined = (
        "<w:p><w:pPr><w:rPr><w:del w:id='4' w:author='x'/></w:rPr></w:pPr>" + r("前") + "</w:p>" + p("后")
    )
    assert lines(body + joined) == ["新建5所学校", "前后"]


def test_text_boxes_are_read_once_and_their_page_numbers_not() -> None:
    inner = f"<w:txbxContent>{p('框中文字')}{p('- 3 -')}</w:txbxContent>"
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(p(r("前") + box + r("后"))) == ["前后", "框中文字"]


def test_tables_keep_their_rows_and_frames_keep_their_lines() -> None:
    def cell(*words: str) -> str:
        return f"<w:tc>{''.join(p(word) for word in words)}</w:tc>"

    table = (
        f"<w:tbl><w:tr>{cell('指标')}{cell('2031', '年')}</w:tr><w:tr>{cell('甲')}{cell('5%')}</w:tr></w:tbl>"
    )
    frame = f"<w:tbl><w:tr>{cell('一、工作', '各位代表：')}</w:tr></w:tbl>"
    assert lines(table + frame) == ["指标\t2031 年", "甲\t5%", "一、工作", "各位代表："]


def test_headers_footers_hidden_words_and_fields_are_left_out() -> None:
    field = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
    assert lines(p(r("甲") + field + hidden + r("乙")), header="会议文件（1）") == ["甲乙"]


def test_breaks_part_lines_and_breaks_of_pages_do_not() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    assert lines(p(r("甲") + "<w:r><w:br/></w:r>" + r("乙") + page + r("丙"))) == ["甲", "乙丙"]


def test_headings_numbered_by_word_part_the_report(tmp_path: Path) -> None:
    """The number of a heading makes it one; without it the report would have no parts."""
    body = "".join(
        [
            p("2031年澧源县政府工作报告"),
            p("各位代表："),
            p("2030年工作回顾", depth=0),
            p("全年完成生产总值120亿元，增长6.1%。"),
            p("产业更强。新建学校3所。", depth=1),
            p("2031年工作安排", depth=0),
            p("今年经济社会发展的主要预期目标是：生产总值增长6.5%以上。"),
        ]
    )
    path = tmp_path / "x.docx"
    path.write_bytes(docx(body, levels=LEVELS))
    report = baogao.read(path)
    assert report.outline["heading"].tolist() == ["2030年工作回顾", "产业更强", "2031年工作安排"]
    assert report.targets["quote"].tolist() == ["6.5%以上"]
