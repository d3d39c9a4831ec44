/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers for the whole network, as a table: a row a number. */
#include <entente/question.h>

#include <math.h>

#include "analysis/network/projection_notes.h"
#include "analysis/questions/measured.h"
#include "analysis/view/words.h"

typedef struct description {
    const ent_rank_options *options;
    const ent_projection *projection;
    const ent_measure **measures;
    size_t count;
    bool chosen; /* by name: then what cannot be computed is an error */
    ent_argument *arguments;
    ent_i_remarks remarks;
} description;

typedef struct columns {
    size_t measure, value, number, meaning, unit, definition, loops, source;
} columns;

static ent_status choose(description *d, ent_error *err)
{
    size_t all;
    const ent_measure *table = ent_measures(&all);
    d->chosen = d->options->measure_count > 0;
    ENT_I_TRY(ENT_I_ZEROED(d->measures, d->chosen ? d->options->measure_count : all, err));
    for (size_t i = 0; !d->chosen && i < all; i++)
        if (table[i].scope == ENT_SCOPE_NETWORK)
            d->measures[d->count++] = &table[i];
    for (size_t i = 0; i < d->options->measure_count; i++) {
        const ent_measure *measure = d->options->measures[i];
        if (measure->scope != ENT_SCOPE_NETWORK)
            return ent_i_fail(err, ENT_ERR_USAGE, "describe gives numbers for the network; %s gives one for each %s",
                              measure->name, ent_scope_text(measure->scope));
        d->measures[d->count++] = measure;
    }
    return ent_i_measured_check(d->options, d->measures, d->count, err);
}

static void add_columns(columns *c, ent_i_reply *reply)
{
    c->measure = ent_i_reply_column(reply, "measure", "MEASURE", ENT_CELL_TEXT);
    c->number = ent_i_reply_column(reply, "value", "VALUE", ENT_CELL_NUMBER);
    c->meaning = ent_i_reply_column(reply, "meaning", "WHAT IT IS", ENT_CELL_TEXT);
    c->value = ent_i_reply_machine_column(reply, "name", "NAME", ENT_CELL_TEXT);
    c->unit = ent_i_reply_machine_column(reply, "unit", "UNIT", ENT_CELL_TEXT);
    c->definition = ent_i_reply_machine_column(reply, "definition", "DEFINITION", ENT_CELL_TEXT);
    c->loops = ent_i_reply_machine_column(reply, "loops", "LOOPS", ENT_CELL_TEXT);
    c->source = ent_i_reply_machine_column(reply, "source", "SOURCE", ENT_CELL_TEXT);
}

static void write_measure(const ent_measure *measure, const double *values, const columns *c, ent_i_reply *reply)
{
    for (size_t i = 0; i < measure->value_count; i++) {
        ent_i_reply_text(reply, c->measure, i ? "" : measure->name);
        ent_i_reply_text(reply, c->value, measure->values[i].name);
        ent_i_reply_number(reply, c->number, values[i]);
        ent_i_reply_text(reply, c->meaning, measure->values[i].meaning);
        ent_i_reply_text(reply, c->unit, measure->unit);
        ent_i_reply_text(reply, c->definition, measure->definition);
        ent_i_reply_text(reply, c->loops, measure->loops);
        ent_i_reply_text(reply, c->source, measure->source);
        ent_i_reply_row(reply);
    }
}

/* A blank wants a reason: what the table says of networks that have no number. */
static void explain_blanks(description *d, const ent_measure *measure, const double *values)
{
    size_t blank = 0;
    for (size_t i = 0; i < measure->value_count; i++)
        blank += isnan(values[i]);
    if (blank)
        ent_i_buffer_printf(&d->remarks.text, "%s has no number%s here. %s %s\n", measure->heading,
                            blank < measure->value_count ? " in places" : "", measure->directed, measure->disconnected);
}

static bool is_about_the_question(ent_status status)
{
    return status == ENT_ERR_USAGE || status == ENT_ERR_NOTFOUND || status == ENT_ERR_INVALID || status == ENT_ERR_CONVERGENCE;
}

static ent_status write_measures(description *d, const columns *c, ent_i_reply *reply, ent_error *err)
{
    ent_i_stages stages;
    ent_i_stages_start(&stages, d->options->control, "describe", d->count);
    for (size_t i = 0; i < d->count; i++) {
        const ent_measure *measure = d->measures[i];
        ENT_I_AUTOFREE double *values = NULL;
        ENT_I_TRY(ENT_I_ZEROED(values, measure->value_count, err));
        ent_measure_options how = ent_i_measured_how(d->options, measure, d->arguments, &d->remarks);
        how.control = ent_i_stages_next(&stages);
        stages.clock.what = measure->name;
        ent_error reason = { 0 };
        ent_status status = ent_measure_network(measure, d->projection, &how, values, &reason);
        if (status >= 0) {
            write_measure(measure, values, c, reply);
            explain_blanks(d, measure, values);
        } else if (d->chosen || !is_about_the_question(status))
            return ent_i_stages_fail(&stages, status, &reason, err);
        else
            ent_i_buffer_printf(&d->remarks.text, "%s left out: %s.\n", measure->heading, reason.message);
    }
    return ent_i_buffer_status(&d->remarks.text, err);
}

static ent_status answer(description *d, ent_answer **ret, ent_error *err)
{
    const ent_projection *p = d->projection;
    ENT_I_AUTOBUFFER title = ENT_I_BUFFER_INIT;
    ent_i_buffer_printf(&title, "A network of %zu node%s and %zu tie%s ", p->node_count, ent_i_s(p->node_count), p->tie_count,
                        ent_i_s(p->tie_count));
    ent_i_words_day(&title, p->view);
    ENT_I_TRY(ent_i_buffer_status(&title, err));
    ent_i_reply reply;
    columns c;
    ent_i_reply_open(&reply, p->view->graph, p->view, "describe", err);
    ent_i_reply_title(&reply, "%s", ent_i_buffer_string(&title));
    add_columns(&c, &reply);
    ent_status status = write_measures(d, &c, &reply, err);
    if (status < 0 && reply.status >= 0)
        reply.status = status;
    ent_i_note_network(p, &reply);
    ent_i_remarks_write(&d->remarks, &reply);
    ent_i_note_left_out(p, &reply);
    return ent_i_reply_finish(&reply, ret);
}

ent_status ent_describe_ask(const ent_view *view, const ent_rank_options *options, ent_answer **ret, ent_error *err)
{
    static const ent_rank_options plain = ENT_RANK_OPTIONS_INIT;
    description d = { .options = options ? options : &plain, .remarks = ENT_I_REMARKS_INIT };
    ent_projection *projection = NULL;
    ent_status status = choose(&d, err);
    if (status >= 0)
        status = ENT_I_ZEROED(d.arguments, d.options->argument_count, err);
    if (status >= 0)
        status = ent_i_measured_network(view, d.options, &projection, err);
    d.projection = projection;
    if (status >= 0)
        status = answer(&d, ret, err);
    ent_projection_free(projection);
    ent_i_buffer_clear(&d.remarks.text);
    free(d.arguments);
    free(d.measures);
    return status;
}
