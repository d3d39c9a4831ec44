/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Calls: of functions, among them the aggregates, and of procedures. */
#include <stdio.h>
#include <string.h>

#include "graph/query/bind/bind_state.h"

/* --- functions ----------------------------------------------------------------------------------- */

static ent_status find_function(ent_i_binder *binder, const ent_i_expr *expr, const ent_i_function **ret)
{
    ent_i_name name = expr->of.function.name;
    *ret = ent_i_function_find(name.text, name.length);
    if (*ret)
        return ENT_OK;
    const char *near = ent_i_function_near(name.text, name.length);
    if (near)
        return ENT_I_BIND_SYNTAX(binder, name.range, "UnknownFunction", "there is no function \"%s\"; is \"%s\" meant?",
                                 name.text, near);
    return ENT_I_BIND_SYNTAX(binder, name.range, "UnknownFunction", "there is no function \"%s\"", name.text);
}

static ent_status check_count(ent_i_binder *binder, const ent_i_expr *expr, const ent_i_function *function)
{
    size_t count = expr->of.function.count;
    if (count >= function->least && (count <= function->most || function->most == ENT_I_VARIADIC))
        return ENT_OK;
    if (function->most == ENT_I_VARIADIC)
        return ENT_I_BIND_SYNTAX(binder, expr->range, "InvalidNumberOfArguments", "%s wants at least %u argument%s",
                                 function->name, function->least, function->least == 1 ? "" : "s");
    if (function->least == function->most)
        return ENT_I_BIND_SYNTAX(binder, expr->range, "InvalidNumberOfArguments", "%s wants %u argument%s, not %zu",
                                 function->name, function->least, function->least == 1 ? "" : "s", count);
    return ENT_I_BIND_SYNTAX(binder, expr->range, "InvalidNumberOfArguments",
                             "%s wants %u to %u arguments, not %zu", function->name, function->least,
                             function->most, count);
}

static ent_i_type result_type(const ent_i_binder *binder, const ent_i_expr *expr, const ent_i_function *function)
{
    ent_i_type first = ent_i_type_of(ENT_I_TYPE_ANY), joined = ent_i_type_of(ENT_I_TYPE_NULL);
    for (size_t i = 0; i < expr->of.function.count; i++) {
        ent_i_type type = binder->notes[expr->of.function.items[i]->number].type;
        joined = ent_i_type_join(joined, type);
        if (!i)
            first = type;
    }
    switch (function->result) {
    case ENT_I_RESULT_FIXED:
        return function->type;
    case ENT_I_RESULT_SAME:
        return first;
    case ENT_I_RESULT_ELEMENT:
        return ent_i_type_element(first);
    case ENT_I_RESULT_COLLECT:
        return ent_i_type_list(first);
    case ENT_I_RESULT_JOIN:
        return joined;
    case ENT_I_RESULT_AVERAGE:
        if (first.kind == ENT_I_TYPE_DURATION || first.kind == ENT_I_TYPE_ANY)
            return first;
        return ent_i_type_of(ENT_I_TYPE_FLOAT);
    }
    return first;
}

/* May an aggregate stand here? */
static ent_status check_aggregate(ent_i_binder *binder, const ent_i_expr *expr, const char *name)
{
    if (binder->aggregation == ENT_I_AGGREGATES_NESTED)
        return ENT_I_BIND_SYNTAX(binder, expr->range, "NestedAggregation",
                                 "%s within the argument of another aggregate", name);
    if (binder->aggregation == ENT_I_AGGREGATES_REFUSED)
        return ENT_I_BIND_SYNTAX(binder, expr->range, "InvalidAggregation", "%s cannot aggregate in %s", name,
                                 binder->clause);
    return ENT_OK;
}

static ent_status bind_arguments(ent_i_binder *binder, const ent_i_expr *expr, const ent_i_function *function)
{
    for (size_t i = 0; i < expr->of.function.count; i++) {
        const ent_i_expr *item = expr->of.function.items[i];
        ENT_I_TRY(ent_i_bind_expr(binder, item));
        char what[96];
        snprintf(what, sizeof what, "the argument of %s", function->name);
        ENT_I_TRY(ent_i_bind_wanted(binder, item, ent_i_function_mask(function, i), what));
    }
    return ENT_OK;
}

