"""What people fill in, by noun: a form checks shapes only; what may happen is decided further down."""
