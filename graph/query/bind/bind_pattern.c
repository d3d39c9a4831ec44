/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Patterns: which of their variables are new, which stand for what the row has already.
 * In a path the elements come first, left to right, and its own variable last; so p = (p) is an error of p. */
#include "graph/query/bind/bind_state.h"

typedef struct patterner {
    ent_i_binder *binder;
    ent_i_pattern_mode mode;
    uint32_t first_slot; /* variables with this slot or a later one are of this clause */
} patterner;

static bool creates(const patterner *p)
{
    return p->mode == ENT_I_PATTERN_CREATE || p->mode == ENT_I_PATTERN_MERGE;
}

static ent_status conflict(const patterner *p, ent_i_name name, ent_i_type type, const char *what)
{
    char text[ENT_I_TYPE_TEXT];
    return ENT_I_BIND_SYNTAX(p->binder, name.range, "VariableTypeConflict", "\"%s\" is %s and cannot be %s", name.text,
                             ent_i_type_text(type, text), what);
}

static ent_status already_bound(const patterner *p, ent_i_name name, const char *why)
{
    return ENT_I_BIND_SYNTAX(p->binder, name.range, "VariableAlreadyBound", "there is \"%s\" already%s", name.text,
                             why);
}

/* A new variable, or an anonymous element. */
static ent_status introduce(const patterner *p, ent_i_name name, ent_i_type type, ent_i_bound_element *element)
{
    *element = (ent_i_bound_element){ 0, ENT_I_BOUND_HERE, !name.text, false };
    ENT_I_TRY(ent_i_bind_slots(p->binder, 1, &element->slot));
    return name.text ? ent_i_bind_push(p->binder, name, element->slot, type) : ENT_OK;
}

/* The variable an element names, or NULL when it is new; predicates refuse new ones. */
static ent_status known(const patterner *p, ent_i_name name, const ent_i_variable **ret)
{
    *ret = name.text ? ent_i_bind_lookup(p->binder, name) : NULL;
    if (name.text && !*ret && p->mode == ENT_I_PATTERN_PREDICATE)
        return ent_i_bind_undefined(p->binder, name);
    return ENT_OK;
}

static ent_status refer(const patterner *p, ent_i_name name, const ent_i_variable *variable,
                        ent_i_bound_element *element)
{
    bool here = variable->slot >= p->first_slot;
    bool unchecked = variable->type.kind == ENT_I_TYPE_ANY || variable->type.kind == ENT_I_TYPE_NULL;
    *element = (ent_i_bound_element){ variable->slot, here ? ENT_I_BOUND_AGAIN : ENT_I_BOUND_BEFORE, false,
                                      unchecked };
    return ent_i_bind_use(p->binder, variable, name.range);
}

static ent_status bind_node(const patterner *p, const ent_i_path_pattern *path, const ent_i_node_pattern *node,
                            ent_i_bound_element *element)
{
    const ent_i_variable *variable = NULL;
    ENT_I_TRY(known(p, node->variable, &variable));
    if (!variable)
        return introduce(p, node->variable, ent_i_type_of(ENT_I_TYPE_NODE), element);
    if (creates(p) && !path->rel_count)
        return already_bound(p, node->variable, " and it cannot be made again");
    if (!ent_i_type_may(variable->type, ENT_I_MASK_NODE))
        return conflict(p, node->variable, variable->type, "a node");
    if (creates(p) && (node->label_count || node->properties))
        return already_bound(p, node->variable, ": no labels and properties for it here");
    return refer(p, node->variable, variable, element);
}

/* What a relationship variable that is bound already may be: of variable length, a list of relationships. */
static bool fits_relationship(ent_i_type type, bool variable_length)
{
    if (!type.lists)
        return type.kind == ENT_I_TYPE_ANY || type.kind == ENT_I_TYPE_NULL ||
               (type.kind == ENT_I_TYPE_RELATIONSHIP && !variable_length);
    return variable_length && type.lists == 1 &&
           (type.kind == ENT_I_TYPE_RELATIONSHIP || type.kind == ENT_I_TYPE_ANY || type.kind == ENT_I_TYPE_NULL);
}

