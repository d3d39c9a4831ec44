#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Check drawings: what makes an SVG safe everywhere, legible, and true to what it says it draws.

usage: svgcheck.py METRICS_TABLE.h FILE..."""
import math
import os
import re
import sys
import xml.etree.ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "g", "title", "desc", "metadata", "rect", "path", "circle", "ellipse", "text", "a"}
INHERITED = ("font-size", "font-weight", "text-anchor", "fill", "fill-opacity", "stroke", "stroke-width")
LIMITS = {"ring": 40000, "wings": 60000, "matrix": 80000, "network": 80000, "timeline": 80000, "groups": 80000}
FLOOR = 18.0        # smallest writing, on a canvas 1920 wide
SLACK = 1.10        # fonts that stand in for Arial are wider


class Metrics:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self.widths = {}
        for first, body in re.findall(r"U\+(\w+) to U\+\w+ \*/(.*?)};", text, re.S):
            pairs = re.findall(r"\{ (\w+), (\w+) \}", body)
            for i, pair in enumerate(pairs):
                if "ENT_I_NO_WIDTH" not in pair:
                    self.widths[int(first, 16) + i] = (int(pair[0]), int(pair[1]))

    def width(self, text, size, bold):
        total = 0
        for char in text:
            code = ord(char)
            if code in self.widths:
                total += self.widths[code][bold]
            elif 0x300 <= code < 0x370:
                pass
            elif (0x1100 <= code < 0x1160 or 0x2E80 <= code < 0xA4D0 or 0xAC00 <= code < 0xD7A4
                  or 0xF900 <= code < 0xFB00 or 0xFF00 <= code < 0xFF61 or code >= 0x1F000):
                total += 1000
            else:
                total += 650
        return total * size / 1000


def rgb(colour):
    return [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]


def luminance(colour):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a, b):
    dark, light = sorted((luminance(a), luminance(b)))
    return (light + 0.05) / (dark + 0.05)


def flatten(data, steps=16):
    """The sub-paths of path data as lists of points. Knows the absolute commands that we write."""
    tokens = re.findall(r"[A-Za-z]|-?\d+(?:\.\d+)?", data)
    paths, at, command = [], 0, ""

    def take(count):
        nonlocal at
        values = [float(t) for t in tokens[at:at + count]]
        at += count
        return values

    x = y = 0.0
    while at < len(tokens):
        if tokens[at].isalpha():
            command = tokens[at]
            at += 1
        if command == "Z":
            paths[-1].append(paths[-1][0])
            x, y = paths[-1][0]
            continue
        if command == "M":
            x, y = take(2)
            paths.append([(x, y)])
            command = "L"
            continue
        if command == "L":
            ends = [take(2)]
        elif command == "H":
            ends = [(take(1)[0], y)]
        elif command == "V":
            ends = [(x, take(1)[0])]
        elif command == "Q":
            cx, cy, ex, ey = take(4)
            ends = [((1 - t) ** 2 * x + 2 * t * (1 - t) * cx + t * t * ex, (1 - t) ** 2 * y + 2 * t * (1 - t) * cy + t * t * ey)
                    for t in (i / steps for i in range(1, steps + 1))]
        elif command == "C":
            ax, ay, bx, by, ex, ey = take(6)
            ends = []
            for i in range(1, steps + 1):
                t, u = i / steps, 1 - i / steps
                ends.append((u ** 3 * x + 3 * u * u * t * ax + 3 * u * t * t * bx + t ** 3 * ex,
                             u ** 3 * y + 3 * u * u * t * ay + 3 * u * t * t * by + t ** 3 * ey))
        else:
            raise ValueError("path command " + command)
        for end in ends:
            x, y = end
            paths[-1].append((x, y))
    return paths


def bounds(points):
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def holds(polygon, x, y):
    inside, before = False, polygon[-1]
    for point in polygon:
        if (point[1] > y) != (before[1] > y):
            if x < (before[0] - point[0]) * (y - point[1]) / (before[1] - point[1]) + point[0]:
                inside = not inside
        before = point
    return inside


def along(path, step):
    for (ax, ay), (bx, by) in zip(path, path[1:]):
        count = max(2, int(math.hypot(bx - ax, by - ay) / step))
        for i in range(count + 1):
            yield ax + (bx - ax) * i / count, ay + (by - ay) * i / count


def overlap(a, b, by=0.5):
    return min(a[2], b[2]) - max(a[0], b[0]) > by and min(a[3], b[3]) - max(a[1], b[1]) > by


class Drawing:
    def __init__(self, path, metrics):
        self.faults, self.metrics = [], metrics
        with open(path, "rb") as file:
            self.raw = file.read()
        self.text = self.raw.decode("utf-8")
        self.root = ET.fromstring(self.raw)
        self.texts, self.fills, self.nodes, self.edges = [], [], {}, []
        box = [float(v) for v in self.root.get("viewBox").split()]
        self.width, self.height = box[2], box[3]
        self.canvas = "#FFFFFF"
        self.check_form()
        self.walk(self.root, {}, {})

    def fault(self, text):
        self.faults.append(text)

    # --- form ---------------------------------------------------------------------------------------
    def check_form(self):
        if re.search(r"<!DOCTYPE|<!ENTITY|<\?(?!xml )", self.text):
            self.fault("a DOCTYPE, an entity or a processing instruction")
        root, ids = self.root, []
        for element in root.iter():
            name = element.tag.replace(SVG, "")
            if element.tag.startswith(SVG) and name not in ELEMENTS:
                self.fault("element " + name)
            for key, value in element.attrib.items():
                if key in ("fill", "stroke") and not re.fullmatch(r"#[0-9A-F]{6}|none", value):
                    self.fault("%s=%s" % (key, value))
                if key in ("style", "opacity", "transform") or re.fullmatch(r"on\w+", key):
                    self.fault("attribute " + key)
                if key.endswith("href") and not re.match(r"https?://|#", value):
                    self.fault("link to " + value)
                if key == "id":
                    ids.append(value)
        if len(ids) != len(set(ids)):
            self.fault("an id comes twice: " + sorted(i for i in ids if ids.count(i) > 1)[0])
        self.faults += ["id " + i for i in ids if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_.-]*", i)]
        if root.get("width") != "%g" % self.width or root.get("height") != "%g" % self.height:
            self.fault("width and height differ from the viewBox")
        first = list(root)[:2]
        if [e.tag for e in first] != [SVG + "title", SVG + "desc"] or root.get("role") != "img":
            self.fault("title, desc or role missing")
        elif root.get("aria-labelledby").split() != [e.get("id") for e in first]:
            self.fault("aria-labelledby names others")
        elif not (first[0].text or "").strip() or len(first[1].text or "") < 20:
            self.fault("title or desc says nothing")

    # --- reading ------------------------------------------------------------------------------------
    def walk(self, element, inherited, context):
        values = dict(inherited)
        values.update({k: element.get(k) for k in INHERITED if element.get(k)})
        classes = (element.get("class") or "").split()
        context = dict(context)
        if "layer" in classes:
            context["layer"] = classes[1]
        if "node" in classes:
            node = {"key": element.get("data-id"), "box": None, "texts": []}
            if node["key"] in self.nodes:
                self.fault("drawn twice: " + node["key"])
            self.nodes[node["key"]] = context["node"] = node
        if "edge" in classes:
            edge = {"from": element.get("data-from"), "to": element.get("data-to"), "paths": [], "id": element.get("id")}
            self.edges.append(edge)
            context["edge"] = edge
        name = element.tag.replace(SVG, "")
        if name == "rect":
            self.canvas = values["fill"]
            self.fills.append(([(0, 0), (self.width, 0), (self.width, self.height), (0, self.height)], values["fill"]))
        elif name == "circle":
            x, y, r = (float(element.get(k)) for k in ("cx", "cy", "r"))
            self.fills.append(([(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)], values["fill"]))
        elif name == "path":
            self.read_path(element, values, context)
        elif name == "text":
            self.read_text(element, values, context)
        for child in element:
            self.walk(child, values, context)

    def read_path(self, element, values, context):
        paths = flatten(element.get("d"))
        fill, stroke = values.get("fill", "#000000"), values.get("stroke")
        if fill != "none":
            self.fills.append((paths[0], fill))
        if "node" in context and context["node"]["box"] is None:
            context["node"]["box"] = bounds(paths[0])
        if "edge" in context and fill == "none":
            context["edge"]["paths"] += paths
        if stroke and stroke != "none" and context.get("layer") not in ("foot", "regions") and contrast(stroke, self.canvas) < 3:
            self.fault("contrast %.2f of line %s" % (contrast(stroke, self.canvas), stroke))

    def read_text(self, element, values, context):
        size, bold, text = float(values["font-size"]), values.get("font-weight") == "bold", "".join(element.itertext())
        wide = self.metrics.width(text, size, bold)
        anchor = values.get("text-anchor", "start")
        x, y = float(element.get("x")), float(element.get("y"))
        left = x - (wide / 2 if anchor == "middle" else wide if anchor == "end" else 0)
        record = {"text": text, "box": (left, y - 0.72 * size, left + wide, y + 0.2 * size), "node": context.get("node")}
        under = self.canvas
        for polygon, fill in self.fills:
            if holds(polygon, left + wide / 2, y - 0.26 * size):
                under = fill
        if contrast(values["fill"], under) < 4.5:
            self.fault("contrast %.2f: %s" % (contrast(values["fill"], under), text))
        if size * 1920 / self.width < FLOOR - 0.01:
            self.fault("writing of %.1f: %s" % (size, text))
        if "node" in context:
            context["node"]["texts"].append(record)
        self.texts.append(record)

    # --- geometry -----------------------------------------------------------------------------------
    def check_texts(self):
        for i, a in enumerate(self.texts):
            box = a["box"]
            if box[0] < 16 or box[2] > self.width - 16 or box[1] < 8 or box[3] > self.height - 8:
                self.fault("outside the canvas: " + a["text"])
            for b in self.texts[:i]:
                if overlap(box, b["box"]):
                    self.fault("texts overlap: %s / %s" % (a["text"], b["text"]))

    def check_nodes(self):
        nodes = [n for n in self.nodes.values() if n["box"]]
        for i, node in enumerate(nodes):
            x0, y0, x1, y1 = node["box"]
            for record in node["texts"]:
                a, b, c, d = record["box"]
                middle, half = (a + c) / 2, (c - a) / 2 * SLACK
                if middle - half < x0 or middle + half > x1 or b < y0 or d > y1:
                    self.fault("label outside its node: " + record["text"])
            for other in nodes[:i]:
                if overlap(node["box"], other["box"]):
                    self.fault("nodes overlap: %s / %s" % (node["key"], other["key"]))

    def check_lines(self):
        free = [t["box"] for t in self.texts if t["node"] is None]
        for edge in self.edges:
            for end in (edge["from"], edge["to"]):
                if end not in self.nodes:
                    self.fault("%s ends at %s, which is not drawn" % (edge["id"], end))
            for path in edge["paths"]:
                points = list(along(path, 5))
                for key, node in self.nodes.items():
                    box = node["box"]
                    if box and key not in (edge["from"], edge["to"]) and any(
                            box[0] + 2 < x < box[2] - 2 and box[1] + 2 < y < box[3] - 2 for x, y in points):
                        self.fault("%s passes under %s" % (edge["id"], key))
                if any(b[0] < x < b[2] and b[1] < y < b[3] for b in free for x, y in points):
                    self.fault("%s crosses a text" % edge["id"])

    def check_counts(self):
        data = self.root.find(SVG + "metadata")[0]
        kind = data.get("kind")
        if int(data.get("nodes")) != len(self.nodes) or int(data.get("edges")) != len(self.edges):
            self.fault("metadata counts differ from what is drawn")
        if len(self.raw) > LIMITS[kind]:
            self.fault("%d bytes" % len(self.raw))
        title = self.root.find(SVG + "title").text
        own = re.search(r"(\d+) (?:direct tie|neighbours|connection)", title) if kind != "matrix" else None
        if own and kind in ("wings", "network") and " of " not in title and int(own.group(1)) != len(self.edges):
            self.fault("the title counts %s, drawn are %d" % (own.group(1), len(self.edges)))

    def check(self):
        self.check_texts()
        self.check_nodes()
        self.check_lines()
        self.check_counts()
        return sorted(set(self.faults))


def faults_of(path, metrics):
    try:
        return Drawing(path, metrics).check()
    except (ET.ParseError, ValueError, AttributeError, TypeError) as error:
        return [repr(error)]


def main():
    metrics, failed = Metrics(sys.argv[1]), 0
    for path in sys.argv[2:]:
        faults = faults_of(path, metrics)
        failed += bool(faults)
        for fault in faults[:8]:
            print("%s: %s" % (os.path.basename(path), fault))
    print("%d drawings, %d with faults" % (len(sys.argv) - 2, failed))
    return failed > 0 or len(sys.argv) < 3


if __name__ == "__main__":
    sys.exit(main())
