"""Commands and the processes that they run."""
