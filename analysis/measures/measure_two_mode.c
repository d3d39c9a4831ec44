/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Centrality in two-mode networks as they are, normalised by what the sizes of both modes allow: Borgatti and
 * Everett 1997. */
#include <math.h>

#include "analysis/kernels/betweenness.h"
#include "analysis/kernels/reach.h"
#include "analysis/measures/measures.h"
#include "analysis/network/modes.h"
#include "analysis/view/words.h"

static ent_status within_a_mode(const ent_i_call *call, const ent_i_modes *modes, ent_error *err)
{
    const ent_graph *graph = call->projection->view->graph;
    ent_tie_view seen;
    if (modes->example == ENT_NONE)
        return ent_i_fail(err, ENT_ERR_USAGE, "%s is for two-mode networks; this one has ties within a mode",
                          call->measure->name);
    ent_graph_tie(graph, modes->example, &seen);
    if (!ent_i_call_value(call, "mode")->text)
        return ent_i_fail(err, ENT_ERR_USAGE,
                          "%s is for two-mode networks; here ties start from %s and from %s, which are tied, and there are "
                          "%zu more such ties: choose labels or types of ties, or name one mode's label with mode",
                          call->measure->name, ent_i_node_name(graph, seen.source),
                          ent_i_node_name(graph, seen.target), modes->within - 1);
    return ent_i_fail(err, ENT_ERR_USAGE,
                      "%s is for two-mode networks; here %s and %s are of one mode and tied, and %zu more such ties: "
                      "choose labels or types of ties, or name one mode's label with mode",
                      call->measure->name, ent_i_node_name(graph, seen.source), ent_i_node_name(graph, seen.target),
                      modes->within - 1);
}

static ent_status open_modes(const ent_i_call *call, ent_i_modes *ret, ent_error *err)
{
    const ent_i_value *mode = ent_i_call_value(call, "mode");
    ent_label label = ENT_NO_LABEL;
    if (mode->text)
        ENT_I_TRY(ent_graph_lookup_label(call->projection->view->graph, mode->text, &label, err));
    ENT_I_TRY(ent_i_modes_of(call->projection, label, ret, err));
    if (!ret->within)
        return ENT_OK;
    ent_status status = within_a_mode(call, ret, err);
    ent_i_modes_clear(ret);
    return status;
}

static ent_status open_network(const ent_i_call *call, const ent_i_network **ret, ent_error *err)
{
    return ent_i_network_of(call->projection, false, ENT_I_PARALLEL_ONCE, ret, err);
}

ent_status ent_i_measure_two_mode_degree(const ent_i_call *call, double *ret, ent_error *err)
{
    const ent_i_network *network;
    ent_i_modes modes;
    ENT_I_TRY(open_network(call, &network, err));
    ENT_I_TRY(open_modes(call, &modes, err));
    for (size_t i = 0; i < network->node_count; i++) {
        double others = (double)modes.count[modes.first[i]];
        ret[i] = others > 0 ? (double)ent_i_lists_count(&network->out, i) / others : NAN;
    }
    ent_i_modes_clear(&modes);
    return ENT_OK;
}

/* The least sum of distances: 1 to all of the other mode, 2 to all others of its own. */
ent_status ent_i_measure_two_mode_closeness(const ent_i_call *call, double *ret, ent_error *err)
{
    static const ent_i_reach_options usual = ENT_I_REACH_OPTIONS_INIT;
    const ent_i_network *network;
    ent_i_modes modes;
    ENT_I_TRY(open_network(call, &network, err));
    ENT_I_AUTOFREE ent_i_reach *reach = NULL;
    ENT_I_TRY(ENT_I_ZEROED(reach, network->node_count, err));
    ENT_I_TRY(open_modes(call, &modes, err));
    ent_status status = ent_i_reach_all(network, &usual, call->clock, reach, err);
    bool parted = false;
    for (size_t i = 0; i < network->node_count && status >= 0; i++) {
        double own = (double)modes.count[!modes.first[i]], others = (double)modes.count[modes.first[i]];
        bool all = reach[i].nodes + 1 == network->node_count;
        parted = parted || !all;
        ret[i] = all && reach[i].distance ? (others + 2 * (own - 1)) / (double)reach[i].distance : NAN;
    }
    if (parted && status >= 0)
        ent_i_call_note(call, "Two-mode closeness has numbers only in a connected network.");
    ent_i_modes_clear(&modes);
    return status;
}

/* The most that a node can have among `own` nodes of its mode and `others` of the other: Borgatti and Everett, as
 * corrected in Borgatti and Halgin, Analyzing affiliation networks (2011). */
static double most_betweenness(double own, double others)
{
    if (own < 1 || others < 1)
        return 0;
    double s = floor((own - 1) / others), t = own - 1 - s * others;
    return (others * others * (s + 1) * (s + 1) + others * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2;
}

ent_status ent_i_measure_two_mode_betweenness(const ent_i_call *call, double *ret, ent_error *err)
{
    const ent_i_network *network;
    ent_i_modes modes;
    ENT_I_TRY(open_network(call, &network, err));
    ENT_I_TRY(open_modes(call, &modes, err));
    static const ent_i_betweenness_options usual = ENT_I_BETWEENNESS_OPTIONS_INIT;
    ent_status status = ent_i_betweenness(network, &usual, call->clock, ret, NULL, err);
    for (size_t i = 0; i < network->node_count && status >= 0; i++) {
        double most = most_betweenness((double)modes.count[!modes.first[i]], (double)modes.count[modes.first[i]]);
        ret[i] = most > 0 ? ret[i] / most : NAN;
    }
    ent_i_modes_clear(&modes);
    return status;
}
