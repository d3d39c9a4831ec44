#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Check the palettes: fills of the classes and hues of the subjects differ to every eye.

usage: palettecheck.py THEME.c
The difference is CIEDE2000; colour blindness is simulated at full severity with the matrices of Machado,
Oliveira and Fernandes (2009), doi:10.1109/TVCG.2009.113."""
import itertools
import math
import re
import sys

import svgcheck

VISIONS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
LEAST = 13.0


def linear(colour, vision):
    rgb = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in svgcheck.rgb(colour)]
    return [min(1, max(0, sum(m * c for m, c in zip(row, rgb)))) for row in VISIONS[vision]]


def lab(colour, vision):
    r, g, b = linear(colour, vision)
    x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047
    y = 0.2126729 * r + 0.7151522 * g + 0.0721750 * b
    z = (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def difference(one, two):
    """CIEDE2000 of two L*a*b* colours, after Sharma, Wu and Dalal (2005), doi:10.1002/col.20070."""
    mean_c = (math.hypot(one[1], one[2]) + math.hypot(two[1], two[2])) / 2
    g = 0.5 * (1 - math.sqrt(mean_c ** 7 / (mean_c ** 7 + 25 ** 7)))
    a1, a2 = one[1] * (1 + g), two[1] * (1 + g)
    c1, c2 = math.hypot(a1, one[2]), math.hypot(a2, two[2])
    h1, h2 = math.degrees(math.atan2(one[2], a1)) % 360, math.degrees(math.atan2(two[2], a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0
    dl, dc, dh = two[0] - one[0], c2 - c1, 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn) / 2)
    ml, mc = (one[0] + two[0]) / 2, (c1 + c2) / 2
    mh = h1 + turn / 2 if c1 * c2 else h1 + h2
    t = (1 - 0.17 * math.cos(math.radians(mh - 30)) + 0.24 * math.cos(math.radians(2 * mh))
         + 0.32 * math.cos(math.radians(3 * mh + 6)) - 0.20 * math.cos(math.radians(4 * mh - 63)))
    sl = 1 + 0.015 * (ml - 50) ** 2 / math.sqrt(20 + (ml - 50) ** 2)
    sc, sh = 1 + 0.045 * mc, 1 + 0.015 * mc * t
    rt = (-2 * math.sqrt(mc ** 7 / (mc ** 7 + 25 ** 7))
          * math.sin(math.radians(60 * math.exp(-((((mh % 360) - 275) / 25) ** 2)))))
    return math.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * dc / sc * dh / sh)


def least(colours):
    return min((difference(lab(a, vision), lab(b, vision)), a, b, vision)
               for vision in VISIONS for a, b in itertools.combinations(colours, 2))


def main():
    # Published pair 1 of Sharma, Wu and Dalal: 2.0425.
    assert abs(difference((50, 2.6772, -79.7751), (50, 0, -82.7485)) - 2.0425) < 0.0001
    with open(sys.argv[1], encoding="utf-8") as file:
        text = file.read()
    failed = 0
    for name in ("light", "dark"):
        theme = text[text.index('.name = "%s"' % name):]
        canvas = re.search(r'\.canvas = "(#\w+)"', theme).group(1)
        paints = re.findall(r'\[ENT_CLASS_\w+\] = \{ "(#\w+)", "(#\w+)", "(#\w+)" \}', theme)[:7]
        subjects = re.findall(r"#\w+", re.search(r"\.subjects = \{([^}]*)\}", theme).group(1))
        headings = re.findall(r"#\w+", re.search(r"\.headings = \{([^}]*)\}", theme).group(1))
        assert len(paints) == 7 and len(subjects) == 8 and len(headings) == 8
        for what, colours in (("fills", [p[0] for p in paints]), ("subjects", subjects[:6])):
            worst = least(colours)
            print("%s %s: %.1f" % (name, what, worst[0]))
            failed += worst[0] < LEAST
        failed += sum(svgcheck.contrast(p[1], canvas) < 3 for p in paints)
        failed += sum(svgcheck.contrast(p[2], p[0]) < 4.5 for p in paints)
        failed += sum(svgcheck.contrast(c, canvas) < 3 for c in subjects)
        failed += sum(svgcheck.contrast(c, canvas) < 4.5 for c in headings)
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
