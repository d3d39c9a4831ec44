/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two networks on the same nodes: how many pairs are tied in both, and how far the one goes with the other. */
#include <entente/change.h>

#include <math.h>
#include <stdio.h>

#include "analysis/network/projection_notes.h"
#include "analysis/questions/measured.h"
#include "analysis/view/words.h"

/* What the pairs of two networks have in common. */
typedef struct overlap {
    size_t one, other, both;
} overlap;

static int compare_numbers(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

/* The pairs tied, by nodes of the graph; with direction, in their order. */
static ent_status pairs_of(const ent_projection *p, uint64_t **ret, size_t *ret_count, ent_error *err)
{
    const ent_i_network *network;
    ENT_I_TRY(ent_i_network_of(p, p->options.directed, ENT_I_PARALLEL_ONCE, &network, err));
    ENT_I_TRY(ENT_I_ZEROED(*ret, network->tie_count, err));
    for (ent_i_pass t = ent_i_pass_begin(network); ent_i_pass_next(&t);)
        (*ret)[t.tie] = (uint64_t)p->nodes[t.from] << 32 | p->nodes[t.to]; /* ascending: a smaller end stays smaller */
    if (network->tie_count)
        qsort(*ret, network->tie_count, sizeof **ret, compare_numbers);
    *ret_count = network->tie_count;
    return ENT_OK;
}

static ent_status count_overlap(const ent_projection *one, const ent_projection *other, overlap *ret, ent_error *err)
{
    ENT_I_AUTOFREE uint64_t *a = NULL, *b = NULL;
    overlap found = { 0, 0, 0 };
    ENT_I_TRY(pairs_of(one, &a, &found.one, err));
    ENT_I_TRY(pairs_of(other, &b, &found.other, err));
    for (size_t i = 0, j = 0; i < found.one && j < found.other;) {
        found.both += a[i] == b[j];
        uint64_t x = a[i], y = b[j];
        i += x <= y;
        j += y <= x;
    }
    *ret = found;
    return ENT_OK;
}

static void write_overlap(const ent_i_number_columns *c, const overlap *o, ent_i_reply *reply)
{
    size_t either = o->one + o->other - o->both;
    ent_i_number_write(c, "pairs tied", "first", (double)o->one, "in the first network", reply);
    ent_i_number_write(c, "", "second", (double)o->other, "in the second", reply);
    ent_i_number_write(c, "", "both", (double)o->both, "in both", reply);
    ent_i_number_write(c, "", "jaccard", either ? (double)o->both / (double)either : NAN, "in both, of those in either",
                       reply);
}

static ent_status write_measure(const ent_measure *measure, const ent_compare_options *options, const ent_projection *one,
                                const ent_projection *other, const ent_i_number_columns *c, ent_i_remarks *remarks,
                                ent_i_reply *reply, ent_error *err)
{
    ENT_I_AUTOFREE ent_argument *arguments = NULL;
    ENT_I_AUTOFREE double *values = NULL;
    ENT_I_TRY(ENT_I_ZEROED(arguments, options->measures.argument_count, err));
    ENT_I_TRY(ENT_I_ZEROED(values, measure->value_count, err));
    ent_measure_options how = ent_i_measured_how(&options->measures, measure, arguments, remarks);
    ENT_I_TRY(ent_measure_networks(measure, one, other, &how, values, err));
    for (size_t i = 0; i < measure->value_count; i++)
        ent_i_number_write(c, i ? "" : measure->name, measure->values[i].name, values[i], measure->values[i].meaning, reply);
    return ENT_OK;
}

static ent_status answer(const ent_compare_options *options, const ent_measure *const *measures, size_t count,
                         const ent_projection *one, const ent_projection *other, ent_i_remarks *remarks, ent_answer **ret,
                         ent_error *err)
{
    overlap o;
    ENT_I_TRY(count_overlap(one, other, &o, err));
    char days[2][ENT_DAY_LONG_TEXT], dates[2][ENT_DAY_TEXT], frame[2 * ENT_DAY_TEXT + 1];
    bool in_time = one->view->day != other->view->day;
    ENT_I_AUTOBUFFER title = ENT_I_BUFFER_INIT;
    if (in_time) {
        ent_i_buffer_printf(&title, "%s and %s compared", ent_day_format_long(one->view->day, days[0]),
                            ent_day_format_long(other->view->day, days[1]));
    } else {
        ent_i_buffer_printf(&title, "%s and %s compared ", options->one, options->other);
        ent_i_words_day(&title, other->view);
    }
    ENT_I_TRY(ent_i_buffer_status(&title, err));
    ent_i_reply reply;
    ent_i_reply_open(&reply, other->view->graph, other->view, "compare", err);
    if (in_time && reply.status >= 0) {
        snprintf(frame, sizeof frame, "%s/%s", ent_day_format(one->view->day, dates[0]),
                 ent_day_format(other->view->day, dates[1]));
        reply.status = ent_answer_set_frame(reply.answer, frame, ent_answer_reading(reply.answer),
                                            ent_answer_data(reply.answer), err);
    }
    ent_i_reply_title(&reply, "%s", ent_i_buffer_string(&title));
    ent_i_number_columns c;
    ent_i_number_columns_add(&c, &reply);
    write_overlap(&c, &o, &reply);
    for (size_t i = 0; i < count && reply.status >= 0; i++) {
        ent_status status = write_measure(measures[i], options, one, other, &c, remarks, &reply, err);
        if (status < 0 && reply.status >= 0)
            reply.status = status;
    }
    for (size_t i = 0; i < count; i++)
        ent_i_reply_note(&reply, "%s: %s %s", measures[i]->heading, measures[i]->definition, measures[i]->disconnected);
    ent_i_remarks_write(remarks, &reply);
    ent_i_reply_note(&reply, "The first network:");
    ent_i_note_network(one, &reply);
    ent_i_note_left_out(one, &reply);
    ent_i_reply_note(&reply, "The second network:");
    ent_i_note_network(other, &reply);
    ent_i_note_left_out(other, &reply);
    return ent_i_reply_finish(&reply, ret);
}

ent_status ent_compare_ask(const ent_view *one, const ent_view *other, const ent_compare_options *options, ent_answer **ret,
                           ent_error *err)
{
    const ent_measure *qap = ent_measure_find("qap"), *const *measures = &qap;
    size_t count = 1;
    if (options->measures.measure_count) {
        measures = options->measures.measures;
        count = options->measures.measure_count;
    }
    for (size_t i = 0; i < count; i++)
        if (measures[i]->scope != ENT_SCOPE_NETWORKS)
            return ent_i_fail(err, ENT_ERR_USAGE, "compare compares two networks; %s gives a number for each %s",
                              measures[i]->name, ent_scope_text(measures[i]->scope));
    ENT_I_TRY(ent_i_measured_check(&options->measures, measures, count, err));
    ent_projection *first = NULL, *second = NULL;
    ent_i_remarks remarks = ENT_I_REMARKS_INIT;
    ent_status status = ent_i_measured_network(one, &options->measures, &first, err);
    if (status >= 0)
        status = ent_i_measured_network(other, &options->measures, &second, err);
    if (status >= 0)
        status = answer(options, measures, count, first, second, &remarks, ret, err);
    ent_projection_free(first);
    ent_projection_free(second);
    ent_i_buffer_clear(&remarks.text);
    return status;
}
