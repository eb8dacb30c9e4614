"""An item's words with its figures as pieces, laid in lines."""

from __future__ import annotations

from baogao.story.charts.type import STOPS, width_of, wrap
from baogao.story.views.livelihood import Item

Piece = tuple[
    str, str, int
]  # words, look (plain, done, promised, other, remark, gap), start of a figure or -1


def piece_room(piece: Piece, size: float) -> float:
    """The width of a piece in px at `size` px.

    >>> piece_room(("農村", "plain", -1), 14)
    28.0
    """
    if piece[1] == "gap":
        return size * 0.35
    return width_of(piece[0], size, piece[1] == "remark")


def lines_of(item: Item, size: float, room: float) -> list[list[Piece]]:
    """The item's words in lines at most `room` px wide, with its figures in them or behind them, and what the
    report says otherwise of it below.
    """
    pieces = _pieces(item)
    lines: list[list[Piece]] = [[]]
    used = 0.0
    if len(pieces) > 1:
        room -= size  # for a stop that is drawn back to the line before
    for piece in pieces:
        wide = piece_room(piece, size)
        if used + wide <= room or not piece[0]:
            lines[-1].append(piece)
            used += wide
            continue
        if piece[1] != "plain":
            if lines[-1]:
                lines.append([])
            lines[-1].append(piece)
            used = wide
            continue
        rest = piece[0]
        if rest[0] in STOPS and lines[-1]:
            lines[-1].append((rest[0], "plain", -1))
            used += width_of(rest[0], size)
            rest = rest[1:]
        first = wrap(rest, size, max(room - used, size * 2))[0] if room - used > 3 * size else ""
        if first:
            lines[-1].append((first, "plain", -1))
            rest = rest[len(first) :].lstrip()
        for line in wrap(rest, size, room):
            if lines[-1]:
                lines.append([])
            lines[-1].append((line, "plain", -1))
            used = width_of(line, size)
    if item.remark:
        for line in wrap(item.remark, size, room, bold=True):
            lines.append([(line, "remark", item.remark_start)])
    return [line for line in lines if line] or [[("", "plain", -1)]]


def _pieces(item: Item) -> list[Piece]:
    pieces: list[Piece] = []
    rest = item.words
    for number in item.numbers:
        if number.inside and number.quote in rest:
            before, rest = rest.split(number.quote, 1)
            pieces += [(before, "plain", -1), (number.quote, number.status, number.start)]
    pieces.append((rest, "plain", -1))
    for number in item.numbers:
        if not number.inside:
            pieces += [("", "gap", -1), (number.quote, number.status, number.start)]
    return [piece for piece in pieces if piece[0] or piece[1] == "gap"]
