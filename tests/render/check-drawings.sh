#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# usage: check-drawings.sh DRAW_SAMPLES SOURCE_ROOT
# Draw every sample in every preset and theme, then check the files: svgcheck.py always, xmllint, dot and
# rsvg-convert where they are installed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" "$folder" 2>"$folder/stderr" || { cat "$folder/stderr"; exit 1; }
test ! -s "$folder/stderr" || { cat "$folder/stderr"; exit 1; }
python3 "$2/tests/render/svgcheck.py" "$2/render/metrics_table.h" "$folder"/*.svg
python3 "$2/tests/render/svgcheck_test.py" "$2/render/metrics_table.h" "$folder/ring-slide-light.svg"
if command -v xmllint >/dev/null; then
    xmllint --noout "$folder"/*.svg
fi
if command -v dot >/dev/null; then
    for file in "$folder"/*.dot; do
        dot -Tcanon "$file" >/dev/null 2>"$folder/dot" || { echo "$file: dot does not read it"; exit 1; }
        if grep -v 'too small for label' "$folder/dot"; then exit 1; fi
    done
fi
if command -v rsvg-convert >/dev/null; then
    for file in "$folder"/*-slide-light.svg; do
        rsvg-convert -w 480 "$file" -o "$folder/picture.png"
        test "$(wc -c <"$folder/picture.png")" -gt 1500 || { echo "$file: blank"; exit 1; }
    done
fi
