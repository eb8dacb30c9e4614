"""An amount as the other rooms of the floor need it: where its words lie, and which list it is one of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity with the places of its words. All offsets are into the (folded or repaired) text.

    `start:end` is the span of the figure: number, unit, and a comparator attached behind (``9.5%以上``).
    `number_start:number_end` holds the number alone, with its multiplier (``4.6万``; of a range, both ends).
    `lead_start:start` holds what leads to it: verbs of growth, comparator words, 到, 了
    (``增长``, ``突破``, ``下降到``, ``预计增长``); `lead_start` equals `start` where there is none.
    `value_max` is the upper end of a range, else None. `unit` is in simplified script, as rules want it,
    `unit_written` in the text's own; both may be empty (an index without dimension).
    `comparator` is one of ``= > >= < <= ~ range``; `measure` one of ``level change growth share rank``.
    `group` is where the 分别 starts that this value is paired off by (None outside such lists);
    `rank_in_group` counts from 0, `group_size` is how many values the list has.
    `doubt` says in a word what is uncertain of the reading, else it is empty.
    `spelled` says that the number is written in Chinese numerals.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    lead_start: int
    value: float
    value_max: float | None
    unit: str
    comparator: str
    measure: str
    group: int | None = None
    rank_in_group: int = 0
    group_size: int = 1
    doubt: str = ""
    spelled: bool = False
    unit_written: str = ""
