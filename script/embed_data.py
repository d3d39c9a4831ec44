#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Write the bundled data files as a C table, so that the library carries them inside.

usage: embed_data.py OUTPUT FILE...

White space between tokens is dropped: it is a third of the files and nothing reads it.
"""
import json
import os
import re
import sys

TOKEN = re.compile(r'("(?:[^"\\]|\\.)*")|\s+')


def c_string(data):
    """C string literals of 96 bytes each, safe for any byte."""
    lines = []
    for start in range(0, len(data), 96):
        text = "".join(
            chr(byte) if 32 <= byte < 127 and chr(byte) not in '"\\?' else "\\%03o" % byte
            for byte in data[start:start + 96])
        lines.append('    "%s"' % text)
    return "\n".join(lines) or '    ""'


def main():
    output, files = sys.argv[1], sys.argv[2:]
    with open(output, "w", encoding="ascii") as out:
        out.write("/* SPDX-License-Identifier: GPL-2.0-or-later */\n"
                  "/* Made from data/ by script/embed_data.py. */\n"
                  "#include \"loaders/bundled.h\"\n\n"
                  "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\n")
        rows = []
        for number, path in enumerate(files):
            with open(path, encoding="utf-8") as file:
                text = file.read()
            json.loads(text)
            compact = TOKEN.sub(lambda match: match.group(1) or "", text)
            out.write("static const char file_%d[] =\n%s;\n\n" % (number, c_string(compact.encode("utf-8"))))
            rows.append('    { "data/%s", file_%d, sizeof file_%d - 1 },\n' % (os.path.basename(path), number, number))
        out.write("const ent_i_bundled_file ent_i_bundled_files[] = {\n%s    { 0, 0, 0 },\n};\n" % "".join(rows))


if __name__ == "__main__":
    main()
