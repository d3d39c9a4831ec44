/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The days of a series, one after another. What a tie is and on which days it holds is found once; a day is then a pass
 * over those, its network is made by counting, and where no tie and no node came or went the numbers of the day before
 * stand. Only the network of the day in hand is kept. */
#include "analysis/questions/series.h"

#include <string.h>

typedef struct tied {
    uint64_t pair; /* the smaller node first */
    ent_tie tie;
} tied;

typedef struct run {
    ent_i_series *series;
    ent_i_spells spells;
    tied *by_pair; /* all ties but loops, by pair */
    size_t tied_count;
    bool *there;   /* by tie: in the network */
    uint64_t *pairs, *before; /* of the day, and of the day before it: ascending */
    size_t pair_count, before_count;
    ent_argument *arguments;
    ent_i_stages stages;
} run;

static void run_clear(run *r)
{
    ent_i_spells_clear(&r->spells);
    free(r->by_pair);
    free(r->there);
    free(r->pairs);
    free(r->before);
    free(r->arguments);
}

static uint64_t pair_of(uint64_t a, uint64_t b)
{
    return a < b ? a << 32 | b : b << 32 | a;
}

static int compare_tied(const void *left, const void *right)
{
    const tied *a = left, *b = right;
    return (a->pair > b->pair) - (a->pair < b->pair);
}

