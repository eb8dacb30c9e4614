"""The one error a reader of reports may raise."""

from __future__ import annotations


class BaogaoError(Exception):
    """Bad input, told in one line: what is wrong, where, and what to do about it.

    >>> raise BaogaoError("a.txt", "the file is empty", "save the report again and retry")
    Traceback (most recent call last):
    baogao.errors.BaogaoError: a.txt: the file is empty; save the report again and retry
    """

    def __init__(self, where: str, what: str, remedy: str) -> None:
        self.where, self.what, self.remedy = where, what, remedy
        super().__init__(f"{where}: {what}; {remedy}")

    def __reduce__(self) -> tuple[type[BaogaoError], tuple[str, str, str]]:
        # An exception is unpickled from its message alone, unless told otherwise; workers hand these back.
        return BaogaoError, (self.where, self.what, self.remedy)
