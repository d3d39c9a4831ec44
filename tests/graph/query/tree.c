/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "clauses.h"
#include "tree.h"

#include "graph/base/number.h"

typedef struct printer {
    ent_i_buffer *out;
    bool ranges;
} printer;

static void print_expr(const printer *p, const ent_i_expr *e);
static void print_query(const printer *p, const ent_i_query *query);

static void open_node(const printer *p, const char *kind, ent_i_range range)
{
    if (p->out->length && p->out->data[p->out->length - 1] != '(')
        ent_i_buffer_char(p->out, ' ');
    ent_i_buffer_printf(p->out, "(%s", kind);
    if (p->ranges)
        ent_i_buffer_printf(p->out, "@%u-%u", range.offset, range.offset + range.length);
}

static void close_node(const printer *p)
{
    ent_i_buffer_char(p->out, ')');
}

static void word(const printer *p, const char *text)
{
    ent_i_buffer_printf(p->out, " %s", text);
}

static void print_name(const printer *p, const char *before, const ent_i_name *name)
{
    if (!name->text)
        return;
    ent_i_buffer_printf(p->out, " %s%s", before, name->text);
    if (p->ranges)
        ent_i_buffer_printf(p->out, "@%u-%u", name->range.offset, name->range.offset + name->range.length);
}

static void print_part(const printer *p, const char *what, const ent_i_expr *e)
{
    if (!e)
        return;
    if (what)
        word(p, what);
    print_expr(p, e);
}

static void print_all(const printer *p, const ent_i_expr *const *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        print_expr(p, items[i]);
}

static void print_time(const printer *p, const ent_i_time *time)
{
    static const char *const readings[] = { NULL, "certain", "possible" };
    if (!time)
        return;
    open_node(p, time->when == ENT_I_AS_OF ? "as-of" : "between", time->range);
    print_expr(p, time->from);
    print_part(p, NULL, time->to);
    if (readings[time->reading])
        word(p, readings[time->reading]);
    close_node(p);
}

static void print_node(const printer *p, const ent_i_node_pattern *node)
{
    open_node(p, "node", node->range);
    print_name(p, "", &node->variable);
    for (size_t i = 0; i < node->label_count; i++)
        print_name(p, ":", &node->labels[i]);
    print_part(p, NULL, node->properties);
    close_node(p);
}

static void print_rel(const printer *p, const ent_i_rel_pattern *rel)
{
    static const char *const arrows[] = { "--", "-->", "<--" };
    open_node(p, arrows[rel->direction], rel->range);
    print_name(p, "", &rel->variable);
    for (size_t i = 0; i < rel->type_count; i++)
        print_name(p, ":", &rel->types[i]);
    if (rel->variable_length) {
        ent_i_buffer_printf(p->out, " *%lld..", (long long)rel->least);
        if (rel->most != ENT_I_UNBOUNDED)
            ent_i_buffer_printf(p->out, "%lld", (long long)rel->most);
    }
    print_part(p, NULL, rel->properties);
    close_node(p);
}

static void print_path(const printer *p, const ent_i_path_pattern *path)
{
    static const char *const kinds[] = { "path", "shortest", "all-shortest" };
    open_node(p, kinds[path->shortest], path->range);
    print_name(p, "", &path->variable);
    for (size_t i = 0; i <= path->rel_count; i++) {
        if (i)
            print_rel(p, &path->rels[i - 1]);
        print_node(p, &path->nodes[i]);
    }
    close_node(p);
}

static void print_pattern(const printer *p, const ent_i_pattern *pattern)
{
    for (size_t i = 0; i < pattern->count; i++)
        print_path(p, &pattern->paths[i]);
}

static void print_map(const printer *p, const ent_i_expr *e)
{
    for (size_t i = 0; i < e->of.map.count; i++) {
        print_name(p, "", &e->of.map.entries[i].key);
        print_expr(p, e->of.map.entries[i].value);
    }
}

