/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/query/operators/rows.h"

#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"

/* Tell the run what is held now, besides the arena. */
static void account(ent_i_run *run, size_t *held, size_t now)
{
    run->memory.held = run->memory.held - *held + now;
    *held = now;
}

void ent_i_rows_init(ent_i_rows *rows, ent_i_run *run, const uint32_t *slots, size_t width)
{
    *rows = (ent_i_rows){ .run = run, .slots = slots, .width = width };
    ent_i_arena_init(&rows->arena);
    ent_i_arena_measure(&rows->arena, &run->memory);
}

void ent_i_rows_clear(ent_i_rows *rows)
{
    if (!rows->run)
        return;
    free(rows->values);
    rows->values = NULL;
    rows->count = rows->capacity = 0;
    ent_i_arena_clear(&rows->arena);
    account(rows->run, &rows->held, 0);
}

static ent_status copy_all(ent_i_arena *arena, const ent_i_value *from, size_t count, ent_i_value *to, ent_error *err)
{
    for (size_t i = 0; i < count; i++)
        ENT_I_TRY(ent_i_value_copy(arena, from[i], &to[i], err));
    return ENT_OK;
}

ent_status ent_i_rows_add(ent_i_rows *rows)
{
    ent_i_run *run = rows->run;
    size_t width = rows->width ? rows->width : 1;
    if (rows->count >= SIZE_MAX / width / 2)
        return ent_i_nomem(run->err);
    ENT_I_TRY(ENT_I_RESERVE(rows->values, rows->capacity, (rows->count + 1) * width, run->err));
    ent_i_value *row = &rows->values[rows->count * width];
    for (size_t i = 0; i < rows->width; i++)
        ENT_I_TRY(ent_i_value_copy(&rows->arena, run->frame[rows->slots[i]], &row[i], run->err));
    rows->count++;
    account(run, &rows->held, rows->capacity * sizeof *row);
    return ent_i_run_tick(run);
}

void ent_i_rows_load(const ent_i_rows *rows, size_t i)
{
    size_t width = rows->width ? rows->width : 1;
    for (size_t j = 0; j < rows->width; j++)
        rows->run->frame[rows->slots[j]] = rows->values[i * width + j];
}

/* --- tuples ----------------------------------------------------------------------------------------------- */

void ent_i_tuples_init(ent_i_tuples *tuples, ent_i_run *run, size_t width)
{
    *tuples = (ent_i_tuples){ .run = run, .width = width };
    ent_i_arena_init(&tuples->arena);
    ent_i_arena_measure(&tuples->arena, &run->memory);
}

void ent_i_tuples_clear(ent_i_tuples *tuples)
{
    if (!tuples->run)
        return;
    free(tuples->values);
    free(tuples->table);
    tuples->values = NULL;
    tuples->table = NULL;
    tuples->count = tuples->capacity = tuples->table_size = 0;
    ent_i_arena_clear(&tuples->arena);
    account(tuples->run, &tuples->held, 0);
}

static uint64_t hash_of(const ent_i_value *tuple, size_t width)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < width; i++)
        hash = ent_i_hash_mix(hash ^ ent_i_value_hash(tuple[i]));
    return hash;
}

static bool same(const ent_i_value *a, const ent_i_value *b, size_t width)
{
    for (size_t i = 0; i < width; i++)
        if (!ent_i_value_equivalent(a[i], b[i]))
            return false;
    return true;
}

static size_t *place_of(const ent_i_tuples *tuples, const ent_i_value *tuple)
{
    size_t mask = tuples->table_size - 1, width = tuples->width;
    size_t i = (size_t)hash_of(tuple, width) & mask;
    while (tuples->table[i] && !same(&tuples->values[(tuples->table[i] - 1) * width], tuple, width))
        i = (i + 1) & mask;
    return &tuples->table[i];
}

static ent_status grow(ent_i_tuples *tuples)
{
    if (tuples->count * 2 < tuples->table_size)
        return ENT_OK;
    size_t size = tuples->table_size ? tuples->table_size * 2 : 16;
    size_t *table = NULL;
    ENT_I_TRY(ENT_I_ZEROED(table, size, tuples->run->err));
    free(tuples->table);
    tuples->table = table;
    tuples->table_size = size;
    for (size_t i = 0; i < tuples->count; i++)
        *place_of(tuples, &tuples->values[i * tuples->width]) = i + 1;
    return ENT_OK;
}

ent_status ent_i_tuples_put(ent_i_tuples *tuples, const ent_i_value *tuple, size_t *ret_index, bool *ret_new)
{
    ent_i_run *run = tuples->run;
    ENT_I_TRY(grow(tuples));
    size_t *place = place_of(tuples, tuple);
    *ret_new = !*place;
    if (!*place) {
        ENT_I_TRY(ENT_I_RESERVE(tuples->values, tuples->capacity, (tuples->count + 1) * tuples->width, run->err));
        ENT_I_TRY(copy_all(&tuples->arena, tuple, tuples->width, &tuples->values[tuples->count * tuples->width],
                           run->err));
        *place = ++tuples->count;
        account(run, &tuples->held,
                tuples->capacity * sizeof *tuples->values + tuples->table_size * sizeof *tuples->table);
    }
    *ret_index = *place - 1;
    return ent_i_run_tick(run);
}
