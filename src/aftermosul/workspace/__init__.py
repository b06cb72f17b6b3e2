"""The reader's folder: copies of the notebooks and their versions, the ledger, progress."""
