"""`python -m policynlp`: the command line."""

from policynlp.cli import main

main()
