"""A report on a run: one page that needs no other file, with what came of the run and the learner's own words."""
