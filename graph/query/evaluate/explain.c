/* SPDX-License-Identifier: GPL-2.0-or-later */
/* EXPLAIN and PROFILE. The rows stand in the order in which the plan works: what is read first comes first. A row
 * that is indented belongs to the one above it that is not: it is a step of it, or runs for each of its rows. */
#include "graph/query/evaluate/explain.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"

/* Patterns in expressions in patterns: as deep as expressions are, and no deeper than somebody reads. */
enum { DEEPEST = 60, LONGEST = 2000 };

typedef struct explained {
    size_t parent; /* number + 1 */
    unsigned depth;
    const char *name;
    ent_i_buffer details;
    double estimate;
    const ent_i_counter *counter; /* NULL: not counted */
} explained;

typedef struct pending {
    size_t row;
    const ent_i_expr *expr;
} pending;

struct ent_i_explain {
    ent_i_run *run;
    explained *rows;
    size_t count, capacity;
    size_t current; /* number + 1; 0: none */
    pending *subs;  /* subqueries whose rows come when their row ends */
    size_t sub_count, sub_capacity;
    ent_status status;
};

ent_i_run *ent_i_explain_run(const ent_i_explain *explain)
{
    return explain->run;
}

void ent_i_explain_fail(ent_i_explain *explain, ent_status status)
{
    if (explain->status == ENT_OK)
        explain->status = status;
}

/* --- rows ------------------------------------------------------------------------------------------------- */

void ent_i_explain_begin(ent_i_explain *explain, const char *name, double estimate, const ent_i_counter *counter)
{
    ent_i_explain_fail(explain, ENT_I_RESERVE(explain->rows, explain->capacity, explain->count + 1, explain->run->err));
    if (explain->status != ENT_OK)
        return;
    explained *row = &explain->rows[explain->count];
    *row = (explained){ .parent = explain->current, .name = name, .estimate = estimate, .counter = counter };
    row->depth = row->parent ? explain->rows[row->parent - 1].depth + 1 : 0;
    explain->current = ++explain->count;
}

void ent_i_explain_end(ent_i_explain *explain)
{
    size_t row = explain->current;
    while (explain->status == ENT_OK && explain->sub_count && explain->subs[explain->sub_count - 1].row == row) {
        /* In the order written: those of one row stand together at the end. */
        size_t first = explain->sub_count - 1;
        while (first > 0 && explain->subs[first - 1].row == row)
            first--;
        const ent_i_expr *expr = explain->subs[first].expr;
        explain->sub_count--;
        memmove(&explain->subs[first], &explain->subs[first + 1],
                (explain->sub_count - first) * sizeof *explain->subs);
        if (explain->rows[row - 1].depth < DEEPEST)
            ent_i_explain_sub(explain, expr);
    }
    if (explain->status == ENT_OK)
        explain->current = explain->rows[row - 1].parent;
}

static explained *current_row(ent_i_explain *explain)
{
    return explain->status == ENT_OK && explain->current ? &explain->rows[explain->current - 1] : NULL;
}

void ent_i_explain_name(ent_i_explain *explain, const char *name)
{
    explained *row = current_row(explain);
    if (row)
        row->name = name;
}

/* --- details ---------------------------------------------------------------------------------------------- */

void ent_i_explain_text(ent_i_explain *explain, const char *format, ...)
{
    explained *row = current_row(explain);
    char text[512];
    if (!row)
        return;
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length > 0 && row->details.length < LONGEST)
        ent_i_buffer_add(&row->details, text, strnlen(text, sizeof text));
}

void ent_i_explain_source(ent_i_explain *explain, ent_i_range range)
{
    explained *row = current_row(explain);
    const char *text = explain->run->text + range.offset;
    bool space = false;
    for (size_t i = 0; row && i < range.length; i++) {
        bool blank = text[i] == ' ' || text[i] == '\n' || text[i] == '\t' || text[i] == '\r';
        /* A cut is made before a character, not within one. */
        if (row->details.length >= LONGEST && ((unsigned char)text[i] & 0xC0) != 0x80) {
            ent_i_buffer_text(&row->details, "...");
            return;
        }
        if (!blank) {
            if (space)
                ent_i_buffer_char(&row->details, ' ');
            ent_i_buffer_char(&row->details, text[i]);
        }
        space = blank;
    }
}

