"""Let one place of the program fail after another, and see what it does. Run it by hand, on Linux:

    QT_QPA_PLATFORM=offscreen nice -n 5 python tests/faults/inject.py own|system|commands [--cases N] [--seed S]

`own`: each of the program's functions raises RuntimeError or MemoryError, once or for good. `system` and `commands`, in
the window and on the command line: a call of the system's that opens, reads, writes, renames and so on fails, with any
error that it may have (this needs a C compiler). A sitting at the window has a fault in each of its steps; those of
its start, and those of commands, come alone. Each has a process of its own. The bars: no crash, no hang, no warning of
Qt's, one dialog that counts, everything in the log, all goes on after the last fault; files are the old or the new
ones, nothing else is left behind, and the library is whole, in its place, with all its runs. `--case` does one again.
"""

import argparse
import collections
import contextlib
import ctypes
import errno
import faulthandler
import gzip
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
from functools import partial
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SHIM = Path(tempfile.gettempdir(), f"mnistlab-failing-{os.getuid()}.so")
if __name__ == "__main__" and "own" not in sys.argv and str(SHIM) not in os.environ.get("LD_PRELOAD", ""):
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-w", "-o", SHIM, HERE / "failing.c", "-ldl"], check=True)
    os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "LD_PRELOAD": str(SHIM)})  # noqa: S606
os.environ.pop("LD_PRELOAD", None)
for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

from places import import_all, places, plant
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from sitting import LAST, VARIANTS, Sitting

from mnistlab import app
from mnistlab.data import load_dataset
from mnistlab.library import open_library, open_runs
from mnistlab.main import main as program
from mnistlab.resources import resource_path
from mnistlab.training import load_network

SILENT = 2.0  # s
PATIENCE = 5.0  # s for closing, and for the end of the process
LONGEST = 240  # s of a case
ERRORS = {"RuntimeError": RuntimeError, "MemoryError": MemoryError}
CALLS = {
    "open": ("EACCES", "EIO", "EMFILE", "ENOENT", "EROFS"),
    "create": ("EACCES", "ENOSPC", "EROFS", "EMFILE", "EIO", "ENAMETOOLONG"),
    "read": ("EIO", "ENOMEM"),
    "write": ("ENOSPC", "EIO", "EDQUOT"),
    "sync": ("EIO", "ENOSPC"),
    "truncate": ("EIO", "ENOSPC"),
    "rename": ("EACCES", "EIO", "EROFS", "ENOSPC", "EBUSY"),
    "unlink": ("EACCES", "EIO", "EROFS"),
    "mkdir": ("EACCES", "ENOSPC", "EROFS"),
    "stat": ("EACCES", "EIO", "ELOOP", "ENAMETOOLONG"),
    "scan": ("EACCES", "EIO", "EMFILE"),
    "map": ("ENOMEM",),
    "chmod": ("EPERM", "EROFS"),
}
TRAIN = "train --data images --iterations 60 --hidden 10"
COMMANDS = [
    f"{TRAIN} --save out.npz --script out.py --keep new",
    f"{TRAIN} --save weights.safetensors --weights weights.npz",
    "train --data images --iterations 160 --resume alpha --keep new",
    "runs list",
    "runs list runs.mnistlab",
    "runs export runs.mnistlab alpha beta",
    "runs export runs.csv alpha beta",
    "runs import runs.mnistlab",
    "runs rename alpha renamed",
    "experiment",
    "experiment chapter-4 --data images --jobs 1 --vary iterations=20,30 --csv out.csv",
    "lesson",
    "lesson one-step",
]
IGNORED = ("propagateSizeHints", "support raise", "keyboard", "QFont::setPixelSize", "Painter ended with", "lock file")
MAY_BE = re.compile(  # left behind
    r"(library\.mnistlab(-wal|-shm)?|\.library\.mnistlab\.lock|mnistlab\.log|mnistlab\.conf(\.lock)?)$"
    r"|^(weights|out|run-weights|run|runs|digit)(-\d+)?\.\w+$|\.cache/|fontconfig/"
)
Case = dict[str, Any]


