"""Where pip installs to, whatever it has been told for good."""

import os
import sys

import pytest


@pytest.fixture
def place(script, tmp_path):
    """Return the environment that pip gets, where a file of its configuration and variables say this."""

    def make(content, **variables):
        (tmp_path / "pip.conf").write_text(content)
        base = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
        base |= {"PIP_CONFIG_FILE": str(tmp_path / "pip.conf"), **variables}
        return script("pip_place").pip_environment(sys.executable, base)

    return make


def test_no_other_place_is_left_and_all_else_stays(place):
    pytest.importorskip("pip")
    found = place(
        "[global]\nindex-url = https://example.org/simple\n[install]\nuser = yes\ntarget = /y\nprefix = /z\n",
        PIP_USER="1",
        PIP_TARGET="/x",
        PIP_TRUSTED_HOST="example.org",
        PATH=os.environ["PATH"],
    )
    own = {name: value for name, value in found.items() if name.startswith("PIP_")}
    assert own["PIP_INDEX_URL"] == "https://example.org/simple"
    assert own["PIP_TRUSTED_HOST"] == "example.org"
    assert own["PIP_CONFIG_FILE"] == os.devnull
    assert not {"PIP_USER", "PIP_TARGET", "PIP_PREFIX"} & own.keys()


def test_only_what_says_where_packages_come_from_is_heeded(place):
    """A list of what to leave out would lack the next one: so does pip know some hundred settings."""
    pytest.importorskip("pip")
    found = place(
        "[global]\nuser = yes\nquiet = 2\nextra-index-url =\n  https://a/simple\n  https://b/simple\n"
        "[install]\nno-binary = :all:\nretries = 1\n",
        **dict.fromkeys(
            ("PIP_REQUIRE_HASHES", "PIP_VERSION", "PIP_PLATFORM", "PIP_EDITABLE", "PIP_NO_BUILD_ISOLATION"), "1"
        ),
    )
    own = {name: value for name, value in found.items() if name.startswith("PIP_")}
    assert own.pop("PIP_EXTRA_INDEX_URL").split() == ["https://a/simple", "https://b/simple"]
    assert own.pop("PIP_RETRIES") == "1"
    assert not own.keys() & {
        "PIP_REQUIRE_HASHES",
        "PIP_VERSION",
        "PIP_PLATFORM",
        "PIP_EDITABLE",
        "PIP_NO_BUILD_ISOLATION",
    }
    assert not own.keys() & {"PIP_USER", "PIP_QUIET", "PIP_NO_BINARY", "PIP_GLOBAL"}


def test_what_pip_was_told_is_said_where_it_fails(script, monkeypatch):
    start = script("start")
    monkeypatch.setattr(start, "run", lambda *_, **__: 1)
    told = {"PIP_INDEX_URL": "https://me:sec@ret@x/simple", "PIP_NO_INDEX": "1", "PIP_CACHE_DIR": "/c"}
    with pytest.raises(start.SetupError, match=r"PIP_INDEX_URL \(https://x/simple\), PIP_NO_INDEX \(1\)"):
        start.install([["pip"]], told)


def test_after_a_proxy_has_failed_it_goes_on_without(script, monkeypatch):
    start = script("start")
    tried = []
    monkeypatch.setattr(
        start, "run", lambda command, env, **_: tried.append((command, env)) or int("HTTPS_PROXY" in env)
    )
    commands = [["pip", "pip"], ["pip", "mnistlab"]]  # where the first fails, the second could not work
    start.install(commands, {"HTTPS_PROXY": "http://127.0.0.1:9", "PIP_INDEX_URL": "x"})
    assert tried[1:] == [(command, {"PIP_INDEX_URL": "x"}) for command in commands]
    monkeypatch.setattr(start, "run", lambda *_, **__: 1)
    with pytest.raises(start.SetupError, match=r"HTTPS_PROXY \(http://127.0.0.1:9\) nor without"):
        start.install(commands, {"HTTPS_PROXY": "http://127.0.0.1:9"})
    with pytest.raises(start.SetupError, match="network"):
        start.install(commands, {})


@pytest.mark.parametrize(
    "proxy", ["http://me:secret@proxy:8080", "me:sec@ret@proxy:8080", "socks5://me:secret@[::1]:9"]
)
def test_no_password_of_a_proxy_is_shown(script, monkeypatch, capsys, proxy):
    start = script("start")
    monkeypatch.setattr(start, "run", lambda *_, **__: 1)
    with pytest.raises(start.SetupError) as error:
        start.install([["pip"]], {"https_proxy": proxy})
    said = capsys.readouterr().out + str(error.value)
    assert "https_proxy" in said
    assert "me:" not in said
    assert "sec" not in said
