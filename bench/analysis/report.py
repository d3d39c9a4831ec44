# SPDX-License-Identifier: GPL-2.0-or-later
"""What run.py has measured, as tables; and into documents, between <!-- bench-analysis NAME --> and
<!-- end of bench-analysis -->, so that no number is copied by hand."""
import os
import re
import subprocess
import time

ALL = ["entente", "base", "igraph", "python-igraph", "graph-tool", "networkx"]
PEERS = ALL[2:]
SHORT = [("rmat14", "betweenness"), ("rmat14", "closeness"), ("rmat14", "harmonic"), ("rmat18", "bfs"),
         ("rmat18", "components"), ("rmat18", "coreness"), ("rmat18", "triangles"), ("rmat18", "ego2"),
         ("rmat18", "louvain")]
NAMES = {"bfs": "distances from 64 nodes", "ego2": "20 ego networks of 2 steps"}


def load():
    return os.getloadavg()


def words_of(seconds):
    return f"{seconds * 1e6:.0f} us" if seconds < 1e-3 else f"{seconds * 1e3:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


def first_line(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True).stdout.strip().splitlines()[0]
    except (OSError, IndexError):
        return ""


def version(package):
    return first_line("dpkg-query", "-W", "-f", "${Version}", package).split("+")[0]


def machine():
    with open("/proc/cpuinfo", encoding="ascii") as file:
        info = dict(re.findall(r"^([\w ]+?)\s*: (.*)$", file.read(), re.M))
    vectors = "AVX-512" if "avx512_vpopcntdq" in info.get("flags", "") else "AVX2" if "avx2" in info.get("flags", "") else ""
    packages = {"libigraph-dev": "igraph", "python3-igraph": "python3-igraph", "python3-graph-tool": "graph-tool",
                "python3-networkx": "NetworkX"}
    installed = [f"{name} {version(package)}" for package, name in packages.items() if version(package)]
    system = dict(re.findall(r'^(\w+)="?(.*?)"?$', open("/etc/os-release", encoding="utf-8").read(), re.M))
    return (f"{os.cpu_count()} cores of {info.get('model name', 'an unknown processor')} (family {info.get('cpu family')}, "
            f"model {info.get('model')}, {vectors}), {system.get('PRETTY_NAME', '')}, {first_line('gcc', '--version')}; "
            + ", ".join(installed))


def best_peer(row):
    """Time and name."""
    times = [(result["cpu"], who) for who, result in row["results"].items() if who in PEERS]
    return min(times) if times else None


def ratio(row):
    best, results = best_peer(row), row["results"]
    if not best:
        return "-"
    base = f" ({best[0] / results['base']['cpu']:.1f})" if "base" in results else ""
    return f"**{best[0] / results['entente']['cpu']:.1f}**{base}"


def memory(row):
    ours, igraph = row["results"]["entente"], row["results"].get("igraph")
    if not igraph:
        return f"{ours['peak'] / 1e6:.2f}"
    return f"{ours['peak'] / 1e6:.2f} / {igraph['peak'] / 1e6:.2f} = {100 * ours['peak'] / igraph['peak']:.0f} %"


class Report:
    def __init__(self, rows, scaled, before, late, words):
        self.rows, self.scaled, self.before, self.late, self.words = rows, scaled, before, late, words

    def conditions(self):
        command = " ".join(["script/bench-analysis", *self.words])
        after = load()
        late = f" No time was left for {'; '.join(self.without_time())}." if self.late else ""
        return (f"Measured by `{command}` on {time.strftime('%-d %B %Y')}: {machine()}. Others kept {self.before[1]:.1f} processes "
                f"running before it began (load average of 5 minutes); at its end the load was {after[1]:.1f}, its own included.{late}")

    def without_time(self):
        """Network by network, with the kernels of which at least one run is missing."""
        missing = {}
        for network, kernel, _ in self.late:
            if kernel not in missing.setdefault(network, []):
                missing[network].append(kernel)
        return [f"{network}: {', '.join(kernels)}" for network, kernels in missing.items()]

    def kernels(self):
        lines = [f"| network | kernel | {' | '.join(ALL)} | best peer / ours (base) | MB ours / igraph | results |",
                 "|" + "---|" * (len(ALL) + 5)]
        for row in self.rows:
            cells = [words_of(row["results"][who]["cpu"]) if who in row["results"] else "-" for who in ALL]
            lines.append(f"| {row['network']} | {row['kernel']} | {' | '.join(cells)} | {ratio(row)} | {memory(row)} | "
                         f"{'; '.join(row['notes'])} |")
        return "\n".join(lines)

    def threads(self):
        lines = ["| network | kernel | one thread | two | ratio by the clock | processor time, one | two | more | longest thread | "
                 "balance | ratio that this allows | MB one, two | results |", "|" + "---|" * 13]
        for row in self.scaled:
            one, two = row["one"], row["two"]
            lines.append(
                f"| {row['network']} | {row['kernel']} | {words_of(one['wall'])} | {words_of(two['wall'])} | "
                f"**{one['wall'] / two['wall']:.2f}** | {words_of(one['cpu'])} | {words_of(two['cpu'])} | "
                f"{100 * (two['cpu'] / one['cpu'] - 1):+.0f} % | {words_of(two['longest'])} | "
                f"{two['longest'] / (two['cpu'] / 2):.2f} | **{one['cpu'] / two['longest']:.2f}** | "
                f"{one['peak'] / 1e6:.1f}, {two['peak'] / 1e6:.1f} | {'same bits' if row['same'] else 'OTHER BITS'} |")
        return "\n".join(lines)

    def short(self):
        """For those who want to know whether it is worth reading on."""
        rows = {(row["network"], row["kernel"]): row for row in self.rows}
        lines = ["| network | measure | Entente | best of the others | times as fast | memory beside igraph |", "|---|---|---|---|---|---|"]
        for key in SHORT:
            row = rows.get(key)
            best = row and best_peer(row)
            if not best:
                continue
            ours, igraph = row["results"]["entente"], row["results"].get("igraph")
            share = f"{100 * ours['peak'] / igraph['peak']:.0f} %" if igraph else "-"
            lines.append(f"| {key[0]} | {NAMES.get(key[1], key[1])} | {words_of(ours['cpu'])} | {words_of(best[0])} ({best[1]}) | "
                         f"{best[0] / ours['cpu']:.1f} | {share} |")
        return "\n".join(lines)

    def text(self):
        return "\n\n".join([self.conditions(), self.kernels(), self.threads()])

    def write(self, root):
        blocks = {"conditions": self.conditions(), "kernels": self.kernels(), "threads": self.threads(), "short": self.short()}
        for path in (root / "bench/analysis.md", root / "README.md"):
            text = path.read_text(encoding="utf-8")
            for name, block in blocks.items():
                text = re.sub(rf"(<!-- bench-analysis {name} -->\n).*?(<!-- end of bench-analysis -->)",
                              lambda match: f"{match[1]}{block}\n{match[2]}", text, flags=re.S)
            path.write_text(text, encoding="utf-8")
