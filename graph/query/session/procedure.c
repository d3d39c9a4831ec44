/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Procedures: registering them, and CALL. */
#include "graph/query/evaluate/explain.h"
#include "graph/query/session/session.h"

#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"

/* --- registering ------------------------------------------------------------------------------------------ */

ent_status ent_session_register(ent_session *session, const char *signature, ent_procedure_function function,
                                void *context, ent_error *err)
{
    ent_i_procedure procedure;
    ent_i_registered *registered = ent_i_arena_alloc(&session->arena, sizeof *registered);
    if (!registered)
        return ent_i_nomem(err);
    ENT_I_TRY(ent_i_procedure_parse(&session->arena, signature, &procedure, err));
    procedure.function = function;
    procedure.context = context;
    /* A later one of the same name stands in front of it. */
    *registered = (ent_i_registered){ session->procedures, procedure };
    session->procedures = registered;
    return ENT_OK;
}

const ent_i_procedure *ent_i_find_procedure(void *session, const char *name, size_t length)
{
    for (const ent_i_registered *r = ((ent_session *)session)->procedures; r; r = r->next)
        if (strlen(r->procedure.name) == length && memcmp(r->procedure.name, name, length) == 0)
            return &r->procedure;
    return ent_i_procedure_of_all(name, length);
}

const ent_value *ent_procedure_argument(const ent_procedure_call *call, size_t index)
{
    return index < call->procedure->input_count ? &call->arguments[index] : NULL;
}

ent_status ent_procedure_emit(ent_procedure_call *call, const char *const *json, size_t count, ent_error *err)
{
    size_t width = call->procedure->output_count;
    if (count != width)
        return ent_i_fail(err, ENT_ERR_USAGE, "procedure %s gives %zu values, not %zu", call->procedure->name, width,
                          count);
    ENT_I_TRY(ENT_I_RESERVE(call->rows, call->capacity, (call->count + 1) * width + 1, err));
    for (size_t i = 0; i < count; i++) {
        ent_i_value *value = &call->rows[call->count * width + i];
        ENT_I_TRY(ent_i_value_from_json(call->arena, json[i], strlen(json[i]), value, err));
        if (value->kind == ENT_I_INTEGER && call->procedure->outputs[i].type.kind == ENT_I_TYPE_FLOAT &&
            !call->procedure->outputs[i].type.lists)
            *value = ent_i_float((double)value->integer);
    }
    call->count++;
    return ent_i_run_tick(call->run);
}

/* --- CALL ------------------------------------------------------------------------------------------------- */

typedef struct call_op {
    ent_i_op base;
    const ent_i_clause *clause;
    const ent_i_bound_call *bound;
    bool standalone;
    ent_procedure_call call;
    size_t next;
} call_op;

static ent_status call_open(ent_i_op *op)
{
    call_op *c = (call_op *)op;
    c->next = c->call.count = 0;
    return ENT_OK;
}

static void call_clear(ent_i_op *op)
{
    free(((call_op *)op)->call.rows);
    ((call_op *)op)->call.rows = NULL;
}

static ent_status implicit_argument(call_op *c, const ent_i_field *input, ent_i_value *ret)
{
    ent_i_run *run = c->base.run;
    const ent_i_statement *statement = run->bound->statement;
    for (size_t i = 0; i < statement->parameter_count; i++)
        if (strcmp(statement->parameters[i].text, input->name) == 0 && run->parameters_given[i]) {
            *ret = run->parameters[i];
            return ENT_OK;
        }
    for (const ent_i_spare *spare = run->spares; spare; spare = spare->next)
        if (strcmp(spare->name, input->name) == 0) {
            *ret = spare->value;
            return ENT_OK;
        }
    return ent_i_fault(run->text, run->length, c->clause->range, ENT_ERR_INVALID, "ParameterMissing", "compile time",
                       "MissingParameter", run->fault, run->err, "procedure %s needs the parameter $%s",
                       c->bound->procedure->name, input->name);
}

static bool fits(const ent_i_field *input, ent_i_value value)
{
    if (value.kind == ENT_I_NULL || input->type.kind == ENT_I_TYPE_ANY)
        return true;
    if (input->type.lists)
        return value.kind == ENT_I_LIST;
    switch (input->type.kind) {
    case ENT_I_TYPE_INTEGER:
        return value.kind == ENT_I_INTEGER;
    case ENT_I_TYPE_FLOAT:
    case ENT_I_TYPE_NUMBER:
        return value.kind == ENT_I_INTEGER || value.kind == ENT_I_FLOAT;
    case ENT_I_TYPE_STRING:
        return value.kind == ENT_I_STRING;
    case ENT_I_TYPE_BOOLEAN:
        return value.kind == ENT_I_BOOLEAN;
    case ENT_I_TYPE_NODE:
        return value.kind == ENT_I_NODE;
    case ENT_I_TYPE_RELATIONSHIP:
        return value.kind == ENT_I_RELATIONSHIP;
    case ENT_I_TYPE_MAP:
        return value.kind == ENT_I_MAP;
    case ENT_I_TYPE_PATH:
        return value.kind == ENT_I_PATH;
    default:
        return value.kind == ENT_I_TEMPORAL;
    }
}

