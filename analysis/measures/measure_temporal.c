/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Measures along time-respecting ways, from every node: earliest arrivals as in temporal.c, which tells the ways of one
 * node. All ties of the period take part, not those of the last day alone. */
#include <math.h>
#include <string.h>

#include "analysis/measures/measures.h"

/* A tie from a node: to whom, and on which days. */
typedef struct contact {
    ent_node to;
    ent_day from, until;
} contact;

typedef struct waiting {
    ent_day day;
    ent_node node;
} waiting;

typedef struct period {
    const ent_i_call *call;
    ent_view always; /* the view without its day */
    ent_day start, end;
    size_t node_count, others;
    uint32_t *place; /* by node: its contacts are place[node] .. place[node + 1] */
    contact *contacts;
    ent_day *arrival; /* by node; ENT_DAY_MAX: not reached */
    ent_node *reached;
    size_t reached_count;
    waiting *heap;
    size_t heap_count, heap_capacity;
} period;

static void period_clear(period *p)
{
    free(p->place);
    free(p->contacts);
    free(p->arrival);
    free(p->reached);
    free(p->heap);
}

/* --- contacts ------------------------------------------------------------------------------------------- */

static bool can_carry(const period *p, const ent_i_spell *spell)
{
    return !spell->of_source && spell->ends[0] != spell->ends[1] &&
           (spell->fold == ENT_FOLD_IN_FORCE || (spell->fold == ENT_FOLD_PLANNED && p->call->projection->options.planned)) &&
           !(spell->contested && ent_view_standing(&p->always, spell->tie) != ENT_STANDING_HOLDS);
}

static bool goes_back(const period *p, const ent_i_spell *spell)
{
    ent_tie_view seen;
    ent_graph_tie(p->always.graph, spell->tie, &seen);
    return !p->call->projection->options.directed || p->always.symmetric[seen.type];
}

static ent_span days_of(const ent_i_spell *spell)
{
    ent_span days = spell->days;
    if (spell->event) /* on its day alone */
        days.until = days.from < ENT_DAY_MAX ? days.from + 1 : ENT_DAY_MAX;
    return days;
}

/* Twice over the ties: counted, then put. */
static ent_status list_contacts(period *p, const ent_i_spells *spells, ent_error *err)
{
    ENT_I_TRY(ENT_I_ZEROED(p->place, p->node_count + 2, err));
    uint32_t *place = p->place + 1; /* one ahead, so that filling leaves them right */
    for (int filling = 0; filling < 2; filling++) {
        for (size_t i = 0; i < spells->count; i++) {
            const ent_i_spell *spell = &spells->items[i];
            if (!can_carry(p, spell))
                continue;
            ent_span days = days_of(spell);
            for (int way = 0; way < (goes_back(p, spell) ? 2 : 1); way++) {
                if (filling)
                    p->contacts[place[spell->ends[way]]++] = (contact){ spell->ends[!way], days.from, days.until };
                else
                    place[spell->ends[way] + 1]++;
            }
        }
        if (filling)
            break;
        for (size_t v = 0; v < p->node_count; v++)
            place[v + 1] += place[v];
        ENT_I_TRY(ENT_I_ZEROED(p->contacts, place[p->node_count], err));
    }
    return ENT_OK;
}

static ent_status find_start(period *p, ent_error *err)
{
    const ent_i_value *since = ent_i_call_value(p->call, "since");
    p->start = ENT_DAY_MAX;
    p->end = p->call->projection->view->all_dates ? ENT_DAY_MAX : p->call->projection->view->day;
    if (since->given) {
        ent_period when;
        ent_day day;
        ENT_I_TRY(ent_day_parse(since->text, strlen(since->text), &day, err));
        ENT_I_TRY(ent_period_parse(since->text, strlen(since->text), &when, err));
        p->start = when.start.first;
    }
    for (size_t i = 0; !since->given && i < p->place[p->node_count]; i++)
        if (p->contacts[i].from > ENT_DAY_MIN && p->contacts[i].from < p->start)
            p->start = p->contacts[i].from;
    if (p->start > p->end && since->given)
        return ent_i_fail(err, ENT_ERR_USAGE, "%s: the period begins after the day asked about", p->call->measure->name);
    if (p->start > p->end)
        p->start = p->end;
    return ENT_OK;
}

static ent_status period_init(period *p, const ent_i_call *call, ent_error *err)
{
    const ent_view *view = call->projection->view;
    ent_i_spells spells = { 0 };
    *p = (period){ .call = call, .always = *view, .node_count = ent_graph_node_count(view->graph) };
    p->always.all_dates = true;
    p->always.events = false; /* so that events are told from states */
    ENT_I_TRY(ent_i_spells_make(&p->always, &(ent_projection_options)ENT_PROJECTION_OPTIONS_INIT, &spells, err));
    for (size_t v = 0; v < p->node_count; v++)
        p->others += spells.may_be_alone[v];
    ent_status status = list_contacts(p, &spells, err);
    ent_i_spells_clear(&spells);
    if (status >= 0)
        status = find_start(p, err);
    if (status >= 0)
        status = ENT_I_ZEROED(p->arrival, p->node_count, err);
    if (status >= 0)
        status = ENT_I_ZEROED(p->reached, p->node_count, err);
    for (size_t v = 0; status >= 0 && v < p->node_count; v++)
        p->arrival[v] = ENT_DAY_MAX;
    return status;
}

