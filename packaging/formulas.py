r"""Typeset the formulas of the program: ``python packaging/formulas.py``.

It writes ``resources/formulas/NAME.svg`` for each of `FORMULAS`, from LaTeX, by the library ``ziamath`` and the font
that comes with it, STIX Two Math. Letters become outlines: the program needs neither.

Each file is one path in units of 1/1000 em; all are of one height, with the equals sign half-way up. So all
formulas have letters of one size where they are drawn at one scale, and an equals sign stays where it was when another
formula takes its place. The colour is whatever surrounds it.

The notation is that of the book (Saito, *Deep Learning from Scratch*, chapters 4 and 5): images are rows, as in
``x W_1 + b_1``. N images of M are in the mini-batch, η is the learning rate, i counts iterations; ⊙ multiplies number
by number. t is one-hot where it stands alone, and t_n is the label of image n where it is an index.
"""

import math
import re
from pathlib import Path
from xml.etree.ElementTree import Element

import ziamath

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "formulas"
EM = 1000  # units: those of the font, so that little is lost in whole numbers
HEIGHT = 2500  # units: of every file

SLOPE = r"\frac{\mathit{\partial} L}{\mathit{\partial} %s} = "  # slanted, as the other letters are

LOSS = r"L = {-}\frac{1}{N} \, \sum_n \log \, y_{n,\,t_n}"
GRADIENT = r"\frac{\mathit{\partial} L}{\mathit{\partial} W}"
ADAPTED = r"W \leftarrow W - \eta \, g \,/\, \sqrt{h}, \quad g = " + GRADIENT
# What each activation makes of its sum, and its derivative, with the index of one image in place of %s.
ACTIVATIONS = {
    "": (r"\mathrm{sigmoid}", r"z%s \,\odot\, (1 - z%s)"),
    "_relu": (r"\mathrm{ReLU}", r"[\, z%s > 0 \,]"),
    "_tanh": (r"\mathrm{tanh}", r"(1 - z%s^2)"),
}


def hidden_layer() -> dict[str, str]:
    """Return the formulas in which activation, dropout and weight decay have a part."""
    found = {"loss_decay": LOSS + r" + \frac{\lambda}{2} \, \sum W^2"}
    for decay, decayed in {"": "", "_decay": r" + \lambda \, W_%s"}.items():
        more = decayed % 2 if decayed else ""
        found["gradient_W2" + decay] = SLOPE % "W_2" + r"z^\mathrm{T} \, \frac{y - t}{N}" + more
        more = decayed % 1 if decayed else ""
        found["gradient_W1_alone" + decay] = SLOPE % "W_1" + r"x^\mathrm{T} \, \frac{y - t}{N}" + more
    for activation, (function, slope) in ACTIVATIONS.items():
        for dropout, mask in {"": "", "_dropout": "m"}.items():
            front = r"m \,\odot\, " if mask else ""
            found["hidden" + activation + dropout] = f"z = {front}{function}(x W_1 + b_1)"
            back, back_n = (rf"\,\odot\, {m} \,\odot\, " if mask else r"\,\odot\, " for m in ("m", "m_n"))
            of_all = r"\frac{y - t}{N} \, W_2^\mathrm{T} " + back + slope.replace("%s", "")
            of_one = r"\frac{y_n - t_n}{N} \, W_2^\mathrm{T} " + back_n + slope.replace("%s", "_n")
            for decay, more in {"": "", "_decay": r" + \lambda \, W_1"}.items():
                name = "gradient_W1" + activation + dropout + decay
                found[name] = SLOPE % "W_1" + rf"x^\mathrm{{T}} \, \left[ {of_all} \, \right]" + more
            found["gradient_b1" + activation + dropout] = SLOPE % "b_1" + rf"\sum_n \left[ {of_one} \, \right]"
    return found


