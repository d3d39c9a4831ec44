#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Measures every kernel of ours beside its peers: run.py BUILD [--quick] [--write] [--only KERNEL,...]
[--networks NAME,...] [--datasets DIR] [--minutes N]. One thread is measured by processor time, which others on the machine
change least. Prints tables; --write puts them into bench/analysis.md and README.md as well (report.py). What there was no
time for is said and left out."""
import argparse
import array
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import report

HERE = Path(__file__).resolve().parent
EXACT = ["betweenness", "edge-betweenness", "closeness", "harmonic"]
LINEAR = ["bfs", "components", "coreness", "triangles", "ego2", "louvain"]
C = ["entente", "base", "igraph"]
# Name, how it is made, kernels, who takes part: the most telling first, for there may be no time for the last ones.
NETWORKS = [
    ("rmat14", ["rmat", "14"], ["betweenness", "closeness", "harmonic"], C + ["python-igraph", "graph-tool"]),
    ("rmat18", ["rmat", "18"], LINEAR, C + ["python-igraph", "graph-tool"]),
    ("affiliation", ["affiliation", "4000", "500", "40000"], EXACT + LINEAR, C + ["python-igraph", "graph-tool"]),
    ("rmat12", ["rmat", "12"], EXACT, C + ["python-igraph", "graph-tool"]),
    ("rmat16", ["rmat", "16"], LINEAR, C + ["python-igraph", "graph-tool"]),
    ("rmat10", ["rmat", "10"], EXACT + LINEAR, C + ["python-igraph", "graph-tool", "networkx"]),
]
QUICK = ["rmat10", "rmat12"]
SCALED = ["betweenness", "closeness", "harmonic"]
# Relative; those that are not named are whole numbers.
CLOSE = {"betweenness": 1e-8, "edge-betweenness": 1e-8, "closeness": 1e-9, "harmonic": 1e-9, "triangles": 1e-6}


class Bench:
    def __init__(self, build, folder, seconds, minutes):
        self.build, self.folder, self.seconds = build, folder, seconds
        self.end = time.monotonic() + 60 * minutes
        self.late = []

    def make(self, name, how):
        if not (self.folder / name).exists():
            subprocess.run([str(self.build / "bench/analysis/bench_networks"), *how, str(self.folder / name)], check=True)

    def run(self, who, network, kernel, threads=1, seconds=None):
        """Result and numbers; None: there is no such kernel, or no time."""
        peer = who not in C
        program = ["/usr/bin/python3", str(HERE / "peers.py"), who] if peer else \
            [str(self.build / "bench/analysis/bench_measure")]
        words = [str(self.folder / network), kernel, *([] if peer else [who]), str(threads),
                 str(seconds or self.seconds), str(self.folder / "result")]
        left = self.end - time.monotonic()
        try:
            done = subprocess.run(program + words, capture_output=True, text=True, timeout=max(left, 0.01),
                                  env={**os.environ, "OMP_NUM_THREADS": str(threads)})
        except subprocess.TimeoutExpired:
            self.late.append((network, kernel, who))
            return None
        if done.returncode:
            if done.returncode != 3:
                print(f"{who} {kernel}: {done.stderr.strip()}", file=sys.stderr)
            return None
        numbers = array.array("d")
        numbers.frombytes((self.folder / "result").read_bytes())
        return json.loads(done.stdout.strip().splitlines()[-1]), numbers


def difference(kernel, ours, theirs):
    """The largest one, relative above 1; nodes that reach nobody have 0 or no number."""
    if len(ours) != len(theirs):
        return math.inf
    worst = 0.0
    for a, b in zip(ours, theirs):
        a, b = (0.0 if math.isnan(x) else x for x in (a, b))
        worst = max(worst, abs(a - b) / max(1.0, abs(b)))
    return worst if worst > CLOSE.get(kernel, 0) else 0.0


def beside(bench, network, kernel, whos):
    """A row of the table of kernels: what each came to, and how the results compare."""
    results, notes = {}, []
    for who in whos:
        found = bench.run(who, network, kernel)
        if found:
            results[who] = found
    if "entente" not in results:
        return None
    numbers = results["entente"][1]
    for who, (_, theirs) in results.items():
        if who == "base" and theirs != numbers and difference("base", numbers, theirs):
            notes.append("base gives other bits")
        elif who not in ("entente", "base") and difference(kernel, numbers, theirs):
            notes.append(f"{who} differs by {difference(kernel, numbers, theirs):.2g}")
    if kernel == "louvain":
        notes.append("modularity " + ", ".join(f"{who} {r['value']:.4f}" for who, (r, _) in results.items() if who != "base"))
        leiden = bench.run("igraph", network, "leiden")
        if leiden:
            notes.append(f"igraph's Leiden {leiden[0]['value']:.4f} in {report.words_of(leiden[0]['cpu'])}")
    return {"network": network, "kernel": kernel, "results": {who: r for who, (r, _) in results.items()},
            "notes": notes or ["same" if len(results) > 2 else "no peer in time"]}


def two_threads(bench, network, kernel, rounds):
    """The best of several rounds of each, in turns, so that both meet the same disturbances."""
    best = {}
    for _ in range(rounds):
        for threads in (1, 2):
            found = bench.run("entente", network, kernel, threads)
            if not found:
                return None
            result, numbers = found
            if threads in best:
                result = {key: min(result[key], best[threads][0][key]) for key in ("wall", "cpu", "longest")} | \
                    {"peak": result["peak"]}
            best[threads] = result, numbers.tobytes()
    return {"network": network, "kernel": kernel, "one": best[1][0], "two": best[2][0], "same": best[1][1] == best[2][1]}


def real_networks(folder):
    """Lists of ties, two numbers a line, in a folder snap."""
    places = [folder] if folder else [Path(os.environ["ENTENTE_SHARED"]) / "datasets"] if "ENTENTE_SHARED" in os.environ \
        else [HERE.parents[2] / "shared/datasets"]
    found = [file for place in places for file in sorted((place / "snap").glob("*_*.txt"))]
    if not found:
        print("No lists of ties in " + " or ".join(str(place / "snap") for place in places) + ": left out")
    return [(file.stem, ["ties", str(file)], EXACT + LINEAR, C + ["python-igraph", "graph-tool"])
            for file in found]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=Path)
    parser.add_argument("--quick", action="store_true", help="small networks, a tenth of a second a kernel, under 2 minutes")
    parser.add_argument("--write", action="store_true", help="into bench/analysis.md, and README.md where it has the places")
    parser.add_argument("--datasets", type=Path, help="a folder with lists of ties in snap/")
    parser.add_argument("--minutes", type=float, help="at most; 11, or 1.7 with --quick")
    parser.add_argument("--only", type=lambda text: text.split(","), help="kernels")
    parser.add_argument("--networks", type=lambda text: text.split(","), help="names of networks")
    parser.add_argument("--threads-only", action="store_true", help="two threads beside one, nothing else")
    options = parser.parse_args()
    before = report.load()
    networks = NETWORKS[:2] + real_networks(options.datasets) + NETWORKS[2:]
    if options.quick:
        networks = [entry for entry in reversed(networks) if entry[0] in QUICK]
    with tempfile.TemporaryDirectory() as temporary:
        bench = Bench(options.build, Path(temporary), 0.1 if options.quick else 1,
                      options.minutes or (1.7 if options.quick else 11))
        rows, scaled = [], []
        name = "rmat12" if options.quick else "rmat14"
        bench.make(name, ["rmat", name[4:]])
        for kernel in SCALED:
            if not options.only or kernel in options.only:
                scaled.append(two_threads(bench, name, kernel, 3))
        for name, how, kernels, whos in networks if not options.threads_only else []:
            if options.networks and name not in options.networks:
                continue
            bench.make(name, how)
            for kernel in kernels:
                if not options.only or kernel in options.only:
                    rows.append(beside(bench, name, kernel, whos))
        measured = report.Report([row for row in rows if row], [row for row in scaled if row], before, bench.late,
                                 sys.argv[2:])
        print(measured.text())
        if options.write:
            measured.write(HERE.parents[1])


main()
