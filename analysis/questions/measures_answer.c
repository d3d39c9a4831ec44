/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of measures as an answer. */
#include <entente/question.h>

#include "analysis/view/reply.h"

/* "damping (0.85): what it means; ..." */
static void write_parameters(ent_i_reply *reply, size_t column, const ent_measure *m, ent_i_buffer *text)
{
    ent_i_reply_reset(reply, text);
    for (size_t i = 0; i < m->parameter_count; i++) {
        const ent_parameter *p = &m->parameters[i];
        ent_i_buffer_printf(text, "%s%s (%s): %s", i ? " " : "", p->name,
                            p->usual ? p->usual : p->required ? "needed" : "none", p->meaning);
    }
    if (m->parameter_count)
        ent_i_reply_text(reply, column, ent_i_buffer_string(text));
}

static void write_values(ent_i_reply *reply, size_t column, const ent_measure *m, ent_i_buffer *text)
{
    ent_i_reply_reset(reply, text);
    for (size_t i = 0; i < m->value_count; i++)
        ent_i_buffer_printf(text, "%s%s: %s", i ? "; " : "", m->values[i].name, m->values[i].meaning);
    if (m->value_count)
        ent_i_reply_text(reply, column, ent_i_buffer_string(text));
}

ent_status ent_measures_answer(ent_answer **ret, ent_error *err)
{
    static const struct {
        const char *name, *heading;
        bool machine_only;
    } columns[] = {
        { "measure", "MEASURE", false }, { "of", "OF", false },
        { "definition", "DEFINITION", false }, { "unit", "UNIT", true },
        { "range", "RANGE", true },      { "directed", "DIRECTED", true },      { "weighted", "WEIGHTED", true },
        { "loops", "LOOPS", true },      { "disconnected", "DISCONNECTED", true },
        { "source", "SOURCE", false },   { "doi", "DOI", true },                { "computed_by", "COMPUTED BY", true },
        { "parameters", "PARAMETERS", true }, { "values", "VALUES", true },
    };
    size_t count;
    const ent_measure *measures = ent_measures(&count);
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    ent_i_reply reply;
    ent_i_reply_open(&reply, NULL, NULL, "rank --list", err);
    ent_i_reply_title(&reply, "%zu measures", count);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        if (columns[i].machine_only)
            ent_i_reply_machine_column(&reply, columns[i].name, columns[i].heading, ENT_CELL_TEXT);
        else
            ent_i_reply_column(&reply, columns[i].name, columns[i].heading, ENT_CELL_TEXT);
    }
    for (size_t i = 0; i < count; i++) {
        const ent_measure *m = &measures[i];
        const char *const cells[] = { m->name, ent_scope_text(m->scope), m->definition, m->unit, m->range,
                                      m->directed, m->weighted, m->loops, m->disconnected, m->source, m->doi,
                                      m->computed_by };
        size_t at = sizeof cells / sizeof *cells;
        for (size_t j = 0; j < at; j++)
            ent_i_reply_text(&reply, j, cells[j]);
        write_parameters(&reply, at, m, &text);
        write_values(&reply, at + 1, m, &text);
        ent_i_reply_row(&reply);
    }
    ent_i_reply_drop(&reply, &text);
    return ent_i_reply_finish(&reply, ret);
}
