"""Many reports into one dataset: the same bytes however a run went, and nothing read twice or lost."""

from __future__ import annotations

import csv
import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from baogao.corpus.hand import Hand, Limits, Stopped
from baogao.corpus.layout import ERRORS, PARTED
from baogao.corpus.run import Options, Summary, run
from baogao.errors import BaogaoError
from conftest import ROOT

FIXTURES = ROOT / "tests" / "fixtures"
NAMES = ("yunqi-2031", "yunqi-2032", "liupu-2032", "nanzhu-2032", "liyuan-2031")
ONE = Options(jobs=1)


def corpus(folder: Path) -> Path:
    """Five invented reports in two folders, and some files that are none."""
    for name in NAMES:
        inside = folder / name[-4:]
        inside.mkdir(parents=True, exist_ok=True)
        shutil.copy(FIXTURES / f"{name}.txt", inside)
    (folder / "page.html").write_bytes((FIXTURES / "liyuan-2031.html").read_bytes())
    (folder / "empty.txt").write_text("")
    (folder / "tale.txt").write_text("从前有座山。", encoding="utf-8")
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    (folder / ".hidden.txt").write_text("各位代表", encoding="utf-8")
    return aged(folder)


def aged(folder: Path) -> Path:
    """The folder, its files as if written an hour ago: young ones are looked at again for safety."""
    then = time.time() - 3600
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            os.utime(file, (then, then))
    return folder


def digest(out: Path) -> dict[str, str]:
    """Every file of a dataset but the journal and the log, which hold clocks."""
    return {
        file.relative_to(out).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(out.rglob("*"))
        if file.is_file() and ".journal" not in file.parts and file.name != "run.log"
    }


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for part in sorted((out / table).rglob("*.parquet")):
        found += pq.ParquetFile(part).read().to_pylist()
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Summary]:
    """A folder of reports and its dataset, as all tests here may read them."""
    folder = tmp_path_factory.mktemp("made")
    source = corpus(folder / "in")
    return source, folder / "out", run(source, folder / "out", Options(jobs=2))


def test_all_is_read_and_a_bad_file_stops_nobody(made: tuple[Path, Path, Summary]) -> None:
    _, out, done = made
    assert (done.files, done.reports, done.errors) == (9, 6, 3)
    assert done.passed_over == ((".jpg", 1),)
    told = {row["file"]: (row["kind"], row["reason"]) for row in rows(out, "errors")}
    assert told == {
        "empty.txt": ("unreadable", "the file is empty"),
        "old.doc": ("unreadable", told["old.doc"][1]),
        "tale.txt": ("unreadable", "is no government work report"),
    }
    assert "Word" in told["old.doc"][1]
    assert all(row["remedy"] for row in rows(out, "errors"))


def test_tables_are_parted_by_year_and_typed_as_declared(made: tuple[Path, Path, Summary]) -> None:
    _, out, _ = made
    types = {"string": "string", "integer": "int64", "number": "double"}
    for name, table in (*PARTED.items(), ("errors", ERRORS)):
        parts = sorted((out / name).rglob("*.parquet"))
        if name != "errors":
            assert [part.parent.name for part in parts] == ["year=2031", "year=2032"]
        for part in parts:
            schema = pq.read_schema(part)
            assert [(f.name, str(f.type)) for f in schema] == [(c.name, types[c.type]) for c in table.columns]
            assert not schema.metadata, "nothing of pandas or Arrow beside the columns"


def test_every_span_opens_in_the_source_text(made: tuple[Path, Path, Summary]) -> None:
    _, out, _ = made
    texts = {row["report_id"]: row["text"] for row in rows(out, "source")}
    figures = rows(out, "figures")
    assert len(figures) > 100
    for row in figures:
        assert texts[row["report_id"]][row["start"] : row["end"]] == row["quote"]
    assert {row["report_id"] for row in rows(out, "reports")} == set(texts)


def test_rows_are_those_of_the_library(made: tuple[Path, Path, Summary]) -> None:
    import baogao

    _, out, _ = made
    report = baogao.read(FIXTURES / "yunqi-2032.txt")
    for name, table in report.tables.items():
        held = [row for row in rows(out, name) if row["report_id"] == "yunqi-2032"]
        assert len(held) == len(table), name
        for row, wanted in zip(held, table.astype(object).to_dict("records"), strict=True):
            for key, cell in wanted.items():
                assert row[str(key)] == (None if str(cell) in ("<NA>", "nan") else cell), (name, key)


