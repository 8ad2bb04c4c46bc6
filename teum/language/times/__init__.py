"""Times in words: found in a text (`find`), and worked out in a business calendar (`resolve`)."""
