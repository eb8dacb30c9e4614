"""Checks what is asked of the notebooks before any of them runs."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Final

from baogao.errors import BaogaoError

VALUES: Final = {"lang": ("", "zh-Hant", "zh-Hans", "en"), "mode": ("light", "dark")}


def check_settings(notebook: Path, settings: dict[str, str]) -> dict[str, str]:
    """The notebook's parameters with `settings` in place of their defaults, without `report`.

    Raises `BaogaoError` with the near name for a parameter or a value that does not exist.
    """
    import papermill as pm

    known = {
        name: str(about["default"]).strip("\"'") for name, about in pm.inspect_notebook(notebook).items()
    }
    known.pop("report", None)
    for name, value in settings.items():
        if name == "report":
            raise BaogaoError("--set report", "reports are named by folder", "say baogao story FOLDER…")
        if name not in known:
            raise BaogaoError(
                f"--set {name}={value}", f"no parameter is named {name}", _near(name, list(known))
            )
    check_values(settings)
    return known | settings


def check_values(settings: dict[str, str]) -> None:
    """Raises `BaogaoError` with the near name for a value that a parameter may not have.

    >>> check_values({"lang": "en", "mode": "dark"})
    """
    for name, value in settings.items():
        legal = VALUES.get(name)
        if legal and value not in legal:
            near = _near(value, [word for word in legal if word])
            raise BaogaoError(f"{name}={value}", f"no {name} is named {value}", near)


def _near(word: str, words: list[str]) -> str:
    """
    >>> _near("langg", ["lang", "mode"])
    'did you mean lang?'
    """
    near = get_close_matches(word, words, 1, 0.5)
    return f"did you mean {near[0]}?" if near else f"there are: {', '.join(words)}"
