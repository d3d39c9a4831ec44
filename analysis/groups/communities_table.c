/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of methods, and those that are ours. */
#include "analysis/groups/communities_table.h"
#include "analysis/igraph/igraph_communities.h"

#include <math.h>
#include <string.h>

#include "analysis/kernels/cohesion.h"
#include "analysis/kernels/louvain.h"
#include "analysis/measures/components.h"
#include "graph/base/buffer.h"
#include "graph/base/utf8.h"

enum { LOUVAIN, LEIDEN, LABEL_PROPAGATION, CDLP, INFOMAP, WALKTRAP, EDGE_BETWEENNESS, K_CORE, CLIQUES, COMPONENTS,
       METHOD_COUNT };

static const ent_group_method table[METHOD_COUNT] = {
    [LOUVAIN] = {
        .name = "louvain",
        .definition = "Nodes move to the neighbouring group that raises modularity most, groups become nodes, and so on "
                      "until nothing rises; then nodes move once more, on the way back down. In small networks what runs agree on is "
                      "the beginning of further ones.",
        .source = "Blondel, Guillaume, Lambiotte and Lefebvre, Fast unfolding of communities in large networks, Journal of "
                  "Statistical Mechanics (2008), P10008",
        .doi = "10.1088/1742-5468/2008/10/P10008", .computed_by = "entente", .weighted = true, .seeded = true,
    },
    [LEIDEN] = {
        .name = "leiden",
        .definition = "As louvain, with a step between that splits groups again, so that none is disconnected within; "
                      "repeated until nothing changes.",
        .source = "Traag, Waltman and van Eck, From Louvain to Leiden: guaranteeing well-connected communities, Scientific "
                  "Reports 9 (2019), 5233",
        .doi = "10.1038/s41598-019-41695-z", .computed_by = "igraph", .weighted = true, .seeded = true,
    },
    [LABEL_PROPAGATION] = {
        .name = "label-propagation",
        .definition = "Every node takes the mark that most of its neighbours have, in random order, until each has it.",
        .source = "Raghavan, Albert and Kumara, Near linear time algorithm to detect community structures in large-scale "
                  "networks, Physical Review E 76 (2007), 036106",
        .doi = "10.1103/PhysRevE.76.036106", .computed_by = "igraph", .weighted = true, .seeded = true,
    },
    [CDLP] = {
        .name = "cdlp",
        .definition = "Every node begins with a label of its own; then all at once take the label that most of their neighbours "
                      "have, of several the one whose first owner comes first in the data, again and again: --iterations, or "
                      "10 times. A tie in each direction counts twice.",
        .source = "Iosup and others, The LDBC Graphalytics Benchmark, arXiv:2011.15028 (2020), section 2.3: community detection "
                  "by label propagation",
        .doi = "10.48550/arXiv.2011.15028", .computed_by = "entente", .directed = true,
    },
    [INFOMAP] = {
        .name = "infomap",
        .definition = "The groups in which the way of a random walker can be described in the fewest words; best of ten "
                      "trials.",
        .source = "Rosvall and Bergstrom, Maps of random walks on complex networks reveal community structure, Proceedings "
                  "of the National Academy of Sciences 105 (2008), 1118-1123",
        .doi = "10.1073/pnas.0706851105", .computed_by = "igraph", .directed = true, .weighted = true, .seeded = true,
    },
    [WALKTRAP] = {
        .name = "walktrap",
        .definition = "Nodes from which random walks of four steps lead to the same places are merged, pair by pair, and "
                      "the tree of merges is cut where modularity is highest.",
        .source = "Pons and Latapy, Computing communities in large networks using random walks, Journal of Graph Algorithms "
                  "and Applications 10 (2006), 191-218",
        .doi = "10.7155/jgaa.00124", .computed_by = "igraph", .weighted = true,
    },
    [EDGE_BETWEENNESS] = {
        .name = "edge-betweenness",
        .definition = "The tie that most shortest ways use is taken away, again and again, and the groups are the parts "
                      "when modularity was highest.",
        .source = "Girvan and Newman, Community structure in social and biological networks, Proceedings of the National "
                  "Academy of Sciences 99 (2002), 7821-7826",
        .doi = "10.1073/pnas.122653799", .computed_by = "igraph", .directed = true,
    },
    [K_CORE] = {
        .name = "k-core",
        .definition = "Nodes by coreness: the k-core is the largest part in which every node has at least k neighbours, and "
                      "a node's coreness the k of the innermost core it is in.",
        .source = "Seidman, Network structure and minimum degree, Social Networks 5 (1983), 269-287",
        .doi = "10.1016/0378-8733(83)90028-X", .computed_by = "entente",
    },
    [CLIQUES] = {
        .name = "cliques",
        .definition = "Maximal cliques: nodes all tied to each other, to which no other node could be added.",
        .source = "Luce and Perry, A method of matrix analysis of group structure, Psychometrika 14 (1949), 95-116",
        .doi = "10.1007/BF02289146", .computed_by = "igraph", .overlapping = true,
    },
    [COMPONENTS] = {
        .name = "components",
        .definition = "Parts in which every node can be reached from every other; with direction, along it both ways.",
        .source = "Tarjan, Depth-first search and linear graph algorithms, SIAM Journal on Computing 1 (1972), 146-160",
        .doi = "10.1137/0201010", .computed_by = "entente", .directed = true,
    },
};

