/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/query/syntax/ast.h"

const char *ent_i_expr_kind_name(ent_i_expr_kind kind)
{
    static const char *const names[] = {
#define ENT_X(name, text) text,
        ENT_I_EXPR_LIST(ENT_X)
#undef ENT_X
    };
    return names[kind];
}

const char *ent_i_operator_text(ent_i_operator op)
{
    static const char *const texts[] = { "=", "<>", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "^" };
    return texts[op];
}

typedef struct visitor {
    ent_i_expr_visit *visit;
    void *context;
} visitor;

static bool one(const visitor *v, const ent_i_expr *expr)
{
    return !expr || v->visit(expr, v->context);
}

static bool many(const visitor *v, const ent_i_expr *const *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!v->visit(items[i], v->context))
            return false;
    return true;
}

static bool path_children(const visitor *v, const ent_i_path_pattern *path)
{
    for (size_t i = 0; i < path->rel_count; i++)
        if (!one(v, path->nodes[i].properties) || !one(v, path->rels[i].properties))
            return false;
    return one(v, path->nodes[path->rel_count].properties);
}

static bool pattern_children(const visitor *v, const ent_i_pattern *pattern)
{
    for (size_t i = 0; i < pattern->count; i++)
        if (!path_children(v, &pattern->paths[i]))
            return false;
    return true;
}

static bool time_children(const visitor *v, const ent_i_time *time)
{
    return !time || (one(v, time->from) && one(v, time->to));
}

static bool set_children(const visitor *v, const ent_i_set_item *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!one(v, items[i].target) || !one(v, items[i].value))
            return false;
    return true;
}

static bool merge_children(const visitor *v, const ent_i_clause *c)
{
    if (!path_children(v, c->of.merge.path))
        return false;
    for (size_t i = 0; i < c->of.merge.count; i++)
        if (!set_children(v, c->of.merge.actions[i].items, c->of.merge.actions[i].count))
            return false;
    return true;
}

static bool project_children(const visitor *v, const ent_i_clause *c)
{
    for (size_t i = 0; i < c->of.project.count; i++)
        if (!one(v, c->of.project.columns[i].value))
            return false;
    for (size_t i = 0; i < c->of.project.sort_count; i++)
        if (!one(v, c->of.project.sorts[i].value))
            return false;
    return one(v, c->of.project.skip) && one(v, c->of.project.limit) && one(v, c->of.project.where);
}

static bool clause_children(const visitor *v, const ent_i_clause *c)
{
    switch (c->kind) {
    case ENT_I_CLAUSE_MATCH:
        return pattern_children(v, c->of.match.pattern) && time_children(v, c->of.match.time) &&
               one(v, c->of.match.where);
    case ENT_I_CLAUSE_UNWIND:
        return one(v, c->of.unwind.list);
    case ENT_I_CLAUSE_CALL:
        return many(v, c->of.call.items, c->of.call.count) && one(v, c->of.call.where);
    case ENT_I_CLAUSE_WITH:
    case ENT_I_CLAUSE_RETURN:
        return project_children(v, c);
    case ENT_I_CLAUSE_CREATE:
        return pattern_children(v, c->of.create);
    case ENT_I_CLAUSE_MERGE:
        return merge_children(v, c);
    case ENT_I_CLAUSE_SET:
    case ENT_I_CLAUSE_REMOVE:
        return set_children(v, c->of.set.items, c->of.set.count);
    case ENT_I_CLAUSE_DELETE:
        return many(v, c->of.erase.items, c->of.erase.count);
    }
    return true;
}

static bool query_children(const visitor *v, const ent_i_query *query)
{
    for (size_t i = 0; i < query->count; i++)
        for (size_t j = 0; j < query->parts[i].count; j++)
            if (!clause_children(v, &query->parts[i].clauses[j]))
                return false;
    return true;
}

static bool case_children(const visitor *v, const ent_i_expr *e)
{
    if (!one(v, e->of.conditional.subject))
        return false;
    for (size_t i = 0; i < e->of.conditional.count; i++)
        if (!one(v, e->of.conditional.alternatives[i].when) || !one(v, e->of.conditional.alternatives[i].then))
            return false;
    return one(v, e->of.conditional.otherwise);
}

static bool map_children(const visitor *v, const ent_i_expr *e)
{
    for (size_t i = 0; i < e->of.map.count; i++)
        if (!one(v, e->of.map.entries[i].value))
            return false;
    return true;
}