/* --- from a node ---------------------------------------------------------------------------------------- */

static ent_status push(period *p, waiting added, ent_error *err)
{
    ENT_I_TRY(ENT_I_RESERVE(p->heap, p->heap_capacity, p->heap_count + 1, err));
    size_t at = p->heap_count++;
    for (; at && added.day < p->heap[(at - 1) / 2].day; at = (at - 1) / 2)
        p->heap[at] = p->heap[(at - 1) / 2];
    p->heap[at] = added;
    return ENT_OK;
}

static waiting pop(period *p)
{
    waiting first = p->heap[0], moved = p->heap[--p->heap_count];
    size_t at = 0;
    for (size_t child; (child = 2 * at + 1) < p->heap_count; at = child) {
        if (child + 1 < p->heap_count && p->heap[child + 1].day < p->heap[child].day)
            child++;
        if (moved.day <= p->heap[child].day)
            break;
        p->heap[at] = p->heap[child];
    }
    p->heap[at] = moved;
    return first;
}

/* A node stands in the heap once for every time that an earlier day was found; the first one taken counts. */
static ent_status spread(period *p, ent_node source, ent_error *err)
{
    for (size_t i = 0; i < p->reached_count; i++)
        p->arrival[p->reached[i]] = ENT_DAY_MAX;
    p->reached_count = 0;
    p->reached[p->reached_count++] = source;
    p->arrival[source] = p->start;
    ENT_I_TRY(push(p, (waiting){ p->start, source }, err));
    while (p->heap_count) {
        waiting at = pop(p);
        if (at.day > p->arrival[at.node])
            continue;
        for (uint32_t i = p->place[at.node]; i < p->place[at.node + 1]; i++) {
            const contact *c = &p->contacts[i];
            ent_day day = c->from > at.day ? c->from : at.day;
            if (day >= c->until || day > p->end || day >= p->arrival[c->to])
                continue;
            if (p->arrival[c->to] == ENT_DAY_MAX)
                p->reached[p->reached_count++] = c->to;
            p->arrival[c->to] = day;
            ENT_I_TRY(push(p, (waiting){ day, c->to }, err));
        }
    }
    return ENT_OK;
}

static double closeness(const period *p)
{
    double sum = 0;
    for (size_t i = 1; i < p->reached_count; i++)
        sum += 1 / ((double)p->arrival[p->reached[i]] - (double)p->start + 1);
    return p->others > 1 ? sum / (double)(p->others - 1) : NAN;
}

typedef enum wanted { CLOSENESS, REACH, REACHED } wanted;

static ent_status from_all(period *p, wanted what, double *ret, ent_error *err)
{
    const ent_projection *projection = p->call->projection;
    size_t sources = what == REACHED ? p->node_count : projection->node_count;
    for (size_t i = 0; i < sources; i++) {
        ent_node source = what == REACHED ? (ent_node)i : projection->nodes[i];
        if (i % 16 == 0)
            ENT_I_TRY(ent_i_clock_step(p->call->clock, i, sources, err));
        ENT_I_TRY(spread(p, source, err));
        if (what == REACH)
            ret[i] = (double)p->reached_count - 1;
        else if (what == CLOSENESS)
            ret[i] = closeness(p);
        for (size_t j = 1; what == REACHED && j < p->reached_count; j++)
            if (projection->index[p->reached[j]] != ENT_NONE)
                ret[projection->index[p->reached[j]]]++;
    }
    return ENT_OK;
}

static void note_period(const period *p)
{
    char first[ENT_DAY_LONG_TEXT], last[ENT_DAY_LONG_TEXT];
    if (p->end == ENT_DAY_MAX)
        ent_i_call_note(p->call, "Starting on %s.", ent_day_format_long(p->start, first));
    else
        ent_i_call_note(p->call, "From %s to %s, of %zu nodes; events that happened are used on their days, whether or not "
                                 "--events lets them into the network.", ent_day_format_long(p->start, first),
                        ent_day_format_long(p->end, last), p->others);
}

static ent_status measure(const ent_i_call *call, wanted what, double *ret, ent_error *err)
{
    period p;
    if (call->projection->one_mode)
        return ent_i_fail(err, ENT_ERR_USAGE, "%s: a network projected onto one mode has no dates of its own",
                          call->measure->name);
    ent_status status = period_init(&p, call, err);
    if (status >= 0)
        status = from_all(&p, what, ret, err);
    if (status >= 0 && p.start > ENT_DAY_MIN)
        note_period(&p);
    period_clear(&p);
    return status;
}

ent_status ent_i_measure_temporal_closeness(const ent_i_call *call, double *ret, ent_error *err)
{
    return measure(call, CLOSENESS, ret, err);
}

ent_status ent_i_measure_temporal_reach(const ent_i_call *call, double *ret, ent_error *err)
{
    return measure(call, REACH, ret, err);
}

ent_status ent_i_measure_temporal_reached(const ent_i_call *call, double *ret, ent_error *err)
{
    return measure(call, REACHED, ret, err);
}
