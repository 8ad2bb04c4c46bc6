"""The five guarantees, attacked (see docs/guarantees.md)."""
