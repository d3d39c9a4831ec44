/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole queries: parts, the columns of the result, UNION. */
#include "graph/query/bind/bind.h"

#include <stdlib.h>
#include <string.h>

#include "graph/query/bind/bind_state.h"

/* The result of a query while its parts are bound: the first part names the columns. */
typedef struct result {
    bool known;
    size_t count;
    const char **names;
    size_t *lengths;
    ent_i_type *types;
} result;

static ent_status make_result(ent_i_binder *binder, size_t count, result *made)
{
    made->known = true;
    made->count = count;
    ENT_I_TRY(ent_i_bind_array(binder, count, sizeof *made->names, &made->names));
    ENT_I_TRY(ent_i_bind_array(binder, count, sizeof *made->lengths, &made->lengths));
    return ent_i_bind_array(binder, count, sizeof *made->types, &made->types);
}

/* What a part gives: the columns of its RETURN, or of a standalone CALL; a part of only updates gives none. */
typedef struct outcome {
    const ent_i_bound_projection *project;
    const ent_i_bound_call *call;
    size_t count;
} outcome;

static outcome outcome_of(const ent_i_query *query, const ent_i_part *part, const ent_i_bound_clause *clauses)
{
    if (!part->count)
        return (outcome){ 0 };
    const ent_i_bound_clause *last = &clauses[part->count - 1];
    if (part->clauses[part->count - 1].kind == ENT_I_CLAUSE_RETURN)
        return (outcome){ &last->project, NULL, last->project.column_count };
    if (query->standalone_call)
        return (outcome){ NULL, &last->call, last->call.output_count };
    return (outcome){ 0 };
}

static ent_i_bound_column column_of(const outcome *o, size_t i)
{
    if (o->project)
        return o->project->columns[i];
    const ent_i_bound_output *output = &o->call->outputs[i];
    return (ent_i_bound_column){ .name = output->name, .name_length = output->name_length, .slot = output->slot,
                                 .type = o->call->procedure->outputs[output->output].type };
}

static ent_status differ(ent_i_binder *binder, const ent_i_part *part)
{
    const ent_i_clause *last = part->count ? &part->clauses[part->count - 1] : NULL;
    return ENT_I_BIND_SYNTAX(binder, last ? last->range : part->range, "DifferentColumnsInUnion",
                             "the parts of a UNION must have the same columns in the same order");
}

static ent_status join_result(ent_i_binder *binder, const ent_i_part *part, const outcome *o, result *so_far,
                              const uint32_t **ret_columns)
{
    bool first = !so_far->known;
    if (first)
        ENT_I_TRY(make_result(binder, o->count, so_far));
    if (so_far->count != o->count)
        return differ(binder, part);
    uint32_t *columns = NULL;
    ENT_I_TRY(ent_i_bind_array(binder, o->count, sizeof *columns, &columns));
    for (size_t i = 0; i < o->count; i++) {
        ent_i_bound_column column = column_of(o, i);
        columns[i] = column.slot;
        if (first) {
            so_far->names[i] = column.name;
            so_far->lengths[i] = column.name_length;
            so_far->types[i] = column.type;
            continue;
        }
        if (column.name_length != so_far->lengths[i] || memcmp(column.name, so_far->names[i], column.name_length))
            return differ(binder, part);
        so_far->types[i] = ent_i_type_join(so_far->types[i], column.type);
    }
    *ret_columns = o->count ? columns : NULL;
    return ENT_OK;
}

static ent_status bind_part(ent_i_binder *binder, const ent_i_query *query, const ent_i_part *part, result *so_far,
                            ent_i_bound_part *bound)
{
    ent_i_bound_clause *clauses = NULL;
    ENT_I_TRY(ent_i_bind_array(binder, part->count, sizeof *clauses, &clauses));
    bound->clauses = clauses;
    bound->first_slot = binder->level_slot = binder->slot_count;
    for (size_t i = 0; i < part->count; i++)
        ENT_I_TRY(ent_i_bind_clause(binder, query, &part->clauses[i], &clauses[i]));
    bound->end_slot = binder->slot_count;
    ent_i_bind_pop(binder, binder->level_base);
    outcome o = outcome_of(query, part, clauses);
    return join_result(binder, part, &o, so_far, &bound->columns);
}

ent_status ent_i_bind_query(ent_i_binder *binder, const ent_i_query *query, const ent_i_bound_query **ret)
{
    size_t level_base = binder->level_base;
    uint32_t level_slot = binder->level_slot;
    result so_far = { 0 };
    ent_i_bound_query *bound = NULL;
    ent_i_bound_part *parts = NULL;
    ENT_I_TRY(ent_i_bind_array(binder, 1, sizeof *bound, &bound));
    ENT_I_TRY(ent_i_bind_array(binder, query->count, sizeof *parts, &parts));
    binder->level_base = binder->variable_count;
    for (size_t i = 0; i < query->count; i++)
        ENT_I_TRY(bind_part(binder, query, &query->parts[i], &so_far, &parts[i]));
    binder->level_base = level_base;
    binder->level_slot = level_slot;
    *bound = (ent_i_bound_query){ parts, so_far.count, so_far.names, so_far.types };
    *ret = bound;
    return ENT_OK;
}

static ent_status bind_statement(ent_i_binder *binder, const ent_i_bound **ret)
{
    ent_i_bound *bound = NULL;
    size_t count = binder->statement->expr_count;
    ENT_I_TRY(ent_i_bind_array(binder, 1, sizeof *bound, &bound));
    ENT_I_TRY(ent_i_bind_array(binder, count, sizeof *binder->notes, &binder->notes));
    for (size_t i = 0; i < count; i++)
        binder->notes[i].slot = binder->notes[i].local = binder->notes[i].accumulator = ENT_I_NO_SLOT;
    if (binder->statement->query)
        ENT_I_TRY(ent_i_bind_query(binder, binder->statement->query, &bound->query));
    bound->statement = binder->statement;
    bound->notes = binder->notes;
    bound->slot_count = binder->slot_count;
    *ret = bound;
    return ENT_OK;
}

ent_status ent_i_bind(ent_i_arena *arena, const ent_i_statement *statement, const char *text, size_t length,
                      const ent_i_environment *environment, const ent_i_bound **ret, ent_query_error *ret_fault,
                      ent_error *err)
{
    ent_i_binder binder = { .arena = arena, .statement = statement, .text = text, .length = length,
                            .environment = environment, .fault = ret_fault, .err = err };
    ent_status status = bind_statement(&binder, ret);
    free(binder.variables);
    ent_i_hash_clear(&binder.names);
    return status;
}
