"""The book's loop of training."""

import numpy as np
import pytest

from mnistlab.book.multi_layer_net import MultiLayerNet
from mnistlab.book.trainer import Trainer


def trainer(**options):
    rng = np.random.default_rng(0)
    x, t = rng.random((40, 6)), rng.integers(3, size=40)
    network = MultiLayerNet(6, [5], 3, rng=rng)
    return Trainer(network, x, t, x[:10], t[:10], epochs=3, mini_batch_size=10, **options)


def test_an_epoch_is_as_many_mini_batches_as_hold_all_images_once(capsys):
    made = trainer()
    made.train()
    assert len(made.train_loss_list) == 12
    assert len(made.train_acc_list) == len(made.test_acc_list) == made.current_epoch == 3
    printed = capsys.readouterr().out
    assert printed.count("train loss:") == 12
    assert "Final Test Accuracy" in printed


def test_it_says_nothing_where_that_is_not_wanted(capsys):
    trainer(verbose=False).train()
    assert capsys.readouterr().out == ""


def test_an_optimizer_goes_by_its_name_in_any_case():
    assert type(trainer(optimizer="AdaGrad").optimizer).__name__ == "AdaGrad"
    with pytest.raises(ValueError, match="expected one of sgd, momentum"):
        trainer(optimizer="newton")
