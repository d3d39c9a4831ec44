#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Measures every kernel of ours beside its peers and prints the ratios: run.py BUILD [--quick] [--ties LIST]
[--only KERNEL,...] [--networks NAME,...]. One thread is measured by processor time, which others on the machine change
least; two by the clock, and only mean something on a quiet machine."""
import argparse
import array
import json
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
EXACT = ["betweenness", "edge-betweenness", "closeness", "harmonic"]
LINEAR = ["components", "coreness", "triangles", "louvain"]
ALL = ["entente", "base", "igraph", "python-igraph", "graph-tool", "networkx"]
BESIDE = {"igraph", "python-igraph", "graph-tool", "networkx"}
# Name, how it is made, kernels, who takes part, and what is left out because it takes minutes.
NETWORKS = [
    ("rmat10", ["rmat", "10"], EXACT + LINEAR, ALL, set()),
    ("rmat12", ["rmat", "12"], EXACT, ALL, {("networkx", k) for k in EXACT}),
    ("rmat14", ["rmat", "14"], EXACT + LINEAR, ALL[:5], set()),
    ("affiliation", ["affiliation", "4000", "500", "40000"], EXACT + LINEAR, ALL[:5], set()),
    ("facebook", None, EXACT + LINEAR, ALL[:5], set()),
    ("rmat16", ["rmat", "16"], LINEAR, ALL[:5], set()),
    ("rmat18", ["rmat", "18"], LINEAR, ALL[:5], set()),
]
SCALED = {"betweenness", "closeness", "harmonic"}
# Relative; those that are not named are whole numbers.
CLOSE = {"betweenness": 1e-8, "edge-betweenness": 1e-8, "closeness": 1e-9, "harmonic": 1e-9, "triangles": 1e-6}


def run(build, who, network, kernel, threads, seconds, out):
    peer = who in BESIDE - {"igraph"}
    program = ["/usr/bin/python3", str(HERE / "peers.py"), who, str(network)] if peer else \
        [str(build / "bench/analysis/bench_measure"), str(network)]
    words = [kernel, *([] if peer else [who]), str(threads), str(seconds), str(out)]
    done = subprocess.run(program + words, capture_output=True, text=True, env={**os.environ, "OMP_NUM_THREADS": str(threads)})
    if done.returncode == 3:
        return None
    if done.returncode:
        print(f"{who} {kernel}: {done.stderr.strip()}", file=sys.stderr)
        return None
    result = json.loads(done.stdout.strip().splitlines()[-1])
    numbers = array.array("d")
    numbers.frombytes(out.read_bytes())
    return result, numbers


def difference(kernel, ours, theirs):
    """The largest one, relative above 1; nodes that reach nobody have 0 or no number."""
    if len(ours) != len(theirs):
        return math.inf
    worst = 0.0
    for a, b in zip(ours, theirs):
        a, b = (0.0 if math.isnan(x) else x for x in (a, b))
        worst = max(worst, abs(a - b) / max(1.0, abs(b)))
    return worst if worst > CLOSE.get(kernel, 0) else 0.0


def words_of(seconds):
    return f"{seconds * 1e6:.0f} us" if seconds < 1e-3 else f"{seconds * 1e3:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


def row(build, folder, name, kernel, whos, seconds):
    results, notes = {}, []
    for who in whos:
        found = run(build, who, folder / name, kernel, 1, seconds, folder / "result")
        if found:
            results[who] = found
    if "entente" not in results:
        return
    ours, numbers = results["entente"]
    for who, (_, theirs) in results.items():
        if who == "base" and theirs != numbers and difference("base", numbers, theirs):
            notes.append("base gives other bits")
        elif who in BESIDE and difference(kernel, numbers, theirs):
            notes.append(f"{who} differs by {difference(kernel, numbers, theirs):.2g}")
    peers = {who: result for who, (result, _) in results.items() if who in BESIDE}
    best = min((result["cpu"], who) for who, result in peers.items()) if peers else (math.nan, "-")
    if kernel == "louvain":
        leiden = run(build, "igraph", folder / name, "leiden", 1, seconds, folder / "result")
        notes.append(f"modularity {ours['value']:.4f}; " + ", ".join(f"{who} {r['value']:.4f}" for who, r in peers.items()) +
                     (f", igraph's Leiden {leiden[0]['value']:.4f} in {words_of(leiden[0]['cpu'])}" if leiden else ""))
    cells = [words_of(results[who][0]["cpu"]) if who in results else "-" for who in ALL]
    base = f" ({best[0] / results['base'][0]['cpu']:.1f})" if "base" in results else ""
    memory = f"{ours['peak'] / 1e6:.0f} / {peers['igraph']['peak'] / 1e6:.0f}" if "igraph" in peers else "-"
    print(f"| {name} | {kernel} | " + " | ".join(cells) + f" | **{best[0] / ours['cpu']:.1f}**{base} | {memory} | " +
          ("; ".join(notes) or "same") + " |", flush=True)


def two_threads(build, folder, name, seconds):
    for kernel in sorted(SCALED):
        one = run(build, "entente", folder / name, kernel, 1, seconds, folder / "result")
        two = run(build, "entente", folder / name, kernel, 2, seconds, folder / "other")
        same = (folder / "result").read_bytes() == (folder / "other").read_bytes()
        print(f"| {name} | {kernel} | {words_of(one[0]['wall'])} | {words_of(two[0]['wall'])} | "
              f"{one[0]['wall'] / two[0]['wall']:.2f} | {'same bits' if same else 'OTHER BITS'} |", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=Path)
    parser.add_argument("--quick", action="store_true", help="rmat10 only, a fifth of a second a kernel")
    parser.add_argument("--ties", help="a list of ties, two numbers a line: the network facebook")
    parser.add_argument("--only", type=lambda text: text.split(","), help="kernels")
    parser.add_argument("--networks", type=lambda text: text.split(","), help="names of networks")
    parser.add_argument("--threads-only", action="store_true", help="two threads against one, nothing else")
    options = parser.parse_args()
    seconds = 0.2 if options.quick else 2
    for who, module in (("python-igraph", "igraph"), ("graph-tool", "graph_tool"), ("networkx", "networkx")):
        if subprocess.run(["/usr/bin/python3", "-c", f"import {module}"], capture_output=True).returncode:
            print(f"{who} is not installed: left out")
    with tempfile.TemporaryDirectory() as temporary:
        folder, made = Path(temporary), set()

        def make(name, how):
            if name not in made:
                how = how or ["ties", options.ties]
                subprocess.run([str(options.build / "bench/analysis/bench_networks"), *how, str(folder / name)], check=True)
                made.add(name)

        if not options.threads_only:
            print(f"| network | kernel | {' | '.join(ALL)} | best peer / ours (base) | MB ours / igraph | results |")
            print("|" + "---|" * (len(ALL) + 5))
        for name, how, kernels, whos, without in NETWORKS if not options.threads_only else []:
            if (options.quick and name != "rmat10") or (not how and not options.ties) or \
                    (options.networks and name not in options.networks):
                continue
            make(name, how)
            for kernel in kernels:
                if not options.only or kernel in options.only:
                    row(options.build, folder, name, kernel, [w for w in whos if (w, kernel) not in without], seconds)
        name = "rmat10" if options.quick else "rmat14"
        make(name, ["rmat", name[4:]])
        print("\n| network | kernel | one thread | two | ratio | results |\n|---|---|---|---|---|---|")
        two_threads(options.build, folder, name, seconds)


main()
