"""A kept run goes on, in another process, as if it had never been left."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from mnistlab.errors import LibraryError
from mnistlab.library import keep, new_key, resume
from mnistlab.library.kept_run import clean_name, retraces
from mnistlab.library.opening import open_runs, runs_of, save_runs
from mnistlab.nn.differences import result_of
from mnistlab.nn.mistakes import Mistake
from mnistlab.training import Phase, RunSettings, Trainer, declared, replay

GO_ON = """
import sys
from pathlib import Path
from mnistlab.data import Dataset, load_dataset
from mnistlab.library import resume
from mnistlab.library.opening import open_runs, runs_of

data = load_dataset()
train, test = slice(600), slice(200)
parts = data.train_images[train], data.train_labels[train], data.test_images[test], data.test_labels[test]
data = Dataset("small", data.path, *parts)
for run in runs_of(open_runs(Path(sys.argv[1]))):
    trainer = resume(run, data)
    trainer.run(lambda: False, int(sys.argv[2]))
    trainer.step()
    print(digest(trainer))
"""
DIGEST = """
import hashlib
def digest(trainer):
    history, params = trainer.history, trainer.network.params
    arrays = (*params.values(), history.loss, history.smoothed_loss, history.evaluated_at, history.test_accuracy)
    return hashlib.sha256(b"".join(array.tobytes() for array in arrays)).hexdigest()
"""
exec(DIGEST)  # noqa: S102 (the same words in both processes)


def branch(trainer, iteration, **changes):
    branched = result_of(replay(trainer, iteration))
    branched.settings = replace(branched.settings, **changes)
    return branched


def phases(trainer, count):
    for name in ("select_batch", "compute_gradient")[:count]:
        getattr(trainer, name)()
    return trainer


def test_what_is_not_known_of_a_run_makes_no_other_run_of_it(kept):
    one, other = (replace(kept(0).entry, key="0" * 32, loss=float("nan"), created=0.0, changed=0.0) for _ in range(2))
    assert one == other


def test_in_a_new_process_it_goes_on_bit_for_bit(tmp_path, trained, mark):
    trainers = []
    for sampling in ("random", "shuffle"):
        trainers += [
            trained(9, sampling=sampling),  # where an epoch has just ended and the next begun
            trained(14, sampling=sampling),  # in the middle of an epoch
            phases(trained(13, sampling=sampling), 1),  # between two phases
            phases(trained(12, sampling=sampling), 2),
            branch(trained(20, sampling=sampling), 7, learning_rate=0.5),
        ]
    for optimizer in declared(RunSettings)["optimizer"].choices:
        more = {"optimizer": optimizer, "activation": "relu", "dropout": 0.2, "weight_decay": 0.01}
        trainers += [
            phases(trained(21, learning_rate=0.01, **more), 2),
            branch(trained(20, learning_rate=0.01, sampling="shuffle", **more), 7),
        ]
    trainers[1].learning_rate = 0.7
    trainers[1].step()
    file = save_runs(tmp_path / "runs", [keep(trainer, mark, key=new_key()) for trainer in trainers])
    words = [sys.executable, "-c", DIGEST + GO_ON, str(file), "40"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    for trainer in trainers:
        trainer.run(lambda: False, 40)
        trainer.step()
    assert done.stdout.split() == [digest(trainer) for trainer in trainers]  # noqa: F821


def test_every_iteration_of_it_can_be_had_again(trained, mark, tmp_path, small_dataset):
    trainer = trained(203)
    file = save_runs(tmp_path / "runs", [keep(trainer, mark, key=new_key())])
    library = open_runs(file)
    (run,) = runs_of(library)
    library.close()
    assert [state.iteration for state in run.earlier] == [0, 80, 120, 200]
    again = resume(run, small_dataset)
    for iteration in (0, 1, 50, 81, 140, 203):
        one, other = branch(trainer, iteration), branch(again, iteration)
        np.testing.assert_array_equal(one.network.params["W1"], other.network.params["W1"])
        if iteration:
            np.testing.assert_array_equal(one.batch.indices, other.batch.indices)


def test_weights_of_a_file_are_kept_as_the_first(small_dataset, mark, trained):
    first = trained(30).network.params
    trainer = Trainer(trained(0).settings, small_dataset, first)
    trainer.run(lambda: False, 50)
    again = resume(keep(trainer, mark, key=new_key()), small_dataset)
    np.testing.assert_array_equal(branch(again, 0).network.params["W1"], first["W1"])


def test_a_mistake_stays(trained, mark, small_dataset):
    trainer = trained(5)
    trainer.mistake = Mistake.NO_LABELS
    trainer.step()
    again = resume(keep(trainer, mark, key=new_key()), small_dataset)
    assert again.mistake is Mistake.NO_LABELS
    assert again.history.rules == trainer.history.rules


def test_a_run_that_has_diverged_is_kept_too(trained, mark, small_dataset, library):
    trainer = trained(3)
    trainer.network.params["W1"][:] = np.inf
    run = keep(trainer, mark, key=new_key())
    library.write(run)
    assert np.isinf(resume(library.read(run.entry.key), small_dataset).network.params["W1"]).all()


def test_a_run_does_not_change_when_its_trainer_goes_on(trained, mark):
    trainer = trained(20)
    run = keep(trainer, mark, key=new_key())
    before = run.state.params["W1"].copy(), run.record.loss.copy()
    trainer.run(lambda: False, 60)
    np.testing.assert_array_equal(run.state.params["W1"], before[0])
    np.testing.assert_array_equal(run.record.loss, before[1])
    assert run.state.next_phase is Phase.SELECT_BATCH


def test_a_run_of_other_shapes_is_refused(kept, small_dataset):
    run = kept()
    strange = replace(run, entry=replace(run.entry, settings=replace(run.entry.settings, hidden_size=7)))
    with pytest.raises(LibraryError) as error:
        resume(strange, small_dataset)
    assert error.value.kind == "run_damaged"


def test_which_run_is_the_beginning_of_which(kept):
    short, long = kept(10).entry, kept(20).entry
    assert retraces(short, long)
    assert not retraces(long, short)
    assert not retraces(kept(10, seed=8).entry, long)
    assert not retraces(kept(10, learning_rate=0.5).entry, long)
    assert not retraces(kept(10, optimizer="adam").entry, long)
    assert not retraces(kept(10, activation="relu").entry, long)


@pytest.mark.parametrize(("text", "clean"), [("  a\tb ", "a b"), ("x\u202ey\x00", "x y"), ("名字", "名字"), ("", "")])
def test_names_are_one_line_of_what_can_be_seen(text, clean):
    assert clean_name(text) == clean
