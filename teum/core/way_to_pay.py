"""How a business is paid by each means, in its own words."""

LONGEST = 500
"""So long may it be said: an account, a link, a number, an address."""
