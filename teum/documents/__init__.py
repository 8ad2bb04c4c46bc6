"""What leaves as a file: calendars."""