# ziamath leaves no room around ⊙, and too much around a sign after = unless it is written {-}. For \sim it has the
# tilde of a keyboard, hence the character itself.
FORMULAS = {
    "select_batch": r"B = (i_1, \ldots, i_N), \quad i_n ∼ \{0, \ldots, M - 1\}, \quad (x, t) = (X_B, T_B)",
    "output": r"y = \mathrm{softmax}(z W_2 + b_2)",
    "output_alone": r"y = \mathrm{softmax}(x W_1 + b_1)",
    "loss": LOSS,
    "gradient_scores": SLOPE % "a_2" + r"\frac{y - t}{N}",
    "gradient_b2": SLOPE % "b_2" + r"\sum_n \frac{y_n - t_n}{N}",
    "gradient_b1_alone": SLOPE % "b_1" + r"\sum_n \frac{y_n - t_n}{N}",
    **hidden_layer(),
    "update": r"W \leftarrow W - \eta \, " + GRADIENT,
    "update_momentum": r"v \leftarrow \alpha \, v - \eta \, " + GRADIENT + r", \quad W \leftarrow W + v",
    "update_nesterov": r"v \leftarrow \alpha \, v - \eta \, "
    + GRADIENT
    + r", \quad W \leftarrow W + \alpha \, v - \eta \, "
    + GRADIENT,
    "update_adagrad": r"h \leftarrow h + g^2, \quad " + ADAPTED,
    "update_rmsprop": r"h \leftarrow \rho \, h + (1 - \rho) \, g^2, \quad " + ADAPTED,
    "update_adam": r"W \leftarrow W - \eta \, \hat{m} \,/\, \sqrt{\hat{v}}, \;\; "
    r"\hat{m} = m \,/\, (1 - \beta_1^i), \;\; \hat{v} = v \,/\, (1 - \beta_2^i)",
    "difference": SLOPE.replace("=", r"\approx") % "w" + r"\frac{L(w + h) - L(w - h)}{2 h}",
    "along": r"L(\eta) = L\left( W - \eta \, \frac{\mathit{\partial} L}{\mathit{\partial} W} \right)",
    "along_way": r"L(\eta) = L(W + \Delta(\eta))",
    "plane": r"L(\alpha, \beta) = L(W + \alpha \, d_1 + \beta \, d_2)",
    "epoch": r"\mathrm{epoch} = i \cdot \frac{N}{M}",
}


def typeset(latex: str) -> str:
    """Return a formula as SVG.

    Raises
    ------
    ValueError
        If it is higher than `HEIGHT`.
    """
    ziamath.config.svg2 = False  # each letter where it stands, not in a table of symbols
    formula = ziamath.Latex(latex, size=EM, margin=0)
    box = formula.node.bbox
    axis = round(formula.node.units_to_points(formula.font.math.consts.axisHeight))
    if max(box.ymax - axis, axis - box.ymin) > HEIGHT / 2:
        raise ValueError(f"{latex} is higher than {HEIGHT} units: from {box.ymin:.0f} to {box.ymax:.0f} about {axis}")
    outlines = [_outline(shape) for shape in formula.svgxml()]
    across = [float(x) for x in re.findall(r"-?[\d.]+", " ".join(outlines))[::2]]
    left, right = math.floor(min(across)), math.ceil(max(across))  # where ink is: it aligns with the text around it
    path = "".join(_short_path(outline) for outline in outlines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} {-axis - HEIGHT // 2} {right - left} {HEIGHT}">'
        f'<path fill="currentColor" d="{path}"/></svg>\n'
    )


def _outline(shape: Element) -> str:
    """Return the path of a letter or of the line of a fraction, in absolute coordinates."""
    if shape.tag == "path":
        return shape.attrib["d"]
    if shape.tag == "rect":
        x, y, width, height = (float(shape.attrib[name]) for name in ("x", "y", "width", "height"))
        return f"M {x} {y} L {x + width} {y} L {x + width} {y + height} L {x} {y + height} Z"
    raise ValueError(f"a formula has a {shape.tag}, not only outlines")


def _short_path(path: str) -> str:
    """Return an absolute path of M, L, Q and Z with relative, whole coordinates."""
    short, here, start = [], (0, 0), (0, 0)
    for command, numbers in re.findall(r"([A-Z])([^A-Z]*)", path):
        values = [round(float(number)) for number in numbers.split()]
        points = list(zip(values[::2], values[1::2], strict=True))
        if command == "Z":
            short.append("z")
            here = start
        elif command == "M":
            short.append(f"M{values[0]} {values[1]}")  # not relative: a letter can be found in the file
            here = start = points[0]
        elif command in "LQ":
            if all(point == here for point in points):
                continue
            steps = [f"{x - here[0]} {y - here[1]}" for x, y in points]
            short.append(command.lower() + " ".join(steps))
            here = points[-1]
        else:
            raise ValueError(f"a path has the command {command}")
    return "".join(short).replace(" -", "-")


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, latex in FORMULAS.items():
        (FOLDER / f"{name}.svg").write_text(typeset(latex), "utf-8", newline="\n")
    for stale in {path.stem for path in FOLDER.glob("*.svg")} - FORMULAS.keys():
        (FOLDER / f"{stale}.svg").unlink()
