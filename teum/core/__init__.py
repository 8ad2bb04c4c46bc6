"""What is true and what may happen: pure functions of values and `now`."""
