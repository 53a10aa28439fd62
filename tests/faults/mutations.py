"""Files made hostile: bytes, archives, texts and databases, changed by chance as damage and strangers change them."""

import contextlib
import gzip
import io
import re
import sqlite3
import struct
import warnings
import zipfile
import zlib
from pathlib import Path

import numpy as np

Rng = np.random.Generator

NUMBERS = (0, 1, 2, 3, 7, 27, 28, 29, 255, 256, 32767, 65535, 2**24, 2**31 - 1, 2**31, 2**32 - 1, 2**63 - 1, 2**64 - 1)
WORDS = (
    *("nan", "inf", "-inf", "0", "-1", "1e999", "1e-999", "9" * 30, "9" * 400, "0x10", "1_0", "true", "[]", "{}", '""'),
    *("1979-05-27", "''", "[[1]]", "{a = 1}", '"\\u0000"', "'''", '"""', "\x00", "\ufeff", "\u202e", "🙂", "é", "='"),
    *("(", ")", "]", "[" * 3000, "(" * 3000, "{a=" * 900, "-" * 5000, "not " * 3000, "x" * 3000, "__import__('os')"),
    *("lambda: 0", "'a' * 9999999999", "2 * 2", "a.b", "or", "and", ">", "9e9 ** 9", "../x", "/etc/passwd", "W1", "#"),
)
NAMES = (
    "../../out.npy",
    "/out/W1.npy",
    "W1.npy",
    "w1",
    "a" * 300,
    "",
    "W1.npy/",
    "..\\x.npy",
    "\x00",
    "é.npy",
    "en.md",
)


def pick(rng: Rng, things):
    return things[int(rng.integers(len(things)))]


def changed_bytes(content: bytes, rng: Rng, times: int | None = None) -> bytes:
    """Flip, set, cut, double, move or add bytes, once to a few times; mostly where formats keep their headers."""
    data = bytearray(content)
    for _ in range(times or int(rng.choice([1, 1, 1, 2, 3, 8]))):
        size = len(data)
        at = int(rng.integers(min(size, 64) + 1 if rng.random() < 0.4 else size + 1))
        some = int(rng.choice([1, 1, 2, 4, 16, 200]))
        match int(rng.integers(11)):
            case 0 if at < size:
                data[at] ^= 1 << int(rng.integers(8))
            case 1 if at < size:
                data[at] = pick(rng, (0, 1, 0x20, 0x7F, 0x80, 0xFE, 0xFF))
            case 2:
                data[at : at + some] = rng.bytes(some)
            case 3:
                del data[at : at + some]
            case 4:
                data[at:at] = data[at : at + some]
            case 5:
                data[at:at] = rng.bytes(some)
            case 6:
                del data[at:]
            case 7:
                data += rng.bytes(some)
            case 8:
                form = pick(rng, ("<H", ">H", "<I", ">I", "<Q", ">Q"))
                number = pick(rng, NUMBERS) & (256 ** struct.calcsize(form) - 1)
                data[at : at + struct.calcsize(form)] = struct.pack(form, number)
            case 9:
                other = int(rng.integers(size + 1))
                data[at : at + some] = data[other : other + some]
            case 10:
                data[at : at + some] = bytes([pick(rng, (0, 0xFF))]) * len(data[at : at + some])
    return bytes(data)


def changed_gzip(content: bytes, rng: Rng) -> bytes:
    """Change a gzip file, or what is packed in it, or how often it is packed."""
    match int(rng.integers(5)):
        case 0 | 1:
            return changed_bytes(content, rng)
        case 2 | 3:
            return gzip.compress(changed_bytes(gzip.decompress(content), rng), 1)
        case _:
            return pick(rng, (gzip.compress(content, 1), content + content, content + b"\0" * 512, content[:10], b""))


def changed_archive(content: bytes, rng: Rng, change) -> bytes:
    """Change a zip, or a member of it by `change(content, rng)`, or its names and the way that it is packed."""
    if rng.random() < 0.4:
        return changed_bytes(content, rng)
    packing = pick(rng, (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2))
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(written, "w", packing) as target:
        names = source.namelist()
        hit = pick(rng, names)
        for name in names:
            member = source.read(name)
            match int(rng.integers(7)) if name == hit else -1:
                case 0 | 1 | 2 | 3:
                    member = change(member, rng)
                case 4:
                    name = pick(rng, NAMES)  # noqa: PLW2901
                case 5:
                    continue
                case 6:
                    target.writestr(zipfile.ZipInfo(name), b"\0" * 50_000)
            info = zipfile.ZipInfo(name or "x")
            info.compress_type = packing
            if rng.random() < 0.02:
                info.external_attr = 0o120777 << 16  # a symbolic link
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of a name that comes twice
                target.writestr(info, member)
    whole = bytearray(written.getvalue())
    if rng.random() < 0.1:  # a number of the directory, such as the size that a member unpacks to
        directory = whole.rfind(b"PK\x01\x02")
        at = directory + int(rng.integers(4, 46))
        whole[at : at + 4] = struct.pack("<I", pick(rng, NUMBERS) & 0xFFFFFFFF)
    return bytes(whole)


