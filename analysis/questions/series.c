/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A measure over time: the days, and the table. */
#include "analysis/questions/series.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analysis/network/projection_notes.h"
#include "analysis/view/words.h"

enum { MOST_DAYS = 10000 };

/* --- the days ------------------------------------------------------------------------------------------- */

static int days_in(int64_t year, int month)
{
    return (int)(ent_day_from_civil(month == 12 ? year + 1 : year, month % 12 + 1, 1) - ent_day_from_civil(year, month, 1));
}

static ent_status read_step(const char *step, size_t *ret_count, char *ret_unit, ent_error *err)
{
    size_t count = 0;
    const char *at = step;
    for (; *at >= '0' && *at <= '9' && count < 100000; at++)
        count = 10 * count + (size_t)(*at - '0');
    if (!count || count >= 100000 || !*at || !strchr("YMWDymwd", *at) || at[1])
        return ent_i_fail(err, ENT_ERR_USAGE, "a step is a number and Y, M, W or D, as 1Y or 6M, not \"%s\"", step);
    *ret_count = count;
    *ret_unit = *at >= 'a' ? (char)(*at - 'a' + 'A') : *at;
    return ENT_OK;
}

static ent_day step_on(ent_day from, size_t steps, char unit)
{
    if (unit == 'D' || unit == 'W')
        return from + (ent_day)(steps * (unit == 'W' ? 7 : 1));
    int64_t year;
    int month, day;
    ent_day_to_civil(from, &year, &month, &day);
    bool last = day == days_in(year, month);
    int64_t months = year * 12 + (month - 1) + (int64_t)steps * (unit == 'Y' ? 12 : 1);
    int64_t new_year = months >= 0 ? months / 12 : -((11 - months) / 12);
    int new_month = (int)(months - new_year * 12) + 1, most = days_in(new_year, new_month);
    return ent_day_from_civil(new_year, new_month, last || day > most ? most : day);
}

ent_status ent_series_days(ent_day from, ent_day to, const char *step, ent_day **ret_days, size_t *ret_count, ent_error *err)
{
    size_t count = 1, found = 0, capacity = 0;
    char unit = 'Y';
    ENT_I_TRY(read_step(step, &count, &unit, err));
    if (from > to)
        return ent_i_fail(err, ENT_ERR_USAGE, "a series begins before it ends");
    if (from < -1000000000 || to > 1000000000)
        return ent_i_fail(err, ENT_ERR_USAGE, "a series needs two days that are not infinitely far");
    ent_day *days = NULL;
    for (ent_day day = from; day <= to; day = step_on(from, found * count, unit)) {
        ent_status status = found < MOST_DAYS ? ENT_I_RESERVE(days, capacity, found + 1, err)
                                              : ent_i_fail(err, ENT_ERR_LIMIT, "more than %d days in a series", MOST_DAYS);
        if (status < 0) {
            free(days);
            return status;
        }
        days[found++] = day;
    }
    *ret_days = days;
    *ret_count = found;
    return ENT_OK;
}

/* --- the rows ------------------------------------------------------------------------------------------- */

typedef struct table {
    ent_i_series *series;
    ent_node *nodes; /* in at least one of the networks, in the order of the rows */
    size_t node_count;
} table;

static double score_of(const ent_i_moment *m, ent_node node)
{
    uint32_t index = m->index[node];
    return index == ENT_NONE ? NAN : m->scores[index];
}

/* By the last day that tells two nodes apart, highest first, then by name. */
static int compare_nodes(const void *left, const void *right, void *context)
{
    const ent_i_series *s = ((const table *)context)->series;
    ent_node a = *(const ent_node *)left, b = *(const ent_node *)right;
    for (size_t i = s->count; i-- > 0;) {
        if (i + 1 < s->count && s->moments[i + 1].unchanged)
            continue;
        double x = score_of(&s->moments[i], a), y = score_of(&s->moments[i], b);
        if (isnan(x) != isnan(y))
            return isnan(x) ? 1 : -1;
        if (!isnan(x) && fabs(x - y) > 1e-9 * (fabs(x) + fabs(y)))
            return x > y ? -1 : 1;
    }
    int order = strcmp(ent_i_node_name(s->view->graph, a), ent_i_node_name(s->view->graph, b));
    return order ? order : strcmp(ent_i_node_key(s->view->graph, a), ent_i_node_key(s->view->graph, b));
}

