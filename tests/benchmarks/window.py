"""What the window costs the training, and what the training costs the window.

    python tests/benchmarks/window.py [--quick] [--panels]

The real window, 1366×744 with every panel visible, trains at full speed with the default network. In every round
the following take turns, some seconds each:

- headless: `Trainer.run` with the same settings, in the same process, while the window's run is paused
  and its event loop stands still;
- window: the run in the window, and nothing else;
- measured: the same beside a heartbeat of 5 ms in the window's event loop;
- drawing at rest: a digit drawn on the canvas, the run paused;
- drawing: the same while training;
- drawing and resizing: the same while the window changes its size 30 times a second.

Both sides measure accuracy at the end of each epoch, as a run does. "speed" is iterations per second against
headless, round by round. "frame interval" is the time between two frames that the window has handled, "paint
interval" that between two paintings of the window. "loop late" is how late the event loop came to its heartbeat:
the hitch that a person feels. "stroke to bars" is the time from when a mouse move was due, so with its wait in the
event loop, until the ten bars were painted, or, where the move changes none of them, until that was known.

"window's thread" and "other threads" (that is the engine's) are processor time, of one core; "a frame" is that of
the window's thread for one frame. What the engine's thread lacks to 100 % it waited: for Python's lock, which the
window's thread held, or for a processor.

With --panels the run alone is measured again and again, each time with another panel that takes no frames and so
repaints nothing: what is gained is what that panel costs.

The screen is that of the environment, or else Xvfb, or else Qt's offscreen platform.
"""

from pathlib import Path

import harness

INSIDE = Path(__file__).with_name("window_inside.py")
HEADLESS = "headless"
WINDOW = "window"
MEASURED = "measured"
AT_REST = "drawing at rest"
DRAWING = "drawing"
RESIZING = "drawing and resizing"
NO_PANELS = "no panel takes frames"

PATTERNS = ("{:.0f} %", "{:.0f} %", "{:.1f} ms", "{:.0f}")
KINDS = {
    "frames": "frame interval",
    "plain_frames": "frame between evaluations",
    "paints": "paint interval",
    "late": "loop late",
    "strokes": "stroke to bars",
}


def main() -> None:
    command = harness.parser(__doc__)
    command.add_argument("--panels", action="store_true", help="measure what each panel costs instead")
    options = harness.parse(command)
    arguments = [INSIDE, 1.5 if options.quick else 4, options.rounds, *(["panels"] if options.panels else [])]
    with harness.screen() as environment:
        found = harness.run_child(arguments, environment, patience=1800)
    report = harness.Report("window_panels" if options.panels else "window", options)
    show_speed(report, found)
    if not options.panels:
        show_smoothness(report, found)
    report.write()


def show_speed(report: harness.Report, found: dict) -> None:
    rates: dict[str, list[float]] = found["rates"]
    rows = []
    for name, values in rates.items():
        speed = harness.ratio(values, rates[HEADLESS])
        report.keep(f"speed: {name}", speed)
        report.keep(f"iterations per second: {name}", harness.figure(values))
        shares = [found[kind].get(name) for kind in ("cpu", "others", "cpu_a_frame", "frame_rate")]
        rows.append(
            (
                name,
                f"{harness.figure(values):,.0f}",
                "" if name == HEADLESS else f"{speed}",
                *(
                    "" if values is None else pattern.format(unit * harness.figure(values).median)
                    for values, unit, pattern in zip(shares, (100, 100, 1000, 1), PATTERNS, strict=True)
                ),
            )
        )
    report.table(
        f"Speed in the window ({found['platform']}, {found['size']}), {len(rates[HEADLESS])} rounds",
        (
            "",
            "iterations/s  [min..max]",
            "speed  [min..max]",
            "window's thread",
            "other threads",
            "a frame",
            "frames/s",
        ),
        rows,
    )


def show_smoothness(report: harness.Report, found: dict) -> None:
    rows = []
    for kind, label in KINDS.items():
        for name in (MEASURED, AT_REST, DRAWING, RESIZING):
            values = found[kind].get(name)
            if not values:
                continue
            cells = []
            for key, share in (("median", 0.5), ("99 %", 0.99), ("max", 1)):
                value = 1000 * harness.percentile(values, share)
                report.keep(f"{label}: {name}: {key}, ms", value)
                cells.append(f"{value:.1f}")
            rows.append((f"{label}: {name}", len(values), *cells))
    report.table("How smooth it is, in ms", ("", "count", "median", "99 %", "max"), rows)
    evaluation = harness.figure(found["evaluation"][HEADLESS]).median
    report.keep("one evaluation, s", evaluation)
    report.say(
        f"Accuracy on all images takes {1000 * evaluation:.0f} ms, at the end of each epoch; "
        "frames between evaluations are those while nothing of it was due."
    )


if __name__ == "__main__":
    main()
