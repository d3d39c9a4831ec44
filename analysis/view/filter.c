/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Making a view: what a person typed, resolved against the graph's vocabulary and sources. */
#include <string.h>

#include "analysis/view/view.h"
#include "graph/base/buffer.h"
#include "graph/base/utf8.h"
#include "graph/model/context.h"
#include "graph/model/vocabulary.h"

static ent_status resolve_day(ent_view *view, const ent_filter *filter, ent_error *err)
{
    const char *text = filter->as_of;
    if (!text)
        text = ent_graph_meta(view->graph, "as_of");
    if (!text || !*text) {
        view->day = ent_day_today();
        return ENT_OK;
    }
    ent_error reason = { 0 };
    ent_day day;
    ent_status status = ent_day_parse(text, strlen(text), &day, &reason);
    if (status < 0)
        return ent_i_fail(err, status, "as of: %s", reason.message);
    view->day = day;
    return ENT_OK;
}

static ent_status resolve_types(ent_view *view, const ent_filter *filter, ent_error *err)
{
    if (!filter->type_count)
        return ENT_OK;
    ENT_I_TRY(ENT_I_ZEROED(view->types, ent_graph_type_count(view->graph), err));
    for (size_t i = 0; i < filter->type_count; i++) {
        ent_type type;
        ENT_I_TRY(ent_graph_lookup_type(view->graph, filter->types[i], &type, err));
        view->types[type] = true;
    }
    return ENT_OK;
}

/* A label asked for takes in all labels below it. */
static ent_status resolve_labels(ent_view *view, const ent_filter *filter, ent_error *err)
{
    if (!filter->label_count)
        return ENT_OK;
    size_t count = ent_graph_label_count(view->graph);
    ENT_I_TRY(ENT_I_ZEROED(view->labels, count, err));
    for (size_t i = 0; i < filter->label_count; i++) {
        ent_label label;
        ENT_I_TRY(ent_graph_lookup_label(view->graph, filter->labels[i], &label, err));
        for (size_t j = 0; j < count; j++)
            view->labels[j] = view->labels[j] || ent_i_label_is(view->graph, (ent_label)j, label);
    }
    return ENT_OK;
}

/* All sources of a group; *ret: is there one? */
static ent_status take_group(ent_view *view, const char *folded, bool *ret, ent_error *err)
{
    *ret = false;
    size_t count = ent_graph_node_count(view->graph);
    for (size_t i = 0; i < count; i++) {
        const char *group = ent_graph_source_field(view->graph, (ent_node)i, "group");
        if (!group)
            continue;
        ENT_I_AUTOFREE char *other = NULL;
        ENT_I_TRY(ent_i_utf8_fold(group, strlen(group), &other, err));
        if (!strcmp(other, folded))
            view->sources[i] = *ret = true;
    }
    return ENT_OK;
}

static ent_status not_a_source(const ent_view *view, const char *text, ent_error *err)
{
    const char *nearest = NULL;
    unsigned best = 4;
    size_t count = ent_graph_node_count(view->graph), sources = 0;
    for (size_t i = 0; i < count; i++) {
        ent_node_view node;
        ent_graph_node(view->graph, (ent_node)i, &node);
        if (!node.source)
            continue;
        sources++;
        unsigned distance = ent_i_utf8_distance(text, node.key, best);
        if (distance < best) {
            best = distance;
            nearest = node.key;
        }
    }
    if (!sources)
        return ent_i_fail(err, ENT_ERR_NOTFOUND, "no source \"%s\": this data set names no sources", text);
    if (nearest)
        return ent_i_fail(err, ENT_ERR_NOTFOUND, "no source \"%s\"; did you mean \"%s\"?", text, nearest);
    return ent_i_fail(err, ENT_ERR_NOTFOUND, "no source or group of sources \"%s\"; \"sources\" lists them", text);
}

static ent_status resolve_source(ent_view *view, const char *text, ent_error *err)
{
    ent_node node = ent_graph_find_key(view->graph, text, strlen(text));
    ent_node_view found;
    if (node != ENT_NONE) {
        ent_graph_node(view->graph, node, &found);
        if (found.source) {
            view->sources[node] = true;
            return ENT_OK;
        }
    }
    ENT_I_AUTOFREE char *folded = NULL;
    ENT_I_TRY(ent_i_utf8_fold(text, strlen(text), &folded, err));
    bool is_group;
    ENT_I_TRY(take_group(view, folded, &is_group, err));
    if (is_group)
        return ENT_OK;
    ent_error reason = { 0 };
    ent_status status = ent_graph_lookup(view->graph, text, &node, &reason);
    if (status == ENT_ERR_AMBIGUOUS || status == ENT_ERR_NOMEM)
        return ent_i_fail(err, status, "%s", reason.message);
    if (status < 0)
        return not_a_source(view, text, err);
    ent_graph_node(view->graph, node, &found);
    if (!found.source)
        return not_a_source(view, text, err);
    view->sources[node] = true;
    return ENT_OK;
}

static ent_status resolve_sources(ent_view *view, const ent_filter *filter, ent_error *err)
{
    if (!filter->source_count)
        return ENT_OK;
    ENT_I_TRY(ENT_I_ZEROED(view->sources, ent_graph_node_count(view->graph), err));
    for (size_t i = 0; i < filter->source_count; i++)
        ENT_I_TRY(resolve_source(view, filter->sources[i], err));
    return ENT_OK;
}

/* The groups, by the status whose name they share. */
static const ent_tie_status groups[] = { ENT_TIE_IN_FORCE, ENT_TIE_PLANNED, ENT_TIE_ENDED };

static bool is_group(int status)
{
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if ((int)groups[i] == status)
            return true;
    return false;
}

