"""The experiments of books: the gallery, the page of an experiment, sweeps, and the benches without images."""