static ent_status bind_aggregate(ent_i_binder *binder, const ent_i_expr *expr, const ent_i_function *function)
{
    ENT_I_TRY(check_aggregate(binder, expr, function->name));
    binder->aggregation = ENT_I_AGGREGATES_NESTED;
    if (binder->watch)
        binder->watch->in_aggregate = true;
    ENT_I_TRY(bind_arguments(binder, expr, function));
    if (binder->watch)
        binder->watch->in_aggregate = false;
    binder->aggregation = ENT_I_AGGREGATES_ALLOWED;
    return ENT_OK;
}

ent_status ent_i_bind_function(ent_i_binder *binder, const ent_i_expr *expr)
{
    const ent_i_function *function = NULL;
    ENT_I_TRY(find_function(binder, expr, &function));
    if (expr->of.function.distinct && !function->aggregate)
        return ENT_I_BIND_SYNTAX(binder, expr->range, "UnexpectedSyntax", "%s does not aggregate: no DISTINCT",
                                 function->name);
    ENT_I_TRY(check_count(binder, expr, function));
    if (function->is_volatile && binder->aggregation == ENT_I_AGGREGATES_NESTED)
        return ENT_I_BIND_SYNTAX(binder, expr->range, "NonConstantExpression",
                                 "%s gives another value each time and cannot be aggregated", function->name);
    ENT_I_TRY(function->aggregate ? bind_aggregate(binder, expr, function) : bind_arguments(binder, expr, function));
    ent_i_note *note = ent_i_bind_note(binder, expr);
    ent_i_bind_inherit(binder, expr);
    note->function = function;
    note->type = result_type(binder, expr, function);
    note->aggregates |= function->aggregate;
    note->constant &= !function->aggregate && !function->is_volatile;
    return ENT_OK;
}

ent_status ent_i_bind_count_all(ent_i_binder *binder, const ent_i_expr *expr)
{
    ENT_I_TRY(check_aggregate(binder, expr, "count(*)"));
    ent_i_note *note = ent_i_bind_note(binder, expr);
    note->function = ent_i_function_get(ENT_I_FUNCTION_COUNT);
    note->type = ent_i_type_of(ENT_I_TYPE_INTEGER);
    note->aggregates = true;
    return ENT_OK;
}

/* --- procedures ---------------------------------------------------------------------------------- */

static ent_status find_procedure(ent_i_binder *binder, ent_i_name name, const ent_i_procedure **ret)
{
    const ent_i_environment *environment = binder->environment;
    *ret = environment && environment->find_procedure
               ? environment->find_procedure(environment->context, name.text, name.length)
               : NULL;
    if (*ret)
        return ENT_OK;
    return ENT_I_BIND_ERROR(binder, name.range, "ProcedureError", "ProcedureNotFound",
                            "there is no procedure \"%s\"", name.text);
}

/* What a field of a procedure takes: an integer also where a float is asked for. */
static ent_i_type_mask field_mask(ent_i_type type)
{
    if (type.lists)
        return ENT_I_MASK_LIST;
    switch (type.kind) {
    case ENT_I_TYPE_ANY:
    case ENT_I_TYPE_NULL:
        return ENT_I_MASK_ANY;
    case ENT_I_TYPE_INTEGER:
        return ENT_I_MASK_INTEGER;
    case ENT_I_TYPE_FLOAT:
    case ENT_I_TYPE_NUMBER:
        return ENT_I_MASK_NUMBER;
    default:
        return ENT_I_BIT(type.kind);
    }
}

