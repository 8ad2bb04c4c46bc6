"""`teum bench`: how fast the product is, measured on databases and servers that are made for it and go away."""
