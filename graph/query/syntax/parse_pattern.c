/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Patterns, and the time that a pattern is looked at. */
#include <string.h>

#include "graph/query/syntax/parse_state.h"

static uint32_t partner(const ent_i_parser *p, uint32_t index)
{
    return p->tokens.brackets[p->tokens.items[index].bracket].close;
}

/* Can what follows "(" be the inside of a node? */
static bool node_shape(const ent_i_parser *p)
{
    uint32_t places = ent_i_is_name(p, 1) ? 2 : 1;
    switch ((ent_i_token_kind)ent_i_ahead(p, places)->kind) {
    case ENT_I_TOKEN_RIGHT_PAREN:
    case ENT_I_TOKEN_COLON:
    case ENT_I_TOKEN_LEFT_BRACE:
    case ENT_I_TOKEN_PARAMETER:
        return true;
    default:
        return false;
    }
}

/* Decided by the shape of the "( )" and of the arrow after it: (a)-[b]-(c) is a pattern, (a)-[b][0] and (a) < -(b)
 * are arithmetic. */
bool ent_i_starts_pattern(const ent_i_parser *p)
{
    if (!ent_i_is(p, ENT_I_TOKEN_LEFT_PAREN) || !node_shape(p) || !partner(p, p->at))
        return false;
    const ent_i_token *items = p->tokens.items;
    uint32_t at = partner(p, p->at) + 1; /* the last token is no bracket: items[at] exists */
    if (items[at].kind == ENT_I_TOKEN_LESS)
        at++;
    if (items[at].kind != ENT_I_TOKEN_MINUS)
        return false;
    at++;
    if (items[at].kind == ENT_I_TOKEN_LEFT_BRACKET) {
        if (items[at + 1].kind == ENT_I_TOKEN_COLON)
            return true;
        at = partner(p, at);
        if (!at)
            return false;
        at++;
    }
    if (items[at].kind != ENT_I_TOKEN_MINUS)
        return false;
    at++;
    return items[at].kind == ENT_I_TOKEN_GREATER || items[at].kind == ENT_I_TOKEN_LEFT_PAREN;
}

/* { ":" label } */
bool ent_i_parse_labels(ent_i_parser *p, const ent_i_name **ret_names, size_t *ret_count)
{
    size_t since = p->scratch_length;
    while (ent_i_accept(p, ENT_I_TOKEN_COLON)) {
        ent_i_name name;
        if (!ent_i_expect_name(p, "a label", &name) || !ent_i_push(p, &name, sizeof name))
            return false;
    }
    *ret_names = ent_i_take(p, since, sizeof **ret_names, ret_count);
    return *ret_names != NULL;
}

/* [ map | parameter ]: a parameter only where something is created. */
static bool parse_properties(ent_i_parser *p, ent_i_pattern_use use, const ent_i_expr **ret)
{
    const ent_i_token *token = ent_i_ahead(p, 0);
    if (token->kind == ENT_I_TOKEN_LEFT_BRACE)
        *ret = ent_i_parse_map(p);
    else if (token->kind != ENT_I_TOKEN_PARAMETER)
        return true;
    else if (use != ENT_I_PATTERN_CREATE)
        return ent_i_mistake(p, ent_i_token_range(token), "InvalidParameterUse",
                             "a parameter cannot be the properties of a pattern that is looked for; write {key: $value}");
    else
        *ret = ent_i_parse_parameter(p);
    return *ret != NULL;
}

/* "(" [variable] { ":" label } [properties] ")" */
static bool parse_node(ent_i_parser *p, ent_i_pattern_use use, ent_i_node_pattern *node)
{
    uint32_t first = p->at;
    *node = (ent_i_node_pattern){ .properties = NULL };
    if (!ent_i_expect(p, ENT_I_TOKEN_LEFT_PAREN, "a node in parentheses"))
        return false;
    if (ent_i_is_name(p, 0) && !ent_i_expect_name(p, "a variable", &node->variable))
        return false;
    if (!ent_i_parse_labels(p, &node->labels, &node->label_count) || !parse_properties(p, use, &node->properties))
        return false;
    const char *expected = node->properties                            ? ")"
                           : node->variable.text || node->label_count ? ":, { or )"
                                                                      : "a node's variable, label or properties, or )";
    if (!ent_i_expect_close(p, ENT_I_TOKEN_RIGHT_PAREN, first, expected))
        return false;
    node->range = ent_i_range_since(p, first);
    return true;
}

