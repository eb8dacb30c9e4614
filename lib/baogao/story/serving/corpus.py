"""A dataset's index and indicators, each a file that is made when it is first asked for."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final

from tornado.web import HTTPError, RequestHandler

from baogao.corpus.atlas import is_dataset
from baogao.errors import BaogaoError
from baogao.story import atlas
from baogao.tables.folders import data_folder

_FOREVER: Final = "public, max-age=31536000, immutable"
_turn = asyncio.Lock()  # one at a time: each takes a processor


class CorpusHandler(RequestHandler):  # type: ignore[misc]
    """`<state>/<file>` of the dataset that is served."""

    async def get(self, state: str, name: str) -> None:
        data = data_folder()
        if (
            data is None
            or not is_dataset(data)
            or state != atlas.state(data)
            or name not in atlas.files(data)
        ):
            raise HTTPError(404)
        try:
            path = await made(data, name)
        except BaogaoError as error:
            self.settings["baogao_log"].error("%s", error)
            raise HTTPError(500) from None
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.set_header("Cache-Control", _FOREVER)
        self.finish(path.read_bytes())


async def made(data: Path, name: str) -> Path:
    """The file `name` of a dataset, made now where it is not.

    Raises `BaogaoError` where it cannot be made.
    """
    path = atlas.kept(data) / name
    if path.is_file():
        return path
    async with _turn:
        if not path.is_file():
            maker = await asyncio.create_subprocess_exec(
                *atlas.command(data, name), stderr=asyncio.subprocess.PIPE, start_new_session=True
            )
            _, said = await maker.communicate()
            if maker.returncode:
                why = said.decode(errors="replace").strip().splitlines()[-1:] or [""]
                raise BaogaoError(str(data), f"{name} was not made ({why[0]})", "make the corpus again")
    return path