static bool projection_children(const visitor *v, const ent_i_expr *e)
{
    if (!one(v, e->of.projection.subject))
        return false;
    for (size_t i = 0; i < e->of.projection.count; i++)
        if (!one(v, e->of.projection.items[i].value))
            return false;
    return true;
}

static bool exists_children(const visitor *v, const ent_i_expr *e)
{
    if (e->of.exists.query)
        return query_children(v, e->of.exists.query);
    return pattern_children(v, e->of.exists.pattern) && time_children(v, e->of.exists.time) && one(v, e->of.exists.where);
}

static bool pattern_comprehension_children(const visitor *v, const ent_i_expr *e)
{
    return path_children(v, e->of.pattern_comprehension.path) &&
           time_children(v, e->of.pattern_comprehension.time) && one(v, e->of.pattern_comprehension.where) &&
           one(v, e->of.pattern_comprehension.value);
}

static bool expr_children(const visitor *v, const ent_i_expr *e)
{
    switch (e->kind) {
    case ENT_I_EXPR_NULL:
    case ENT_I_EXPR_BOOLEAN:
    case ENT_I_EXPR_INTEGER:
    case ENT_I_EXPR_FLOAT:
    case ENT_I_EXPR_STRING:
    case ENT_I_EXPR_PARAMETER:
    case ENT_I_EXPR_VARIABLE:
    case ENT_I_EXPR_COUNT_ALL:
        return true;
    case ENT_I_EXPR_LIST:
    case ENT_I_EXPR_OR:
    case ENT_I_EXPR_XOR:
    case ENT_I_EXPR_AND:
        return many(v, e->of.list.items, e->of.list.count);
    case ENT_I_EXPR_COMPARISON:
    case ENT_I_EXPR_ARITHMETIC:
        return many(v, e->of.chain.items, e->of.chain.count);
    case ENT_I_EXPR_MAP:
        return map_children(v, e);
    case ENT_I_EXPR_MAP_PROJECTION:
        return projection_children(v, e);
    case ENT_I_EXPR_PROPERTY:
        return one(v, e->of.property.subject);
    case ENT_I_EXPR_INDEX:
        return one(v, e->of.index.subject) && one(v, e->of.index.index);
    case ENT_I_EXPR_SLICE:
        return one(v, e->of.slice.subject) && one(v, e->of.slice.from) && one(v, e->of.slice.to);
    case ENT_I_EXPR_LABELS:
        return one(v, e->of.labels.subject);
    case ENT_I_EXPR_NOT:
    case ENT_I_EXPR_PLUS:
    case ENT_I_EXPR_MINUS:
    case ENT_I_EXPR_IS_NULL:
    case ENT_I_EXPR_IS_NOT_NULL:
        return one(v, e->of.operand);
    case ENT_I_EXPR_STARTS_WITH:
    case ENT_I_EXPR_ENDS_WITH:
    case ENT_I_EXPR_CONTAINS:
    case ENT_I_EXPR_REGEX:
    case ENT_I_EXPR_IN:
        return one(v, e->of.binary.left) && one(v, e->of.binary.right);
    case ENT_I_EXPR_CASE:
        return case_children(v, e);
    case ENT_I_EXPR_FUNCTION:
        return many(v, e->of.function.items, e->of.function.count);
    case ENT_I_EXPR_LIST_COMPREHENSION:
    case ENT_I_EXPR_ALL:
    case ENT_I_EXPR_ANY:
    case ENT_I_EXPR_NONE:
    case ENT_I_EXPR_SINGLE:
        return one(v, e->of.comprehension.list) && one(v, e->of.comprehension.where) &&
               one(v, e->of.comprehension.value);
    case ENT_I_EXPR_REDUCE:
        return one(v, e->of.reduce.initial) && one(v, e->of.reduce.list) && one(v, e->of.reduce.value);
    case ENT_I_EXPR_PATTERN_COMPREHENSION:
        return pattern_comprehension_children(v, e);
    case ENT_I_EXPR_PATTERN:
        return path_children(v, e->of.pattern);
    case ENT_I_EXPR_EXISTS:
        return exists_children(v, e);
    }
    return true;
}

bool ent_i_expr_children(const ent_i_expr *expr, ent_i_expr_visit *visit, void *context)
{
    return expr_children(&(visitor){ visit, context }, expr);
}