def changed_array(content: bytes, rng: Rng) -> bytes:
    """Change the bytes of a .npy file, or the text of its header, which Python's syntax describes."""
    if rng.random() < 0.4:
        return changed_bytes(content, rng)
    start = 10
    length = int.from_bytes(content[8:10], "little")
    header = changed_text(content[start : start + length], rng)
    return content[:8] + struct.pack("<H", len(header) & 0xFFFF) + header + content[start + length :]


def changed_text(content: bytes, rng: Rng) -> bytes:
    """Change words, numbers and lines of a text."""
    text = content.decode(errors="replace")
    for _ in range(int(rng.choice([1, 1, 2, 3]))):
        lines = text.split("\n")
        at, other = (int(rng.integers(len(lines))) for _ in range(2))
        match int(rng.integers(9)):
            case 0 | 1 | 2:
                words = list(re.finditer(r"[\w.]+|\"[^\"]*\"|[=\[\]{}(),]", text))
                if words:
                    word = pick(rng, words)
                    text = text[: word.start()] + pick(rng, WORDS) + text[word.end() :]
            case 3:
                del lines[at]
                text = "\n".join(lines)
            case 4:
                lines.insert(other, lines[at])
                text = "\n".join(lines)
            case 5:
                lines[at], lines[other] = lines[other], lines[at]
                text = "\n".join(lines)
            case 6:
                words = re.findall(r"[\w.]+", text)
                numbers = list(re.finditer(r"-?\d[\d.]*", text))
                if words and numbers:
                    number = pick(rng, numbers)
                    text = text[: number.start()] + pick(rng, words + list(WORDS)) + text[number.end() :]
            case 7:
                place = int(rng.integers(len(text) + 1))
                text = text[:place] + pick(rng, WORDS) + text[place:]
            case 8:
                return changed_bytes(text.encode(errors="replace"), rng)
    return text.encode(errors="replace")


def changed_database(content: bytes, rng: Rng, folder: Path) -> bytes:
    """Change a file of SQLite, or what stands in its tables, with checksums that are right."""
    if rng.random() < 0.5:
        return changed_bytes(content, rng)
    path = folder / "changed.sqlite"
    path.write_bytes(content)
    with sqlite3.connect(path, isolation_level=None) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        for _ in range(int(rng.choice([1, 1, 2]))):
            change_table(database, rng)
    database.close()
    whole = path.read_bytes()
    path.unlink()
    return whole


def change_table(database: sqlite3.Connection, rng: Rng) -> None:
    table = pick(rng, [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")])
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    rows = list(database.execute(f"SELECT rowid, * FROM {table}"))
    if not rows:
        return
    number, *values = pick(rng, rows)
    place = int(rng.integers(len(columns)))
    name, value = columns[place], values[place]
    if rng.random() < 0.1:
        script = pick(
            rng,
            (
                f"DELETE FROM {table} WHERE rowid = {number}",
                f"DROP TABLE {table}",
                f"CREATE TRIGGER t AFTER UPDATE ON {table} BEGIN DELETE FROM {table}; END",
                f"CREATE VIEW v AS SELECT * FROM {table}",
                f"PRAGMA user_version = {pick(rng, (0, 2, 99, -1))}",
                "PRAGMA application_id = 7",
                f"ALTER TABLE {table} RENAME COLUMN {name} TO other",
                f"ALTER TABLE {table} ADD COLUMN more TEXT",
            ),
        )
        with contextlib.suppress(sqlite3.Error):  # what is there twice
            database.execute(script)
        return
    if name == "facts":
        text = changed_text(value.encode(), rng).decode(errors="replace")
        command = f"UPDATE {table} SET facts = ?, checksum = ? WHERE rowid = ?"
        database.execute(command, (text, zlib.crc32(text.encode(errors="replace")), number))
        return
    if isinstance(value, bytes) and rng.random() < 0.6:
        new = zlib.compress(changed_array(zlib.decompress(value), rng), 1)
    else:
        new = pick(rng, (None, 0, -1, 2**62, 1e300, float("nan"), "", "x" * 5000, "\u202e\n", b"", b"\0" * 100, value))
    with contextlib.suppress(sqlite3.Error):  # what the schema itself refuses
        database.execute(f"UPDATE {table} SET {name} = ? WHERE rowid = ?", (new, number))
