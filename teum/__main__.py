"""Lets `python -m teum` stand for the console script."""

from teum.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