static ent_status collect_nodes(table *t, ent_error *err)
{
    const ent_i_series *s = t->series;
    size_t all = ent_graph_node_count(s->view->graph), capacity = 0;
    for (size_t v = 0; v < all; v++) {
        bool met = false;
        for (size_t i = 0; i < s->count && !met; i++)
            met = !s->moments[i].unchanged && s->moments[i].index[v] != ENT_NONE;
        if (!met)
            continue;
        ENT_I_TRY(ENT_I_RESERVE(t->nodes, capacity, t->node_count + 1, err));
        t->nodes[t->node_count++] = (ent_node)v;
    }
    if (t->node_count)
        qsort_r(t->nodes, t->node_count, sizeof *t->nodes, compare_nodes, t);
    return ENT_OK;
}

/* --- the answer ----------------------------------------------------------------------------------------- */

static const char *const whole_names[] = { "nodes", "pairs tied", "formed", "dissolved" };
enum { WHOLE_COUNT = sizeof whole_names / sizeof *whole_names };

static size_t whole_of(const ent_i_series *s, size_t moment_number, size_t which)
{
    const ent_i_moment *m = &s->moments[moment_number];
    const size_t values[] = { m->node_count, m->pair_count, m->formed, m->dissolved };
    return values[which];
}

static bool has_whole(size_t moment_number, size_t which)
{
    return moment_number || which < 2; /* before the first day nothing can have formed */
}

/* "2000" where every day ends its year, "2000-06" its month. */
static size_t heading_length(const ent_i_series *s)
{
    bool years = true, months = true;
    for (size_t i = 0; i < s->count; i++) {
        int64_t year;
        int month, day;
        ent_day_to_civil(s->options->days[i], &year, &month, &day);
        months = months && day == days_in(year, month);
        years = years && month == 12 && day == 31;
    }
    return years ? 6 : months ? 3 : 0;
}

static void write_wide(const table *t, size_t shown, ent_i_reply *reply)
{
    const ent_i_series *s = t->series;
    char day[ENT_DAY_TEXT], heading[ENT_DAY_TEXT];
    size_t cut = heading_length(s);
    size_t node = ent_i_reply_column(reply, "node", "NODE", ENT_CELL_NODE);
    size_t label = ent_i_reply_column(reply, "label", "LABEL", ENT_CELL_TEXT);
    for (size_t i = 0; i < s->count; i++) {
        ent_day_format(s->options->days[i], day);
        snprintf(heading, sizeof heading, "%.*s", (int)(strlen(day) - cut), day);
        ent_i_reply_column(reply, day, heading, ENT_CELL_NUMBER);
    }
    for (size_t v = 0; v < shown; v++) {
        ent_i_reply_node(reply, node, t->nodes[v]);
        ent_i_reply_text(reply, label, ent_i_first_label(s->view->graph, t->nodes[v]));
        for (size_t i = 0; i < s->count; i++)
            ent_i_reply_number(reply, label + 1 + i, score_of(&s->moments[i], t->nodes[v]));
        ent_i_reply_row(reply);
    }
    ent_i_reply_section(reply, "The network");
    for (size_t w = 0; w < WHOLE_COUNT; w++) {
        ent_i_reply_text(reply, label, whole_names[w]);
        for (size_t i = 0; i < s->count; i++)
            if (has_whole(i, w))
                ent_i_reply_number(reply, label + 1 + i, (double)whole_of(s, i, w));
        ent_i_reply_row(reply);
    }
}

static void write_long(const table *t, size_t shown, ent_i_reply *reply)
{
    const ent_i_series *s = t->series;
    char day[ENT_DAY_TEXT];
    size_t date = ent_i_reply_column(reply, "date", "DATE", ENT_CELL_DATE);
    size_t node = ent_i_reply_column(reply, "node", "NODE", ENT_CELL_NODE);
    size_t label = ent_i_reply_column(reply, "label", "LABEL", ENT_CELL_TEXT);
    size_t measure = ent_i_reply_column(reply, "measure", "MEASURE", ENT_CELL_TEXT);
    size_t value = ent_i_reply_column(reply, "value", "VALUE", ENT_CELL_NUMBER);
    for (size_t i = 0; i < s->count; i++) {
        ent_day_format(s->options->days[i], day);
        for (size_t v = 0; v < shown; v++) {
            if (s->moments[i].index[t->nodes[v]] == ENT_NONE)
                continue;
            ent_i_reply_date(reply, date, day);
            ent_i_reply_node(reply, node, t->nodes[v]);
            ent_i_reply_text(reply, label, ent_i_first_label(s->view->graph, t->nodes[v]));
            ent_i_reply_text(reply, measure, s->measure->name);
            ent_i_reply_number(reply, value, score_of(&s->moments[i], t->nodes[v]));
            ent_i_reply_row(reply);
        }
        for (size_t w = 0; w < WHOLE_COUNT; w++) {
            if (!has_whole(i, w))
                continue;
            ent_i_reply_date(reply, date, day);
            ent_i_reply_text(reply, measure, whole_names[w]);
            ent_i_reply_number(reply, value, (double)whole_of(s, i, w));
            ent_i_reply_row(reply);
        }
    }
}

