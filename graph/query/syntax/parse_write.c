/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CREATE, MERGE, SET, REMOVE, DELETE. */
#include <string.h>
#include <strings.h>

#include "graph/query/syntax/parse_state.h"

/* target "=" value | variable "+=" value | variable ":" label ... ; in REMOVE the first and the last without value */
static bool parse_set_item(ent_i_parser *p, bool removing, ent_i_set_item *item)
{
    uint32_t first = p->at;
    *item = (ent_i_set_item){ .target = ent_i_parse_postfix(p) };
    if (!item->target)
        return false;
    ent_i_expr_kind kind = item->target->kind;
    bool add = !removing && ent_i_is(p, ENT_I_TOKEN_ADD_EQUAL);
    if (kind == ENT_I_EXPR_LABELS && item->target->of.labels.subject->kind == ENT_I_EXPR_VARIABLE)
        item->kind = ENT_I_SET_LABELS;
    else if (kind == ENT_I_EXPR_PROPERTY && !add)
        item->kind = ENT_I_SET_PROPERTY;
    else if (kind == ENT_I_EXPR_VARIABLE && !removing)
        item->kind = add ? ENT_I_SET_ADD : ENT_I_SET_REPLACE;
    else
        return ent_i_mistake(p, item->target->range, "UnexpectedSyntax",
                             removing ? "REMOVE takes a property or the labels of a variable"
                                      : "SET takes a property, a variable or the labels of a variable");
    if (!removing && item->kind != ENT_I_SET_LABELS) {
        if (!add && !ent_i_is(p, ENT_I_TOKEN_EQUAL))
            return ent_i_expected(p, kind == ENT_I_EXPR_VARIABLE ? "., :, = or +=" : "=");
        p->at++;
        if (!(item->value = ent_i_parse_expr(p)))
            return false;
    }
    item->range = ent_i_range_since(p, first);
    return true;
}

/* item { "," item } */
static const ent_i_set_item *parse_set_items(ent_i_parser *p, bool removing, size_t *ret_count)
{
    size_t since = p->scratch_length;
    do {
        ent_i_set_item item;
        if (!parse_set_item(p, removing, &item) || !ent_i_push(p, &item, sizeof item))
            return NULL;
    } while (ent_i_accept(p, ENT_I_TOKEN_COMMA));
    return ent_i_take(p, since, sizeof(ent_i_set_item), ret_count);
}

/* MERGE path { ON (CREATE | MATCH) SET items } */
static bool parse_merge(ent_i_parser *p, ent_i_clause *clause)
{
    p->at++;
    if (!(clause->of.merge.path = ent_i_parse_path(p, ENT_I_PATTERN_MERGE)))
        return false;
    size_t since = p->scratch_length;
    while (ent_i_is_word(p, 0, ENT_I_KEYWORD_ON)) {
        uint32_t first = p->at++;
        ent_i_merge_action action = { .on_create = ent_i_accept_word(p, ENT_I_KEYWORD_CREATE) };
        if (!action.on_create && !ent_i_accept_word(p, ENT_I_KEYWORD_MATCH))
            return ent_i_expected(p, "CREATE or MATCH");
        if (!ent_i_expect_word(p, ENT_I_KEYWORD_SET) || !(action.items = parse_set_items(p, false, &action.count)))
            return false;
        action.range = ent_i_range_since(p, first);
        if (!ent_i_push(p, &action, sizeof action))
            return false;
    }
    clause->of.merge.actions = ent_i_take(p, since, sizeof *clause->of.merge.actions, &clause->of.merge.count);
    return clause->of.merge.actions != NULL;
}

/* [DETACH] DELETE expression { "," expression } */
static bool parse_delete(ent_i_parser *p, ent_i_clause *clause)
{
    clause->of.erase.detach = ent_i_accept_word(p, ENT_I_KEYWORD_DETACH);
    if (!ent_i_expect_word(p, ENT_I_KEYWORD_DELETE) ||
        !ent_i_parse_expr_list(p, &clause->of.erase.items, &clause->of.erase.count))
        return false;
    for (size_t i = 0; i < clause->of.erase.count; i++)
        if (clause->of.erase.items[i]->kind == ENT_I_EXPR_LABELS)
            return ent_i_mistake(p, clause->of.erase.items[i]->range, "InvalidDelete",
                                 "DELETE takes nodes, relationships and paths; REMOVE takes labels");
    return true;
}

/* What other engines create besides patterns. A path may be called so: CREATE index = (). */
static bool check_no_schema(ent_i_parser *p)
{
    static const struct { const char *word, *why; } others[] = {
        { "INDEX", "indexes are not created: the engine makes the ones a query needs by itself" },
        { "CONSTRAINT", "there are no constraints to be created; keys of nodes are unique" }
    };
    const ent_i_token *word = ent_i_ahead(p, 0);
    for (size_t i = 0; i < 2; i++)
        if (word->kind == ENT_I_TOKEN_NAME && ent_i_ahead(p, 1)->kind != ENT_I_TOKEN_EQUAL &&
            word->length == strlen(others[i].word) &&
            strncasecmp(p->text + word->offset, others[i].word, word->length) == 0)
            return ent_i_mistake(p, ent_i_token_range(word), "UnexpectedSyntax", "%s", others[i].why);
    return true;
}

bool ent_i_parse_write(ent_i_parser *p, ent_i_clause *clause)
{
    switch (clause->kind) {
    case ENT_I_CLAUSE_CREATE:
        p->at++;
        if (!check_no_schema(p))
            return false;
        clause->of.create = ent_i_parse_pattern(p, ENT_I_PATTERN_CREATE);
        return clause->of.create != NULL;
    case ENT_I_CLAUSE_MERGE:
        return parse_merge(p, clause);
    case ENT_I_CLAUSE_DELETE:
        return parse_delete(p, clause);
    default:
        p->at++;
        clause->of.set.items = parse_set_items(p, clause->kind == ENT_I_CLAUSE_REMOVE, &clause->of.set.count);
        return clause->of.set.items != NULL;
    }
}
