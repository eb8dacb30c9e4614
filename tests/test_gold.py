"""The tables against the hand-made ones: the seed's everywhere, the others' where ../shared is."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from statistics import mean
from types import ModuleType

import pytest

from baogao import read
from baogao.tables.store import save
from conftest import ROOT, SEED

GOLD = ROOT / "tests" / "gold"

# table, column, least figure; what the first issue asks of the seed.
SEED_FLOORS = [
    ("meta", "accuracy", 1.0),
    ("repairs", "accuracy", 1.0),
    ("targets", "f1", 1.0),
    ("targets", "label", 1.0),
    ("targets", "measure", 1.0),
    ("targets", "comparator", 1.0),
    ("targets", "period", 1.0),
    ("targets", "span", 0.97),
    ("glossary", "f1", 1.0),
    ("lists", "f1", 0.95),
    ("lists", "span", 0.97),
    ("livelihood", "f1", 0.95),
    ("livelihood", "period", 1.0),
    ("livelihood", "status", 1.0),
    ("livelihood", "span", 0.97),
    ("pairs", "f1", 0.95),
    ("projects", "f1", 0.88),
    ("projects", "groups", 0.9),
    ("projects", "stage_review", 0.7),
    ("projects", "stage_plan", 0.7),
    ("figures", "f1", 0.985),
    ("figures", "label", 0.92),
    ("figures", "measure", 0.98),
    ("figures", "comparator", 0.98),
    ("figures", "period", 0.98),
    ("figures", "status", 0.97),
    ("figures", "span", 0.97),
]
MEAN_FLOORS = [
    ("figures", "f1", 0.95),
    ("figures", "label", 0.65),
    ("figures", "status", 0.88),
    ("targets", "f1", 0.90),
]


def _score(gold: Path, predicted: Path) -> dict[str, dict[str, float]]:
    command = [sys.executable, str(GOLD / "score.py"), str(gold), str(predicted), "--json"]
    result: dict[str, dict[str, float]] = json.loads(
        subprocess.run(command, capture_output=True, check=True, text=True).stdout
    )
    return result


@pytest.fixture(scope="module")
def seed_scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float]]:
    folder = save(read(SEED), tmp_path_factory.mktemp("gold") / "liling-2023")
    return _score(GOLD / "liling-2023", folder)


@pytest.mark.parametrize(("table", "column", "floor"), SEED_FLOORS)
def test_the_seed_reaches(
    seed_scores: dict[str, dict[str, float]], table: str, column: str, floor: float
) -> None:
    assert round(seed_scores[table][column], 4) >= floor


@pytest.fixture(scope="module")
def development(
    shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, dict[str, float]]]:
    out, scores = tmp_path_factory.mktemp("development"), {}
    for gold in sorted((shared / "gold").iterdir()):
        if gold.is_dir() and gold.name != SEED.stem:
            folder = save(read(shared / "reports" / f"{gold.name}.txt"), out / gold.name)
            scores[gold.name] = _score(gold, folder)
    return scores


@pytest.mark.parametrize(("table", "column", "floor"), MEAN_FLOORS)
def test_the_mean_of_the_development_reports_reaches(
    development: dict[str, dict[str, dict[str, float]]], table: str, column: str, floor: float
) -> None:
    values = {name: tables[table][column] for name, tables in development.items() if table in tables}
    assert len(values) >= 9
    assert mean(values.values()) >= floor, values


def test_no_development_report_falls_behind(development: dict[str, dict[str, dict[str, float]]]) -> None:
    values = {name: tables["figures"]["f1"] for name, tables in development.items() if "figures" in tables}
    assert min(values.values()) >= 0.85, values


def test_the_committed_scorer_and_gold_are_those_of_shared(shared: Path) -> None:
    assert (GOLD / "score.py").read_bytes() == (shared / "score" / "score.py").read_bytes()
    for gold in sorted((shared / "gold" / SEED.stem).iterdir()):
        assert (GOLD / SEED.stem / gold.name).read_bytes() == gold.read_bytes()


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_scorer_can_tell_a_wrong_value() -> None:
    """Guards the guard: a scorer that says yes to all would hold nothing."""
    row = {"start": "0", "end": "4", "value": "5", "unit": "%", "quote": "5%", "label": "x"}
    right = _scorer().score_spans([row], [row], ["label"], [])
    wrong = _scorer().score_spans([row], [row | {"value": "6"}], ["label"], [])
    assert (right["f1"], wrong["f1"]) == (1.0, 0.0)