def test_the_manifest_names_every_file_and_every_part(made: tuple[Path, Path, Summary]) -> None:
    import json

    source, out, _ = made
    with (out / "manifest.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["file"]: row for row in csv.DictReader(file)}
    assert len(listed) == 9
    for name, row in listed.items():
        assert row["sha256"] == hashlib.sha256((source / name).read_bytes()).hexdigest()
        assert bool(row["error"]) != bool(row["report_id"])
    told = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    for part in told["parts"]:
        data = (out / part["path"]).read_bytes()
        assert (part["bytes"], part["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    figures = sum(int(row["figures"] or 0) for row in listed.values())
    assert told["tables"]["figures"]["rows"] == figures == len(rows(out, "figures"))


def test_the_same_bytes_on_one_core_in_another_folder_and_order(
    made: tuple[Path, Path, Summary], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The parts are written by processes here, as those of many reports are; `made` wrote them itself."""
    monkeypatch.setattr("baogao.corpus.run._FEW", 0)
    source, out, _ = made
    for file in sorted(source.rglob("*"), reverse=True):
        if file.is_file():
            (tmp_path / "in" / file.relative_to(source).parent).mkdir(parents=True, exist_ok=True)
            shutil.copy(file, tmp_path / "in" / file.relative_to(source))
    run(tmp_path / "in", tmp_path / "out", ONE)
    assert digest(tmp_path / "out") == digest(out)


@pytest.fixture
def mine(made: tuple[Path, Path, Summary], tmp_path: Path) -> tuple[Path, Path]:
    """A folder and its dataset to change, the journal believing that it is its own."""
    source, out, _ = made
    shutil.copytree(source, tmp_path / "in")
    shutil.copytree(out, tmp_path / "out")
    with sqlite3.connect(tmp_path / "out" / ".journal" / "journal.sqlite") as journal:
        journal.execute("update info set value = ? where key = 'source'", (f"folder {tmp_path / 'in'}",))
    return tmp_path / "in", tmp_path / "out"


def test_a_second_run_reads_nothing_and_writes_nothing(mine: tuple[Path, Path]) -> None:
    source, out = mine
    dates = {file: file.stat().st_mtime_ns for file in out.rglob("*.parquet")}
    done = run(source, out, ONE)
    assert (done.read, done.kept, done.reports) == (0, 9, 6)
    assert {file: file.stat().st_mtime_ns for file in out.rglob("*.parquet")} == dates


def test_a_new_date_alone_is_no_change(mine: tuple[Path, Path]) -> None:
    source, out = mine
    then = time.time() - 1800
    os.utime(source / "2031" / "yunqi-2031.txt", (then, then))
    assert run(source, out, ONE).read == 0


def test_what_changed_is_read_again_and_the_bytes_are_those_of_a_fresh_run(
    mine: tuple[Path, Path], tmp_path: Path
) -> None:
    """A change of the same length, a report that moves to another year, one gone, one new."""
    source, out = mine
    changed = source / "2031" / "yunqi-2031.txt"
    changed.write_text(
        changed.read_text(encoding="utf-8").replace("335亿元", "336亿元"), encoding="utf-8", newline="\n"
    )
    moved = source / "2032" / "liupu-2032.txt"
    text = moved.read_text(encoding="utf-8").replace("2032", "2030").replace("2031", "2029")
    moved.write_text(text, encoding="utf-8", newline="\n")
    (source / "2032" / "nanzhu-2032.txt").unlink()
    (source / "tale.txt").unlink()
    shutil.copy(FIXTURES / "liyuan-2031.docx", source / "new.docx")
    done = run(source, out, ONE)
    assert (done.read, done.errors) == (3, 2)
    run(source, tmp_path / "fresh", ONE)
    assert digest(out) == digest(tmp_path / "fresh")
    assert (out / "figures" / "year=2030").is_dir()


def test_another_version_reads_all_again(mine: tuple[Path, Path]) -> None:
    source, out = mine
    before = digest(out)
    with sqlite3.connect(out / ".journal" / "journal.sqlite") as journal:
        journal.execute("update files set stamp = '0.0.1+000000000000'")
    assert run(source, out, ONE).read == 9
    assert digest(out) == before


def test_a_part_that_was_lost_is_made_again(mine: tuple[Path, Path]) -> None:
    source, out = mine
    before = digest(out)
    (out / "figures" / "year=2032" / "part-0.parquet").unlink()
    assert run(source, out, ONE).read == 3
    assert digest(out) == before


@pytest.mark.parametrize(("stage", "after"), [("reading", 3), ("writing", 1), ("writing", 20)])
def test_a_stopped_run_goes_on_where_it_was(
    stage: str, after: int, made: tuple[Path, Path, Summary], tmp_path: Path
) -> None:
    """Stopped in the midst of reading and of writing; what is read by then is not read again."""
    source, out, _ = made

    def stop(what: str, done: int, _: int) -> None:
        if (what, done) == (stage, after):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(source, tmp_path / "out", ONE, stop)
    assert not (tmp_path / "out" / "manifest.json").exists()
    done = run(source, tmp_path / "out", ONE)
    assert done.read == (9 - after if stage == "reading" else 0)
    assert digest(tmp_path / "out") == digest(out)
    assert not (tmp_path / "out" / ".journal" / "spool.sqlite").exists()


def test_a_run_killed_in_the_midst_of_a_change_loses_nothing(mine: tuple[Path, Path], tmp_path: Path) -> None:
    """Some parts hold the new rows already, others the old ones; the spool has what is needed."""
    source, out = mine
    changed = source / "2031" / "yunqi-2031.txt"
    changed.write_text(changed.read_text(encoding="utf-8").replace("6.4%", "6.3%"), encoding="utf-8")

    def stop(what: str, done: int, _: int) -> None:
        if (what, done) == ("writing", 7):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(source, out, ONE, stop)
    (source / "new.txt").write_text(changed.read_text(encoding="utf-8"), encoding="utf-8")
    assert run(source, out, ONE).read == 1
    run(source, tmp_path / "fresh", ONE)
    assert digest(out) == digest(tmp_path / "fresh")


def test_rows_of_a_change_that_was_taken_back_are_not_taken(mine: tuple[Path, Path]) -> None:
    """A power cut after new rows came to disk and before the journal did; then the old file comes back."""
    source, out = mine
    before = digest(out)
    changed, journal = source / "2031" / "yunqi-2031.txt", out / ".journal" / "journal.sqlite"
    old, held = (changed.read_bytes(), changed.stat()), journal.read_bytes()
    changed.write_bytes(old[0].replace(b"6.4%", b"6.3%"))

    def stop(what: str, *_: int) -> None:
        if what == "reading":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(source, out, ONE, stop)
    assert spooled(out) == 1
    journal.write_bytes(held)
    changed.write_bytes(old[0])
    os.utime(changed, ns=(old[1].st_atime_ns, old[1].st_mtime_ns))
    assert run(source, out, ONE).read == 0
    assert digest(out) == before


def long_report(number: int, times: int) -> str:
    """An invented report that takes a while to read: its sections over and over, with other numbers."""
    head, _, body = (FIXTURES / "yunqi-2031.txt").read_text(encoding="utf-8").partition("一、")
    return head + "".join(f"一、{body}".replace("84", str(number + i)) for i in range(times))


def spooled(out: Path) -> int:
    """How many reports a run has kept so far."""
    try:
        with sqlite3.connect(f"file:{out}/.journal/spool.sqlite?mode=ro", uri=True, timeout=10) as spool:
            return int(spool.execute("select count(*) from spool where name = 'source'").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def started(source: Path, out: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "baogao.cli", "corpus", str(source), "--out", str(out), *options]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def wait_until(true: Any, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "took too long"
        time.sleep(0.05)


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGTERM])
def test_a_run_that_is_killed_goes_on_and_gives_the_same_bytes(blow: signal.Signals, tmp_path: Path) -> None:
    """kill -9, Ctrl-C and a polite request; no process of the run is left behind."""
    import psutil

    (tmp_path / "in").mkdir()
    for i in range(24):
        (tmp_path / "in" / f"{i:02}.txt").write_text(long_report(i, 12), encoding="utf-8")
    aged(tmp_path / "in")
    process = started(tmp_path / "in", tmp_path / "out", "--jobs", "2")
    try:
        wait_until(lambda: spooled(tmp_path / "out") >= 2 or process.poll() is not None)
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(blow)
        process.wait(30)
    finally:
        process.kill()
    assert children
    wait_until(lambda: not any(child.is_running() and child.status() != "zombie" for child in children), 30)
    assert process.returncode == (-blow if blow == signal.SIGKILL else 130)
    if blow != signal.SIGKILL:
        assert process.stderr
        assert b"the same command goes on" in process.stderr.read()
    kept = spooled(tmp_path / "out")
    assert 2 <= kept < 24
    done = run(tmp_path / "in", tmp_path / "out", Options(jobs=2))
    assert done.kept >= kept
    run(tmp_path / "in", tmp_path / "whole", ONE)
    assert digest(tmp_path / "out") == digest(tmp_path / "whole")


def test_a_second_run_at_the_same_time_is_refused(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "long.txt").write_text(long_report(1, 400), encoding="utf-8")
    process = started(tmp_path / "in", tmp_path / "out")
    try:
        wait_until(lambda: (tmp_path / "out" / "run.log").exists())
        with pytest.raises(BaogaoError, match="another run is writing"):
            run(tmp_path / "in", tmp_path / "out", ONE)
    finally:
        process.kill()
        process.wait()


def test_work_that_dies_hangs_or_eats_memory_is_told_apart() -> None:
    hand = Hand(Limits(seconds=2, megabytes=200))
    for kind, work, argument in (
        ("died", os._exit, 3),
        ("too long", time.sleep, 60),
        ("too large", bytes, 10**9),
        ("failed", int, "x"),
    ):
        with pytest.raises(Stopped) as told:
            hand.do(work, argument)
        assert told.value.kind == kind
        assert hand.do(len, "abc") == 3, "the next piece of work gets a process that works"
    hand.close()


def test_files_that_hang_or_eat_memory_are_listed_and_the_others_are_read(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    shutil.copy(FIXTURES / "yunqi-2031.txt", source)
    (source / "long.txt").write_text(long_report(1, 4000), encoding="utf-8")
    with zipfile.ZipFile(FIXTURES / "liyuan-2031.docx") as docx:
        parts = {name: docx.read(name) for name in docx.namelist()}
    body = parts["word/document.xml"]
    parts["word/document.xml"] = body.replace(
        b"</w:body>", b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 2_000_000 + b"</w:body>"
    )
    with zipfile.ZipFile(source / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as docx:
        for name, data in parts.items():
            docx.writestr(name, data)
    run(source, tmp_path / "out", Options(jobs=2, limits=Limits(seconds=8, megabytes=300)))
    assert {row["file"]: row["kind"] for row in rows(tmp_path / "out", "errors")} == {
        "bomb.docx": "too large",
        "long.txt": "too long",
    }
    assert [row["report_id"] for row in rows(tmp_path / "out", "reports")] == ["yunqi-2031"]


def test_files_not_read_are_tried_again_when_asked(mine: tuple[Path, Path]) -> None:
    source, out = mine
    assert run(source, out, Options(jobs=1, retry=True)).read == 3


def test_two_files_of_one_name_get_ids_that_depend_on_nothing_else(tmp_path: Path) -> None:
    for folder in ("b", "a", "c"):
        (tmp_path / "in" / folder).mkdir(parents=True)
        shutil.copy(FIXTURES / "yunqi-2031.txt", tmp_path / "in" / folder / "2031.txt")
    run(tmp_path / "in", tmp_path / "out", ONE)
    first = {row["file"]: row["report_id"] for row in rows(tmp_path / "out", "reports")}
    assert len(set(first.values())) == 3
    assert all(report_id.startswith("2031-") for report_id in first.values())
    shutil.rmtree(tmp_path / "in" / "a")
    run(tmp_path / "in", tmp_path / "out", ONE)
    second = {row["file"]: row["report_id"] for row in rows(tmp_path / "out", "reports")}
    assert second == {file: name for file, name in first.items() if not file.startswith("a/")}


def test_a_name_that_is_gbk_is_read_as_it_was_meant(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    name = os.fsencode(tmp_path / "in") + b"/" + "云栖县2031.txt".encode("gb18030")
    with open(name, "wb") as file:
        file.write((FIXTURES / "yunqi-2031.txt").read_bytes())
    run(tmp_path / "in", tmp_path / "out", ONE)
    assert [row["report_id"] for row in rows(tmp_path / "out", "reports")] == ["云栖县2031"]


def test_a_list_of_files_with_one_that_is_missing(tmp_path: Path) -> None:
    shutil.copy(FIXTURES / "yunqi-2031.txt", tmp_path)
    listed = f"yunqi-2031.txt\n\n{FIXTURES / 'yunqi-2032.txt'}\nnowhere.txt\nyunqi-2031.txt\n"
    (tmp_path / "list.txt").write_text(listed, encoding="utf-8")
    done = run(tmp_path / "list.txt", tmp_path / "out", ONE)
    assert (done.files, done.reports, done.errors) == (3, 2, 1)
    assert rows(tmp_path / "out", "errors")[0]["reason"] == "there is no such file"
    assert run(tmp_path / "list.txt", tmp_path / "out", ONE).read == 0


def test_a_table_with_a_report_a_row(tmp_path: Path) -> None:
    def write(*extra: tuple[str, str]) -> None:
        texts = [(name, (FIXTURES / f"{name}.txt").read_text(encoding="utf-8")) for name in NAMES[:3]]
        with (tmp_path / "all.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("编号", "全文"), *texts, ("空", ""), *extra])
        aged(tmp_path)

    table, out = tmp_path / "all.csv", tmp_path / "out"
    options = Options(jobs=1, text_column="全文", id_column="编号")
    write()
    done = run(table, out, options)
    assert (done.reports, done.errors) == (3, 1)
    assert {row["file"] for row in rows(out, "reports")} == {f"all.csv#{name}" for name in NAMES[:3]}
    assert rows(out, "errors")[0]["reason"] == "the cell holds no text"
    assert run(table, out, options).read == 0
    write(("新", (FIXTURES / "nanzhu-2032.txt").read_text(encoding="utf-8")))
    assert run(table, out, options).read == 1
    assert {row["report_id"] for row in rows(out, "source")} == {*NAMES[:3], "新"}


def test_one_id_in_two_rows_is_told_apart_by_the_row(tmp_path: Path) -> None:
    texts = [(FIXTURES / f"{name}.txt").read_text(encoding="utf-8") for name in NAMES[:2]]
    with (tmp_path / "all.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "text"), ("a/b", texts[0]), ("a/b", texts[1])])
    run(tmp_path / "all.csv", tmp_path / "out", Options(jobs=1, text_column="text", id_column="id"))
    assert [row["report_id"] for row in rows(tmp_path / "out", "reports")] == ["a_b-row-2", "a_b-row-3"]


def test_what_cannot_begin_says_what_to_do(mine: tuple[Path, Path], tmp_path: Path) -> None:
    source, out = mine
    (tmp_path / "other").mkdir()
    shutil.copy(FIXTURES / "liyuan-2031.txt", tmp_path / "other")
    with pytest.raises(BaogaoError, match=r"another source .*--replace"):
        run(tmp_path / "other", out, ONE)
    with pytest.raises(BaogaoError, match="no such file or folder"):
        run(tmp_path / "nowhere", tmp_path / "new", ONE)
    with pytest.raises(BaogaoError, match="files that are no corpus"):
        run(tmp_path / "other", source, ONE)
    (tmp_path / "t.csv").write_text("a\nb\n")
    with pytest.raises(BaogaoError, match="--text-column"):
        run(tmp_path / "t.csv", tmp_path / "new", ONE)
    with pytest.raises(BaogaoError, match="no list of files"):
        run(FIXTURES / "liyuan-2031.txt", tmp_path / "new", ONE)
    done = run(tmp_path / "other", out, Options(jobs=1, replace=True))
    assert done.reports == 1
    run(tmp_path / "other", tmp_path / "fresh", ONE)
    assert digest(out) == digest(tmp_path / "fresh")


def test_a_report_without_a_year_has_a_partition_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("政府工作报告\n各位代表：\n我们新建学校3所。\n", encoding="utf-8")
    run(tmp_path / "in", tmp_path / "out", ONE)
    part = tmp_path / "out" / "source" / "year=__HIVE_DEFAULT_PARTITION__" / "part-0.parquet"
    assert pq.ParquetFile(part).metadata.num_rows == 1
