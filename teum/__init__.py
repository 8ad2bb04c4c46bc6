"""Teum: promises to customers, kept or moved in time."""

__version__ = "0.1.0"
