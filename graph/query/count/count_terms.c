/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Constraints become terms, by inclusion and exclusion: what satisfies all of them is everything, less what breaks the
 * first, less what breaks the second, more what breaks both, and so on. What breaks a constraint is a pattern too:
 *
 * - a <> b: the same pattern with a and b one node;
 * - NOT (a)--(b): the same pattern with that relationship, which counts as one however many there are;
 * - relationships r and s are not one: the same pattern with r and s one relationship. Their ends are then the same,
 *   straight (left and left) or crossed (left and right). When either has no direction both may be, and a loop is both
 *   at once: straight plus crossed less loop.
 *
 * Where two nodes are one that the row knows both, the term counts only when they are. */
#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/query/count/count.h"

typedef enum union_kind { STRAIGHT, CROSSED, LOOP } union_kind;

/* --- no relationship twice -------------------------------------------------------------------------------- */

static bool share_type(const ent_i_count_edge *a, const ent_i_count_edge *b)
{
    if (!a->type_count || !b->type_count)
        return true;
    for (size_t i = 0; i < a->type_count; i++)
        for (size_t j = 0; j < b->type_count; j++)
            if (a->types[i] == b->types[j])
                return true;
    return false;
}

bool ent_i_count_distinct(ent_i_count_pattern *p)
{
    for (uint32_t i = 0; i < p->edge_count; i++)
        for (uint32_t j = i + 1; j < p->edge_count; j++) {
            const ent_i_count_edge *a = &p->edges[i], *b = &p->edges[j];
            if (a->kind != ENT_I_EDGE_TIES || b->kind != ENT_I_EDGE_TIES || a->clause != b->clause ||
                !share_type(a, b))
                continue;
            if (p->constraint_count == sizeof p->constraints / sizeof p->constraints[0])
                return false;
            bool either = a->directions == ENT_BOTH || b->directions == ENT_BOTH;
            p->constraints[p->constraint_count++] =
                (ent_i_count_constraint){ .kind = ENT_I_COUNT_DISTINCT,
                                          .part = a->part,
                                          .a = i,
                                          .b = j,
                                          .straight = either || a->directions == b->directions,
                                          .crossed = either || a->directions != b->directions,
                                          .loop = either };
        }
    return true;
}

/* --- making two into one ---------------------------------------------------------------------------------- */

/* Nodes that are known before are who they are. */
static bool is_known(const ent_i_count_pattern *p, unsigned part, uint32_t var)
{
    return part ? p->vars[var].part != part : p->vars[var].walked;
}

static void join_nodes(const ent_i_count_pattern *p, unsigned part, ent_i_count_term *term, uint32_t a, uint32_t b)
{
    uint8_t keep = term->rep[a], drop = term->rep[b];
    if (keep == drop)
        return;
    if (is_known(p, part, drop) && !is_known(p, part, keep)) {
        keep = drop;
        drop = term->rep[a];
    }
    for (size_t i = 0; i < p->var_count; i++)
        if (term->rep[i] == drop)
            term->rep[i] = keep;
}

static uint8_t turned(uint8_t directions)
{
    return directions == ENT_BOTH ? directions : directions == ENT_OUT ? (uint8_t)ENT_IN : (uint8_t)ENT_OUT;
}

/* Do the edges of a term stand so that they can be one straight, or crossed, other than as a loop? */
static bool can_join(const ent_i_count_constraint *c, const ent_i_count_term *term, union_kind kind)
{
    uint8_t d = term->directions[term->alias[c->a]], e = term->directions[term->alias[c->b]];
    bool odd = ((term->flipped >> c->a) ^ (term->flipped >> c->b)) & 1;
    return d == ENT_BOTH || e == ENT_BOTH || d == ((kind == CROSSED) != odd ? turned(e) : e);
}

static void join_edges(const ent_i_count_pattern *p, const ent_i_count_constraint *c, ent_i_count_term *term,
                       union_kind kind)
{
    uint8_t a = term->alias[c->a], b = term->alias[c->b];
    bool odd = ((term->flipped >> c->a) ^ (term->flipped >> c->b)) & 1;
    /* A loop is both: as the directions want it. */
    bool crossed = kind == LOOP ? !can_join(c, term, odd ? CROSSED : STRAIGHT) : (kind == CROSSED) != odd;
    const ent_i_count_edge *x = &p->edges[a], *y = &p->edges[b];
    uint8_t d = term->directions[a], e = crossed ? turned(term->directions[b]) : term->directions[b];
    join_nodes(p, c->part, term, x->left, crossed ? y->right : y->left);
    join_nodes(p, c->part, term, x->right, crossed ? y->left : y->right);
    if (kind == LOOP)
        join_nodes(p, c->part, term, x->left, x->right);
    term->directions[a] = d == ENT_BOTH ? e : d;
    term->merged[a] |= term->merged[b];
    for (size_t i = 0; i < p->edge_count; i++)
        if (term->alias[i] == b) {
            term->alias[i] = a;
            term->flipped ^= crossed ? ENT_I_COUNT_BIT(i) : 0;
        }
}

/* --- the sum ---------------------------------------------------------------------------------------------- */

