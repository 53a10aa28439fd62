"""The words of lessons as HTML: paragraphs, lists, bold, italic and code; everything else is shown as it was typed."""

import base64
import re
from collections.abc import Mapping
from html import escape
from types import MappingProxyType
from typing import Final

PICTURE: Final = re.compile(r"!\[([^\[\]]*+)\]\(([^()\s]*+)\)")
STYLE: Final = """
body { font: 15px/1.5 "Inter", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; color: #1D2433;
  max-width: 44em; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.6em; } h2 { font-size: 1.15em; margin: 1.6em 0 .4em; break-after: avoid; }
code { font-family: "JetBrains Mono", monospace; font-size: .92em; background: #F7F8FA; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .35em .6em;
  border-bottom: 1px solid #C2C9D4; } .muted { color: #5B6577; } ul.choices { list-style: none; padding-left: 0; }
.line { border-bottom: 1px solid #8A93A2; height: 1.9em; } .blank { display: inline-block; min-width: 5em;
  border-bottom: 1px solid #1D2433; } section { break-inside: avoid; } .page { break-before: page; }
img, svg { max-width: 100%; }
"""


def page(title: str, body: str, language: str, head: str = "") -> str:
    """Return a whole page, which needs no other file; `title` and `language` are escaped here."""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language.replace("_", "-"), quote=True)}">\n<head>\n'
        f'<meta charset="utf-8">\n<title>{escape(title)}</title>\n<style>{STYLE}</style>\n{head}</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def paragraphs(text: str, pictures: Mapping[str, bytes] = MappingProxyType({})) -> str:
    """Return words in Markdown as HTML; `pictures` are files by their names."""
    found = []
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = block.splitlines()
        if not block.strip():
            continue
        if all(line.lstrip().startswith(("- ", "* ")) for line in lines):
            items = "".join(f"<li>{words(line.lstrip()[2:], pictures)}</li>" for line in lines)
            found.append(f"<ul>{items}</ul>")
        else:
            found.append(f"<p>{words(' '.join(lines), pictures)}</p>")
    return "\n".join(found)


def without_html(text: str) -> str:
    """Return words in Markdown in which < and & are only these signs, as they are in the code between ``."""
    parts = re.split(r"(`[^`]*`)", text)
    return "".join(
        part if place % 2 else part.replace("&", "&amp;").replace("<", "&lt;") for place, part in enumerate(parts)
    )


def words(text: str, pictures: Mapping[str, bytes] = MappingProxyType({})) -> str:
    """Return one line as HTML."""
    made = escape(text, quote=False)
    made = re.sub(r"`([^`]+)`", r"<code>\1</code>", made)
    made = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", made)
    made = re.sub(r"(?<![\w*])\*([^*\s][^*]*)\*", r"<em>\1</em>", made)
    return PICTURE.sub(lambda found: _picture(found[1], pictures.get(found[2])), made)


def _picture(text: str, content: bytes | None) -> str:
    if content is None:
        return ""
    kind = "png" if content[:4] == b"\x89PNG" else "jpeg"
    return (
        f'<img alt="{text.replace(chr(34), "")}" src="data:image/{kind};base64,{base64.b64encode(content).decode()}">'
    )
