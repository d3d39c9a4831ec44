#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Write render/metrics_table.h: advance widths, in thousandths of the em, of a regular and a bold font.

usage: font-metrics.py REGULAR.ttf BOLD.ttf > render/metrics_table.h

The drawings are measured with these numbers and never with a font found at run time, so that a drawing
is the same on every machine. Use fonts with the widths of Arial (Liberation Sans, Arimo)."""
import struct
import sys

RANGES = ((0x20, 0x7E), (0xA0, 0x52F), (0x2000, 0x221F))


def tables(data):
    count = struct.unpack(">H", data[4:6])[0]
    found = {}
    for i in range(count):
        tag, _, offset, length = struct.unpack(">4sLLL", data[12 + 16 * i:28 + 16 * i])
        found[tag.decode("ascii")] = data[offset:offset + length]
    return found


def glyph_numbers(cmap):
    """Code point -> glyph, from the format 4 sub-table of the Basic Multilingual Plane."""
    for i in range(struct.unpack(">H", cmap[2:4])[0]):
        platform, encoding, offset = struct.unpack(">HHL", cmap[4 + 8 * i:12 + 8 * i])
        if (platform, encoding) in ((3, 1), (0, 3)) and struct.unpack(">H", cmap[offset:offset + 2])[0] == 4:
            break
    else:
        sys.exit("no format 4 cmap")
    table = cmap[offset:]
    segments = struct.unpack(">H", table[6:8])[0] // 2

    def column(k, kind):
        at = 14 + 2 * segments * k + (2 if k else 0)
        return struct.unpack(">%d%s" % (segments, kind), table[at:at + 2 * segments])

    ends, starts, deltas, offsets = column(0, "H"), column(1, "H"), column(2, "h"), column(3, "H")
    at = 14 + 2 * segments * 3 + 2
    glyphs = {}
    for i in range(segments):
        for code in range(starts[i], ends[i] + 1):
            if offsets[i] == 0:
                glyph = (code + deltas[i]) & 0xFFFF
            else:
                place = at + 2 * i + offsets[i] + 2 * (code - starts[i])
                glyph = struct.unpack(">H", table[place:place + 2])[0]
                glyph = (glyph + deltas[i]) & 0xFFFF if glyph else 0
            if glyph:
                glyphs[code] = glyph
    return glyphs


def widths(path):
    with open(path, "rb") as file:
        found = tables(file.read())
    em = struct.unpack(">H", found["head"][18:20])[0]
    metrics = struct.unpack(">H", found["hhea"][34:36])[0]
    result = {}
    for code, glyph in glyph_numbers(found["cmap"]).items():
        place = 4 * min(glyph, metrics - 1)
        result[code] = (struct.unpack(">H", found["hmtx"][place:place + 2])[0] * 2000 + em) // (2 * em)
    return result


def main():
    fonts = [widths(path) for path in sys.argv[1:3]]
    if len(fonts) != 2:
        sys.exit(__doc__)
    print("/* SPDX-License-Identifier: GPL-2.0-or-later */")
    print("/* Made by script/font-metrics.py from Liberation Sans Regular and Bold; a row is a code point's two")
    print(" * widths. ENT_I_NO_WIDTH: the font does not have the character. */")
    print("#define ENT_I_NO_WIDTH UINT16_MAX")
    for number, (first, last) in enumerate(RANGES):
        print("static const uint16_t widths_%d[][2] = { /* U+%04X to U+%04X */" % (number, first, last))
        line = "   "
        for code in range(first, last + 1):
            pair = [str(font[code]) if code in font else "ENT_I_NO_WIDTH" for font in fonts]
            item = " { %s, %s }," % tuple(pair)
            if len(line) + len(item) > 110:
                print(line)
                line = "   "
            line += item
        print(line)
        print("};")


main()
