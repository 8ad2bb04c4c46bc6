"""`teum rehearse`: its parts, and whole rehearsals."""
