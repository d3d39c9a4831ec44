/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The work graph: making it, its names, and what it reads from the base or from its own records. */
#include "graph/query/overlay/work.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "graph/base/array.h"
#include "graph/model/exact.h"
#include "graph/query/overlay/index.h"
#include "graph/query/overlay/statistics.h"

/* --- names ------------------------------------------------------------------------------------------------ */

ent_i_symbol ent_i_work_find(const ent_i_work *work, const char *text, size_t length)
{
    return ent_i_hash_get(&work->names, text, length, ENT_I_NO_SYMBOL);
}

ent_status ent_i_work_intern(ent_i_work *work, const char *text, size_t length, ent_i_symbol *ret, ent_error *err)
{
    ent_i_symbol found = ent_i_work_find(work, text, length);
    if (found != ENT_I_NO_SYMBOL) {
        *ret = found;
        return ENT_OK;
    }
    size_t need = work->name_count + 1;
    if (need >= ENT_I_NO_SYMBOL)
        return ent_i_fail(err, ENT_ERR_LIMIT, "too many different labels, types and property keys");
    ENT_I_TRY(ENT_I_RESERVE(work->name_texts, work->name_capacity, need, err));
    ENT_I_TRY(ENT_I_RESERVE(work->name_parents, work->parent_capacity, need, err));
    ENT_I_TRY(ENT_I_RESERVE(work->name_nodes, work->nodes_capacity, need, err));
    ent_i_value copy;
    ENT_I_TRY(ent_i_value_string(&work->arena, text, length, &copy, err));
    ent_i_symbol name = (ent_i_symbol)work->name_count;
    ENT_I_TRY(ent_i_hash_put(&work->names, copy.string->text, length, name, err));
    work->name_texts[name] = copy.string;
    work->name_parents[name] = ENT_I_NO_SYMBOL;
    work->name_nodes[name] = 0;
    work->name_count = need;
    *ret = name;
    return ENT_OK;
}

static ent_status intern_text(ent_i_work *work, const char *text, ent_i_symbol *ret, ent_error *err)
{
    return ent_i_work_intern(work, text, strlen(text), ret, err);
}

/* --- making and freeing ----------------------------------------------------------------------------------- */

static ent_status intern_own(ent_i_work *work, ent_error *err)
{
    ENT_I_TRY(intern_text(work, "key", &work->key, err));
    ENT_I_TRY(intern_text(work, "name", &work->name, err));
    ENT_I_TRY(intern_text(work, "short", &work->short_name, err));
    ENT_I_TRY(intern_text(work, "valid", &work->valid, err));
    ENT_I_TRY(intern_text(work, "status", &work->status, err));
    ENT_I_TRY(intern_text(work, "rank", &work->rank, err));
    ENT_I_TRY(intern_text(work, "as_of", &work->as_of, err));
    /* No name of a query begins with a NUL character alone. */
    return ent_i_work_intern(work, "\0citations", 10, &work->citations, err);
}

static ent_status take_base(ent_i_work *work, const ent_graph *base, ent_error *err)
{
    size_t labels = ent_graph_label_count(base), types = ent_graph_type_count(base);
    work->base = base;
    work->base_nodes = ent_graph_node_count(base);
    work->base_rels = ent_graph_tie_count(base);
    work->cites = ent_graph_citation_count(base) > 0;
    ENT_I_TRY(ENT_I_ZEROED(work->base_node_records, work->base_nodes, err));
    ENT_I_TRY(ENT_I_ZEROED(work->base_rel_records, work->base_rels, err));
    ENT_I_TRY(ENT_I_ZEROED(work->label_symbols, labels, err));
    ENT_I_TRY(ENT_I_ZEROED(work->type_symbols, types, err));
    ent_label_view label;
    for (size_t i = 0; i < labels; i++) {
        ent_graph_label(base, (ent_label)i, &label);
        ENT_I_TRY(intern_text(work, label.name, &work->label_symbols[i], err));
    }
    for (size_t i = 0; i < labels; i++) {
        ent_graph_label(base, (ent_label)i, &label);
        if (label.parent != ENT_NO_LABEL)
            work->name_parents[work->label_symbols[i]] = work->label_symbols[label.parent];
    }
    for (size_t i = 0; i < types; i++) {
        ent_type_view type;
        ent_graph_type(base, (ent_type)i, &type);
        ENT_I_TRY(intern_text(work, type.name, &work->type_symbols[i], err));
    }
    return ENT_OK;
}

/* No two are made at one place in one nanosecond. */
static uint64_t new_serial(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

ent_status ent_i_work_new(const ent_graph *base, ent_i_work **ret, ent_error *err)
{
    ent_i_work *work = calloc(1, sizeof *work);
    if (!work)
        return ent_i_nomem(err);
    work->references = 1;
    ent_i_arena_init(&work->arena);
    work->serial = new_serial();
    ent_status status = intern_own(work, err);
    if (status == ENT_OK && base)
        status = take_base(work, base, err);
    if (status != ENT_OK) {
        ent_i_work_free(work);
        return status;
    }
    *ret = work;
    return ENT_OK;
}

ent_i_work *ent_i_work_hold(ent_i_work *work)
{
    work->references++;
    return work;
}

void ent_i_work_free(ent_i_work *work)
{
    if (!work || --work->references > 0)
        return;
    for (ent_i_work_node *node = work->node_records; node; node = node->next_record) {
        free(node->labels);
        free(node->properties.items);
        free(node->out.items);
        free(node->in.items);
    }
    for (ent_i_work_rel *rel = work->rel_records; rel; rel = rel->next_record)
        free(rel->properties.items);
    ent_i_node_indexes_free(work);
    ent_i_statistics_free(work->statistics);
    if (work->relations)
        work->release_relations(work->relations);
    ent_i_hash_clear(&work->names);
    free(work->name_texts);
    free(work->name_parents);
    free(work->name_nodes);
    free(work->label_symbols);
    free(work->type_symbols);
    free(work->base_node_records);
    free(work->base_rel_records);
    free(work->nodes);
    free(work->rels);
    free(work->log);
    ent_i_arena_clear(&work->arena);
    ent_graph_free(work->own_base);
    free(work);
}
