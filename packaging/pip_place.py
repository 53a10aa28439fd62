"""Where pip installs to: into the virtual environment whose pip it is, whatever else it has been told for good.

Standard library only, and no syntax that Python 3.6 cannot read, as in start.py.
"""

import os
import re
import subprocess

# What would send pip elsewhere, or make it install less. An index, a proxy or a certificate of the person's stays.
ELSEWHERE = {"USER", "TARGET", "PREFIX", "ROOT", "PYTHON", "DRY_RUN", "NO_DEPS", "REQUIRE_VIRTUALENV", "CONFIG_FILE"}
PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "PIP_PROXY")


def pip_environment(python, base=None):
    """Return the environment for ``python -m pip install``: the one given, or the present one, with pip's settings."""
    base = dict(os.environ if base is None else base)
    found = {name: value for name, value in base.items() if not _leads_elsewhere(name)}
    files = {name: value for name, value in base.items() if name.upper() == "PIP_CONFIG_FILE"}
    for name, value in _from_files(python, {**found, **files}).items():
        if not _leads_elsewhere(name):
            found.setdefault(name, value)
    found["PIP_CONFIG_FILE"] = os.devnull  # because what stands in a file cannot be taken back otherwise
    return found


def _from_files(python, environment):
    """Return what stands in pip's configuration files, by the names of the variables that mean the same."""
    command = [str(python), "-m", "pip", "config", "debug"]
    asked = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False
    )
    kinds = {}  # of files, and what those of each kind say
    kind = ""
    for line in asked.stdout.splitlines():
        heading = re.match(r"(\w+):$", line)
        entry = re.match(r"    (global|install)\.([\w-]+): (.*)", line)
        if heading:
            kind = heading.group(1)
        elif entry:
            kinds.setdefault(kind, {})["PIP_" + entry.group(2).upper().replace("-", "_")] = entry.group(3)
    found = {}
    for kind in ("global", "user", "site", "env"):  # one counts more than those before it
        found.update(kinds.get(kind, {}))
    return found


def proxies(environment):
    """Return the proxies in an environment, by the names of their variables."""
    return {name: value for name, value in environment.items() if name.upper() in PROXIES and value}


def shown_proxies(environment):
    """Return the proxies in an environment as they may be seen: without the name and password of a person."""
    return {name: re.sub(r"[^/]*@", "", value) for name, value in proxies(environment).items()}


def without_proxies(environment):
    """Return an environment in which pip asks the network itself."""
    return {name: value for name, value in environment.items() if name not in proxies(environment)}


def _leads_elsewhere(name):
    return name.upper().startswith("PIP_") and name.upper()[4:] in ELSEWHERE
