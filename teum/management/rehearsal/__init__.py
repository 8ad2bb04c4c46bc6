"""`teum rehearse`: a business in virtual time, with the real code, in which every guarantee is attacked and judged.

`guarantees` judges what happened by the rows, the ledger and the carrier's memory; nothing in there asks the core.
"""
