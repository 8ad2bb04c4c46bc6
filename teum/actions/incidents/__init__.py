"""Incidents: one fault, written once, told to each customer whom it touches with their own window (B4).

A word is a draft until a person has seen whom it goes to. Once their yes can no longer be undone, the clock tells one
case in one transaction, in the order in which the customers may be written to: whoever dies in the middle has told each
once, or not yet.
"""

from teum.actions.incidents.telling import end, tell
from teum.actions.incidents.writing import discard, draft, go_on, start, undo

__all__ = ["discard", "draft", "end", "go_on", "start", "tell", "undo"]
