/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rows of a query as an answer. The kind of a column is known when all its values are, so they are kept first. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/query/session/session.h"

typedef struct collected {
    ent_query *query;
    ent_i_arena arena;
    ent_i_budget memory; /* of the arena */
    size_t width, count, capacity;
    ent_i_value *values; /* row after row */
    ent_cell_kind *kinds; /* of the columns */
    bool more, replaced;
    ent_answer *answer;
    ent_error *err;
} collected;

static ent_status too_large(collected *all)
{
    *all->err = (ent_error){ .code = ENT_OK };
    return ent_i_fail(all->err, ENT_ERR_LIMIT, "the answer needs more than %llu bytes",
                      (unsigned long long)all->memory.most);
}

static ent_status collect(collected *all, size_t limit)
{
    ent_query *query = all->query;
    ent_status status;
    while ((status = ent_query_step(query, all->err)) == ENT_OK) {
        if (limit && all->count >= limit) {
            all->more = true;
            return ENT_OK;
        }
        size_t first = all->count * all->width;
        ENT_I_TRY(ENT_I_RESERVE(all->values, all->capacity, first + all->width, all->err));
        for (size_t i = 0; i < all->width; i++)
            ENT_I_TRY(ent_i_value_copy(&all->arena, query->row[i].value, &all->values[first + i], all->err));
        all->count++;
        if (all->memory.most && all->capacity * sizeof *all->values + all->memory.held > all->memory.most)
            return too_large(all);
    }
    return status == ENT_DONE ? ENT_OK : status;
}

/* --- kinds ------------------------------------------------------------------------------------------------ */

/* The text of a node's property, or NULL. */
static const char *node_text(collected *all, uint64_t node, const char *key)
{
    ent_i_value value;
    if (ent_i_work_property(all->query->pool.work, false, node, key, strlen(key), &all->arena, &value, NULL) != ENT_OK ||
        value.kind != ENT_I_STRING || !value.string->length || memchr(value.string->text, '\0', value.string->length))
        return NULL;
    return value.string->text;
}

static bool has_key(collected *all, ent_i_value value)
{
    return all->query->pool.work->base && ent_i_work_has_node(all->query->pool.work, value.id) &&
           node_text(all, value.id, "key");
}

static ent_cell_kind kind_of(collected *all, ent_i_value value)
{
    switch (value.kind) {
    case ENT_I_NULL: return ENT_CELL_NULL;
    case ENT_I_BOOLEAN: return ENT_CELL_BOOLEAN;
    case ENT_I_INTEGER: return ENT_CELL_INTEGER;
    case ENT_I_FLOAT: return isinf(value.number) ? ENT_CELL_TEXT : ENT_CELL_NUMBER; /* JSON has no infinity */
    case ENT_I_LIST: return ENT_CELL_LIST;
    case ENT_I_NODE: return has_key(all, value) ? ENT_CELL_NODE : ENT_CELL_TEXT;
    default: return ENT_CELL_TEXT;
    }
}

static ent_cell_kind join(ent_cell_kind a, ent_cell_kind b)
{
    return a == ENT_CELL_NULL ? b : b == ENT_CELL_NULL || a == b ? a : ENT_CELL_TEXT;
}

/* --- cells ------------------------------------------------------------------------------------------------ */

/* An answer's texts end at a NUL: one that a value holds is shown as the sign for what cannot be shown. */
static ent_status keep_text(collected *all, ent_i_buffer *buffer, const char **ret)
{
    ENT_I_TRY(ent_i_buffer_status(buffer, all->err));
    const char *text = ent_i_buffer_string(buffer), *nul;
    size_t length = buffer->length;
    ENT_I_AUTOBUFFER clean = ENT_I_BUFFER_INIT;
    while ((nul = memchr(text, '\0', length)) != NULL) {
        size_t before = (size_t)(nul - text);
        ent_i_buffer_add(&clean, text, before);
        ent_i_buffer_text(&clean, "\xEF\xBF\xBD");
        text += before + 1;
        length -= before + 1;
        all->replaced = true;
    }
    ent_i_buffer_add(&clean, text, length);
    ENT_I_TRY(ent_i_buffer_status(&clean, all->err));
    *ret = ent_i_arena_copy(&all->arena, ent_i_buffer_string(&clean), clean.length);
    return *ret ? ENT_OK : ent_i_nomem(all->err);
}

static ent_status text_cell(collected *all, ent_i_value value, ent_cell *ret)
{
    ENT_I_AUTOBUFFER buffer = ENT_I_BUFFER_INIT;
    ent_i_query_print(all->query->pool.work, value, false, &buffer);
    ret->kind = ENT_CELL_TEXT;
    return keep_text(all, &buffer, &ret->text);
}

static void node_cell(collected *all, ent_i_value value, ent_cell *ret)
{
    const char *key = node_text(all, value.id, "key"), *name = node_text(all, value.id, "short");
    if (!name)
        name = node_text(all, value.id, "name");
    *ret = (ent_cell){ .kind = ENT_CELL_NODE, .text = name ? name : key, .key = key };
}

static ent_status list_cell(collected *all, ent_i_value value, ent_cell *ret);

