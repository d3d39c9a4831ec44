/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of measures. Help, manual and tests are made from it: what it says is what is computed. */
#include <entente/measure.h>

#include <assert.h>
#include <string.h>

#include "analysis/measures.h"
#include "graph/base/buffer.h"
#include "graph/base/utf8.h"

enum { DEGREE, DEGREE_IN, DEGREE_OUT, STRENGTH, BETWEENNESS, CLOSENESS, HARMONIC, EIGENVECTOR, PAGERANK, HUB,
       AUTHORITY, CORENESS, CONSTRAINT, MEASURE_COUNT };

#define WAYS "Loops are left out and parallel ties count once; where weights are distances, the shortest of them counts."
#define SUMS "Loops are left out; parallel ties add up to one of their number, or of the sum of their weights."
#define ONE_WAY "In a directed network ties are followed in their direction only, symmetric ones both ways; else both ways."
#define NUMBERS "Every node has its own number; an empty network has none."

static const ent_measure table[MEASURE_COUNT] = {
    [DEGREE] = {
        .name = "degree", .heading = "Degree", .scope = ENT_SCOPE_NODE,
        .definition = "The number of tie ends at the node.",
        .unit = "ties", .range = "0 .. 2m",
        .directed = "Direction does not matter: a tie counts at both of its ends.",
        .weighted = NULL,
        .loops = "Every parallel tie counts; a loop counts twice.",
        .disconnected = NUMBERS,
        .source = "Freeman, Centrality in social networks: conceptual clarification, Social Networks 1 (1978), 215-239",
        .doi = "10.1016/0378-8733(78)90021-7", .computed_by = "entente",
    },
    [DEGREE_IN] = {
        .name = "degree-in", .heading = "In-degree", .scope = ENT_SCOPE_NODE,
        .definition = "The number of ties that lead to the node.",
        .unit = "ties", .range = "0 .. m; undirected 0 .. 2m",
        .directed = "In a directed network symmetric ties count at both of their ends. In an undirected one it is the degree.",
        .weighted = NULL,
        .loops = "Every parallel tie counts; in a directed network a loop counts once.",
        .disconnected = NUMBERS,
        .source = "Freeman, Centrality in social networks: conceptual clarification, Social Networks 1 (1978), 215-239",
        .doi = "10.1016/0378-8733(78)90021-7", .computed_by = "entente",
    },
    [DEGREE_OUT] = {
        .name = "degree-out", .heading = "Out-degree", .scope = ENT_SCOPE_NODE,
        .definition = "The number of ties that start from the node.",
        .unit = "ties", .range = "0 .. m; undirected 0 .. 2m",
        .directed = "In a directed network symmetric ties count at both of their ends. In an undirected one it is the degree.",
        .weighted = NULL,
        .loops = "Every parallel tie counts; in a directed network a loop counts once.",
        .disconnected = NUMBERS,
        .source = "Freeman, Centrality in social networks: conceptual clarification, Social Networks 1 (1978), 215-239",
        .doi = "10.1016/0378-8733(78)90021-7", .computed_by = "entente",
    },
    [STRENGTH] = {
        .name = "strength", .heading = "Strength", .scope = ENT_SCOPE_NODE,
        .definition = "The sum of the weights of the tie ends at the node.",
        .unit = "of the weight", .range = "0 ..",
        .directed = "Direction does not matter: a tie counts at both of its ends.",
        .weighted = "Weights are strengths. Without weights it is the degree.",
        .loops = "Every parallel tie counts; a loop counts twice.",
        .disconnected = NUMBERS,
        .source = "Barrat, Barthelemy, Pastor-Satorras and Vespignani, The architecture of complex weighted networks, "
                  "PNAS 101 (2004), 3747-3752",
        .doi = "10.1073/pnas.0400087101", .computed_by = "entente", .takes_strength = true,
    },
    [BETWEENNESS] = {
        .name = "betweenness", .heading = "Betweenness", .scope = ENT_SCOPE_NODE,
        .definition = "Summed over all pairs of other nodes, the share of the shortest paths of a pair that pass "
                      "through the node. Not normalised.",
        .unit = "pairs of nodes", .range = "0 .. (n-1)(n-2)/2; directed 0 .. (n-1)(n-2)",
        .directed = ONE_WAY " Directed pairs are counted in each direction.",
        .weighted = "Weights are distances; a path is as long as the sum of them.",
        .loops = WAYS,
        .disconnected = "A pair without a path adds nothing; an empty network has no numbers.",
        .source = "Freeman, A set of measures of centrality based on betweenness, Sociometry 40 (1977), 35-41",
        .doi = "10.2307/3033543", .computed_by = "igraph", .takes_distance = true,
    },
    [CLOSENESS] = {
        .name = "closeness", .heading = "Closeness", .scope = ENT_SCOPE_NODE,
        .definition = "The reciprocal of the mean distance from the node to the nodes that it can reach.",
        .unit = "1 / ties, or 1 / distance", .range = "above 0 .. 1 without weights",
        .directed = ONE_WAY,
        .weighted = "Weights are distances; a path is as long as the sum of them.",
        .loops = WAYS,
        .disconnected = "Only nodes that can be reached count, so that nodes of different components cannot be compared "
                        "(harmonic can); a node that reaches none has no number.",
        .source = "Freeman, Centrality in social networks: conceptual clarification, Social Networks 1 (1978), 215-239",
        .doi = "10.1016/0378-8733(78)90021-7", .computed_by = "igraph", .takes_distance = true,
    },
    [HARMONIC] = {
        .name = "harmonic", .heading = "Harmonic", .scope = ENT_SCOPE_NODE,
        .definition = "The sum of the reciprocal distances from the node to all others. Not normalised.",
        .unit = "1 / ties, or 1 / distance", .range = "0 .. n-1 without weights",
        .directed = ONE_WAY " Boldi and Vigna sum over incoming paths; here as everywhere they are outgoing.",
        .weighted = "Weights are distances; a path is as long as the sum of them.",
        .loops = WAYS,
        .disconnected = "A node that cannot be reached adds nothing; nodes of different components can be compared.",
        .source = "Marchiori and Latora, Harmony in the small-world, Physica A 285 (2000), 539-546; Boldi and Vigna, "
                  "Axioms for centrality, Internet Mathematics 10 (2014), 222-262",
        .doi = "10.1080/15427951.2013.865686", .computed_by = "igraph", .takes_distance = true,
    },
    [EIGENVECTOR] = {
        .name = "eigenvector", .heading = "Eigenvector", .scope = ENT_SCOPE_NODE,
        .definition = "A node's score is proportional to the sum of its neighbours' scores: the eigenvector of the "
                      "largest eigenvalue of the adjacency matrix, scaled so that the largest score is 1.",
        .unit = "1", .range = "0 .. 1",
        .directed = "Direction does not matter, also in a directed network.",
        .weighted = "Weights are strengths.",
        .loops = SUMS,
        .disconnected = "Only the component with the largest eigenvalue has scores above 0; when several have it, how "
                        "they compare means nothing. Without ties there are no numbers.",
        .source = "Bonacich, Factoring and weighting approaches to status scores and clique identification, Journal of "
                  "Mathematical Sociology 2 (1972), 113-120",
        .doi = "10.1080/0022250X.1972.9989806", .computed_by = "igraph", .takes_strength = true,
    },
    [PAGERANK] = {
        .name = "pagerank", .heading = "PageRank", .scope = ENT_SCOPE_NODE,
        .definition = "The share of time that a walker spends at the node who follows a tie at random with probability "
                      "0.85 and else goes to any node; from a node without a way out, always to any node.",
        .unit = "1", .range = "0.15/n .. 1; all sum to 1",
        .directed = ONE_WAY,
        .weighted = "Weights are strengths: a tie is followed in proportion to its own.",
        .loops = SUMS,
        .disconnected = "Defined on every network with nodes; without ties all are equal.",
        .source = "Brin and Page, The anatomy of a large-scale hypertextual Web search engine, Computer Networks and ISDN "
                  "Systems 30 (1998), 107-117",
        .doi = "10.1016/S0169-7552(98)00110-X", .computed_by = "igraph", .takes_strength = true,
    },
    [HUB] = {
        .name = "hub", .heading = "Hub", .scope = ENT_SCOPE_NODE,
        .definition = "A good hub leads to good authorities: the eigenvector of the largest eigenvalue of A A', scaled so "
                      "that the largest score is 1.",
        .unit = "1", .range = "0 .. 1",
        .directed = "Symmetric ties go both ways. In an undirected network hub and authority are the eigenvector score.",
        .weighted = "Weights are strengths.",
        .loops = SUMS,
        .disconnected = "When several parts of the network share the largest eigenvalue, how they compare means "
                        "nothing. Without ties there are no numbers.",
        .source = "Kleinberg, Authoritative sources in a hyperlinked environment, Journal of the ACM 46 (1999), 604-632",
        .doi = "10.1145/324133.324140", .computed_by = "igraph", .takes_strength = true,
    },
    [AUTHORITY] = {
        .name = "authority", .heading = "Authority", .scope = ENT_SCOPE_NODE,
        .definition = "Good hubs lead to a good authority: the eigenvector of the largest eigenvalue of A' A, scaled so "
                      "that the largest score is 1.",
        .unit = "1", .range = "0 .. 1",
        .directed = "Symmetric ties go both ways. In an undirected network hub and authority are the eigenvector score.",
        .weighted = "Weights are strengths.",
        .loops = SUMS,
        .disconnected = "When several parts of the network share the largest eigenvalue, how they compare means "
                        "nothing. Without ties there are no numbers.",
        .source = "Kleinberg, Authoritative sources in a hyperlinked environment, Journal of the ACM 46 (1999), 604-632",
        .doi = "10.1145/324133.324140", .computed_by = "igraph", .takes_strength = true,
    },
    [CORENESS] = {
        .name = "coreness", .heading = "Coreness", .scope = ENT_SCOPE_NODE,
        .definition = "The largest k such that the node is in a part of the network where every node has at least k "
                      "neighbours within that part.",
        .unit = "nodes", .range = "0 .. n-1",
        .directed = "Direction does not matter, also in a directed network.",
        .weighted = NULL,
        .loops = "Loops are left out and parallel ties count once.",
        .disconnected = NUMBERS,
        .source = "Seidman, Network structure and minimum degree, Social Networks 5 (1983), 269-287",
        .doi = "10.1016/0378-8733(83)90028-X", .computed_by = "igraph",
    },
    [CONSTRAINT] = {
        .name = "constraint", .heading = "Constraint", .scope = ENT_SCOPE_NODE,
        .definition = "How far a node's contacts are each other's contacts: the sum over its contacts j of (p_ij + sum over "
                      "q of p_iq p_qj) squared, p being the share of a node's ties that goes to a contact. Low where a node "
                      "bridges structural holes.",
        .unit = "1", .range = "above 0; 1 with a single contact; at most 1.125 in an undirected network without weights",
        .directed = "In a directed network a tie in each direction weighs twice as much as one in a single direction.",
        .weighted = "Weights are strengths: shares are of their sum.",
        .loops = "Loops are left out; parallel ties count once, or add up where weights are strengths.",
        .disconnected = "A node without contacts has no number.",
        .source = "Burt, Structural Holes (1992), chapter 2; Structural holes and good ideas, American Journal of Sociology "
                  "110 (2004), 349-399",
        .doi = "10.1086/421787", .computed_by = "igraph", .takes_strength = true,
    },
};