static int compare_pairs(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

static ent_status run_init(run *r, ent_error *err)
{
    const ent_i_series *s = r->series;
    const ent_rank_options *options = &s->options->rank;
    ent_projection_options network = options->projection;
    if (options->onto)
        network.weight_as = ENT_WEIGHT_NONE;
    ENT_I_TRY(ENT_I_ZEROED(r->arguments, options->argument_count, err));
    ENT_I_TRY(ent_i_spells_make(s->view, &network, &r->spells, err));
    ENT_I_TRY(ENT_I_ZEROED(r->by_pair, r->spells.count, err));
    ENT_I_TRY(ENT_I_ZEROED(r->there, ent_graph_tie_count(s->view->graph), err));
    for (size_t i = 0; i < r->spells.count; i++) {
        const ent_i_spell *spell = &r->spells.items[i];
        if (spell->ends[0] != spell->ends[1])
            r->by_pair[r->tied_count++] = (tied){ pair_of(spell->ends[0], spell->ends[1]), spell->tie };
    }
    if (r->tied_count)
        qsort(r->by_pair, r->tied_count, sizeof *r->by_pair, compare_tied);
    return ENT_OK;
}

/* --- pairs ---------------------------------------------------------------------------------------------- */

static void find_pairs_by_tie(run *r, const ent_projection *p)
{
    for (size_t i = 0; i < p->tie_count; i++)
        r->there[p->ties[i]] = true;
    for (size_t i = 0; i < r->tied_count; i++)
        if (r->there[r->by_pair[i].tie] && (!r->pair_count || r->pairs[r->pair_count - 1] != r->by_pair[i].pair))
            r->pairs[r->pair_count++] = r->by_pair[i].pair;
    for (size_t i = 0; i < p->tie_count; i++)
        r->there[p->ties[i]] = false;
}

/* Of a one-mode network, whose ties are not the graph's: no two are parallel. */
static void find_pairs_by_end(run *r, const ent_projection *p)
{
    for (size_t i = 0; i < p->tie_count; i++)
        r->pairs[r->pair_count++] = pair_of(p->nodes[p->ends[i][0]], p->nodes[p->ends[i][1]]);
    if (r->pair_count)
        qsort(r->pairs, r->pair_count, sizeof *r->pairs, compare_pairs);
}

static void compare_days(const run *r, ent_i_moment *m)
{
    size_t i = 0, j = 0;
    while (i < r->before_count || j < r->pair_count) {
        bool old = j == r->pair_count || (i < r->before_count && r->before[i] <= r->pairs[j]);
        bool new = i == r->before_count || (j < r->pair_count && r->pairs[j] <= r->before[i]);
        m->dissolved += old && !new;
        m->formed += new && !old;
        i += old;
        j += new;
    }
}

static ent_status count_pairs(run *r, const ent_projection *p, ent_i_moment *m, bool first, ent_error *err)
{
    free(r->before);
    r->before = r->pairs;
    r->before_count = r->pair_count;
    r->pairs = NULL;
    r->pair_count = 0;
    ENT_I_TRY(ENT_I_ZEROED(r->pairs, p->tie_count, err));
    if (p->one_mode)
        find_pairs_by_end(r, p);
    else
        find_pairs_by_tie(r, p);
    m->pair_count = r->pair_count;
    if (!first)
        compare_days(r, m);
    return ENT_OK;
}

/* --- days ----------------------------------------------------------------------------------------------- */

static bool same(const void *a, const void *b, size_t count, size_t size)
{
    return !count || (!a && !b) || (a && b && !memcmp(a, b, count * size));
}

/* The same nodes and ties: then every number is the same. */
static bool is_unchanged(const ent_projection *a, const ent_projection *b)
{
    return a->node_count == b->node_count && a->tie_count == b->tie_count &&
           same(a->nodes, b->nodes, a->node_count, sizeof *a->nodes) &&
           same(a->ties, b->ties, a->tie_count, sizeof *a->ties) &&
           same(a->ends, b->ends, a->tie_count, sizeof *a->ends) &&
           same(a->weights, b->weights, a->tie_count, sizeof *a->weights);
}

static ent_status measure_day(run *r, ent_projection *p, ent_i_moment *m, ent_error *err)
{
    ent_i_series *s = r->series;
    ent_measure_options how = ent_i_measured_how(&s->options->rank, s->measure, r->arguments, &s->remarks);
    how.control = ent_i_stages_next(&r->stages);
    ent_i_buffer_clear(&s->remarks.text);
    ENT_I_TRY(ENT_I_ZEROED(m->scores, p->node_count, err));
    s->measured++;
    ent_error reason = { 0 };
    ent_status status = ent_measure_nodes(s->measure, p, &how, m->scores, &reason);
    if (status < 0)
        return ent_i_stages_fail(&r->stages, status, &reason, err);
    m->index = p->index; /* the network itself goes when the next day's is there */
    p->index = NULL;
    return ENT_OK;
}

static ent_status take_day(run *r, size_t number, ent_error *err)
{
    ent_i_series *s = r->series;
    ent_i_moment *m = &s->moments[number];
    ent_projection *p = NULL;
    m->view = *s->view;
    m->view.day = s->options->days[number];
    ENT_I_TRY(ent_i_measured_network_on(&m->view, &s->options->rank, &r->spells, &p, err));
    m->node_count = p->node_count;
    ent_status status = ENT_OK;
    if (s->last && is_unchanged(s->last, p) && !s->measure->of_the_day) {
        const ent_i_moment *before = m - 1;
        m->unchanged = true;
        m->index = before->index;
        m->scores = before->scores;
        m->pair_count = before->pair_count;
        (void)ent_i_stages_next(&r->stages);
        status = ent_i_stages_check(&r->stages, err);
    } else {
        status = count_pairs(r, p, m, !number, err);
        if (status >= 0)
            status = measure_day(r, p, m, err);
    }
    ent_projection_free(s->last);
    s->last = p;
    return status;
}

ent_status ent_i_series_measure(ent_i_series *series, ent_error *err)
{
    run r = { .series = series };
    ent_i_stages_start(&r.stages, series->options->rank.control, "a series", series->count);
    ent_status status = ENT_I_ZEROED(series->moments, series->count, err);
    if (status >= 0)
        status = run_init(&r, err);
    for (size_t i = 0; i < series->count && status >= 0; i++)
        status = take_day(&r, i, err);
    run_clear(&r);
    return status < 0 ? status : ent_i_buffer_status(&series->remarks.text, err);
}

void ent_i_series_clear(ent_i_series *series)
{
    for (size_t i = 0; series->moments && i < series->count; i++) {
        if (series->moments[i].unchanged)
            continue;
        free(series->moments[i].index);
        free(series->moments[i].scores);
    }
    free(series->moments);
    ent_projection_free(series->last);
    ent_i_buffer_clear(&series->remarks.text);
}
