"""The JSON API: a view translates, makes one call into `actions` or `queries`, and translates back."""