class Injector:
    """Arms the fault of a step when the step begins. A case without faults counts how often each place is reached."""

    def __init__(self, case: Case, folder: Path) -> None:
        self.case, self.counting = case, not case["faults"]
        self.folders = str(folder).encode(), str(resource_path("")).encode()
        self.fault: Case | None = None
        self.step, self.reached = "", 0
        self.counts: dict[str, dict[str, int]] = {}
        self.fired: list[Case] = []
        self.system = None if case["family"] == "own" else ctypes.CDLL(str(SHIM))
        if self.system is None:
            wanted = {fault["place"] for fault in case["faults"].values()}
            for name, function in places():
                if self.counting or name in wanted:
                    plant(function, partial(self.reach, name))

    def begin(self, step: str) -> None:
        self.end()
        self.step, self.reached = step, 0
        fault = None if step.endswith(LAST) else self.case["faults"].get(step)
        if self.system is not None and (fault or self.counting):
            facts = fault or {"place": "*", "k": 0, "error": "EIO", "ever": False}
            number = getattr(errno, facts["error"])
            self.system.arm(facts["place"].encode(), facts["k"], number, int(facts["ever"]), *self.folders)
        self.fault = fault and fault | {"step": step}

    def end(self) -> None:
        fault, self.fault = self.fault, None
        if self.system is not None:
            if self.counting:
                self.counts[self.step] = {kind: self.system.calls(kind.encode()) for kind in CALLS}
            elif fault is not None and self.system.failures():
                self.fired.append(fault)
            self.system.arm(b"", 0, 0, 0, b"", b"")

    def reach(self, name: str) -> None:
        if self.counting:
            counts = self.counts.setdefault(self.step, {})
            counts[name] = counts.get(name, 0) + 1
        fault = self.fault
        if fault is not None and fault["place"] == name:
            self.reached += 1
            if self.reached == fault["k"] or (fault["ever"] and self.reached > fault["k"]):
                if fault not in self.fired:
                    self.fired.append(fault)
                raise ERRORS[fault["error"]](f"planted {name}")