/* ":" type { "|" [":"] type } */
static bool parse_types(ent_i_parser *p, ent_i_rel_pattern *rel)
{
    size_t since = p->scratch_length;
    if (ent_i_accept(p, ENT_I_TOKEN_COLON)) {
        do {
            ent_i_name name;
            ent_i_accept(p, ENT_I_TOKEN_COLON);
            if (!ent_i_expect_name(p, "a type of relationship", &name) || !ent_i_push(p, &name, sizeof name))
                return false;
        } while (ent_i_accept(p, ENT_I_TOKEN_BAR));
    }
    rel->types = ent_i_take(p, since, sizeof *rel->types, &rel->type_count);
    return rel->types != NULL;
}

static bool bad_length(ent_i_parser *p)
{
    return ent_i_mistake(p, ent_i_token_range(ent_i_ahead(p, 0)), "InvalidRelationshipPattern",
                         "the length of a relationship is written *, *2, *1..3, *..3 or *2.. with whole numbers");
}

/* [ "*" [least] [ ".." [most] ] ] */
static bool parse_length(ent_i_parser *p, ent_i_rel_pattern *rel)
{
    rel->least = rel->most = 1;
    if (ent_i_accept(p, ENT_I_TOKEN_STAR)) {
        rel->variable_length = true;
        rel->most = ENT_I_UNBOUNDED;
        bool least = ent_i_is(p, ENT_I_TOKEN_INTEGER);
        if (least && !ent_i_parse_bound(p, &rel->least))
            return false;
        if (!ent_i_accept(p, ENT_I_TOKEN_DOTS))
            rel->most = least ? rel->least : ENT_I_UNBOUNDED;
        else if (ent_i_is(p, ENT_I_TOKEN_INTEGER) && !ent_i_parse_bound(p, &rel->most))
            return false;
    }
    switch ((ent_i_token_kind)ent_i_ahead(p, 0)->kind) {
    case ENT_I_TOKEN_INTEGER:
    case ENT_I_TOKEN_FLOAT:
    case ENT_I_TOKEN_BAD_NUMBER:
    case ENT_I_TOKEN_DOTS:
    case ENT_I_TOKEN_DOT:
        return bad_length(p);
    case ENT_I_TOKEN_MINUS:
        return !rel->variable_length || bad_length(p);
    default:
        return true;
    }
}

/* "[" [variable] [types] [length] [properties] "]" */
static bool parse_rel_detail(ent_i_parser *p, ent_i_pattern_use use, ent_i_rel_pattern *rel)
{
    uint32_t opening = p->at++;
    if (ent_i_is_name(p, 0) && !ent_i_expect_name(p, "a variable", &rel->variable))
        return false;
    if (!parse_types(p, rel) || !parse_length(p, rel) || !parse_properties(p, use, &rel->properties))
        return false;
    return ent_i_expect_close(p, ENT_I_TOKEN_RIGHT_BRACKET, opening,
                              rel->properties        ? "]"
                              : rel->variable_length ? "{ or ]"
                              : rel->type_count      ? "|, *, { or ]"
                                                     : ":, *, { or ]");
}

/* What may not be created. A relationship with a variable and no type is left to the binder: the variable may
 * be bound already, which is the greater mistake. */
static bool check_created(ent_i_parser *p, ent_i_pattern_use use, const ent_i_rel_pattern *rel)
{
    if (use == ENT_I_PATTERN_MATCH)
        return true;
    const char *clause = use == ENT_I_PATTERN_CREATE ? "CREATE" : "MERGE";
    if (rel->variable_length)
        return ent_i_mistake(p, rel->range, "CreatingVarLength", "a relationship in %s cannot have a length", clause);
    if (rel->type_count > 1 || (!rel->type_count && !rel->variable.text))
        return ent_i_mistake(p, rel->range, "NoSingleRelationshipType",
                             "a relationship in %s needs one type, as in -[:TYPE]->", clause);
    if (use == ENT_I_PATTERN_CREATE && rel->direction == ENT_I_EITHER)
        return ent_i_mistake(p, rel->range, "RequiresDirectedRelationship",
                             "a relationship in CREATE needs one direction, --> or <--");
    return true;
}

