"""Ports for the servers of the tests."""

import random
import socket

BELOW_THE_CLIENTS = range(20_000, 32_000)
"""A server that is away for a moment finds its port again: those who connect take theirs from above."""


def free_port() -> int:
    """A port that nobody listens on, and that no client is given."""
    for port in random.sample(BELOW_THE_CLIENTS, 200):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError("no port is free")
