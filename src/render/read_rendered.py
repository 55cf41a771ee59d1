"""Reads files that a renderer wrote, strictly: whatever a program that opens them could stumble over goes to "faults".
Prints {"text": …, "faults": […]} as JSON. The ending of a file says what it is."""
import csv
import html.parser
import io
import json
import pathlib
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as xml
import zipfile
import zlib

VOID = {"meta", "br", "link", "img", "hr", "input", "col", "base", "wbr", "path", "rect", "line", "circle"}
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def refuse_constant(name):
    raise ValueError(f"{name} is no JSON")


def strict_json(text):
    return json.loads(text, parse_constant=refuse_constant)


def texts_in(node):
    if isinstance(node, (dict, list)):
        for child in node.values() if isinstance(node, dict) else node:
            yield from texts_in(child)
    elif node is not None:
        yield str(node)


class Page(html.parser.HTMLParser):
    """Every element is closed in the order in which it was opened; data in scripts is JSON."""

    def __init__(self):
        super().__init__()
        self.open, self.texts, self.faults, self.is_data = [], [], [], False

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)
        self.is_data = tag == "script" and dict(attrs).get("type") == "application/json"
        self.texts += [value for name, value in attrs if value and (name == "title" or name.startswith("data-"))]

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> inside {self.open[-1:]}")
        else:
            self.open.pop()

    def handle_data(self, data):
        inside = self.open[-1] if self.open else ""
        if self.is_data and inside == "script":
            self.texts += texts_in(strict_json(data))
        elif inside not in ("script", "style"):
            self.texts.append(data)


def read_html(file):
    page = Page()
    page.feed(file.read_text("utf-8"))
    page.close()
    return "\n".join(page.texts), page.faults + [f"<{tag}> is never closed" for tag in page.open]


def read_json(file):
    return "\n".join(texts_in(strict_json(file.read_text("utf-8")))), []


def read_csv(file):
    text = file.read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    faults = [f"row {i}: {len(row)} fields of {len(rows[0])}" for i, row in enumerate(rows) if len(row) != len(rows[0])]
    return "\n".join("\n".join(row) for row in rows), faults


def read_markdown(file):
    text, faults, width = file.read_text("utf-8"), [], None
    for number, line in enumerate(text.splitlines(), 1):
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else None
        if cells is not None and width is not None and cells != width:
            faults.append(f"line {number}: {cells - 1} cells of {width - 1}")
        width = cells
    return re.sub(r"\\([^\w\s])", r"\1", text), faults


def read_png(file):
    data, at, pixels = file.read_bytes(), 8, b""
    faults = [] if data[:8] == b"\x89PNG\r\n\x1a\n" else ["no PNG"]
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        body, check = data[at + 8:at + 8 + length], data[at + 8 + length:at + 12 + length]
        if struct.pack(">I", zlib.crc32(kind + body)) != check:
            faults.append(f"{kind!r} is damaged")
        if kind == b"IHDR":
            width, height = struct.unpack(">II", body[:8])
        if kind == b"IDAT":
            pixels += body
        at += 12 + length
    painted = len(set(zlib.decompress(pixels)))
    return "", faults + ([] if painted > 20 and width == 1080 and height > 200 else [f"{painted} shades, {width} × {height}"])


def ask(program, file, *more):
    answer = subprocess.run([*program, str(file), *more], capture_output=True, check=False)
    said = answer.stderr.decode("utf-8", "replace").strip()
    return answer.stdout.decode("utf-8", "replace"), [f"{program[0]}: {said}"] if answer.returncode or said else []


def read_pdf(file):
    raw, faults = ask(["pdftotext", "-raw"], file, "-")
    ordered, _ = ask(["pdftotext"], file, "-")  # -raw takes texts from right to left apart
    fonts, complaints = ask(["pdffonts"], file)
    loose = [line for line in fonts.splitlines()[2:] if line.split()[-5:-2] != ["yes", "yes", "yes"]]
    return raw + ordered, faults + complaints + [f"not embedded, subset and with Unicode: {line}" for line in loose]


def target_of(relations, target):
    base = pathlib.PurePosixPath(relations).parent.parent
    parts = []
    for part in (pathlib.PurePosixPath(target[1:]) if target.startswith("/") else base / target).parts:
        parts = parts[:-1] if part == ".." else parts + [part]
    return "/".join(parts)


def read_office(file):
    texts, faults = [], []
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
        if archive.testzip():
            faults.append(f"{archive.testzip()} is damaged")
        for name in sorted(name for name in names if name.endswith((".xml", ".rels"))):
            try:
                root = xml.fromstring(archive.read(name))
            except xml.ParseError as error:
                faults.append(f"{name}: {error}")
                continue
            texts += [node.text for node in root.iter() if node.text]
            gone = [node.get("Target") for node in root.iter(RELATION)
                    if node.get("TargetMode") != "External" and target_of(name, node.get("Target")) not in names]
            faults += [f"{name}: there is no {target}" for target in gone]
        if "[Content_Types].xml" not in names:
            faults.append("no content types")
    return "\n".join(texts), faults


READERS = {".html": read_html, ".json": read_json, ".csv": read_csv, ".md": read_markdown, ".png": read_png, ".pdf": read_pdf,
           ".pptx": read_office, ".docx": read_office, ".xlsx": read_office}


def read(file):
    try:
        text, faults = READERS[file.suffix](file)
    except (ValueError, KeyError, csv.Error, zipfile.BadZipFile, zlib.error, struct.error) as error:
        text, faults = "", [f"{type(error).__name__}: {error}"]
    return text, [f"{file.name}: {fault}" for fault in faults]


def main():
    texts, faults = zip(*(read(pathlib.Path(name)) for name in sys.argv[1:]))
    json.dump({"text": "\n".join(texts), "faults": sum(faults, [])}, sys.stdout)


if __name__ == "__main__":
    main()