static void print_projection(const printer *p, const ent_i_expr *e)
{
    print_expr(p, e->of.projection.subject);
    for (size_t i = 0; i < e->of.projection.count; i++) {
        const ent_i_projection_item *item = &e->of.projection.items[i];
        if (item->kind == ENT_I_PROJECT_ALL)
            word(p, ".*");
        else
            print_name(p, item->kind == ENT_I_PROJECT_PROPERTY ? "." : "", &item->key);
        print_part(p, NULL, item->value);
    }
}

static void print_chain(const printer *p, const ent_i_expr *e)
{
    for (size_t i = 0; i < e->of.chain.count; i++)
        print_part(p, i ? ent_i_operator_text(e->of.chain.operators[i - 1]) : NULL, e->of.chain.items[i]);
}

static void print_slice(const printer *p, const ent_i_expr *e)
{
    print_expr(p, e->of.slice.subject);
    print_part(p, NULL, e->of.slice.from);
    word(p, "..");
    print_part(p, NULL, e->of.slice.to);
}

static void print_labels(const printer *p, const ent_i_expr *e)
{
    print_expr(p, e->of.labels.subject);
    for (size_t i = 0; i < e->of.labels.count; i++)
        print_name(p, ":", &e->of.labels.names[i]);
}

static void print_case(const printer *p, const ent_i_expr *e)
{
    print_part(p, NULL, e->of.conditional.subject);
    for (size_t i = 0; i < e->of.conditional.count; i++) {
        print_part(p, "when", e->of.conditional.alternatives[i].when);
        print_part(p, "then", e->of.conditional.alternatives[i].then);
    }
    print_part(p, "else", e->of.conditional.otherwise);
}

static void print_comprehension(const printer *p, const ent_i_expr *e)
{
    print_name(p, "", &e->of.comprehension.variable);
    print_part(p, "in", e->of.comprehension.list);
    print_part(p, "where", e->of.comprehension.where);
    print_part(p, "|", e->of.comprehension.value);
}

static void print_exists(const printer *p, const ent_i_expr *e)
{
    if (e->of.exists.query) {
        print_query(p, e->of.exists.query);
        return;
    }
    print_pattern(p, e->of.exists.pattern);
    print_time(p, e->of.exists.time);
    print_part(p, "where", e->of.exists.where);
}

static void print_literal(const printer *p, const ent_i_expr *e)
{
    char number[ENT_I_NUMBER_TEXT];
    switch (e->kind) {
    case ENT_I_EXPR_BOOLEAN:
        word(p, e->of.boolean ? "true" : "false");
        break;
    case ENT_I_EXPR_INTEGER:
        ent_i_buffer_printf(p->out, " %lld", (long long)e->of.integer);
        break;
    case ENT_I_EXPR_FLOAT:
        word(p, ent_i_number_format(e->of.number_float, number));
        break;
    case ENT_I_EXPR_STRING:
        ent_i_buffer_text(p->out, " '");
        ent_i_buffer_add(p->out, e->of.string.text, e->of.string.length);
        ent_i_buffer_char(p->out, '\'');
        break;
    case ENT_I_EXPR_PARAMETER:
        print_name(p, "$", &e->of.parameter.name);
        ent_i_buffer_printf(p->out, " #%u", e->of.parameter.index);
        break;
    case ENT_I_EXPR_VARIABLE:
        ent_i_buffer_printf(p->out, " %s", e->of.variable.text);
        break;
    default:
        break;
    }
}

