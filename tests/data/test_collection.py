import numpy as np

from mnistlab.data.collection import Collection


def test_changes_are_taken_back_in_turn(tmp_path):
    collection = Collection(tmp_path / "samples.npz")
    for number, label in enumerate((7, 1, 4)):
        collection.add(np.full((28, 28), number, np.uint8), label, 100 + number)
    collection.delete(1)
    assert collection.samples.labels.tolist() == [7, 4]
    change = collection.undo()
    assert not change.added
    assert collection.samples.labels.tolist() == [7, 1, 4]
    assert collection.samples.images[:, 0, 0].tolist() == [0, 1, 2]
    assert collection.samples.times.tolist() == [100, 101, 102]
    change = collection.undo()
    assert change.added
    assert (change.place, change.label) == (2, 4)
    assert collection.samples.labels.tolist() == [7, 1]
    collection.undo()
    collection.undo()
    assert len(collection.samples) == 0
    assert not collection.can_undo
