"""Make the fonts that come with the program: ``python packaging/fonts.py``.

It writes ``resources/fonts/*.ttf``: what the program needs of three families under the SIL Open Font License, which
``resources/fonts/NOTICE.md`` names. The originals are in the packages `ORIGINALS` of npm, which ``npm pack`` fetches
into ``build/fonts`` the first time. Needs fonttools: ``pip install --group fonts``. The same originals and texts always
give the same bytes.

The families have names of their own, because they have fewer characters than the originals, which a system may have:

- "mnistlab Sans", from Inter: its figures are as wide as one another, so that numbers do not move while they count.
- "mnistlab Sans SC", from Noto Sans SC: Chinese characters and punctuation, and nothing that Inter has, so that both
  are used side by side in one text.
- "mnistlab Mono", from JetBrains Mono, for code: without ligatures, because code is read character by character.

All have the same line height, so that nothing moves with the language.
"""

import subprocess
import tarfile
from pathlib import Path
from typing import NamedTuple

from fontTools import subset
from fontTools.ttLib import TTFont
from release import BUILD, ROOT

FONTS = ROOT / "resources" / "fonts"
ORIGINALS = {
    "inter": "0.4.2",
    "jetbrains-mono": "0.4.1",
    "noto-sans-sc": "0.4.3",
}  # the versions of @expo-google-fonts/NAME
LINE = 1.06, 0.27  # above and below the base line, in em: 16 px of 12, 18 of 13, 21 of 16, 26 of 20


class Part(NamedTuple):
    """A font file of ours."""

    name: str
    family: str
    weight: int
    package: str
    original: str


PARTS = (
    Part("sans-400", "mnistlab Sans", 400, "inter", "400Regular/Inter_400Regular.ttf"),
    Part("sans-600", "mnistlab Sans", 600, "inter", "600SemiBold/Inter_600SemiBold.ttf"),
    Part("sans-sc-400", "mnistlab Sans SC", 400, "noto-sans-sc", "400Regular/NotoSansSC_400Regular.ttf"),
    Part("sans-sc-600", "mnistlab Sans SC", 600, "noto-sans-sc", "600SemiBold/NotoSansSC_600SemiBold.ttf"),
    Part("mono-400", "mnistlab Mono", 400, "jetbrains-mono", "400Regular/JetBrainsMono_400Regular.ttf"),
)


def of_chinese() -> set[int]:
    """Return the code points of Chinese type: the 3,755 common characters of GB 2312, ours, and the punctuation."""
    common = {
        ord(bytes((row, cell)).decode("gb2312"))
        for row in range(0xB0, 0xD8)
        for cell in range(0xA1, 0xFF)
        if (row, cell) < (0xD7, 0xFA)
    }
    files = [*ROOT.glob("mnistlab/**/*.py"), *ROOT.glob("resources/**/*.md"), *ROOT.glob("resources/i18n/*.ts")]
    files += ROOT.glob("resources/**/*.toml")
    ours = {ord(sign) for file in files for sign in file.read_text("utf-8") if "\u4e00" <= sign <= "\u9fff"}
    return common | ours | set(range(0x3000, 0x3040)) | set(range(0xFF00, 0xFFF0)) | set(map(ord, "“”…—"))


def of_others() -> set[int]:
    """Return the code points of all other type: Latin, Greek, figures, arrows, and the signs of mathematics."""
    blocks = (
        (0x20, 0x250),
        (0x300, 0x304),
        (0x370, 0x400),
        (0x1D2C, 0x1DC0),
        (0x1E00, 0x1F00),
        (0x2000, 0x2400),
        (0x2460, 0x27C0),
    )
    return {code for first, end in blocks for code in range(first, end)} | set(range(0x2C60, 0x2C80))


def unpack(package: str) -> Path:
    """Return the folder of an unpacked original."""
    folder = BUILD / "fonts" / package
    if not (folder / "package").exists():
        folder.mkdir(parents=True, exist_ok=True)
        name = f"@expo-google-fonts/{package}@{ORIGINALS[package]}"
        subprocess.run(["npm", "pack", "--pack-destination", str(folder), name], check=True)
        with tarfile.open(next(folder.glob("*.tgz"))) as archive:
            archive.extractall(folder, filter="data")
    return folder / "package"


def make(part: Part) -> None:
    """Write one font file."""
    font = TTFont(unpack(part.package) / part.original, recalcTimestamp=False)
    if part.package == "inter":
        for encoding in font["cmap"].tables:
            encoding.cmap[ord("✕")] = encoding.cmap[ord("×")]  # the mark of what is read wrong
        use_tabular_figures(font)
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp"] if part.package == "inter" else []
    options.drop_tables += ["BASE", "STAT", "vhea", "vmtx", "GlyphOrder"]
    options.name_IDs = [0, 5, 13, 14]  # who made it, and its licence; the names follow
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=of_chinese() if part.package == "noto-sans-sc" else of_others())
    subsetter.subset(font)
    set_names(font, part)
    set_line_height(font)
    font.save(FONTS / f"{part.name}.ttf")
    print(f"{part.name}.ttf: {len(font.getBestCmap()):,} characters, {(FONTS / f'{part.name}.ttf').stat().st_size:,} B")


def use_tabular_figures(font: TTFont) -> None:
    """Let the ten figures be those that are as wide as one another, which the font has as a feature."""
    table = font["GSUB"].table
    lookups = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    tabular: dict[str, str] = {}
    for index in lookups:
        for rule in table.LookupList.Lookup[index].SubTable:
            tabular |= getattr(rule, "ExtSubTable", rule).mapping
    for encoding in font["cmap"].tables:
        for figure in range(ord("0"), ord("9") + 1):
            glyph = encoding.cmap.get(figure)
            encoding.cmap[figure] = tabular.get(glyph, glyph)


def set_names(font: TTFont, part: Part) -> None:
    """Set the names by which a system finds the font; 600 is the bold of its family."""
    bold = part.weight > 400
    style = "Bold" if bold else "Regular"
    spoken = f"{part.family} {style}"
    texts = {1: part.family, 2: style, 3: spoken, 4: spoken, 6: spoken.replace(" ", "")}
    for place, text in texts.items():
        font["name"].setName(text, place, 3, 1, 0x409)
    font["OS/2"].usWeightClass = part.weight
    font["OS/2"].fsSelection = 1 << 5 if bold else 1 << 6
    font["head"].macStyle = int(bold)


def set_line_height(font: TTFont) -> None:
    """Give the font the line height that all have."""
    above, below = (round(length * font["head"].unitsPerEm) for length in LINE)
    across, windows = font["hhea"], font["OS/2"]
    across.ascent, across.descent, across.lineGap = above, -below, 0
    windows.sTypoAscender, windows.sTypoDescender, windows.sTypoLineGap = above, -below, 0
    windows.usWinAscent, windows.usWinDescent = above, below
    windows.fsSelection |= 1 << 7  # so every system takes these


if __name__ == "__main__":
    FONTS.mkdir(exist_ok=True)
    for part in PARTS:
        make(part)
