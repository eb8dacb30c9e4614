"""The files that the page is made of, with an answer to every way of writing an address."""

from __future__ import annotations

import os
from typing import Any

from tornado.web import HTTPError
from voila.static_file_handler import TemplateStaticFileHandler

_TEMPLATES = ("baogao", "lab", "base")  # ours, and those that it stands on


class TemplateFiles(TemplateStaticFileHandler):  # type: ignore[misc]
    """A template's static files; Voila's own handler breaks on an address of another form."""

    def parse_url_path(self, url_path: str) -> str:
        _check(url_path)
        return str(super().parse_url_path(url_path))

    @classmethod
    def get_absolute_path(cls, root: Any, path: str) -> str:
        _check(os.path.normpath(path))
        return str(super().get_absolute_path(root, path))


def _check(path: str) -> None:
    """404 for what is not ``<template>/static/<file>`` of a template of ours."""
    parts = path.replace(os.sep, "/").split("/", 2)
    if len(parts) < 3 or parts[0] not in _TEMPLATES or parts[1] != "static" or not parts[2]:
        raise HTTPError(404)
