"""The command line on bad input: one line that names the file, what is wrong and what to do; exit code 2."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from baogao.cli import main
from conftest import SEED

REPORT = """2031年澧源县政府工作报告
各位代表:
一、2030年工作回顾
全年完成生产总值120亿元,增长6.1%。新建学校3所。
二、2031年工作安排
生产总值增长6.5%以上。
"""


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "liyuan-2031.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def _bad(folder: Path) -> dict[str, Path]:
    """A file of every bad kind."""
    kinds = {
        "missing": folder / "missing.txt",
        "empty": folder / "empty.txt",
        "folder": folder / "folder",
        "binary": folder / "binary.txt",
        "no report": folder / "novel.txt",
        "large": folder / "large.txt",
        "doc": folder / "old.doc",
        "unknown encoding": folder / "unknown.txt",
        "broken docx": folder / "broken.docx",
        "broken pdf": folder / "broken.pdf",
    }
    kinds["empty"].touch()
    kinds["folder"].mkdir()
    kinds["binary"].write_bytes(bytes(range(256)) * 40)
    kinds["no report"].write_text("从前有座山,山里有座庙。\n" * 20, encoding="utf-8")
    with kinds["large"].open("wb") as file:
        file.truncate(20 * 1024 * 1024 + 1)
    kinds["unknown encoding"].write_bytes("정부 사업 보고 여러분 대표 지난해 ".encode("johab") * 30)
    kinds["doc"].write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    kinds["broken docx"].write_bytes(b"PK\x03\x04 no archive")
    kinds["broken pdf"].write_bytes(b"%PDF-1.7 no pdf")
    return kinds


KINDS = [
    "missing",
    "empty",
    "folder",
    "binary",
    "no report",
    "large",
    "doc",
    "unknown encoding",
    "broken docx",
    "broken pdf",
]


@pytest.mark.parametrize("kind", KINDS)
def test_a_bad_file_is_told_in_one_line_and_the_good_one_is_read(
    kind: str, report: Path, tmp_path: Path
) -> None:
    bad, out = _bad(tmp_path / "bad" if not (tmp_path / "bad").mkdir() else tmp_path)[kind], tmp_path / "out"
    result = run("read", bad, report, "--out", out)
    assert result.exit_code == 2
    lines = [line for line in result.stderr.splitlines() if bad.name in line]
    assert len(lines) == 1
    assert lines[0].count(";") >= 1, "the remedy stands behind a semicolon"
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert [p.name for p in out.iterdir()] == ["liyuan-2031"], "nothing half-written is left"


def test_a_bad_file_leaves_what_was_written_as_it_was(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("read", report, "--out", out).exit_code == 0
    before = {p.name: p.read_bytes() for p in (out / "liyuan-2031").iterdir()}
    report.write_text("", encoding="utf-8")
    assert run("read", report, "--out", out).exit_code == 2
    assert {p.name: p.read_bytes() for p in (out / "liyuan-2031").iterdir()} == before


def test_force_reads_what_is_no_report(tmp_path: Path) -> None:
    novel = tmp_path / "novel.txt"
    novel.write_text("从前有座山,山里有座庙。\n" * 20, encoding="utf-8")
    assert run("read", novel, "--out", tmp_path / "out", "--force").exit_code == 0
    assert (tmp_path / "out" / "novel" / "source.txt").exists()


@pytest.mark.parametrize("below", ["file/out", "/proc/nowhere/out"])
def test_an_output_folder_that_cannot_be_written(below: str, report: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = run("read", report, "--out", tmp_path / below)
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
    assert "--out" in result.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root: may write everywhere")
def test_an_output_folder_without_permission(report: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    result = run("read", report, "--out", closed)
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_two_files_of_one_stem_get_folders_of_their_own_and_a_warning(report: Path, tmp_path: Path) -> None:
    other = tmp_path / "b" / report.name
    other.parent.mkdir()
    other.write_text(REPORT.replace("120", "130"), encoding="utf-8")
    result = run("read", report, other, "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["liyuan-2031", "liyuan-2031-2"]
    assert "liyuan-2031-2" in result.stderr


def test_a_folder_that_holds_another_report_is_not_written_over(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("read", report, "--out", out).exit_code == 0
    assert run("read", report, "--out", out).exit_code == 0, "the same report may be read again"
    report.write_text(REPORT.replace("120", "130"), encoding="utf-8")
    refused = run("read", report, "--out", out)
    assert refused.exit_code == 2
    assert "--replace" in refused.stderr
    assert "120亿元" in (out / "liyuan-2031" / "source.txt").read_text(encoding="utf-8")
    assert run("read", report, "--out", out, "--replace").exit_code == 0
    assert "130亿元" in (out / "liyuan-2031" / "source.txt").read_text(encoding="utf-8")


def test_a_folder_of_other_files_is_never_written_over(report: Path, tmp_path: Path) -> None:
    held = tmp_path / "out" / report.stem
    held.mkdir(parents=True)
    (held / "thesis.txt").write_text("years of work", encoding="utf-8")
    assert run("read", report, "--out", tmp_path / "out", "--replace").exit_code == 2
    assert (held / "thesis.txt").read_text(encoding="utf-8") == "years of work"


STEMS = [
    ("../x.txt", "x", "the path is not part of the name"),
    ("a:b*c?.txt", "a_b_c_", "signs that Windows forbids"),
    ("..hidden.txt", "hidden", "a leading dot would hide it"),
    ("CON.txt", "_CON", "a device's name on Windows"),
    ("a b\tc.txt", "a-b-c", "white space breaks shell lines"),
    ("x\u202etxt.txt", "x_txt", "a control that turns the reading direction"),
    ("長" * 200 + ".txt", "長" * 80, "file systems stop at 255 bytes"),
    ("-rf.txt", "rf", "would be read as an option"),
]


@pytest.mark.parametrize(("name", "stem", "reason"), STEMS)
def test_stems_are_safe_as_paths(name: str, stem: str, reason: str) -> None:
    from baogao.tables.folders import Namer

    assert Namer().name(name) == (stem, ""), reason


def test_the_seed_is_read_with_the_contract_of_the_command(tmp_path: Path) -> None:
    result = run("read", SEED, "--out", tmp_path)
    assert result.exit_code == 0, result.output
    made = {p.name for p in (tmp_path / "liling-2023").iterdir()}
    assert {"figures.csv", "source.txt", "datapackage.json"} <= made


SETTINGS = [
    ("langg=en", "did you mean lang?"),
    ("lang=eng", "did you mean en?"),
    ("mode=darc", "did you mean dark?"),
    ("lang", "say --set name=value"),
    ("report=x", "baogao story FOLDER"),
    ("zzzzzz=1", "there are: lang, mode"),
]


@pytest.mark.parametrize(("setting", "remedy"), SETTINGS)
def test_a_misspelt_parameter_stops_with_the_near_name(setting: str, remedy: str) -> None:
    result = run("story", "--set", setting)
    assert result.exit_code == 2
    assert remedy in result.stderr
    assert len(result.stderr.splitlines()) == 1


def _table(path: Path) -> Path:
    import csv

    rows = [["县", "全文"], ["澧源", REPORT], ["", ""], ["澧源", REPORT], ["山", "从前有座山。"], ["甲", ""]]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*rows, ["../x/乙.v2", REPORT]])
    return path


def test_a_table_of_reports_is_read_row_by_row(tmp_path: Path) -> None:
    table, out = _table(tmp_path / "all.csv"), tmp_path / "out"
    result = run("read", table, "--out", out, "--text-column", "全文", "--id-column", "县")
    assert result.exit_code == 2
    assert sorted(p.name for p in out.iterdir()) == ["_x_乙.v2", "澧源", "澧源-2"]
    told = result.stderr.splitlines()
    assert [line.partition("all.csv")[2].partition(":")[0] for line in told[:-1]] == [
        ", row 4",
        ", row 5",
        ", row 6",
    ]
    assert told[-1] == "baogao: 2 of 5 not read"
    meta = (out / "澧源-2" / "meta.csv").read_text(encoding="utf-8")
    assert "source,all.csv#row-4," in meta
    assert (out / "澧源" / "source.txt").read_text(encoding="utf-8") == REPORT


def test_a_table_without_ids_names_its_rows(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("read", _table(tmp_path / "all.csv"), "--out", out, "--text-column", "全文")
    assert sorted(p.name for p in out.iterdir()) == ["all-2", "all-4", "all-7"]


@pytest.mark.parametrize("options", [(), ("--text-column", "zz")])
def test_a_table_without_its_column_names_the_columns(options: tuple[str, ...], tmp_path: Path) -> None:
    result = run("read", _table(tmp_path / "all.csv"), "--out", tmp_path / "out", *options)
    assert result.exit_code == 2
    assert "县, 全文" in result.stderr
    assert "--text-column" in result.stderr
    assert not (tmp_path / "out").exists()


def test_the_account_names_every_place(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(
        REPORT.replace("120亿", "1 2 0亿").replace("3所。", "3所。落实环境770、降低地价等措施。"), "utf-8"
    )
    result = run("check", path)
    assert result.exit_code == 0
    assert "read 4 of 5 amounts, 1 not read, 1 repaired" in result.stdout
    at = path.read_text("utf-8").index("770")
    assert f"line 4, offset {at}: no rule reads it\n      " in result.stdout
    assert "落实环境【770】、降低" in result.stdout
    assert "1 2 0 → 120 (space)" in result.stdout
    assert not (tmp_path / "data").exists()


def test_the_account_is_there_for_programs(report: Path, tmp_path: Path) -> None:
    import json

    held = json.loads(run("check", "--json", report).stdout)
    assert (held["amounts"], held["read"], held["not_read"]) == (4, 4, [])
    assert run("check", report, tmp_path / "missing.txt").exit_code == 2
