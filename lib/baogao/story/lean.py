"""Keeps our own processes from loading what they never use."""

from __future__ import annotations

import sys


def skip_iri_grammar() -> None:
    """Lets Altair and papermill import without jsonschema's grammar of internationalised addresses.

    Compiling it takes half of each import, and nothing here checks such an address. jsonschema takes an
    absent grammar in its stride. Only for processes that are ours: kernels, workers, the command line.

    >>> skip_iri_grammar()
    """
    if "jsonschema" not in sys.modules:
        sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def skip_debugger() -> None:
    """Lets a kernel start without the debugger that no app's visitor can reach: half of its time and memory.

    >>> skip_debugger()
    """
    if "ipykernel.debugger" not in sys.modules:
        sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type]