static ent_i_measure *const functions[MEASURE_COUNT] = {
    [DEGREE] = ent_i_measure_degree,           [DEGREE_IN] = ent_i_measure_degree_in,
    [DEGREE_OUT] = ent_i_measure_degree_out,   [STRENGTH] = ent_i_measure_strength,
    [BETWEENNESS] = ent_i_measure_betweenness, [CLOSENESS] = ent_i_measure_closeness,
    [HARMONIC] = ent_i_measure_harmonic,       [EIGENVECTOR] = ent_i_measure_eigenvector,
    [PAGERANK] = ent_i_measure_pagerank,       [HUB] = ent_i_measure_hub,
    [AUTHORITY] = ent_i_measure_authority,     [CORENESS] = ent_i_measure_coreness,
    [CONSTRAINT] = ent_i_measure_constraint,
};

const ent_measure *ent_measures(size_t *ret_count)
{
    *ret_count = MEASURE_COUNT;
    return table;
}

const ent_measure *ent_measure_find(const char *name)
{
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        if (!strcmp(table[i].name, name))
            return &table[i];
    return NULL;
}

ent_status ent_measure_lookup(const char *name, const ent_measure **ret, ent_error *err)
{
    const ent_measure *found = ent_measure_find(name);
    if (found) {
        *ret = found;
        return ENT_OK;
    }
    const char *nearest = NULL;
    size_t length = strlen(name);
    unsigned best = length < 6 ? (unsigned)length / 2 + 1 : 4; /* a slip, not another word */
    ENT_I_AUTOBUFFER names = ENT_I_BUFFER_INIT;
    for (size_t i = 0; i < MEASURE_COUNT; i++) {
        ent_i_buffer_printf(&names, "%s%s", i ? ", " : "", table[i].name);
        unsigned distance = ent_i_utf8_valid(name, length) == length
                                ? ent_i_utf8_distance(name, table[i].name, best)
                                : best;
        if (distance < best) {
            best = distance;
            nearest = table[i].name;
        }
    }
    if (nearest)
        return ent_i_fail(err, ENT_ERR_NOTFOUND, "no measure \"%s\"; did you mean \"%s\"?", name, nearest);
    return ent_i_fail(err, ENT_ERR_NOTFOUND, "no measure \"%s\"; there are %s", name, ent_i_buffer_string(&names));
}

ent_status ent_measure_nodes(const ent_measure *measure, const ent_projection *projection, double *ret_scores,
                             ent_error *err)
{
    ent_weight_meaning meaning = projection->options.weight_as;
    if (meaning == ENT_WEIGHT_STRENGTH && measure->takes_distance && !measure->takes_strength)
        return ent_i_fail(err, ENT_ERR_USAGE, "%s reads weights as distances, not as strengths", measure->name);
    if (meaning == ENT_WEIGHT_DISTANCE && measure->takes_strength && !measure->takes_distance)
        return ent_i_fail(err, ENT_ERR_USAGE, "%s reads weights as strengths, not as distances", measure->name);
    assert(measure >= table && measure < table + MEASURE_COUNT);
    if (!projection->node_count)
        return ENT_OK;
    return functions[measure - table](projection, ret_scores, err);
}
