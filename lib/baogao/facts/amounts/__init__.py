"""Finding amounts: numerals, units, words before and behind, what is no amount."""
