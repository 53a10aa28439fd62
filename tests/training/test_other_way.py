import numpy as np

from mnistlab.nn.differences import result_of
from mnistlab.training import RunSettings, Trainer
from mnistlab.training.other_way import other_way
from mnistlab.training.parts import USUAL_RATES

SETTINGS = RunSettings(hidden_size=4, batch_size=20)


def test_the_way_is_that_of_a_run_with_the_other_optimizer(small_dataset):
    first = {key: value.copy() for key, value in Trainer(SETTINGS, small_dataset).network.params.items()}
    way = result_of(other_way(SETTINGS, small_dataset, first, "adam", 60, 7))
    settings = RunSettings(hidden_size=4, batch_size=20, optimizer="adam", learning_rate=USUAL_RATES["adam"])
    trainer = Trainer(settings, small_dataset)
    assert len(way) == 7
    np.testing.assert_array_equal(way[0]["W1"], first["W1"])
    trainer.run(lambda: False, 30)
    np.testing.assert_array_equal(way[3]["W1"], trainer.network.params["W1"])
    trainer.run(lambda: False, 60)
    np.testing.assert_array_equal(way[6]["W2"], trainer.network.params["W2"])


def test_a_way_that_diverges_ends_where_it_does(small_dataset):
    first = {key: np.full_like(value, np.nan) for key, value in Trainer(SETTINGS, small_dataset).network.params.items()}
    assert len(result_of(other_way(SETTINGS, small_dataset, first, "sgd", 50, 5))) == 1
