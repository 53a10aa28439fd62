"""Where pip installs to: into the virtual environment whose pip it is, whatever else it has been told for good.

Standard library only, and no syntax that Python 3.6 cannot read, as in start.py.
"""

import ast
import os
import re
import subprocess

# What a person tells pip for good, and is heeded here: where packages come from, and the way there. All else could send
# pip elsewhere, let it install less or ask for more, and is as if it had not been told.
HEEDED = {
    *("INDEX_URL", "PYPI_URL", "EXTRA_INDEX_URL", "FIND_LINKS", "NO_INDEX", "PREFER_BINARY", "CONSTRAINT"),
    *("PROXY", "CERT", "CLIENT_CERT", "TRUSTED_HOST", "TIMEOUT", "DEFAULT_TIMEOUT", "RETRIES", "RESUME_RETRIES"),
    *("KEYRING_PROVIDER", "USE_FEATURE", "USE_DEPRECATED", "CACHE_DIR", "NO_CACHE_DIR", "NO_INPUT", "NO_COLOR"),
    *("DISABLE_PIP_VERSION_CHECK", "ROOT_USER_ACTION"),
}
# Or `pip config list` would list a part, or nothing.
PLAINLY = {"PIP_USER": "0", "PIP_GLOBAL": "0", "PIP_SITE": "0", "PIP_QUIET": "0", "PIP_HELP": "0", "PIP_VERSION": "0"}
PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "PIP_PROXY")


def pip_environment(python, base=None):
    """Return the environment for ``python -m pip install``: the one given, or the present one, with pip's settings."""
    base = dict(os.environ if base is None else base)
    found = {name: value for name, value in base.items() if not name.upper().startswith("PIP_") or _is_heeded(name)}
    files = {name: value for name, value in base.items() if name.upper() == "PIP_CONFIG_FILE"}
    for name, value in _from_files(python, {**found, **files, **PLAINLY}).items():
        if _is_heeded(name):
            found.setdefault(name, value)
    found["PIP_CONFIG_FILE"] = os.devnull  # because what stands in a file cannot be taken back otherwise
    return found


def _from_files(python, environment):
    """Return what stands in pip's configuration files, by the names of the variables that mean the same."""
    command = [str(python), "-m", "pip", "config", "list"]
    asked = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    found = {}
    # In the list "global" comes before "install", which counts more.
    for line in asked.stdout.decode(errors="replace").splitlines():
        entry = re.match(r"(?:global|install)\.([\w-]+)=(['\"].*)", line)
        if entry:
            value = " ".join(ast.literal_eval(entry.group(2)).split("\n"))
            found["PIP_" + entry.group(1).upper().replace("-", "_")] = value.strip()
    return found


def told(environment):
    """Return what a person has told pip of where packages come from, as it may be seen."""
    sources = (
        "PIP_INDEX_URL",
        "PIP_PYPI_URL",
        "PIP_EXTRA_INDEX_URL",
        "PIP_FIND_LINKS",
        "PIP_NO_INDEX",
        "PIP_CONSTRAINT",
    )
    return {name: _without_password(environment[name]) for name in sources if environment.get(name)}


def proxies(environment):
    """Return the proxies in an environment, by the names of their variables."""
    return {name: value for name, value in environment.items() if name.upper() in PROXIES and value}


def shown_proxies(environment):
    """Return the proxies in an environment as they may be seen: without the name and password of a person."""
    return {name: _without_password(value) for name, value in proxies(environment).items()}


def without_proxies(environment):
    """Return an environment in which pip asks the network itself."""
    return {name: value for name, value in environment.items() if name not in proxies(environment)}


def _is_heeded(name):
    return name.upper().startswith("PIP_") and name.upper()[4:] in HEEDED


def _without_password(addresses):
    return " ".join(re.sub(r"[^/]*@", "", address) for address in addresses.split())
