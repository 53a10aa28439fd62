"""The confusion matrix, and which images are in its cells."""

import numpy as np
import pytest

from mnistlab.analysis.exam import Confusion, examine
from mnistlab.analysis.readings import UNREAD
from mnistlab.nn import MultiLayerNet, TwoLayerNet
from mnistlab.nn.differences import result_of

CLASSES = 10


@pytest.fixture
def net():
    return TwoLayerNet(784, 20, CLASSES, 0.5, rng=np.random.default_rng(3))


@pytest.fixture
def data():
    rng = np.random.default_rng(4)
    return rng.integers(0, 256, (1234, 784), np.uint8), rng.integers(0, CLASSES, 1234, np.uint8)


@pytest.fixture
def confusion(net, data) -> Confusion:
    return result_of(examine(net, *data))


def test_the_matrix_is_that_of_a_plain_loop(net, data, confusion):
    images, labels = data
    counts = np.zeros((CLASSES, CLASSES), int)
    for number, (image, label) in enumerate(zip(images, labels, strict=True)):
        y = net.predict(image / np.float32(255))
        counts[label, y.argmax()] += 1
        assert confusion.readings[number] == y.argmax()
        assert confusion.confidence[number] == pytest.approx(y.max(), rel=1e-4)
        assert confusion.label_confidence[number] == pytest.approx(y[label], rel=1e-3, abs=1e-6)
    np.testing.assert_array_equal(confusion.counts, counts)
    np.testing.assert_array_equal(confusion.totals, np.bincount(labels, minlength=CLASSES))
    assert confusion.accuracy == pytest.approx(net.accuracy(images / np.float32(255), labels))
    assert confusion.right + confusion.mistakes == len(images)
    assert confusion.unread == 0


def test_recall_and_precision_are_their_definitions(confusion):
    for number in range(CLASSES):
        is_it, read_as_it = confusion.labels == number, confusion.readings == number
        both = np.count_nonzero(is_it & read_as_it)
        assert confusion.recall[number] == pytest.approx(both / np.count_nonzero(is_it))
        if read_as_it.any():
            assert confusion.precision[number] == pytest.approx(both / np.count_nonzero(read_as_it))
        else:
            assert np.isnan(confusion.precision[number])


def test_images_of_a_cell_come_by_falling_confidence(confusion):
    for label in range(CLASSES):
        for reading in range(CLASSES):
            images = confusion.images(label, reading)
            assert len(images) == confusion.counts[label, reading]
            assert (confusion.labels[images] == label).all()
            assert (confusion.readings[images] == reading).all()
            assert (np.diff(confusion.confidence[images]) <= 0).all()


def test_mistakes_come_by_falling_confidence_all_of_a_row_or_of_a_column(confusion):
    mistakes = confusion.images()
    assert sorted(mistakes) == np.flatnonzero(confusion.labels != confusion.readings).tolist()
    assert (np.diff(confusion.confidence[mistakes]) <= 0).all()
    assert confusion.images(4).tolist() == [image for image in mistakes if confusion.labels[image] == 4]
    assert confusion.images(None, 7).tolist() == [image for image in mistakes if confusion.readings[image] == 7]


def test_a_class_comes_from_the_surest_to_the_least_sure(confusion):
    images = confusion.of_class(6)
    assert sorted(images) == np.flatnonzero(confusion.labels == 6).tolist()
    assert (np.diff(confusion.label_confidence[images]) <= 0).all()


def test_what_a_class_is_that_nobody_has_or_reads_is_undefined(net, data):
    images, labels = data
    kept = (labels != 3) & (labels != 8)
    net.params["b2"][3] = -1e9
    confusion = result_of(examine(net, images[kept], labels[kept]))
    assert np.isnan(confusion.recall[[3, 8]]).all()
    assert np.isnan(confusion.precision[3])
    assert np.isfinite(np.delete(confusion.recall, [3, 8])).all()
    assert len(confusion.of_class(3)) == 0
    assert len(confusion.images(3, 3)) == 0


def test_mended_and_new_mistakes_are_told_apart(net, data, confusion):
    later = TwoLayerNet.of({key: value.copy() for key, value in net.params.items()})
    later.params["b2"][2] += 5
    after = result_of(examine(later, *data))
    labels = confusion.labels
    mended = sum(a != t and b == t for a, b, t in zip(confusion.readings, after.readings, labels, strict=True))
    new = sum(a == t and b != t for a, b, t in zip(confusion.readings, after.readings, labels, strict=True))
    assert mended > 0 < new
    assert after.since(confusion) == (mended, new)
    assert after.mistakes == confusion.mistakes - mended + new


@pytest.mark.parametrize("net", [TwoLayerNet(784, 6, CLASSES), MultiLayerNet(784, [6], CLASSES)])
def test_weights_that_are_no_numbers_read_nothing(net, data):
    net.params["W1"][:] = np.nan
    confusion = result_of(examine(net, *data))
    assert confusion.unread == len(data[0])
    assert (confusion.readings == UNREAD).all()
    assert not confusion.counts.any()
    assert confusion.accuracy == 0
    assert len(confusion.images()) == len(confusion.of_class(1)) == 0


def test_images_that_overflow_are_unread_and_the_others_are_not(net, data):
    images, labels = data[0].copy(), data[1]
    images[:, 0] = 0
    images[5:8, 0] = 255
    relu = MultiLayerNet(784, [20], CLASSES, params=net.params)
    relu.params["W1"][0] = 3e38
    relu.params["W2"][:] *= 1e9
    confusion = result_of(examine(relu, images, labels))
    assert np.flatnonzero(confusion.readings == UNREAD).tolist() == [5, 6, 7]
    assert confusion.totals.sum() == len(images)
    assert not set(confusion.images()) & {5, 6, 7}
    assert confusion.surest_first[-3:].tolist() == [5, 6, 7]


def test_it_works_in_pieces_also_where_one_image_is_all(net, data):
    assert list(examine(net, *data)) == [500 / 1234, 1000 / 1234, 1.0]
    wide = TwoLayerNet(784, 1500, CLASSES)
    assert len(list(examine(wide, *data))) == 13
    one, none = (data[0][:1], data[1][:1]), (data[0][:0], data[1][:0])
    assert list(examine(net, *one)) == [1.0]
    assert list(examine(net, *none)) == []
    assert result_of(examine(net, *one)).counts.sum() == 1
    assert np.isnan(result_of(examine(net, *none)).accuracy)


def test_nobody_writes_to_a_result(confusion):
    with pytest.raises(ValueError, match="read-only"):
        confusion.counts[0, 0] = 1
