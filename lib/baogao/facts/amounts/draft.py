"""An amount in the making, between the scan and the series it stands in."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from baogao.facts.amounts.leads import Lead


@dataclass
class Draft:
    """What the scan has read so far. `after` is the comparator behind, `approximate` that of 余 or 多."""

    start: int
    end: int
    number_start: int
    number_end: int
    value: Decimal
    value_max: Decimal | None
    unit: str
    measure: str
    approximate: str = ""
    after: str = ""
    doubt: str = ""
    spelled: bool = False
    lead: Lead = field(default_factory=lambda: Lead(0, "=", 0, False, False, False))
    unit_at: tuple[int, int] | None = None  # where the unit is written, if not behind the number
    group: int | None = None
    rank_in_group: int = 0
    group_size: int = 1
