"""Who says that what will be done: verbs and their persons (`hebrew`, `english`), parties, channels, conditions."""
