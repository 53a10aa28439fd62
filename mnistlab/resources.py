"""Where the files that come with the program lie: MNIST, translations, icons."""

from pathlib import Path


def resource_path(name: str) -> Path:
    """Return the path of a file or folder below ``resources/``.

    In a wheel or a frozen bundle the resources lie inside the package; in a clone or an editable install
    they lie beside it.

    Parameters
    ----------
    name : str
        Path below ``resources/``, such as ``"mnist"``.

    Raises
    ------
    FileNotFoundError
        If neither place has it: the installation is damaged.
    """
    package = Path(__file__).resolve().parent
    for root in (package / "resources", package.parent / "resources"):
        path = root / name
        if path.exists():
            return path
    raise FileNotFoundError(f"{name} is missing from {package / 'resources'}: please install mnistlab again")