static bool note_subquery(const ent_i_expr *expr, void *context)
{
    ent_i_explain *explain = context;
    if (explain->status != ENT_OK)
        return false;
    if (!ent_i_note_of(explain->run->bound, expr)->sub)
        return ent_i_expr_children(expr, note_subquery, explain);
    ent_i_explain_fail(explain, ENT_I_RESERVE(explain->subs, explain->sub_capacity, explain->sub_count + 1,
                                              explain->run->err));
    if (explain->status == ENT_OK)
        explain->subs[explain->sub_count++] = (pending){ explain->current, expr };
    return true;
}

void ent_i_explain_subqueries(ent_i_explain *explain, const ent_i_expr *expr)
{
    if (expr)
        note_subquery(expr, explain);
}

void ent_i_explain_expr(ent_i_explain *explain, const ent_i_expr *expr)
{
    ent_i_explain_source(explain, expr->range);
    ent_i_explain_subqueries(explain, expr);
}

void ent_i_explain_columns(ent_i_explain *explain, const ent_i_bound_projection *projection)
{
    for (size_t i = 0; i < projection->column_count; i++) {
        const ent_i_bound_column *column = &projection->columns[i];
        explained *row = current_row(explain);
        ent_i_explain_text(explain, "%s", i ? ", " : "");
        if (column->value && row) {
            size_t start = row->details.length;
            ent_i_explain_expr(explain, column->value);
            if (row->details.length - start == column->name_length &&
                memcmp(row->details.data + start, column->name, column->name_length) == 0)
                continue;
            ent_i_explain_text(explain, " AS ");
        }
        ent_i_explain_text(explain, "%.*s", (int)(column->name_length < 200 ? column->name_length : 200), column->name);
    }
}

/* --- the table -------------------------------------------------------------------------------------------- */

static const char *const columns[] = { "operator", "details", "estimated_rows", "rows", "hits", "ms" };
enum { WIDTH = sizeof columns / sizeof columns[0] };

size_t ent_i_explain_width(ent_i_mode mode)
{
    return mode == ENT_I_MODE_PROFILE ? WIDTH : 3;
}

const char *ent_i_explain_column(ent_i_mode mode, size_t column)
{
    return column < ent_i_explain_width(mode) ? columns[column] : NULL;
}

static ent_status operator_value(ent_i_arena *arena, const explained *row, ent_i_value *ret, ent_error *err)
{
    char text[2 * DEEPEST + 64];
    unsigned depth = row->depth > DEEPEST ? DEEPEST : row->depth;
    int length = snprintf(text, sizeof text, "%*s%.60s", (int)(2 * depth), "", row->name);
    return ent_i_value_string(arena, text, length > 0 ? (size_t)length : 0, ret, err);
}

static ent_i_value estimate_value(double estimate)
{
    if (!(estimate >= 0))
        return ent_i_null();
    return estimate > 9e15 ? ent_i_float(estimate) : ent_i_integer((int64_t)ceil(estimate - 1e-6));
}

static ent_status row_values(ent_i_arena *arena, const explained *row, ent_i_value values[WIDTH], ent_error *err)
{
    ENT_I_TRY(operator_value(arena, row, &values[0], err));
    ENT_I_TRY(ent_i_buffer_status(&row->details, err));
    ENT_I_TRY(ent_i_value_string(arena, ent_i_buffer_string(&row->details), row->details.length, &values[1], err));
    values[2] = estimate_value(row->estimate);
    values[3] = values[4] = values[5] = ent_i_null();
    if (!row->counter)
        return ENT_OK;
    values[3] = ent_i_integer((int64_t)row->counter->rows);
    if (row->counter->hits)
        values[4] = ent_i_integer((int64_t)row->counter->hits);
    values[5] = ent_i_float(round((double)row->counter->nanoseconds / 1e3) / 1e3);
    return ENT_OK;
}

ent_status ent_i_explain_rows(ent_i_run *run, const struct ent_i_query_plan *plan, ent_i_mode mode,
                         ent_status (*take)(void *context, const ent_i_value *row), void *context)
{
    ent_i_explain explain = { .run = run };
    ent_i_arena arena;
    ent_i_arena_init(&arena);
    (void)mode;
    ent_i_explain_plan(&explain, plan);
    ent_status status = explain.status;
    for (size_t i = 0; i < explain.count && status == ENT_OK; i++) {
        ent_i_value values[WIDTH];
        ent_i_arena_reset(&arena);
        status = row_values(&arena, &explain.rows[i], values, run->err);
        if (status == ENT_OK)
            status = take(context, values);
    }
    for (size_t i = 0; i < explain.count; i++)
        ent_i_buffer_clear(&explain.rows[i].details);
    free(explain.rows);
    free(explain.subs);
    ent_i_arena_clear(&arena);
    return status;
}
