"""Named projects: their names, the lists they stand in, their stages and mentions."""
