"""Every write; one function = one transaction: load, let the core decide, write, append events, queue messages."""
