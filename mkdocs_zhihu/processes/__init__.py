"""Work shared among processes: worker pools, background calls, progress."""