static ent_i_parter *const functions[METHOD_COUNT] = {
    [LOUVAIN] = ent_i_part_louvain,
    [LEIDEN] = ent_i_part_leiden,
    [LABEL_PROPAGATION] = ent_i_part_label_propagation,
    [CDLP] = ent_i_part_cdlp,
    [INFOMAP] = ent_i_part_infomap,
    [WALKTRAP] = ent_i_part_walktrap,
    [EDGE_BETWEENNESS] = ent_i_part_edge_betweenness,
    [K_CORE] = ent_i_part_cores,
    [COMPONENTS] = ent_i_part_components,
};

const ent_group_method *ent_group_methods(size_t *ret_count)
{
    *ret_count = METHOD_COUNT;
    return table;
}

ent_i_parter *ent_i_part_of(const ent_group_method *method)
{
    return functions[method - table];
}

bool ent_i_group_method_is_cores(const ent_group_method *method)
{
    return method == &table[K_CORE];
}

bool ent_i_group_method_iterates(const ent_group_method *method)
{
    return method == &table[CDLP];
}

bool ent_i_group_method_resolves(const ent_group_method *method)
{
    return method == &table[LOUVAIN] || method == &table[LEIDEN];
}

bool ent_i_group_method_repeats(const ent_group_method *method)
{
    return method == &table[LOUVAIN] || method == &table[LEIDEN];
}

ent_status ent_group_method_lookup(const char *name, const ent_group_method **ret, ent_error *err)
{
    const char *nearest = NULL;
    size_t length = strlen(name);
    unsigned best = length < 6 ? (unsigned)length / 2 + 1 : 4; /* a slip, not another word */
    ENT_I_AUTOBUFFER names = ENT_I_BUFFER_INIT;
    for (size_t i = 0; i < METHOD_COUNT; i++) {
        if (!strcmp(name, table[i].name)) {
            *ret = &table[i];
            return ENT_OK;
        }
        ent_i_buffer_printf(&names, "%s%s", i ? ", " : "", table[i].name);
        unsigned distance = ent_i_utf8_valid(name, length) == length ? ent_i_utf8_distance(name, table[i].name, best) : best;
        if (distance < best) {
            best = distance;
            nearest = table[i].name;
        }
    }
    if (nearest)
        return ent_i_fail(err, ENT_ERR_NOTFOUND, "no method \"%s\"; did you mean \"%s\"?", name, nearest);
    return ent_i_fail(err, ENT_ERR_NOTFOUND, "no method \"%s\"; there are %s", name, ent_i_buffer_string(&names));
}

/* --- cores, louvain, components, modularity ------------------------------------------------------------- */

ent_status ent_i_part_cores(const ent_i_parting *parting, uint32_t *ret, ent_error *err)
{
    return ent_i_coreness(parting->network, ret, err);
}

ent_status ent_i_part_louvain(const ent_i_parting *parting, uint32_t *ret, ent_error *err)
{
    ent_i_louvain_options options = { parting->resolution, parting->seed, NULL };
    return ent_i_louvain(parting->network, &options, parting->clock, ret, err);
}

ent_status ent_i_part_components(const ent_i_parting *parting, uint32_t *ret, ent_error *err)
{
    uint32_t count;
    return ent_i_components_of(parting->network, ret, &count, err);
}

/* Directed: Leicht and Newman 2008, with strengths out and in apart. */
ent_status ent_i_modularity(const ent_i_network *network, const uint32_t *groups, double resolution, double *ret,
                            ent_error *err)
{
    size_t n = network->node_count;
    double total = 0, inside = 0, expected = 0;
    ENT_I_AUTOFREE double *out = NULL, *in = NULL;
    ENT_I_TRY(ENT_I_ZEROED(out, n, err));
    ENT_I_TRY(ENT_I_ZEROED(in, n, err));
    for (ent_i_pass t = ent_i_pass_begin(network); ent_i_pass_next(&t);) {
        uint32_t from = groups[t.from], to = groups[t.to];
        total += t.weight;
        inside += from == to ? t.weight : 0;
        out[from] += t.weight;
        in[to] += t.weight;
    }
    for (size_t i = 0; i < n; i++)
        expected += network->directed ? out[i] * in[i] : (out[i] + in[i]) * (out[i] + in[i]) / 4;
    *ret = total > 0 ? inside / total - resolution * expected / (total * total) : NAN;
    return ENT_OK;
}
