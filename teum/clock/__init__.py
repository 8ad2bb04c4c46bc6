"""Because time passed: the loops of the clock and of delivery."""
