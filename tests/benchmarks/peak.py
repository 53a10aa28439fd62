"""How much memory a process has had. On its own, so that a start that is timed imports nothing else."""

from pathlib import Path


def peak_memory() -> float:
    """Return the most memory (resident, in MB) that this process has had since it was started."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):  # unlike ru_maxrss it does not begin with the parent's
                return int(line.split()[1]) * 1024 / 1e6
    import resource  # noqa: PLC0415  (not on Windows)
    import sys  # noqa: PLC0415

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6
