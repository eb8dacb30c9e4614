"""What a scene's chart and its table both say, made from the tables alone."""
