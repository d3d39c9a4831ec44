/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a query gave: all of its nodes, tied or not, and its ties, none left out. How each tie stands is told for the
 * day that the query names, else for the data's own day. */
#include <string.h>

#include "analysis/view/view.h"
#include "graph/base/array.h"
#include "render/fill.h"

static bool names_one_day(const ent_query_network *network)
{
    return network->days == ENT_QUERY_DAYS_SAME && network->from == network->to;
}

static ent_status open_view(const ent_query_network *network, ent_view **ret, ent_error *err)
{
    char day[ENT_DAY_TEXT];
    ent_filter filter = ENT_FILTER_INIT;
    filter.events = true;
    if (names_one_day(network)) {
        filter.as_of = ent_day_format(network->from, day);
        filter.reading = network->reading;
    }
    return ent_view_new(network->graph, &filter, ret, err);
}

static bool is_deprecated(const ent_graph *graph, ent_tie tie)
{
    ent_tie_view seen;
    ent_graph_tie(graph, tie, &seen);
    return seen.rank == ENT_RANK_DEPRECATED;
}

static ent_status fill_tie(ent_i_fill *fill, ent_tie tie, bool one_day, ent_error *err)
{
    ent_tie_view seen;
    ent_type_view type;
    ent_graph_tie(fill->graph, tie, &seen);
    ent_graph_type(fill->graph, seen.type, &type);
    /* What the query found on its day holds on it. Events are over as soon as they happen and never end. */
    ent_standing standing = one_day ? ENT_STANDING_HOLDS : ent_view_standing(fill->view, tie);
    if (standing == ENT_STANDING_ENDED && !type.event)
        return ent_i_fill_tie(fill, tie, ENT_FOLD_ENDED, "ended", err);
    if (standing == ENT_STANDING_NOT_YET && ent_tie_status_fold(seen.status) == ENT_FOLD_IN_FORCE)
        return ent_i_fill_tie(fill, tie, ENT_FOLD_PLANNED, "from", err);
    return ent_i_fill_tie(fill, tie, -1, NULL, err);
}

static bool has_dates(const ent_query_network *network)
{
    for (ent_tie tie = 0; tie < ent_graph_tie_count(network->graph); tie++) {
        ent_period period;
        ent_graph_tie_period(network->graph, tie, &period);
        if (period.form != ENT_PERIOD_NONE)
            return true;
    }
    return false;
}

/* What title and foot say of days; the frame of one day is the view's. */
static ent_status say_days(ent_i_diagram *diagram, const ent_query_network *network, ent_error *err)
{
    char from[ENT_DAY_LONG_TEXT], to[ENT_DAY_LONG_TEXT];
    if (names_one_day(network))
        return ENT_OK;
    const char *marked = has_dates(network) && diagram->as_of_long ? diagram->as_of_long : NULL;
    const char *kind = network->days == ENT_QUERY_DAYS_ANY ? "All dates" : "Days as the query says";
    static const char *const readings[ENT_READINGS] = { "certain", NULL, "possible" };
    diagram->as_of = diagram->as_of_long = diagram->reading = NULL;
    if (network->days == ENT_QUERY_DAYS_SAME) {
        ent_day_format_long(network->from, from);
        ent_day_format_long(network->to, to);
        diagram->span = ent_i_arena_printf(&diagram->arena, "%s to %s", from, to);
        diagram->days = ent_i_arena_printf(&diagram->arena, "Between %s and %s", from, to);
        diagram->reading = readings[network->reading];
    } else if (marked) {
        diagram->days = ent_i_arena_printf(&diagram->arena, "%s; marked as of %s", kind, marked);
    } else {
        diagram->days = kind;
    }
    return diagram->days && (diagram->span || network->days != ENT_QUERY_DAYS_SAME) ? ENT_OK : ent_i_nomem(err);
}

/* Deprecated claims count for nothing beside others; alone they are what was asked for. */
static ent_status fill_ties(ent_i_fill *fill, const ent_query_network *network, ent_error *err)
{
    size_t count = ent_graph_tie_count(network->graph), deprecated = 0;
    for (ent_tie tie = 0; tie < count; tie++)
        deprecated += is_deprecated(network->graph, tie);
    fill->diagram->deprecated = deprecated;
    fill->diagram->all_deprecated = deprecated == count;
    for (ent_tie tie = 0; tie < count; tie++)
        if (deprecated == count || !is_deprecated(network->graph, tie))
            ENT_I_TRY(fill_tie(fill, tie, names_one_day(network), err));
    return ENT_OK;
}

static ent_status fill_all(ent_i_fill *fill, const ent_query_network *network, ent_error *err)
{
    for (size_t i = 0; i < network->node_count; i++)
        ENT_I_TRY(ent_i_fill_node(fill, network->nodes[i], ENT_I_OTHER, 0, err));
    ENT_I_TRY(fill_ties(fill, network, err));
    ENT_I_TRY(say_days(fill->diagram, network, err));
    fill->diagram->rows = network->more ? network->rows : 0;
    fill->diagram->query = ent_i_arena_string(&fill->diagram->arena, network->text);
    return fill->diagram->query ? ent_i_diagram_finish(fill->diagram, false, err) : ent_i_nomem(err);
}

ent_status ent_i_fill_query(ent_i_diagram *diagram, const ent_query_network *network, ent_error *err)
{
    ent_view *view = NULL;
    ent_i_fill fill = { .view = NULL };
    size_t ties = ent_graph_tie_count(network->graph);
    if (ties > ENT_I_MOST_TIES || network->node_count > ENT_I_MOST_TIES)
        return ent_i_fail(err, ENT_ERR_CAPACITY,
                          "%zu nodes and %zu ties are more than any drawing holds: ask for fewer (WHERE, LIMIT)",
                          network->node_count, ties);
    ENT_I_TRY(open_view(network, &view, err));
    ent_status status = ent_i_fill_init(&fill, diagram, view, ENT_I_QUERY, err);
    if (status >= 0)
        status = fill_all(&fill, network, err);
    if (status < 0)
        ent_i_diagram_clear(diagram);
    ent_i_fill_clear(&fill);
    ent_view_free(view);
    return status;
}