def be_case(case: Case, home: Path, outcome: Path) -> None:
    """Do a case in this process, and end it as the program does."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "TMPDIR"):
        os.environ[name] = str(home)
    os.environ["LC_ALL"] = "C.UTF-8"
    tempfile.tempdir = None
    os.chdir(home)
    terminal = os.open(outcome.with_name("said"), os.O_WRONLY | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(terminal, stream)
    traces = outcome.with_name("said.where").open("w")
    faulthandler.register(signal.SIGUSR1, traces, all_threads=False)
    faulthandler.dump_traceback_later(LONGEST - 20, exit=True, file=traces)
    warned: list[str] = []

    def hear(kind: QtMsgType, _context: object, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not any(words in text for words in IGNORED):
            warned.append(text[:200])

    injector, sitting = Injector(case, home), None
    code, uncaught = 1, ""
    try:
        if "command" in case:
            injector.begin("")
            code = program(case["command"].split())
        else:
            qInstallMessageHandler(hear)
            app._make_application()
            sitting = Sitting(home, case["variant"], injector.begin, short="" in case["faults"])
            injector.begin("")
            code = program(["--data", str(home / "images")])
    except BaseException:
        uncaught = traceback.format_exc()
    injector.end()
    found = {"code": code, "uncaught": uncaught, "warned": warned, "counts": injector.counts, "fired": injector.fired}
    if sitting is not None:
        sitting.timer.stop()
        found |= {key: vars(sitting)[key] for key in ("missed", "said", "silent", "dialogs", "kept", "closed_at")}
    outcome.write_text(json.dumps(found | {"ended": time.time()}), "utf-8")
    sys.exit(code)


def run_case(case: Case, template: Path) -> tuple[Case, list[str], Path]:
    """Do a case in a child of this process, and return what came out, what is wrong with it, and where it was."""
    folder = Path(tempfile.mkdtemp(prefix="case-", dir=template.parent))
    home, outcome = folder / "home", folder / "outcome.json"
    shutil.copytree(template, home)
    (folder / "said").touch()
    begun = time.time()
    child = os.fork()
    if not child:
        be_case(case, home, outcome)
    while not (ended := os.waitpid(child, os.WNOHANG))[0]:
        if time.time() - begun > LONGEST:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.01)
    over = time.time()
    if not outcome.exists():
        return {}, [f"it ended by {os.waitstatus_to_exitcode(ended[1])}"], folder
    found = json.loads(outcome.read_text("utf-8")) | {"terminal": (folder / "said").read_text("utf-8", "replace")}
    wrong = [*wrong_in(case, found, home), *wrong_files(template, home), *wrong_library(found, home)]
    code = os.waitstatus_to_exitcode(ended[1])
    if code != found["code"]:
        wrong.append(f"it ended by {code}")
    closed = found.get("closed_at") or found["ended"]
    if max(over - found["ended"], found["ended"] - closed) > PATIENCE:
        wrong.append(f"closing took {found['ended'] - closed:.1f} s, and the end {over - found['ended']:.1f} s")
    if not wrong:
        shutil.rmtree(folder)
    return found, wrong, folder


def wrong_in(case: Case, found: Case, home: Path) -> list[str]:
    """Return what is wrong with what the program has said and done."""
    wrong = [f"uncaught: {found['uncaught'].strip().splitlines()[-1][:100]}"] if found["uncaught"] else []
    sentence = re.search(r"^mnistlab: ", found["terminal"], re.MULTILINE) is not None
    if "command" in case:
        if "Traceback" in found["terminal"] or (found["code"] and not sentence):
            wrong.append(f"exit code {found['code']} without a sentence, or with more")
        return wrong
    wrong += [f"Qt: {text}" for text in found["warned"][:1]]
    wrong += [f"silent for {found['silent']:.1f} s"] * (found["silent"] > SILENT)
    wrong += [f"{found['dialogs']} dialogs at once"] * (found["dialogs"] > 1)
    wrong += [f"missed: {step}" for step in found["missed"] if step.endswith(LAST)]
    if not found["closed_at"] and not sentence:
        wrong.append("it did not go on, and said nothing")
    if case["family"] == "own":
        log = next(home.rglob("mnistlab.log"), None)
        logged = found["terminal"] + ("" if log is None else log.read_text("utf-8", "replace"))
        for fault in found["fired"]:
            text = f"planted {fault['place']}"
            if text not in logged:
                wrong.append(f"not logged: {fault['place']}")
            elif fault["step"] != "close" and not sentence and not any(text in said for said in found["said"]):
                wrong.append(f"not said: {fault['place']}")
    return wrong


def wrong_files(template: Path, home: Path) -> list[str]:
    """Return which files are torn, gone, or left behind."""
    wrong = []
    for path in home.rglob("*"):
        name = str(path.relative_to(home))
        before = template / name
        if path.is_file() and not before.exists() and not MAY_BE.search(name):
            wrong.append(f"left behind: {re.sub('[0-9a-f]{16}', 'X', name)}")
        elif path.is_file() and not (before.exists() and before.read_bytes() == path.read_bytes()):
            try:
                read_whole(path)
            except Exception as error:
                wrong.append(f"torn: {name} ({error})")
    names = {path.relative_to(template) for path in template.rglob("*") if not path.name.endswith(("-wal", "-shm"))}
    return wrong + [f"gone: {name}" for name in names if not (home / name).exists()]


def read_whole(path: Path) -> None:
    """Read a file that the program has written; raise an error if it is not whole."""
    if path.suffix in (".npz", ".safetensors"):
        load_network(path)
    elif path.suffix == ".py":
        compile(path.read_text("utf-8"), path, "exec")
    elif path.suffix == ".csv":
        assert path.read_bytes().endswith(b"\n")
    elif path.suffix == ".png":
        assert b"IEND" in path.read_bytes()[-12:]
    elif path.name == "runs.mnistlab":
        open_runs(path).close()


def wrong_library(found: Case, home: Path) -> list[str]:
    """Return what is wrong with the library."""
    path = home / "mnistlab" / "library.mnistlab"
    with contextlib.closing(sqlite3.connect(path)) as file:
        (said,) = file.execute("PRAGMA integrity_check").fetchone()
    if said != "ok" or list(path.parent.glob("*damaged*")):
        return [f"the library: {said}, or put aside"]
    library, _ = open_library(path)
    with contextlib.closing(library):
        names = {library.read(key).entry.name for key in library.all_keys()}
    wanted = ["beta", *["kept"] * bool(found.get("kept"))]
    return [f"lost: {name}" for name in wanted if name not in names] + ["lost: alpha"] * (
        not names & {"alpha", "renamed"}
    )


def make_template(template: Path) -> None:
    """Make a home with two runs, a small set of images, and files that the program may replace."""
    images = template / "images"
    images.mkdir(parents=True)
    for part, count in (("train", 600), ("t10k", 200)):
        for name, head, size in (("images-idx3", 16, 784), ("labels-idx1", 8, 1)):
            with gzip.open(load_dataset().path / f"{part}-{name}-ubyte.gz") as file:
                content = file.read(head + count * size)
            (images / f"{part}-{name}-ubyte").write_bytes(
                content[:4] + count.to_bytes(4, "big") + content[8 : head + count * size]
            )
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        os.environ[name] = str(template)
    os.chdir(template)
    for command in (
        f"{TRAIN} --keep alpha --seed 1 --save weights.npz",
        f"{TRAIN} --keep beta --seed 2 --save weights.safetensors --script run.py",
        "runs export runs.csv alpha",
        "runs export runs.mnistlab alpha",
    ):
        assert program(command.split()) == 0


def cases_of(family: str, template: Path, rng: random.Random, sessions: list[Case]) -> list[Case]:
    """Return the cases of a family: what is reached in a sitting, or by a command, without any fault."""
    cases = []
    for session in sessions:
        found, wrong, _ = run_case(session | {"family": family, "faults": {}}, template)
        print(f"{session} without a fault: {wrong or 'right'}", flush=True)
        faults: dict[str, list[Case]] = {}
        for step, counts in found.get("counts", {}).items():
            for place, count in counts.items():
                for error in ERRORS if family == "own" else CALLS[place]:
                    several = {1, *rng.sample(range(1, count + 1), min(count, 1 if family == "own" else 8))}
                    faults.setdefault(step, []).extend(
                        {"place": place, "k": k, "error": error, "ever": rng.random() < 0.4} for k in several if count
                    )
            rng.shuffle(faults[step])
        alone = [{"": fault} for fault in faults.pop("", [])]
        chains = []
        while any(faults.values()):
            chains.append({step: waiting.pop() for step, waiting in faults.items() if waiting})
        # The chains that come first have a fault in each step.
        mixed = [one for pair in zip(chains, alone[: len(chains)], strict=False) for one in pair] if chains else alone
        cases += [(place, session | {"family": family, "faults": one}) for place, one in enumerate(mixed)]
    return [case for _, case in sorted(cases, key=lambda one: one[0])]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("family", choices=["own", "system", "commands"])
    parser.add_argument("--cases", type=int, default=100, help="processes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--variants", type=int, default=VARIANTS, help="kinds of sittings")
    parser.add_argument("--case", type=json.loads, help="as it was printed")
    options = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="mnistlab-inject-"))
    import_all()
    template = root / "template"
    if not os.fork():
        make_template(template)
        sys.exit()
    assert os.wait()[1] == 0
    sessions: list[Case] = [{"variant": variant} for variant in range(options.variants)]
    if options.family == "commands":
        sessions = [{"command": command} for command in COMMANDS]
    rng = random.Random(options.seed)  # noqa: S311
    cases = [options.case] if options.case else cases_of(options.family, template, rng, sessions)
    wrong: collections.Counter[str] = collections.Counter()
    fired = 0
    for number, case in enumerate(cases[: options.cases], 1):
        found, faults, folder = run_case(case, template)
        fired += len(found.get("fired", ()))
        wrong.update(faults)
        if faults:
            print(f"{number}: {faults}, in {folder}: {json.dumps(case)}", flush=True)
    print(f"{min(len(cases), options.cases)} processes, {fired} faults, {sum(wrong.values())} wrong")
    for text, count in wrong.most_common():
        print(f"{count:5} × {text}")
    if not wrong:
        shutil.rmtree(root)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