/* ["<"] "-" [detail] "-" [">"] */
static bool parse_rel(ent_i_parser *p, ent_i_pattern_use use, ent_i_rel_pattern *rel)
{
    uint32_t first = p->at;
    *rel = (ent_i_rel_pattern){ .least = 1, .most = 1 };
    bool left = ent_i_accept(p, ENT_I_TOKEN_LESS);
    if (!ent_i_expect(p, ENT_I_TOKEN_MINUS, "- after <"))
        return false;
    if (ent_i_is(p, ENT_I_TOKEN_LEFT_BRACKET) && !parse_rel_detail(p, use, rel))
        return false;
    if (!ent_i_expect(p, ENT_I_TOKEN_MINUS, "- or [ of a relationship"))
        return false;
    bool right = ent_i_accept(p, ENT_I_TOKEN_GREATER);
    rel->direction = left == right ? ENT_I_EITHER : left ? ENT_I_LEFT : ENT_I_RIGHT;
    rel->range = ent_i_range_since(p, first);
    return check_created(p, use, rel);
}

/* node { relationship node }. The two lists grow side by side, so pairs go on the scratch. */
static bool parse_steps(ent_i_parser *p, ent_i_pattern_use use, ent_i_path_pattern *path)
{
    struct { ent_i_rel_pattern rel; ent_i_node_pattern node; } step = { .rel = { .least = 1 } };
    size_t since = p->scratch_length;
    do {
        if (p->scratch_length > since && !parse_rel(p, use, &step.rel))
            return false;
        if (!parse_node(p, use, &step.node) || !ent_i_push(p, &step, sizeof step))
            return false;
    } while (ent_i_is(p, ENT_I_TOKEN_MINUS) || ent_i_is(p, ENT_I_TOKEN_LESS));
    size_t count = (p->scratch_length - since) / sizeof step;
    ent_i_node_pattern *nodes = ent_i_arena_alloc(p->arena, count * sizeof *nodes);
    ent_i_rel_pattern *rels = ent_i_arena_alloc(p->arena, count * sizeof *rels);
    if (!nodes || !rels)
        return ent_i_no_memory(p);
    for (size_t i = 0; i < count; i++) {
        memcpy(&step, p->scratch + since + i * sizeof step, sizeof step);
        nodes[i] = step.node;
        if (i)
            rels[i - 1] = step.rel;
    }
    p->scratch_length = since;
    path->nodes = nodes;
    path->rels = rels;
    path->rel_count = count - 1;
    return true;
}

/* { "(" } steps { ")" }: parentheses around a whole path mean nothing. */
static bool parse_element(ent_i_parser *p, ent_i_pattern_use use, ent_i_path_pattern *path)
{
    uint32_t first = p->at;
    while (ent_i_is(p, ENT_I_TOKEN_LEFT_PAREN) && ent_i_ahead(p, 1)->kind == ENT_I_TOKEN_LEFT_PAREN)
        p->at++;
    uint32_t open = p->at - first;
    if (!parse_steps(p, use, path))
        return false;
    while (open)
        if (!ent_i_expect_close(p, ENT_I_TOKEN_RIGHT_PAREN, first + --open, ")"))
            return false;
    return true;
}

bool ent_i_is_shortest(const ent_i_parser *p)
{
    return (ent_i_is_word(p, 0, ENT_I_KEYWORD_SHORTESTPATH) || ent_i_is_word(p, 0, ENT_I_KEYWORD_ALLSHORTESTPATHS)) &&
           ent_i_ahead(p, 1)->kind == ENT_I_TOKEN_LEFT_PAREN;
}

