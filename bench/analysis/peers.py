#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""One kernel of python-igraph, graph-tool or NetworkX on one network, a line of JSON as measure.c gives it:
peers.py WHO FILE KERNEL THREADS SECONDS RESULT. Exit status 3: not installed, or has no such kernel."""
import array
import json
import os
import resource
import struct
import sys
import time

BENCH_SOURCES, BENCH_EGOS = 64, 20


def read(path):
    with open(path, "rb") as file:
        nodes, count = struct.unpack("<QQ", file.read(16))
        ends = array.array("I", file.read())
    return nodes, list(zip(ends[0::2], ends[1::2]))


def sources(nodes, ties):
    tied = bytearray(nodes)
    for a, b in ties:
        tied[a] = tied[b] = 1
    state, drawn = 99, []
    while len(drawn) < BENCH_SOURCES:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        node = (state >> 33) % nodes
        if tied[node]:
            drawn.append(node)
    return drawn


def by_first(labels):
    """Numbers of groups by their first nodes."""
    names = {}
    return [names.setdefault(label, len(names)) for label in labels]


def python_igraph(nodes, ties, drawn, _threads):
    import igraph
    g = igraph.Graph(n=nodes, edges=ties)

    def groups(partition):
        return [], g.modularity(partition)

    return {
        "betweenness": lambda: g.betweenness(directed=False),
        "edge-betweenness": lambda: g.edge_betweenness(directed=False),
        "closeness": lambda: g.closeness(normalized=True),
        "harmonic": lambda: g.harmonic_centrality(normalized=False),
        "components": lambda: g.connected_components().membership,
        "coreness": g.coreness,
        "bfs": lambda: [len(g.bfs(s)[1]) - 2 for s in drawn],
        "ego2": lambda: [g.induced_subgraph(g.neighborhood(s, order=2)).ecount() for s in drawn[:BENCH_EGOS]],
        "louvain": lambda: groups(g.community_multilevel()),
        "leiden": lambda: groups(g.community_leiden(objective_function="modularity", n_iterations=2)),
    }


def graph_tool(nodes, ties, drawn, threads):
    import graph_tool
    import graph_tool.centrality
    import graph_tool.clustering
    import graph_tool.topology
    graph_tool.openmp_set_num_threads(threads)
    g = graph_tool.Graph(directed=False)
    g.add_vertex(nodes)
    g.add_edge_list(ties)
    central, topology = graph_tool.centrality, graph_tool.topology

    def triangles():
        degree = g.get_out_degrees(range(nodes)).astype(float)
        return graph_tool.clustering.local_clustering(g, undirected=True).a * degree * (degree - 1) / 2

    def depth(source):
        distance = topology.shortest_distance(g, source=g.vertex(source)).a
        return distance[distance < 2**31 - 1].max()

    return {
        "betweenness": lambda: central.betweenness(g, norm=False)[0].a,
        "edge-betweenness": lambda: central.betweenness(g, norm=False)[1].a,
        "closeness": lambda: central.closeness(g).a,
        "harmonic": lambda: central.closeness(g, harmonic=True, norm=False).a,
        "components": lambda: topology.label_components(g)[0].a,
        "coreness": lambda: topology.kcore_decomposition(g).a,
        "triangles": triangles,
        "bfs": lambda: [depth(s) for s in drawn],
    }


def networkx(nodes, ties, drawn, _threads):
    import networkx as nx
    g = nx.Graph()
    g.add_nodes_from(range(nodes))
    g.add_edges_from(ties)

    def components():
        labels = [0] * nodes
        for number, part in enumerate(nx.connected_components(g)):
            for node in part:
                labels[node] = number
        return labels

    def groups():
        found = nx.community.louvain_communities(g, seed=1)
        return [], nx.community.modularity(g, found)

    def in_order(scores):
        return [scores[node] for node in range(nodes)]

    return {
        "betweenness": lambda: in_order(nx.betweenness_centrality(g, normalized=False)),
        "edge-betweenness": lambda: [s for _, s in sorted(
            ((min(e), max(e)), s) for e, s in nx.edge_betweenness_centrality(g, normalized=False).items())],
        "closeness": lambda: in_order(nx.closeness_centrality(g, wf_improved=False)),
        "harmonic": lambda: in_order(nx.harmonic_centrality(g)),
        "components": components,
        "coreness": lambda: in_order(nx.core_number(g)),
        "triangles": lambda: in_order(nx.triangles(g)),
        "bfs": lambda: [max(nx.single_source_shortest_path_length(g, s).values()) for s in drawn],
        "ego2": lambda: [nx.ego_graph(g, s, radius=2).number_of_edges() for s in drawn[:BENCH_EGOS]],
        "louvain": groups,
    }


def main():
    who, path, kernel, threads, seconds, out = sys.argv[1:]
    os.environ["OMP_NUM_THREADS"] = threads
    nodes, ties = read(path)
    drawn = sources(nodes, ties)
    try:
        kernels = {"python-igraph": python_igraph, "graph-tool": graph_tool, "networkx": networkx}[who](
            nodes, ties, drawn, int(threads))
    except ImportError:
        sys.exit(3)
    if kernel not in kernels:
        sys.exit(3)
    end, best, runs = time.monotonic() + float(seconds), [1e300, 1e300], 0
    while not runs or time.monotonic() < end:
        usage = resource.getrusage(resource.RUSAGE_SELF)
        begun, cpu = time.monotonic(), usage.ru_utime + usage.ru_stime
        result = kernels[kernel]()
        usage = resource.getrusage(resource.RUSAGE_SELF)
        best = [min(best[0], time.monotonic() - begun), min(best[1], usage.ru_utime + usage.ru_stime - cpu)]
        runs += 1
    value = 0.0
    if isinstance(result, tuple):
        result, value = result
    if kernel == "components":
        result = by_first(result)
    with open(out, "wb") as file:
        array.array("d", map(float, result)).tofile(file)
    print(json.dumps({"wall": best[0], "cpu": best[1], "runs": runs, "value": value}))


main()
