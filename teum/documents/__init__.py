"""What leaves as a file, and what came as one."""
