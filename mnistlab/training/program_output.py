"""How an exported program prints and saves: where that fails, nothing that was there is lost, and the run goes on."""

from typing import Final

from mnistlab.translatable import Context

script = Context()

NOBODY_READS: Final = script.tr("nobody reads it any more, or the disk is full: the run goes on")
PROTECTED: Final = script.tr("a file that may only be read is not replaced")
WHOLE: Final = script.tr("Write the losses to a file, all of them or nothing.")
NOT_WRITTEN: Final = script.tr("{file} cannot be written: {reason}")


def showing(note: str) -> list[str]:
    """Return the lines of a function that prints a text; `note` is `NOBODY_READS` in some language."""
    return [
        "def show(text):",
        "    try:",
        "        print(text, flush=True)",
        "    except UnicodeError:",
        "        print(ascii(text), flush=True)",
        f"    except OSError:  # {note}",
        "        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())",
    ]


def saving(doc: str, protected: str, not_written: str) -> list[str]:
    """Return the lines of a function that saves losses, with the texts `WHOLE`, `PROTECTED` and `NOT_WRITTEN`."""
    sentence = not_written.replace('"', "'")
    return [
        "def save_losses(file, losses):",
        f'    """{doc}"""',
        '    save = np.savetxt if file.endswith(".txt") else np.save',
        "    target = os.path.realpath(file) if os.path.isfile(file) else file",
        '    part = target if os.path.exists(file) and not os.path.isfile(file) else target + ".part"',
        "    try:",
        "        if os.path.isfile(file):",
        f'            open(file, "r+b").close()  # {protected}',
        '        with open(part, "wb") as opened:',
        "            save(opened, losses)",
        "        os.replace(part, target)",
        "    except OSError as error:",
        "        if part != target and os.path.exists(part):",
        "            os.remove(part)",
        f'        sys.exit("{sentence}".format(file=file, reason=error.strerror or error))',
    ]
