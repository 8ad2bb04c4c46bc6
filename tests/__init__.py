"""The tests, and the people in them (cast.py)."""