/* "In Force" and "in_force" are "in-force". */
static bool names_status(const char *text, size_t length, int status)
{
    const char *name = ent_tie_status_text((ent_tie_status)status);
    for (size_t i = 0; i < length; i++) {
        char c = text[i] == ' ' || text[i] == '_' ? '-' : ent_i_ascii_lower(text[i]);
        if (c != name[i])
            return false;
    }
    return name[length] == '\0';
}

static ent_status no_status(const char *text, size_t length, ent_error *err)
{
    ent_i_buffer names = ENT_I_BUFFER_INIT;
    for (int s = 0; s < ENT_TIE_STATUS_COUNT; s++)
        if (!is_group(s))
            ent_i_buffer_printf(&names, "%s%s", names.length ? ", " : "", ent_tie_status_text((ent_tie_status)s));
    ent_status status = ent_i_fail(err, ENT_ERR_USAGE,
                                   "no status \"%.*s\"; there are the groups in-force, planned and ended, and in them %s",
                                   (int)(length < 60 ? length : 60), text, ent_i_buffer_string(&names));
    ent_i_buffer_clear(&names);
    return status;
}

static ent_status resolve_status(ent_view *view, const char *text, size_t length, ent_error *err)
{
    for (int s = 0; s < ENT_TIE_STATUS_COUNT; s++) {
        if (!names_status(text, length, s))
            continue;
        for (int other = 0; other < ENT_TIE_STATUS_COUNT; other++)
            if (other == s || (is_group(s) && ent_tie_status_fold((ent_tie_status)other) == ent_tie_status_fold((ent_tie_status)s)))
                view->statuses[other] = true;
        view->some_statuses = true;
        return ENT_OK;
    }
    return no_status(text, length, err);
}

static ent_status resolve_statuses(ent_view *view, const ent_filter *filter, ent_error *err)
{
    for (size_t i = 0; i < filter->status_count; i++) {
        const char *at = filter->statuses[i];
        for (bool more = true; more;) {
            size_t length = strcspn(at, ",");
            ENT_I_TRY(resolve_status(view, at, length, err));
            more = at[length] == ',';
            at += length + more;
        }
    }
    return ENT_OK;
}

void ent_i_view_statuses(const ent_view *view, ent_i_buffer *text)
{
    const char *names[ENT_TIE_STATUS_COUNT];
    size_t count = 0;
    for (int fold = 0; fold < (int)(sizeof groups / sizeof *groups); fold++) {
        size_t all = 0, taken = 0;
        for (int s = 0; s < ENT_TIE_STATUS_COUNT; s++) {
            bool of = ent_tie_status_fold((ent_tie_status)s) == ent_tie_status_fold(groups[fold]);
            all += of;
            taken += of && view->statuses[s];
        }
        for (int s = 0; s < ENT_TIE_STATUS_COUNT && taken < all; s++)
            if (view->statuses[s] && ent_tie_status_fold((ent_tie_status)s) == ent_tie_status_fold(groups[fold]))
                names[count++] = ent_tie_status_text((ent_tie_status)s);
        if (taken == all)
            names[count++] = fold == 0 ? "in force" : fold == 1 ? "planned, in talks or signed" : "ended, suspended or stalled";
    }
    for (size_t i = 0; i < count; i++)
        ent_i_buffer_printf(text, "%s%s", i == 0 ? "" : i + 1 == count ? " or " : ", ", names[i]);
}

static ent_status read_types(ent_view *view, ent_error *err)
{
    size_t count = ent_graph_type_count(view->graph);
    ENT_I_TRY(ENT_I_ZEROED(view->event, count, err));
    ENT_I_TRY(ENT_I_ZEROED(view->symmetric, count, err));
    for (size_t i = 0; i < count; i++) {
        ent_type_view type;
        ent_graph_type(view->graph, (ent_type)i, &type);
        view->event[i] = type.event;
        view->symmetric[i] = type.symmetric;
    }
    return ENT_OK;
}

static ent_status fill(ent_view *view, const ent_filter *filter, ent_error *err)
{
    ENT_I_TRY(resolve_day(view, filter, err));
    ENT_I_TRY(read_types(view, err));
    ENT_I_TRY(resolve_types(view, filter, err));
    ENT_I_TRY(resolve_labels(view, filter, err));
    ENT_I_TRY(resolve_statuses(view, filter, err));
    return resolve_sources(view, filter, err);
}

ent_status ent_view_new(const ent_graph *graph, const ent_filter *filter, ent_view **ret, ent_error *err)
{
    static const ent_filter plain = ENT_FILTER_INIT;
    if (!filter)
        filter = &plain;
    ent_view *view = calloc(1, sizeof *view);
    if (!view)
        return ent_i_nomem(err);
    view->graph = graph;
    view->reading = filter->reading;
    view->all_dates = filter->all_dates;
    view->events = filter->events;
    view->has_preferred = ent_i_graph_has_preferred(graph);
    view->coverage_end = ent_i_graph_coverage_end(graph);
    ent_status status = fill(view, filter, err);
    if (status < 0) {
        ent_view_free(view);
        return status;
    }
    *ret = view;
    return ENT_OK;
}

void ent_view_free(ent_view *view)
{
    if (!view)
        return;
    free(view->types);
    free(view->labels);
    free(view->sources);
    free(view->event);
    free(view->symmetric);
    free(view);
}

const ent_graph *ent_view_graph(const ent_view *view)
{
    return view->graph;
}

ent_day ent_view_day(const ent_view *view)
{
    return view->day;
}

ent_reading ent_view_reading(const ent_view *view)
{
    return view->reading;
}

bool ent_view_all_dates(const ent_view *view)
{
    return view->all_dates;
}