static ent_status bind_inputs(ent_i_binder *binder, const ent_i_query *query, const ent_i_clause *clause,
                              const ent_i_procedure *procedure)
{
    size_t count = clause->of.call.count;
    if (clause->of.call.implicit) {
        if (query->standalone_call || !procedure->input_count)
            return ENT_OK;
        return ENT_I_BIND_SYNTAX(binder, clause->of.call.procedure.range, "InvalidArgumentPassingMode",
                                 "within a query the arguments of %s must be written", procedure->name);
    }
    if (count != procedure->input_count)
        return ENT_I_BIND_SYNTAX(binder, clause->range, "InvalidNumberOfArguments", "%s wants %zu argument%s, not %zu",
                                 procedure->name, procedure->input_count, procedure->input_count == 1 ? "" : "s",
                                 count);
    for (size_t i = 0; i < count; i++) {
        const ent_i_expr *item = clause->of.call.items[i];
        ENT_I_TRY(ent_i_bind_plain(binder, item, "CALL"));
        ENT_I_TRY(ent_i_bind_wanted(binder, item, field_mask(procedure->inputs[i].type), procedure->inputs[i].name));
    }
    return ENT_OK;
}

static ent_status bind_yield(ent_i_binder *binder, const ent_i_procedure *procedure, const ent_i_yield *yield,
                             ent_i_bound_output *output)
{
    size_t i = 0;
    while (i < procedure->output_count && strcmp(procedure->outputs[i].name, yield->column.text))
        i++;
    if (i == procedure->output_count)
        return ENT_I_BIND_SYNTAX(binder, yield->column.range, "UndefinedVariable", "%s does not yield \"%s\"",
                                 procedure->name, yield->column.text);
    ent_i_name name = yield->alias.text ? yield->alias : yield->column;
    if (ent_i_bind_lookup(binder, name))
        return ENT_I_BIND_SYNTAX(binder, name.range, "VariableAlreadyBound", "there is a variable \"%s\" already",
                                 name.text);
    *output = (ent_i_bound_output){ name.text, name.length, i, 0 };
    ENT_I_TRY(ent_i_bind_slots(binder, 1, &output->slot));
    return ent_i_bind_push(binder, name, output->slot, procedure->outputs[i].type);
}

/* A standalone call without YIELD or with YIELD *: everything. */
static ent_status bind_all_outputs(ent_i_binder *binder, const ent_i_procedure *procedure,
                                   ent_i_bound_output *outputs)
{
    for (size_t i = 0; i < procedure->output_count; i++) {
        ent_i_name name = { procedure->outputs[i].name, strlen(procedure->outputs[i].name), { 0, 0 } };
        outputs[i] = (ent_i_bound_output){ name.text, name.length, i, 0 };
        ENT_I_TRY(ent_i_bind_slots(binder, 1, &outputs[i].slot));
        ENT_I_TRY(ent_i_bind_push(binder, name, outputs[i].slot, procedure->outputs[i].type));
    }
    return ENT_OK;
}

ent_status ent_i_bind_call(ent_i_binder *binder, const ent_i_query *query, const ent_i_clause *clause,
                           ent_i_bound_call *bound)
{
    const ent_i_procedure *procedure = NULL;
    ENT_I_TRY(find_procedure(binder, clause->of.call.procedure, &procedure));
    ENT_I_TRY(bind_inputs(binder, query, clause, procedure));
    bool all = clause->of.call.yield_all || (query->standalone_call && !clause->of.call.yields);
    size_t count = all ? procedure->output_count : clause->of.call.column_count;
    ent_i_bound_output *outputs = NULL;
    ENT_I_TRY(ent_i_bind_array(binder, count, sizeof *outputs, &outputs));
    if (all)
        ENT_I_TRY(bind_all_outputs(binder, procedure, outputs));
    for (size_t i = 0; !all && i < count; i++)
        ENT_I_TRY(bind_yield(binder, procedure, &clause->of.call.columns[i], &outputs[i]));
    ENT_I_TRY(ent_i_bind_where(binder, clause->of.call.where, "WHERE"));
    *bound = (ent_i_bound_call){ procedure, clause->of.call.implicit, outputs, count };
    return ENT_OK;
}
