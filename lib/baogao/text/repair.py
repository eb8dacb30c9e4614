"""Undoes the damage of copying and re-encoding, and keeps the way back."""

from __future__ import annotations

from baogao.text.blanks import glyph_edits
from baogao.text.cleanup import clean
from baogao.text.edits import Edit, Repaired, without_overlaps
from baogao.text.suspects import mend_slips
from baogao.text.wraps import join_wraps

__all__ = ["Edit", "Repaired", "repair"]


def repair(text: str) -> Repaired:
    """`text` with its damage undone where the evidence is strong; never raises.

    What is broken past mending stays as it is, as an edit of kind `damaged` that changes nothing.

    >>> repair("各位代表:").edits
    ()
    >>> repaired = repair("促進經(jīng)濟發展,完成投資1 2 5億元")
    >>> repaired.text
    '促進經濟發展,完成投資125億元'
    >>> [(edit.kind, edit.before, edit.after) for edit in repaired.edits]
    [('pinyin', '(jīng)', ''), ('space', '1 2 5', '125')]
    """
    slips = mend_slips(text)
    taken = [(edit.start, edit.end) for edit in slips]
    return Repaired(
        text, without_overlaps([*glyph_edits(text), *slips, *clean(text, taken), *join_wraps(text)])
    )
