"""Starting: what `import baogao` costs, and the first report of a fresh process."""

from __future__ import annotations

from told import SEED, Tell
from turns import fresh

ROUNDS = 7


def test_import(tell: Tell) -> None:
    jobs = {name: f"import {name}" for name in ("pandas", "baogao")}
    least = dict.fromkeys(jobs, float("inf"))
    for _ in range(ROUNDS):
        for name, code in jobs.items():
            least[name] = min(least[name], float(fresh(f"{code}, time; print(time.process_time())")))
    tell(
        "import baogao against import pandas",
        least["baogao"] / least["pandas"],
        most=1.3,
        note=f"{least['baogao']:.2f} s",
    )


def test_first_report(tell: Tell) -> None:
    code = (
        "import baogao, pandas, pyarrow, time\n"
        f"began = time.process_time(); baogao.read({str(SEED)!r}); print(time.process_time() - began)"
    )
    first = min(float(fresh(code)) for _ in range(ROUNDS))
    tell("the first report of a process, imports apart", first * 1000, "ms")