static bool is_same(const ent_i_count_pattern *p, const ent_i_count_term *a, const ent_i_count_term *b)
{
    if (a->broken != b->broken || memcmp(a->rep, b->rep, p->var_count) != 0 ||
        memcmp(a->alias, b->alias, p->edge_count) != 0)
        return false;
    for (size_t i = 0; i < p->edge_count; i++)
        if (a->alias[i] == i && a->directions[i] != b->directions[i])
            return false;
    return true;
}

static ent_status add_term(const ent_i_count_pattern *p, ent_i_count_terms *terms, const ent_i_count_term *term)
{
    for (size_t i = 0; i < terms->count; i++)
        if (is_same(p, &terms->items[i], term)) {
            terms->items[i].sign += term->sign;
            return ENT_OK;
        }
    if (terms->count == 4 * ENT_I_COUNT_TERMS_MOST) /* on top of an outer term they may be more */
        return ENT_ERR_LIMIT;
    ENT_I_TRY(ENT_I_RESERVE(terms->items, terms->capacity, terms->count + 1, p->run->err));
    terms->items[terms->count++] = *term;
    return ENT_OK;
}

/* The matches of a term that break a constraint, taken off. */
static ent_status break_term(const ent_i_count_pattern *p, const ent_i_count_constraint *c,
                             const ent_i_count_term *term, ent_i_count_terms *ret)
{
    ent_i_count_term broken = *term;
    broken.sign = -term->sign;
    if (c->kind == ENT_I_COUNT_UNEQUAL) {
        join_nodes(p, c->part, &broken, c->a, c->b);
        return add_term(p, ret, &broken);
    }
    if (c->kind == ENT_I_COUNT_NO_EDGE) {
        broken.broken |= ENT_I_COUNT_BIT(c->a);
        return add_term(p, ret, &broken);
    }
    /* What stands the other way round is one only as a loop; crossed has the loops that straight has not, and the
     * other way about. */
    bool straight = c->straight && can_join(c, term, STRAIGHT), crossed = c->crossed && can_join(c, term, CROSSED);
    bool either = straight && crossed, neither = !straight && !crossed;
    const bool possible[] = { straight, crossed, c->loop && (either || neither) };
    for (int kind = STRAIGHT; kind <= LOOP; kind++) {
        if (!possible[kind])
            continue;
        broken = *term;
        broken.sign = kind == LOOP && either ? term->sign : -term->sign;
        join_edges(p, c, &broken, (union_kind)kind);
        ENT_I_TRY(add_term(p, ret, &broken));
    }
    return ENT_OK;
}

/* Is the constraint broken already? */
static bool is_broken(const ent_i_count_constraint *c, const ent_i_count_term *term)
{
    return (c->kind == ENT_I_COUNT_UNEQUAL && term->rep[c->a] == term->rep[c->b]) ||
           (c->kind == ENT_I_COUNT_DISTINCT && term->alias[c->a] == term->alias[c->b]);
}

bool ent_i_count_is_walked(const ent_i_count_pattern *p, const ent_i_count_constraint *c)
{
    if (c->part)
        return false;
    if (c->kind == ENT_I_COUNT_UNEQUAL)
        return p->vars[c->a].walked && p->vars[c->b].walked;
    if (c->kind == ENT_I_COUNT_NO_EDGE)
        return p->vars[p->edges[c->a].left].walked && p->vars[p->edges[c->a].right].walked;
    return p->edges[c->a].walked && p->edges[c->b].walked;
}

static ent_status apply(const ent_i_count_pattern *p, const ent_i_count_constraint *c, ent_i_count_terms *terms)
{
    ent_i_count_terms next = { NULL, 0, 0 };
    ent_status status = ENT_OK;
    for (size_t i = 0; i < terms->count && status == ENT_OK; i++) {
        if (!terms->items[i].sign || is_broken(c, &terms->items[i]))
            continue;
        status = add_term(p, &next, &terms->items[i]);
    }
    size_t whole = next.count;
    for (size_t i = 0; i < whole && status == ENT_OK; i++) {
        ent_i_count_term term = next.items[i];
        status = break_term(p, c, &term, &next);
    }
    free(terms->items);
    *terms = next;
    return status;
}

static void begin(const ent_i_count_pattern *p, const ent_i_count_term *outer, ent_i_count_term *ret)
{
    *ret = (ent_i_count_term){ .sign = 1 };
    for (size_t i = 0; i < p->var_count; i++)
        ret->rep[i] = outer && !p->vars[i].part ? outer->rep[i] : (uint8_t)i;
    for (size_t i = 0; i < p->edge_count; i++) {
        ret->alias[i] = (uint8_t)i;
        ret->directions[i] = (uint8_t)p->edges[i].directions;
        ret->merged[i] = ENT_I_COUNT_BIT(i);
    }
}

ent_status ent_i_count_terms_of(const ent_i_count_pattern *p, unsigned part, const ent_i_count_term *outer,
                                ent_i_count_terms *ret)
{
    ent_i_count_terms terms = { NULL, 0, 0 };
    ent_i_count_term first;
    begin(p, outer, &first);
    ent_status status = add_term(p, &terms, &first);
    for (size_t i = 0; i < p->constraint_count && status == ENT_OK; i++) {
        const ent_i_count_constraint *c = &p->constraints[i];
        if (c->part == part && !ent_i_count_is_walked(p, c))
            status = apply(p, c, &terms);
    }
    if (status != ENT_OK) {
        free(terms.items);
        return status;
    }
    *ret = terms;
    return ENT_OK;
}
