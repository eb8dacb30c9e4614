"""Headline targets and pairs: where they stand, their clauses, when two labels are one."""
