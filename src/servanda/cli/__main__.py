"""`python -m servanda.cli`, where the console script is not installed."""

from servanda.cli import main

main()
