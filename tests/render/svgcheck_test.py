#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""svgcheck.py must see each fault it is there for: take a good drawing, spoil it, expect a complaint.

usage: svgcheck_test.py METRICS_TABLE.h DRAWING.svg"""
import os
import re
import sys
import tempfile

import svgcheck


def spoil(text, pattern, replacement, count=1):
    result = re.sub(pattern, replacement, text, count=count)
    assert result != text, pattern
    return result


def main():
    metrics = svgcheck.Metrics(sys.argv[1])
    with open(sys.argv[2], encoding="utf-8") as file:
        good = file.read()
    node = re.search(r'<g id="[^"]*-n-[^"]*" class="node[^\n]*', good).group(0)
    cases = {
        "DOCTYPE": spoil(good, "<svg ", "<!DOCTYPE svg>\n<svg "),
        "element": spoil(good, "<rect ", '<image href="https://x"/><rect '),
        "colour": spoil(good, 'fill="#FFFFFF"', 'fill="white"'),
        "style": spoil(good, "<rect ", '<rect style="fill:red" '),
        "script": spoil(good, "<rect ", '<rect onclick="x()" '),
        "link": spoil(good, "</svg>", '<a href="javascript:x"/></svg>'),
        "id twice": spoil(good, "</svg>", node + "\n</svg>"),
        "id form": spoil(good, r'id="([^"]*)-n-', r'id="1\1-n-'),
        "size": spoil(good, 'width="1920"', 'width="100%"'),
        "title": spoil(good, "<title id[^/]*/title>", "<title/>"),
        "small": spoil(good, 'font-size="18"', 'font-size="9"'),
        "off canvas": spoil(good, '<text class="source" x="64"', '<text class="source" x="1700"'),
        "texts overlap": spoil(good, '(<text class="subtitle" [^\n]*)', r'\1\1'),
        "label": spoil(good, r"(</text></g>)", "with more than the box can hold by far, by very far" + r"\1"),
        "contrast": spoil(good, 'fill="#4A5563"', 'fill="#C0C8D0"'),
        "line contrast": spoil(good, 'stroke="#808C9C"', 'stroke="#E0E4E8"'),
        "nodes overlap": spoil(good, "</svg>", spoil(spoil(node, "-n-", "-n-copy"), 'data-id="', 'data-id="copy') + "\n</svg>"),
        "under a node": spoil(good, r'(class="edge[^\n]*<path d=")[^"]*', r"\1M64 560L1856 560"),
        "across a text": spoil(good, r'(class="edge[^\n]*<path d=")[^"]*', r"\1M64 70L1856 70"),
        "unknown end": spoil(good, 'data-to="[^"]*"', 'data-to="nobody"'),
        "counts": spoil(good, r'nodes="(\d+)"', r'nodes="1\1"'),
    }
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "x.svg")
        for name, text in [("", good)] + list(cases.items()):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            faults = svgcheck.faults_of(path, metrics)
            if bool(faults) != bool(name):
                print("%s: %s" % (name or "the good drawing", faults or "not seen"))
                failed += 1
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