static ent_status bind_rel(const patterner *p, const ent_i_rel_pattern *rel, ent_i_bound_element *element)
{
    const ent_i_variable *variable = NULL;
    ENT_I_TRY(known(p, rel->variable, &variable));
    if (!variable && creates(p) && rel->type_count != 1)
        return ENT_I_BIND_SYNTAX(p->binder, rel->range, "NoSingleRelationshipType",
                                 "a new relationship must have exactly one type");
    if (!variable) {
        ent_i_type type = { ENT_I_TYPE_RELATIONSHIP, rel->variable_length };
        return introduce(p, rel->variable, type, element);
    }
    if (creates(p))
        return already_bound(p, rel->variable, " and it cannot be made again");
    if (!fits_relationship(variable->type, rel->variable_length))
        return conflict(p, rel->variable, variable->type,
                        rel->variable_length ? "a list of relationships" : "a relationship");
    if (variable->slot >= p->first_slot)
        return ENT_I_BIND_SYNTAX(p->binder, rel->variable.range, "RelationshipUniquenessViolation",
                                 "the relationship \"%s\" cannot occur twice in one pattern", rel->variable.text);
    return refer(p, rel->variable, variable, element);
}

static ent_status bind_properties(const patterner *p, const ent_i_expr *properties)
{
    if (!properties)
        return ENT_OK;
    if (p->mode != ENT_I_PATTERN_CREATE && properties->kind == ENT_I_EXPR_PARAMETER)
        return ENT_I_BIND_SYNTAX(p->binder, properties->range, "InvalidParameterUse",
                                 "a parameter cannot stand for all properties here; write {key: $parameter.key}");
    return ent_i_bind_plain(p->binder, properties, creates(p) ? "a new element" : "a pattern");
}

static ent_status bind_path_variable(const patterner *p, const ent_i_path_pattern *path, ent_i_bound_path *bound)
{
    bound->slot = ENT_I_NO_SLOT;
    if (!path->variable.text)
        return ENT_OK;
    if (ent_i_bind_lookup(p->binder, path->variable))
        return already_bound(p, path->variable, " and it cannot be this path too");
    ENT_I_TRY(ent_i_bind_slots(p->binder, 1, &bound->slot));
    return ent_i_bind_push(p->binder, path->variable, bound->slot, ent_i_type_of(ENT_I_TYPE_PATH));
}

static ent_status bind_path(const patterner *p, const ent_i_path_pattern *path, ent_i_bound_path *bound)
{
    ent_i_bound_element *nodes = NULL, *rels = NULL;
    bool in_turn = p->mode == ENT_I_PATTERN_CREATE; /* properties before the element that has them */
    ENT_I_TRY(ent_i_bind_array(p->binder, path->rel_count + 1, sizeof *nodes, &nodes));
    ENT_I_TRY(ent_i_bind_array(p->binder, path->rel_count, sizeof *rels, &rels));
    for (size_t i = 0; i <= path->rel_count; i++) {
        if (i) {
            const ent_i_rel_pattern *rel = &path->rels[i - 1];
            if (in_turn)
                ENT_I_TRY(bind_properties(p, rel->properties));
            ENT_I_TRY(bind_rel(p, rel, &rels[i - 1]));
        }
        if (in_turn)
            ENT_I_TRY(bind_properties(p, path->nodes[i].properties));
        ENT_I_TRY(bind_node(p, path, &path->nodes[i], &nodes[i]));
    }
    bound->nodes = nodes;
    bound->rels = rels;
    return bind_path_variable(p, path, bound);
}

static ent_status bind_all_properties(const patterner *p, const ent_i_path_pattern *path)
{
    for (size_t i = 0; i <= path->rel_count; i++) {
        if (i)
            ENT_I_TRY(bind_properties(p, path->rels[i - 1].properties));
        ENT_I_TRY(bind_properties(p, path->nodes[i].properties));
    }
    return ENT_OK;
}

ent_status ent_i_bind_paths(ent_i_binder *binder, const ent_i_path_pattern *paths, size_t count,
                            ent_i_pattern_mode mode, const ent_i_bound_path **ret)
{
    patterner p = { binder, mode, binder->slot_count };
    ent_i_bound_path *bound = NULL;
    ENT_I_TRY(ent_i_bind_array(binder, count, sizeof *bound, &bound));
    for (size_t i = 0; mode == ENT_I_PATTERN_MERGE && i < count; i++)
        ENT_I_TRY(bind_all_properties(&p, &paths[i]));
    for (size_t i = 0; i < count; i++)
        ENT_I_TRY(bind_path(&p, &paths[i], &bound[i]));
    for (size_t i = 0; !creates(&p) && i < count; i++)
        ENT_I_TRY(bind_all_properties(&p, &paths[i]));
    *ret = bound;
    return ENT_OK;
}