static ent_status set_frame(const ent_i_series *s, ent_i_reply *reply)
{
    static const char *const readings[] = { "certain", "nominal", "possible" };
    char first[ENT_DAY_TEXT], last[ENT_DAY_TEXT], days[2 * ENT_DAY_TEXT + 1];
    snprintf(days, sizeof days, "%s/%s", ent_day_format(s->options->days[0], first),
             ent_day_format(s->options->days[s->count - 1], last));
    return ent_answer_set_frame(reply->answer, days, readings[s->view->reading],
                                ent_graph_meta(s->view->graph, "name"), reply->err);
}

static ent_status answer(const table *t, ent_answer **ret, ent_error *err)
{
    ent_i_series *s = t->series;
    const ent_rank_options *options = &s->options->rank;
    char first[ENT_DAY_LONG_TEXT], last[ENT_DAY_LONG_TEXT];
    size_t shown = options->top && options->top < t->node_count ? options->top : t->node_count;
    ENT_I_AUTOBUFFER question = ENT_I_BUFFER_INIT;
    ent_i_buffer_printf(&question, "rank --by %s --series %s..", s->measure->name,
                        ent_day_format(s->options->days[0], first));
    ent_i_buffer_text(&question, ent_day_format(s->options->days[s->count - 1], last));
    ENT_I_TRY(ent_i_buffer_status(&question, err));
    const ent_i_moment *end = &s->moments[s->count - 1];
    ent_i_reply reply;
    ent_i_reply_open(&reply, s->view->graph, &end->view, ent_i_buffer_string(&question), err);
    if (reply.status >= 0)
        reply.status = set_frame(s, &reply);
    ent_i_reply_title(&reply, "%s%zu nodes by %s on %zu day%s from %s to %s", shown < t->node_count ? "The first " : "", shown,
                      s->measure->name, s->count, ent_i_s(s->count), ent_day_format_long(s->options->days[0], first),
                      ent_day_format_long(s->options->days[s->count - 1], last));
    if (s->options->long_rows)
        write_long(t, shown, &reply);
    else
        write_wide(t, shown, &reply);
    ent_i_reply_note(&reply, "%s: %s", s->measure->heading, s->measure->loops);
    ent_i_reply_note(&reply, "Formed and dissolved count pairs of nodes that are tied on one day and not on the day before it in "
                             "the series, or the other way round; a tie of which it is not known whether it still holds is "
                             "among the dissolved (diff tells them apart).");
    ent_i_reply_note(&reply, "A node that is not in the network of a day has no number.");
    if (s->measured < s->count)
        ent_i_reply_note(&reply, "On %zu of the %zu days the network was that of the day before in the series, and so are its "
                                 "numbers.", s->count - s->measured, s->count);
    ent_i_reply_note(&reply, "Of the last day:");
    ent_i_note_network(s->last, &reply);
    ent_i_remarks_write(&s->remarks, &reply);
    ent_i_note_left_out(s->last, &reply);
    return ent_i_reply_finish(&reply, ret);
}

ent_status ent_series_ask(const ent_view *view, const ent_series_options *options, ent_answer **ret, ent_error *err)
{
    if (options->rank.measure_count != 1)
        return ent_i_fail(err, ENT_ERR_USAGE, "a series is of one measure");
    if (!options->day_count || view->all_dates)
        return ent_i_fail(err, ENT_ERR_USAGE, "a series needs days");
    ent_i_series s = { .options = options, .measure = options->rank.measures[0], .view = view, .count = options->day_count,
                       .remarks = ENT_I_REMARKS_INIT };
    if (s.measure->scope != ENT_SCOPE_NODE)
        return ent_i_fail(err, ENT_ERR_USAGE, "rank orders nodes; %s gives a number for each %s", s.measure->name,
                          ent_scope_text(s.measure->scope));
    ENT_I_TRY(ent_i_measured_check(&options->rank, &s.measure, 1, err));
    table t = { .series = &s };
    ent_status status = ent_i_series_measure(&s, err);
    if (status >= 0)
        status = collect_nodes(&t, err);
    if (status >= 0)
        status = answer(&t, ret, err);
    free(t.nodes);
    ent_i_series_clear(&s);
    return status;
}
