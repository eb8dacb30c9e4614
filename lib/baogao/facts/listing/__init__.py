"""Glossary entries, enumerations and livelihood lists: where they stand and how they split."""
