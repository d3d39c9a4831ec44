/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bound.h"
#include "clauses.h"

typedef struct printer {
    const ent_i_bound *bound;
    ent_i_buffer *out;
    const char *separator;
} printer;

static void print_query(printer *p, const ent_i_query *query, const ent_i_bound_query *bound);
static void print_path(printer *p, const ent_i_path_pattern *path, const ent_i_bound_path *bound);

/* --- slots that are read --------------------------------------------------------------------------- */

static bool print_slots(const ent_i_expr *expr, void *context);

static void print_sub(printer *p, const ent_i_expr *expr, const ent_i_bound_sub *sub)
{
    ent_i_buffer_printf(p->out, "%s<%u..%u", p->separator, sub->first_slot, sub->end_slot);
    p->separator = " ";
    if (sub->query) {
        ent_i_buffer_char(p->out, ' ');
        print_query(p, expr->of.exists.query, sub->query);
    } else if (expr->kind == ENT_I_EXPR_EXISTS) {
        for (size_t i = 0; i < expr->of.exists.pattern->count; i++) {
            ent_i_buffer_char(p->out, ' ');
            print_path(p, &expr->of.exists.pattern->paths[i], &sub->paths[i]);
        }
    } else {
        ent_i_buffer_char(p->out, ' ');
        print_path(p, expr->kind == ENT_I_EXPR_PATTERN ? expr->of.pattern : expr->of.pattern_comprehension.path,
                   sub->paths);
    }
    if (!sub->query)
        ent_i_expr_children(expr, print_slots, p);
    ent_i_buffer_char(p->out, '>');
}

static bool print_slots(const ent_i_expr *expr, void *context)
{
    printer *p = context;
    const ent_i_note *note = ent_i_note_of(p->bound, expr);
    if (note->slot != ENT_I_NO_SLOT) {
        ent_i_buffer_printf(p->out, "%s%u", p->separator, note->slot);
        p->separator = " ";
        return true;
    }
    if (note->sub) {
        print_sub(p, expr, note->sub);
        return true;
    }
    if (note->local != ENT_I_NO_SLOT) {
        ent_i_buffer_printf(p->out, "%s+%u", p->separator, note->local);
        p->separator = " ";
    }
    return ent_i_expr_children(expr, print_slots, p);
}

static void print_read(printer *p, const char *word, const ent_i_expr *expr)
{
    if (!expr)
        return;
    ent_i_buffer_printf(p->out, "%s[", word);
    p->separator = "";
    print_slots(expr, p);
    ent_i_buffer_char(p->out, ']');
}

/* --- patterns ------------------------------------------------------------------------------------ */

static void print_element(printer *p, const ent_i_bound_element *element)
{
    ent_i_buffer_printf(p->out, "%u%s%s", element->slot,
                        element->binding == ENT_I_BOUND_HERE    ? "+"
                        : element->binding == ENT_I_BOUND_AGAIN ? "="
                                                                : "",
                        element->unchecked ? "?" : "");
}

static void print_path(printer *p, const ent_i_path_pattern *path, const ent_i_bound_path *bound)
{
    if (bound->slot != ENT_I_NO_SLOT)
        ent_i_buffer_printf(p->out, "p%u=", bound->slot);
    for (size_t i = 0; i <= path->rel_count; i++) {
        if (i) {
            ent_i_buffer_text(p->out, "-[");
            print_element(p, &bound->rels[i - 1]);
            ent_i_buffer_text(p->out, "]-");
        }
        ent_i_buffer_char(p->out, '(');
        print_element(p, &bound->nodes[i]);
        ent_i_buffer_char(p->out, ')');
    }
}

static void print_paths(printer *p, const ent_i_path_pattern *paths, size_t count, const ent_i_bound_path *bound)
{
    for (size_t i = 0; i < count; i++) {
        ent_i_buffer_text(p->out, i ? ", " : " ");
        print_path(p, &paths[i], &bound[i]);
    }
}

/* --- clauses ------------------------------------------------------------------------------------- */

static void print_project(printer *p, const ent_i_clause *clause, const ent_i_bound_projection *bound)
{
    for (size_t i = 0; i < bound->column_count; i++) {
        const ent_i_bound_column *column = &bound->columns[i];
        ent_i_buffer_printf(p->out, " %s=%u", column->name, column->slot);
        if (column->from != ENT_I_NO_SLOT)
            ent_i_buffer_printf(p->out, "<%u", column->from);
        else
            print_read(p, "", column->value);
        ent_i_buffer_text(p->out, column->aggregates ? "*" : "");
    }
    for (size_t i = 0; i < bound->aggregate_count; i++)
        ent_i_buffer_printf(p->out, " {%s %u}", bound->aggregates[i].function->name, bound->aggregates[i].slot);
    for (size_t i = 0; i < clause->of.project.sort_count; i++)
        print_read(p, " sort ", clause->of.project.sorts[i].value);
    print_read(p, " where ", clause->of.project.where);
    ent_i_buffer_text(p->out, bound->sees_input ? " sees" : "");
}

static bool print_other(const ent_i_expr *expr, void *context)
{
    print_read(context, " ", expr);
    return true;
}

static void print_clause(printer *p, const ent_i_clause *clause, const ent_i_bound_clause *bound)
{
    ent_i_buffer_text(p->out, clause_name(clause->kind));
    switch (clause->kind) {
    case ENT_I_CLAUSE_MATCH:
        print_paths(p, clause->of.match.pattern->paths, clause->of.match.pattern->count, bound->paths);
        break;
    case ENT_I_CLAUSE_CREATE:
        print_paths(p, clause->of.create->paths, clause->of.create->count, bound->paths);
        break;
    case ENT_I_CLAUSE_MERGE:
        print_paths(p, clause->of.merge.path, 1, bound->paths);
        break;
    case ENT_I_CLAUSE_UNWIND:
        ent_i_buffer_printf(p->out, " %u", bound->unwind_slot);
        break;
    case ENT_I_CLAUSE_CALL:
        for (size_t i = 0; i < bound->call.output_count; i++)
            ent_i_buffer_printf(p->out, " %s=%u", bound->call.outputs[i].name, bound->call.outputs[i].slot);
        break;
    case ENT_I_CLAUSE_WITH:
    case ENT_I_CLAUSE_RETURN:
        print_project(p, clause, &bound->project);
        return;
    default:
        break;
    }
    clause_children(clause, print_other, p);
}

static void print_query(printer *p, const ent_i_query *query, const ent_i_bound_query *bound)
{
    for (size_t i = 0; i < query->count; i++) {
        ent_i_buffer_text(p->out, i ? " UNION " : "");
        for (size_t k = 0; k < query->parts[i].count; k++) {
            ent_i_buffer_text(p->out, k ? "; " : "");
            print_clause(p, &query->parts[i].clauses[k], &bound->parts[i].clauses[k]);
        }
    }
}

void bound_print(const ent_i_bound *bound, ent_i_buffer *out)
{
    printer p = { bound, out, "" };
    if (bound->query)
        print_query(&p, bound->statement->query, bound->query);
}