/* ("shortestPath" | "allShortestPaths") "(" element ")" */
static bool parse_shortest(ent_i_parser *p, ent_i_pattern_use use, ent_i_path_pattern *path)
{
    uint32_t first = p->at, opening = first + 1;
    path->shortest = ent_i_is_word(p, 0, ENT_I_KEYWORD_SHORTESTPATH) ? ENT_I_SHORTEST : ENT_I_ALL_SHORTEST;
    if (use != ENT_I_PATTERN_MATCH)
        return ent_i_mistake(p, ent_i_token_range(ent_i_ahead(p, 0)), "UnexpectedSyntax",
                             "a shortest path cannot be created");
    p->at += 2;
    if (!parse_element(p, use, path) || !ent_i_expect_close(p, ENT_I_TOKEN_RIGHT_PAREN, opening, ")"))
        return false;
    if (path->rel_count != 1)
        return ent_i_mistake(p, ent_i_range_since(p, first), "UnexpectedSyntax",
                             "a shortest path is looked for along one relationship, as in shortestPath((a)-[*]-(b))");
    /* The shortest way that is not too short may pass nodes twice: no search in breadth finds it. */
    if (path->rels[0].least > 1)
        return ent_i_mistake(p, path->rels[0].range, "InvalidRelationshipPattern",
                             "the least length of a shortest path is 0 or 1");
    return true;
}

/* [variable "="] (element | shortest) */
static bool parse_path(ent_i_parser *p, ent_i_pattern_use use, ent_i_path_pattern *path)
{
    uint32_t first = p->at;
    *path = (ent_i_path_pattern){ .shortest = ENT_I_NOT_SHORTEST };
    if (ent_i_is_name(p, 0) && ent_i_ahead(p, 1)->kind == ENT_I_TOKEN_EQUAL) {
        if (!ent_i_expect_name(p, "a variable", &path->variable))
            return false;
        p->at++;
    }
    if (ent_i_is_shortest(p) ? !parse_shortest(p, use, path) : !parse_element(p, use, path))
        return false;
    path->range = ent_i_range_since(p, first);
    return true;
}

const ent_i_path_pattern *ent_i_parse_path(ent_i_parser *p, ent_i_pattern_use use)
{
    ent_i_path_pattern path;
    return parse_path(p, use, &path) ? ent_i_keep(p, &path, sizeof path) : NULL;
}

/* path { "," path } */
const ent_i_pattern *ent_i_parse_pattern(ent_i_parser *p, ent_i_pattern_use use)
{
    uint32_t first = p->at;
    size_t since = p->scratch_length;
    ent_i_pattern pattern;
    do {
        ent_i_path_pattern path;
        if (!parse_path(p, use, &path) || !ent_i_push(p, &path, sizeof path))
            return NULL;
    } while (ent_i_accept(p, ENT_I_TOKEN_COMMA));
    pattern.paths = ent_i_take(p, since, sizeof *pattern.paths, &pattern.count);
    pattern.range = ent_i_range_since(p, first);
    return pattern.paths ? ent_i_keep(p, &pattern, sizeof pattern) : NULL;
}

const ent_i_expr *ent_i_parse_pattern_expr(ent_i_parser *p)
{
    uint32_t first = p->at;
    ent_i_expr *expr = ent_i_expr_new(p, ENT_I_EXPR_PATTERN);
    if (!expr || !(expr->of.pattern = ent_i_parse_path(p, ENT_I_PATTERN_MATCH)))
        return NULL;
    return ent_i_expr_finish(p, expr, first);
}

/* [ (AS OF sum | BETWEEN sum AND sum) [CERTAIN | POSSIBLE] ] */
bool ent_i_parse_time(ent_i_parser *p, const ent_i_time **ret)
{
    uint32_t first = p->at;
    ent_i_time time = { .to = NULL };
    if (ent_i_is_word(p, 0, ENT_I_KEYWORD_AS)) {
        p->at++;
        if (!ent_i_expect_word(p, ENT_I_KEYWORD_OF) || !(time.from = ent_i_parse_sum(p)))
            return false;
        time.when = ENT_I_AS_OF;
    } else if (ent_i_accept_word(p, ENT_I_KEYWORD_BETWEEN)) {
        time.when = ENT_I_BETWEEN;
        if (!(time.from = ent_i_parse_sum(p)) || !ent_i_expect_word(p, ENT_I_KEYWORD_AND) ||
            !(time.to = ent_i_parse_sum(p)))
            return false;
    } else {
        return true;
    }
    if (ent_i_accept_word(p, ENT_I_KEYWORD_CERTAIN))
        time.reading = ENT_I_READING_CERTAIN;
    else if (ent_i_accept_word(p, ENT_I_KEYWORD_POSSIBLE))
        time.reading = ENT_I_READING_POSSIBLE;
    time.range = ent_i_range_since(p, first);
    *ret = ent_i_keep(p, &time, sizeof time);
    return *ret != NULL;
}
