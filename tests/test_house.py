"""The house is whole: each module has its tests, and the contracts on who imports whom leave none out."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("package", ["nn", "training", "engine", "analysis", "library", "experiments", "lessons"])
def test_each_module_has_its_test_file(package):
    modules = {path.stem for path in (ROOT / "mnistlab" / package).glob("[!_]*.py")}
    tested = {path.stem.removeprefix("test_") for path in (ROOT / "tests" / package).glob("test_*.py")}
    assert modules - tested == set()


def test_the_contract_on_qt_names_all_that_lies_below_the_engine():
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    layers, no_qt, _ = contracts
    assert layers["exhaustive"]  # each module of the program is in a layer
    below = layers["layers"][layers["layers"].index("lessons") :]
    names = {f"mnistlab.{name.strip()}" for layer in below for name in layer.split("|")}
    assert set(no_qt["source_modules"]) == names
