import pytest

from mnistlab import cli
from mnistlab.errors import SettingsError
from mnistlab.main import _parser
from mnistlab.nn.mistakes import Mistake
from mnistlab.training import RunSettings, declared, settings


def test_a_whole_number_may_be_written_as_another():
    assert declared(RunSettings)["iterations"].read("1e4") == 10_000
    assert type(declared(RunSettings)["iterations"].read("１.5e1")) is int


def test_a_file_may_write_a_whole_number_as_another_too():
    setting = declared(RunSettings)["iterations"]
    assert (setting.checked(1e3), type(setting.checked(1e3))) == (1000, int)
    with pytest.raises(SettingsError, match=r"whole number from 1 to 100,000,000, but 0\.123456789012 was given"):
        setting.checked(0.123456789012)
    assert f"{declared(RunSettings)['weight_decay'].read('-0')}" == "0.0"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("fast", "not_a_number"),
        ("", "not_a_number"),
        ("1,000", "ambiguous_number"),
        ("0", "out_of_range"),
        ("9" * 5_000, "out_of_range"),
    ],
)
def test_what_was_typed_is_in_the_sentence(typed, kind):
    with pytest.raises(SettingsError) as caught:
        declared(RunSettings)["learning_rate"].read(typed)
    assert caught.value.kind == kind
    assert typed[:40] in str(caught.value)
    assert str(caught.value).startswith("Learning rate ")
    assert len(str(caught.value)) < 200


# A setting that is added is one field. (Its field in the window: tests/ui/panels/test_settings.py.)


def test_a_setting_that_is_added_is_checked_like_all_others(more_settings):
    assert more_settings(momentum=1).momentum == 1.0
    with pytest.raises(SettingsError, match=r"Momentum must be 0 to 1, but 1\.5 was given"):
        more_settings(momentum=1.5)
    with pytest.raises(SettingsError, match="Hidden units"):
        more_settings(hidden_size=-1)
    assert more_settings(mistake=Mistake.NO_LABELS).mistake is Mistake.NO_LABELS
    with pytest.raises(SettingsError, match="Mistake must be one of Mistake"):
        more_settings(mistake="none of them")


def test_a_setting_that_is_added_is_an_option_of_the_command_line(more_settings, monkeypatch, capsys):
    monkeypatch.setattr(settings, "RunSettings", more_settings)
    parser = _parser(lambda _context, text: text)
    with pytest.raises(SystemExit):
        parser.parse_args(["train", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert "--momentum N momentum: how much of an update stays (default 0.9)" in said
    assert "--order up|down order: up or down (default up)" in said
    assert "mistake" not in said

    asked = cli._asked(parser.parse_args(["train", "--momentum", "0,5", "--order", "down"]), more_settings)
    assert asked == {"momentum": 0.5, "order": "down"}
    parser = _parser(lambda _context, text: text)  # because no parser takes an option twice
    with pytest.raises(SettingsError, match="Momentum") as caught:
        cli._asked(parser.parse_args(["train", "--momentum", "2"]), more_settings)
    assert caught.value.__notes__ == ["--momentum"]
