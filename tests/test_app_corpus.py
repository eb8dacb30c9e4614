"""The app on a corpus: one place among all others, each mark a sentence, and no more read than is shown."""

from __future__ import annotations

import json
import os
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect

import baogao
from baogao.cli import main
from baogao.corpus.atlas import index, of_indicator, stored
from baogao.corpus.run import Options, run
from baogao.story import atlas, theme
from baogao.story.charts.corpus import sheets
from browser import LAPTOP, SLOW, free_port, launched, served, watched
from conftest import ROOT
from test_corpus import FIXTURES, NAMES

pytestmark = [pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("atlas")
    (folder / "in").mkdir()
    for name in NAMES:
        shutil.copy(FIXTURES / f"{name}.txt", folder / "in")
    run(folder / "in", folder / "corpus", Options(jobs=2))
    return folder / "corpus"


@pytest.fixture(scope="module")
def app(corpus: Path) -> Iterator[str]:
    home = corpus.parent
    (home / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "app.ipynb", home / "notebooks")
    shutil.copy(ROOT / "voila.json", home)
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    command = ["-m", "baogao.cli", "app", "--port", str(port), "--data", str(corpus)]
    with served(command, url, home, {"BAOGAO_DATA": "", "BAOGAO_CACHE": str(home / "cache")}) as address:
        yield address


def test_a_report_of_a_corpus_is_the_report_that_was_read(corpus: Path) -> None:
    read = baogao.read(FIXTURES / "yunqi-2031.txt")
    held = stored(corpus, "yunqi-2031", 2031)
    assert held.text == read.text
    for name, table in read.tables.items():
        # `meta` says where the file lay; all else is the same.
        if name != "meta":
            assert held.tables[name].equals(table), name
    with pytest.raises(KeyError):
        stored(corpus, "yunqi-1999")


def test_the_index_has_each_place_once_with_its_years(corpus: Path) -> None:
    told = index(corpus)
    places = {name: [year for year, *_ in reports] for name, _, reports in told["places"]}
    assert places["云栖县"] == [2031, 2032]
    assert len(places) == 4
    assert ["gdp", "growth"] in [one[:2] for one in told["measures"]]


def test_each_value_of_an_indicator_leads_to_its_words(corpus: Path) -> None:
    told = of_indicator(corpus, "gdp", "growth")
    assert (told["kind"], told["unit"]) == ("target", "%")
    seen = 0
    for row in told["rows"]:
        for at in (2, 6):
            if row[at + 2]:
                text = stored(corpus, row[at + 2]).text
                start = int(row[at + 3].rpartition("-")[2])
                assert text[start : start + len(row[at + 1])] == row[at + 1]
                seen += 1
    assert seen >= 8
    # Equal values of a year are stacked, so that none hides another.
    marks = [(row[1], row[2], row[10]) for row in told["rows"] if row[10] >= 0]
    assert len(marks) == len(set(marks)) == 5


def test_its_charts_have_the_nine_colours_alone(corpus: Path) -> None:
    made = json.dumps(sheets(of_indicator(corpus, "gdp", "growth")))
    used = {made[at : at + 7].upper() for at in range(len(made)) if made[at] == "#"}
    assert used
    assert used <= {colour.upper() for colour in theme.LIGHT.values()}


def test_the_reports_of_a_year_before_and_after_stand_beside_one(corpus: Path) -> None:
    report = atlas.open_report(corpus / "yunqi-2032")
    assert [other.id for other in report.others or ()] == ["yunqi-2031"]


@pytest.mark.parametrize("what", ["nowhere", "empty"])
def test_a_wrong_folder_is_told_in_one_line(tmp_path: Path, what: str) -> None:
    (tmp_path / "empty").mkdir()
    before = os.environ.get("BAOGAO_DATA")
    done = CliRunner().invoke(main, ["app", "--data", str(tmp_path / what)])
    assert done.exit_code == 2
    assert len(done.output.strip().splitlines()) == 1
    assert os.environ.get("BAOGAO_DATA") == before


def test_only_files_of_this_corpus_are_given(app: str, corpus: Path) -> None:
    for name in ("x/index.json", "0/gdp.growth.json"):
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(f"{app}baogao/~corpus/{name}")


def test_a_mark_opens_its_sentence_and_a_place_is_found_by_name(app: str, chromium: str) -> None:
    with launched(chromium) as browser, watched(browser, LAPTOP, app) as seen:
        page = seen.page
        page.goto(f"{app}?report=yunqi-2032&scene=corpus&lang=zh-Hans")
        page.wait_for_selector(".among .chart[data-drawn] >> nth=1", timeout=SLOW)
        expect(page.locator(".among .years a")).to_have_text(["2031", "2032"])
        page.locator(".among .sentence .link").click()
        expect(page.locator(".reader-body .chosen")).to_have_text("6%以上")
        assert seen.overflow() <= 0
        page.locator(".among select").first.select_option("retail_sales.growth")
        expect(page.locator(".among .sentence")).to_contain_text("社会消费品零售总额", timeout=SLOW)
        assert "indicator=retail_sales.growth" in page.url
        page.locator(".among").get_by_role("button", name="表格").click()
        other = page.locator(".among tbody a.promised", has_not_text="云栖").first
        expect(other).to_be_visible()
        page.locator(".left .reports").click()
        page.locator(".panel input").fill("柳浦")
        expect(page.locator(".places li")).to_have_count(1)
        expect(page.locator(".places a")).to_have_text("2032")
        page.locator(".places a").click()
        expect(page.locator("h1")).to_contain_text("柳浦县", timeout=SLOW)
        page.wait_for_selector(".among .chart[data-drawn]", timeout=SLOW)
        seen.check()
