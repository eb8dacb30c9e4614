"""The command line: the same words as the library, a module a command."""

from __future__ import annotations

from baogao.cli import app, check, compare, corpus, lab, panel, read, story
from baogao.cli.group import main

__all__ = ["app", "check", "compare", "corpus", "lab", "main", "panel", "read", "story"]