static void print_members(const printer *p, const ent_i_expr *e)
{
    switch (e->kind) {
    case ENT_I_EXPR_NULL:
    case ENT_I_EXPR_COUNT_ALL:
        break;
    case ENT_I_EXPR_LIST:
    case ENT_I_EXPR_OR:
    case ENT_I_EXPR_XOR:
    case ENT_I_EXPR_AND:
        print_all(p, e->of.list.items, e->of.list.count);
        break;
    case ENT_I_EXPR_COMPARISON:
    case ENT_I_EXPR_ARITHMETIC:
        print_chain(p, e);
        break;
    case ENT_I_EXPR_MAP:
        print_map(p, e);
        break;
    case ENT_I_EXPR_MAP_PROJECTION:
        print_projection(p, e);
        break;
    case ENT_I_EXPR_PROPERTY:
        print_expr(p, e->of.property.subject);
        print_name(p, ".", &e->of.property.key);
        break;
    case ENT_I_EXPR_INDEX:
        print_expr(p, e->of.index.subject);
        print_expr(p, e->of.index.index);
        break;
    case ENT_I_EXPR_SLICE:
        print_slice(p, e);
        break;
    case ENT_I_EXPR_LABELS:
        print_labels(p, e);
        break;
    case ENT_I_EXPR_NOT:
    case ENT_I_EXPR_PLUS:
    case ENT_I_EXPR_MINUS:
    case ENT_I_EXPR_IS_NULL:
    case ENT_I_EXPR_IS_NOT_NULL:
        print_expr(p, e->of.operand);
        break;
    case ENT_I_EXPR_STARTS_WITH:
    case ENT_I_EXPR_ENDS_WITH:
    case ENT_I_EXPR_CONTAINS:
    case ENT_I_EXPR_REGEX:
    case ENT_I_EXPR_IN:
        print_expr(p, e->of.binary.left);
        print_expr(p, e->of.binary.right);
        break;
    case ENT_I_EXPR_CASE:
        print_case(p, e);
        break;
    case ENT_I_EXPR_FUNCTION:
        print_name(p, "", &e->of.function.name);
        if (e->of.function.distinct)
            word(p, "distinct");
        print_all(p, e->of.function.items, e->of.function.count);
        break;
    case ENT_I_EXPR_LIST_COMPREHENSION:
    case ENT_I_EXPR_ALL:
    case ENT_I_EXPR_ANY:
    case ENT_I_EXPR_NONE:
    case ENT_I_EXPR_SINGLE:
        print_comprehension(p, e);
        break;
    case ENT_I_EXPR_REDUCE:
        print_name(p, "", &e->of.reduce.accumulator);
        print_part(p, "=", e->of.reduce.initial);
        print_name(p, "", &e->of.reduce.variable);
        print_part(p, "in", e->of.reduce.list);
        print_part(p, "|", e->of.reduce.value);
        break;
    case ENT_I_EXPR_PATTERN_COMPREHENSION:
        print_path(p, e->of.pattern_comprehension.path);
        print_time(p, e->of.pattern_comprehension.time);
        print_part(p, "where", e->of.pattern_comprehension.where);
        print_part(p, "|", e->of.pattern_comprehension.value);
        break;
    case ENT_I_EXPR_PATTERN:
        print_path(p, e->of.pattern);
        break;
    case ENT_I_EXPR_EXISTS:
        print_exists(p, e);
        break;
    default:
        print_literal(p, e);
    }
}

static void print_expr(const printer *p, const ent_i_expr *e)
{
    open_node(p, ent_i_expr_kind_name(e->kind), e->range);
    print_members(p, e);
    close_node(p);
}

static void print_set_items(const printer *p, const ent_i_set_item *items, size_t count)
{
    static const char *const kinds[] = { "property", "replace", "add", "labels" };
    for (size_t i = 0; i < count; i++) {
        open_node(p, kinds[items[i].kind], items[i].range);
        print_expr(p, items[i].target);
        print_part(p, NULL, items[i].value);
        close_node(p);
    }
}

