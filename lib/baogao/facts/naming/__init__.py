"""Saying what an amount measures: a small grammar of the clause."""
