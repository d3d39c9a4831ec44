/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "procedure.h"

#include <string.h>

typedef struct procedure {
    ent_i_arena *arena;
    size_t inputs, outputs;
    tck_value **rows; /* inputs, then outputs */
    size_t count;
} procedure;

static double number(const tck_value *value)
{
    return value->kind == TCK_FLOAT ? value->number : (double)value->integer;
}

static bool is_number(const tck_value *value)
{
    return value->kind == TCK_FLOAT || value->kind == TCK_INTEGER;
}

/* null is null, and 42 is 42.0: an argument may have been made to fit the type of the input. */
static bool matches(const tck_value *argument, const tck_value *cell)
{
    if (argument->kind != cell->kind && is_number(argument) && is_number(cell))
        return number(argument) == number(cell);
    return tck_same(argument, cell, false);
}

static ent_status emit(const procedure *p, ent_procedure_call *call, const tck_value *outputs, ent_error *err)
{
    const char **json = tck_alloc(p->arena, p->outputs * sizeof *json);
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    for (size_t i = 0; i < p->outputs; i++) {
        ent_i_buffer_reset(&text);
        tck_print_json(&outputs[i], &text);
        json[i] = tck_copy(p->arena, ent_i_buffer_string(&text), text.length);
    }
    ent_i_buffer_clear(&text);
    return ent_procedure_emit(call, json, p->outputs, err);
}

static ent_status run(ent_procedure_call *call, void *context, ent_error *err)
{
    const procedure *p = context;
    tck_value *arguments = tck_alloc(p->arena, p->inputs * sizeof *arguments);
    for (size_t i = 0; i < p->inputs; i++)
        arguments[i] = tck_of(p->arena, ent_procedure_argument(call, i));
    for (size_t row = 0; row < p->count && p->outputs; row++) {
        size_t i = 0;
        while (i < p->inputs && matches(&arguments[i], &p->rows[row][i]))
            i++;
        if (i == p->inputs) {
            ent_status status = emit(p, call, p->rows[row] + p->inputs, err);
            if (status < 0)
                return status;
        }
    }
    return ENT_OK;
}

/* How many typed names stand between two places of a signature. */
static size_t count_names(const char *from, const char *to)
{
    size_t count = 0;
    for (const char *c = from; c + 1 < to; c++)
        count += c[0] == ':' && c[1] == ':';
    return count;
}

static bool read_rows(ent_i_arena *arena, procedure *p, const tck_table *table, ent_i_buffer *why)
{
    for (size_t i = 1; i < table->count; i++) {
        const tck_row *row = &table->rows[i];
        tck_value *values = tck_alloc(arena, row->count * sizeof *values);
        for (size_t j = 0; j < row->count; j++) {
            const char *fault = NULL;
            if (!tck_parse(arena, row->cells[j], &values[j], &fault)) {
                ent_i_buffer_printf(why, "line %zu: %s: %s", row->line, fault, row->cells[j]);
                return false;
            }
        }
        p->rows = tck_room(arena, p->rows, p->count, sizeof *p->rows);
        p->rows[p->count++] = values;
    }
    return true;
}

bool tck_register(ent_i_arena *arena, ent_session *session, const char *signature, const tck_table *table,
                  bool *ret_refused, ent_i_buffer *why)
{
    procedure *p = tck_alloc(arena, sizeof *p);
    const char *close = strchr(signature, ')'), *outputs = close ? strchr(close, '(') : NULL;
    *ret_refused = false;
    p->arena = arena;
    p->inputs = close ? count_names(signature, close) : 0;
    p->outputs = outputs ? count_names(outputs, outputs + strlen(outputs)) : 0;
    if (!close || (p->outputs && table->count && table->rows[0].count != p->inputs + p->outputs)) {
        ent_i_buffer_printf(why, "not a signature, or one that the table does not fit: %s", signature);
        return false;
    }
    if (!read_rows(arena, p, table, why))
        return false;
    ent_error err = { 0 };
    *ret_refused = ent_session_register(session, signature, run, p, &err) < 0;
    if (*ret_refused)
        ent_i_buffer_printf(why, "the procedure is refused: %s", err.message);
    return !*ret_refused;
}