static ent_status make_cell(collected *all, ent_i_value value, ent_cell_kind kind, ent_cell *ret)
{
    *ret = (ent_cell){ .kind = value.kind == ENT_I_NULL ? ENT_CELL_NULL : kind };
    switch (ret->kind) {
    case ENT_CELL_NULL: return ENT_OK;
    case ENT_CELL_BOOLEAN: ret->integer = value.boolean; return ENT_OK;
    case ENT_CELL_INTEGER: ret->integer = value.integer; return ENT_OK;
    case ENT_CELL_NUMBER: ret->number = value.number; return ENT_OK;
    case ENT_CELL_NODE: node_cell(all, value, ret); return ENT_OK;
    case ENT_CELL_LIST: return list_cell(all, value, ret);
    default: return text_cell(all, value, ret);
    }
}

/* The items of a list may be of any kind but lists, which are text. */
static ent_status list_cell(collected *all, ent_i_value value, ent_cell *ret)
{
    size_t count = value.list->count;
    ent_cell *items = count < SIZE_MAX / sizeof *items - 1
                          ? ent_i_arena_alloc(&all->arena, (count + 1) * sizeof *items)
                          : NULL;
    if (!items)
        return ent_i_nomem(all->err);
    for (size_t i = 0; i < count; i++) {
        ent_cell_kind kind = kind_of(all, value.list->items[i]);
        ENT_I_TRY(make_cell(all, value.list->items[i], kind == ENT_CELL_LIST ? ENT_CELL_TEXT : kind, &items[i]));
    }
    *ret = (ent_cell){ .kind = ENT_CELL_LIST, .items = items, .count = count };
    return ENT_OK;
}

/* --- the answer ------------------------------------------------------------------------------------------- */

static ent_status add_columns(collected *all)
{
    ENT_I_TRY(ENT_I_ZEROED(all->kinds, all->width + 1, all->err));
    for (size_t i = 0; i < all->width; i++) {
        const char *name = ent_query_column_name(all->query, i);
        for (size_t row = 0; row < all->count; row++)
            all->kinds[i] = join(all->kinds[i], kind_of(all, all->values[row * all->width + i]));
        if (all->kinds[i] == ENT_CELL_NULL)
            all->kinds[i] = ENT_CELL_TEXT;
        ent_column column = { .name = name, .heading = name, .kind = all->kinds[i] };
        ENT_I_TRY(ent_answer_add_column(all->answer, &column, all->err));
    }
    return ENT_OK;
}

static ent_status add_rows(collected *all)
{
    ent_cell *cells = NULL;
    ent_status status = ENT_I_ZEROED(cells, all->width + 1, all->err);
    for (size_t row = 0; row < all->count && status == ENT_OK; row++) {
        for (size_t i = 0; i < all->width && status == ENT_OK; i++)
            status = make_cell(all, all->values[row * all->width + i], all->kinds[i], &cells[i]);
        if (status == ENT_OK)
            status = ent_answer_add_row(all->answer, cells, all->err);
    }
    free(cells);
    return status;
}

static ent_status frame(collected *all)
{
    const ent_i_work *work = all->query->pool.work; /* BEGIN and its like need none */
    const ent_graph *graph = work ? work->base : NULL;
    ENT_I_AUTOBUFFER title = ENT_I_BUFFER_INIT;
    ent_i_buffer_printf(&title, "%s%zu row%s", all->more ? "The first " : "", all->count, all->count == 1 ? "" : "s");
    ENT_I_TRY(ent_i_buffer_status(&title, all->err));
    ENT_I_TRY(ent_answer_set_title(all->answer, ent_i_buffer_string(&title), all->err));
    ENT_I_TRY(ent_answer_set_frame(all->answer, NULL, NULL, graph ? ent_graph_meta(graph, "name") : NULL, all->err));
    if (all->more)
        ENT_I_TRY(ent_answer_add_note(all->answer, "There are more rows than the limit.", all->err));
    if (all->replaced)
        ENT_I_TRY(ent_answer_add_note(all->answer, "A NUL character in a text is shown as U+FFFD.", all->err));
    return ENT_OK;
}

ent_status ent_query_answer(ent_query *query, const char *question, size_t limit, ent_answer **ret, ent_error *err)
{
    collected all = { .query = query, .width = ent_query_column_count(query),
                      .memory = { .most = query->limits.bytes } };
    ent_error own = { .code = ENT_OK };
    all.err = err ? err : &own;
    ent_i_arena_init(&all.arena);
    ent_i_arena_measure(&all.arena, &all.memory);
    ent_query_reset(query);
    ent_status status = collect(&all, limit);
    if (status == ENT_OK)
        status = ent_answer_new(question, &all.answer, err);
    if (status == ENT_OK)
        status = add_columns(&all);
    if (status == ENT_OK)
        status = add_rows(&all);
    if (status == ENT_OK)
        status = frame(&all);
    if (status == ENT_ERR_NOMEM && all.memory.refused)
        status = too_large(&all);
    if (status == ENT_OK)
        *ret = all.answer;
    else
        ent_answer_free(all.answer);
    free(all.values);
    free(all.kinds);
    ent_i_arena_clear(&all.arena);
    return status;
}
