"""`python -m baogao.cli`."""

from baogao.cli import main

main()