static ent_status eval_arguments(call_op *c, ent_i_value *arguments)
{
    ent_i_run *run = c->base.run;
    const ent_i_procedure *procedure = c->bound->procedure;
    for (size_t i = 0; i < procedure->input_count; i++) {
        const ent_i_field *input = &procedure->inputs[i];
        if (c->bound->implicit)
            ENT_I_TRY(implicit_argument(c, input, &arguments[i]));
        else
            ENT_I_TRY(ent_i_eval(run, c->clause->of.call.items[i], &arguments[i]));
        if (!fits(input, arguments[i]))
            return ent_i_run_fail(run, c->clause->range, "TypeError", "InvalidArgumentType",
                                  "procedure %s does not take a %s as %s", procedure->name,
                                  ent_i_value_kind_name(arguments[i]), input->name);
        if (input->type.kind == ENT_I_TYPE_FLOAT && !input->type.lists && arguments[i].kind == ENT_I_INTEGER)
            arguments[i] = ent_i_float((double)arguments[i].integer);
    }
    return ENT_OK;
}

static ent_status run_call(call_op *c)
{
    ent_i_run *run = c->base.run;
    const ent_i_procedure *procedure = c->bound->procedure;
    ent_i_pool pool = { .work = run->work };
    ent_i_arena_init(&pool.arena);
    ent_i_value *arguments = ent_i_arena_alloc(&c->base.arena, (procedure->input_count + 1) * sizeof *arguments);
    if (!arguments)
        return ent_i_nomem(run->err);
    ENT_I_TRY(eval_arguments(c, arguments));
    struct ent_value *values = NULL;
    ent_status status = ent_i_pool_values(&pool, arguments, procedure->input_count, &values, run->err);
    c->call.run = run;
    c->call.procedure = procedure;
    c->call.arguments = values;
    c->call.arena = &c->base.arena;
    c->call.count = 0;
    if (status == ENT_OK)
        status = procedure->function(&c->call, procedure->context, run->err);
    ent_i_arena_clear(&pool.arena);
    if (status < 0 && run->err && run->err->code == ENT_OK)
        return ent_i_fail(run->err, status, "procedure %s failed", procedure->name);
    return status < 0 ? status : ENT_OK;
}

static ent_status call_next(ent_i_op *op)
{
    call_op *c = (call_op *)op;
    while (c->next >= c->call.count) {
        ent_status status = ent_i_op_pull(op);
        if (status != ENT_OK)
            return status;
        ENT_I_TRY(ent_i_run_tick(op->run));
        c->next = 0;
        ENT_I_TRY(run_call(c));
        /* One without outputs lets the row pass. */
        if (!c->bound->procedure->output_count && !c->standalone) {
            c->call.count = 0;
            return ENT_OK;
        }
        if (!c->bound->procedure->output_count)
            c->call.count = 0;
    }
    const ent_i_value *row = &c->call.rows[c->next++ * c->bound->procedure->output_count];
    for (size_t i = 0; i < c->bound->output_count; i++)
        op->run->frame[c->bound->outputs[i].slot] = row[c->bound->outputs[i].output];
    return ENT_OK;
}

static void call_describe(const ent_i_op *op, ent_i_explain *explain)
{
    const ent_i_clause *clause = ((const call_op *)op)->clause;
    ent_i_explain_source(explain, clause->of.call.procedure.range);
    for (size_t i = 0; i < clause->of.call.count; i++) {
        ent_i_explain_text(explain, "%s", i ? ", " : "(");
        ent_i_explain_expr(explain, clause->of.call.items[i]);
    }
    ent_i_explain_text(explain, "%s", clause->of.call.count ? ")" : "()");
}

static const ent_i_op_class call_class = { .name = "Call",
                                           .open = call_open,
                                           .next = call_next,
                                           .clear = call_clear,
                                           .describe = call_describe };

ent_status ent_i_op_call(ent_i_run *run, const ent_i_clause *clause, const ent_i_bound_call *bound, bool standalone,
                         ent_i_op **op)
{
    call_op *c;
    ENT_I_TRY(ent_i_op_new(run, &call_class, sizeof *c, op, &c));
    c->clause = clause;
    c->bound = bound;
    c->standalone = standalone;
    return ENT_OK;
}