static void print_project(const printer *p, const ent_i_clause *c)
{
    if (c->of.project.distinct)
        word(p, "distinct");
    if (c->of.project.star)
        word(p, "*");
    for (size_t i = 0; i < c->of.project.count; i++) {
        const ent_i_column *column = &c->of.project.columns[i];
        open_node(p, "column", column->range);
        ent_i_buffer_printf(p->out, " \"%s\"", column->name.text);
        print_name(p, "as ", &column->alias);
        print_expr(p, column->value);
        close_node(p);
    }
    for (size_t i = 0; i < c->of.project.sort_count; i++) {
        open_node(p, c->of.project.sorts[i].descending ? "descending" : "ascending", c->of.project.sorts[i].range);
        print_expr(p, c->of.project.sorts[i].value);
        close_node(p);
    }
    print_part(p, "skip", c->of.project.skip);
    print_part(p, "limit", c->of.project.limit);
    print_part(p, "where", c->of.project.where);
}

static void print_call(const printer *p, const ent_i_clause *c)
{
    print_name(p, "", &c->of.call.procedure);
    if (c->of.call.implicit)
        word(p, "implicit");
    print_all(p, c->of.call.items, c->of.call.count);
    if (c->of.call.yields)
        word(p, c->of.call.yield_all ? "yield *" : "yield");
    for (size_t i = 0; i < c->of.call.column_count; i++) {
        print_name(p, "", &c->of.call.columns[i].column);
        print_name(p, "as ", &c->of.call.columns[i].alias);
    }
    print_part(p, "where", c->of.call.where);
}

static void print_merge(const printer *p, const ent_i_clause *c)
{
    print_path(p, c->of.merge.path);
    for (size_t i = 0; i < c->of.merge.count; i++) {
        const ent_i_merge_action *action = &c->of.merge.actions[i];
        open_node(p, action->on_create ? "on-create" : "on-match", action->range);
        print_set_items(p, action->items, action->count);
        close_node(p);
    }
}

static void print_clause(const printer *p, const ent_i_clause *c)
{
    open_node(p, clause_name(c->kind), c->range);
    switch (c->kind) {
    case ENT_I_CLAUSE_MATCH:
        if (c->of.match.optional)
            word(p, "optional");
        print_pattern(p, c->of.match.pattern);
        print_time(p, c->of.match.time);
        print_part(p, "where", c->of.match.where);
        break;
    case ENT_I_CLAUSE_UNWIND:
        print_expr(p, c->of.unwind.list);
        print_name(p, "as ", &c->of.unwind.variable);
        break;
    case ENT_I_CLAUSE_CALL:
        print_call(p, c);
        break;
    case ENT_I_CLAUSE_WITH:
    case ENT_I_CLAUSE_RETURN:
        print_project(p, c);
        break;
    case ENT_I_CLAUSE_CREATE:
        print_pattern(p, c->of.create);
        break;
    case ENT_I_CLAUSE_MERGE:
        print_merge(p, c);
        break;
    case ENT_I_CLAUSE_SET:
    case ENT_I_CLAUSE_REMOVE:
        print_set_items(p, c->of.set.items, c->of.set.count);
        break;
    case ENT_I_CLAUSE_DELETE:
        if (c->of.erase.detach)
            word(p, "detach");
        print_all(p, c->of.erase.items, c->of.erase.count);
        break;
    }
    close_node(p);
}

static void print_query(const printer *p, const ent_i_query *query)
{
    for (size_t i = 0; i < query->count; i++) {
        if (i)
            word(p, query->union_all ? "union all" : "union");
        for (size_t j = 0; j < query->parts[i].count; j++)
            print_clause(p, &query->parts[i].clauses[j]);
    }
}

void print_statement(ent_i_buffer *out, const ent_i_statement *statement, bool ranges)
{
    static const char *const kinds[] = { "", "(begin)", "(commit)", "(rollback)" };
    static const char *const modes[] = { "", "explain", "profile" };
    const printer p = { out, ranges };
    ent_i_buffer_text(out, statement->query ? modes[statement->mode] : kinds[statement->kind]);
    if (statement->query)
        print_query(&p, statement->query);
}
