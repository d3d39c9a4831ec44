/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding nodes, labels and types as a person names them. Names on the heap are compared in turn: a scan over
 * all of them takes well under a tenth of a second for a million nodes and needs no index to be kept. A graph
 * that lies in a file has an index there, so that little of it need be read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/buffer.h"
#include "graph/base/utf8.h"
#include "graph/model/name_index.h"
#include "graph/model/names.h"

#define OFFERED 5 /* names offered in an error */

/* --- search ---------------------------------------------------------------------------------------------- */

/* How well a folded name holds a folded text; -1: not. */
static int score_of(const char *name, const char *text)
{
    const char *at = strstr(name, text);
    if (!at)
        return -1;
    if (at == name)
        return name[strlen(text)] ? 1 : 0;
    for (const char *word = at; word; word = strstr(word + 1, text))
        if (word[-1] == ' ')
            return 2;
    return 3;
}

static int compare_matches(const void *a, const void *b)
{
    const ent_match *x = a, *y = b;
    if (x->score != y->score)
        return x->score - y->score;
    size_t lx = strlen(x->matched), ly = strlen(y->matched);
    if (lx != ly)
        return lx < ly ? -1 : 1;
    int order = strcmp(x->matched, y->matched);
    return order ? order : (x->node > y->node) - (x->node < y->node);
}

typedef struct match_list {
    ent_match *items;
    size_t count, capacity;
} match_list;

/* The best of a node's names under a scoring; spelling: by distance, at most `most` edits. */
static ent_status match_node(const ent_graph *graph, ent_node number, const char *text, bool spelling,
                             unsigned most, ent_i_buffer *scratch, match_list *list, ent_error *err)
{
    ent_i_name_cursor cursor = ent_i_names_of(graph, number);
    ent_match best = { number, NULL, -1 };
    for (const char *name; (name = ent_i_name_next(&cursor));) {
        ENT_I_AUTOFREE char *owned = NULL;
        const char *folded = ent_i_name_fold(name, scratch, &owned);
        if (!folded)
            return ent_i_nomem(err);
        int score;
        if (spelling) {
            unsigned distance = ent_i_utf8_distance(folded, text, most);
            score = distance > most ? -1 : (int)distance + 3;
        } else {
            score = score_of(folded, text);
        }
        if (score < 0)
            continue;
        bool shorter = score == best.score && strlen(name) < strlen(best.matched);
        if (best.score < 0 || score < best.score || shorter) {
            best.score = score;
            best.matched = name;
        }
    }
    if (best.score < 0)
        return ENT_OK;
    ENT_I_TRY(ENT_I_RESERVE(list->items, list->capacity, list->count + 1, err));
    list->items[list->count++] = best;
    return ENT_OK;
}

static ent_status match_all(const ent_graph *graph, const char *text, bool spelling, match_list *list,
                            ent_error *err)
{
    ENT_I_AUTOBUFFER scratch = ENT_I_BUFFER_INIT;
    size_t length = ent_i_utf8_count(text, strlen(text));
    unsigned most = length <= 3 ? 1 : length <= 6 ? 2 : 3;
    for (size_t i = 0; i < graph->node_count; i++)
        ENT_I_TRY(match_node(graph, (ent_node)i, text, spelling, most, &scratch, list, err));
    return ENT_OK;
}

ent_status ent_graph_search(const ent_graph *graph, const char *text, size_t limit, ent_match **ret_matches,
                            size_t *ret_count, ent_error *err)
{
    ENT_I_AUTOFREE char *folded = NULL;
    ENT_I_TRY(ent_i_utf8_fold(text, strlen(text), &folded, err));
    match_list list = { NULL, 0, 0 };
    ent_status status = ENT_OK;
    if (folded[0]) {
        status = match_all(graph, folded, false, &list, err);
        if (status >= 0 && !list.count)
            status = match_all(graph, folded, true, &list, err);
    }
    if (status < 0) {
        free(list.items);
        return status;
    }
    if (list.count)
        qsort(list.items, list.count, sizeof *list.items, compare_matches);
    *ret_matches = list.items;
    *ret_count = limit && limit < list.count ? limit : list.count;
    return ENT_OK;
}

/* --- lookup of nodes ------------------------------------------------------------------------------------- */

static ent_node find_key_in_file(const ent_graph *graph, const char *key, size_t length)
{
    uint32_t sum = ent_i_name_sum(key, length);
    size_t at = ent_i_name_index_first(graph, &graph->key_index, sum);
    for (ent_node node; (node = ent_i_name_index_next(graph, &graph->key_index, sum, &at)) != ENT_NONE;) {
        const char *found = ent_i_node_key(graph, node);
        if (strlen(found) == length && memcmp(found, key, length) == 0)
            return node;
    }
    return ENT_NONE;
}

ent_node ent_graph_find_key(const ent_graph *graph, const char *key, size_t length)
{
    if (graph->pages)
        return find_key_in_file(graph, key, length);
    return ent_i_hash_get(&graph->node_index, key, length, ENT_NONE);
}

typedef struct candidates {
    ent_node items[OFFERED];
    size_t count; /* may be larger than OFFERED */
} candidates;

static void add_candidate(candidates *list, ent_node node)
{
    if (list->count && list->count <= OFFERED && list->items[list->count - 1] == node)
        return;
    if (list->count < OFFERED)
        list->items[list->count] = node;
    list->count++;
}

/* Is one of a node's names the text? folded: after folding it. */
static ent_status compare_names(const ent_graph *graph, ent_node node, const char *text, bool folded,
                                ent_i_buffer *scratch, candidates *list, ent_error *err)
{
    ent_i_name_cursor cursor = ent_i_names_of(graph, node);
    for (const char *name; (name = ent_i_name_next(&cursor));) {
        ENT_I_AUTOFREE char *owned = NULL;
        const char *form = folded ? ent_i_name_fold(name, scratch, &owned) : name;
        if (!form)
            return ent_i_nomem(err);
        if (strcmp(form, text) == 0) {
            add_candidate(list, node);
            break;
        }
    }
    return ENT_OK;
}

/* Nodes one of whose names is the text (whose folded form is given too). */
static ent_status equal_names(const ent_graph *graph, const char *text, const char *form, bool folded,
                              candidates *list, ent_error *err)
{
    ENT_I_AUTOBUFFER scratch = ENT_I_BUFFER_INIT;
    const char *wanted = folded ? form : text;
    if (graph->pages) {
        uint32_t sum = ent_i_name_sum(form, strlen(form));
        size_t at = ent_i_name_index_first(graph, &graph->folded_index, sum);
        for (ent_node node; (node = ent_i_name_index_next(graph, &graph->folded_index, sum, &at)) != ENT_NONE;)
            ENT_I_TRY(compare_names(graph, node, wanted, folded, &scratch, list, err));
        return ENT_OK;
    }
    for (size_t i = 0; i < graph->node_count; i++)
        ENT_I_TRY(compare_names(graph, (ent_node)i, wanted, folded, &scratch, list, err));
    return ENT_OK;
}

static ent_status fail_ambiguous(const ent_graph *graph, const char *text, const candidates *list,
                                 ent_error *err)
{
    ENT_I_AUTOBUFFER names = ENT_I_BUFFER_INIT;
    size_t shown = list->count < OFFERED ? list->count : OFFERED;
    for (size_t i = 0; i < shown; i++) {
        const ent_i_node *node = ent_i_node_row(graph, list->items[i]);
        const char *key = ent_i_text(graph, node->key), *name = ent_i_text(graph, node->name);
        ent_i_buffer_printf(&names, "%s%s (%s)", i ? ", " : "", key, name ? name : key);
    }
    if (shown < list->count)
        ent_i_buffer_printf(&names, " and %zu more", list->count - shown);
    return ent_i_fail(err, ENT_ERR_AMBIGUOUS, "\"%s\" may be %s: give its key", text,
                      ent_i_buffer_string(&names));
}

static ent_status fail_not_found(const ent_graph *graph, const char *text, const char *folded, ent_error *err)
{
    match_list list = { NULL, 0, 0 };
    ENT_I_AUTOBUFFER names = ENT_I_BUFFER_INIT;
    ent_status status = folded[0] ? match_all(graph, folded, false, &list, err) : ENT_OK;
    if (status >= 0 && folded[0] && !list.count)
        status = match_all(graph, folded, true, &list, err);
    if (status >= 0) {
        if (list.count)
            qsort(list.items, list.count, sizeof *list.items, compare_matches);
        for (size_t i = 0; i < list.count && i < OFFERED; i++)
            ent_i_buffer_printf(&names, "%s%s", i ? ", " : "; nearest: ", list.items[i].matched);
        status = ent_i_fail(err, ENT_ERR_NOTFOUND, "nothing is named \"%s\"%s", text,
                            ent_i_buffer_string(&names));
    }
    free(list.items);
    return status;
}

ent_status ent_graph_lookup(const ent_graph *graph, const char *text, ent_node *ret, ent_error *err)
{
    ent_node by_key = ent_graph_find_key(graph, text, strlen(text));
    if (by_key != ENT_NONE) {
        *ret = by_key;
        return ENT_OK;
    }
    ENT_I_AUTOFREE char *folded = NULL;
    ENT_I_TRY(ent_i_utf8_fold(text, strlen(text), &folded, err));
    candidates list = { .count = 0 };
    ENT_I_TRY(equal_names(graph, text, folded, false, &list, err));
    if (!list.count && folded[0])
        ENT_I_TRY(equal_names(graph, text, folded, true, &list, err));
    if (list.count > 1)
        return fail_ambiguous(graph, text, &list, err);
    if (!list.count)
        return fail_not_found(graph, text, folded, err);
    *ret = list.items[0];
    return ENT_OK;
}

/* --- labels and types ------------------------------------------------------------------------------------ */

/* "MemberOf", "member of" and "MEMBER_OF" are all "memberof". */
static bool same_word(const char *a, const char *b)
{
    for (;; a++, b++) {
        while (*a == ' ' || *a == '_' || *a == '-')
            a++;
        while (*b == ' ' || *b == '_' || *b == '-')
            b++;
        unsigned char x = (unsigned char)*a, y = (unsigned char)*b;
        x = x >= 'A' && x <= 'Z' ? (unsigned char)(x + 32) : x;
        y = y >= 'A' && y <= 'Z' ? (unsigned char)(y + 32) : y;
        if (x != y)
            return false;
        if (!x)
            return true;
    }
}

ent_label ent_graph_find_label(const ent_graph *graph, const char *name)
{
    uint32_t exact = ent_i_hash_get(&graph->label_index, name, strlen(name), ENT_NONE);
    if (exact != ENT_NONE)
        return (ent_label)exact;
    for (size_t i = 0; i < graph->label_count; i++)
        if (same_word(graph->labels[i].name, name) ||
            (graph->labels[i].plural && same_word(graph->labels[i].plural, name)))
            return (ent_label)i;
    return ENT_NO_LABEL;
}

ent_type ent_graph_find_type(const ent_graph *graph, const char *name)
{
    uint32_t exact = ent_i_hash_get(&graph->type_index, name, strlen(name), ENT_NONE);
    if (exact != ENT_NONE)
        return (ent_type)exact;
    for (size_t i = 0; i < graph->type_count; i++)
        if (same_word(graph->types[i].name, name))
            return (ent_type)i;
    return ENT_NO_TYPE;
}

/* Offer the names of a vocabulary: those spelt alike, else the first few. */
static ent_status fail_word(const char *kind, const char *name, const char *const *names, size_t count,
                            ent_error *err)
{
    ENT_I_AUTOBUFFER offer = ENT_I_BUFFER_INIT;
    size_t offered = 0;
    for (unsigned pass = 0; pass < 2 && !offered; pass++)
        for (size_t i = 0; i < count && offered < OFFERED; i++) {
            ENT_I_AUTOFREE char *a = NULL, *b = NULL;
            bool near = pass == 1;
            if (!near && ent_i_utf8_fold(name, strlen(name), &a, NULL) >= 0 &&
                ent_i_utf8_fold(names[i], strlen(names[i]), &b, NULL) >= 0)
                near = a[0] && (strstr(b, a) || ent_i_utf8_distance(a, b, 3) <= 3);
            if (near)
                ent_i_buffer_printf(&offer, "%s%s", offered++ ? ", " : pass ? "; there is " : "; nearest: ",
                                    names[i]);
        }
    return ent_i_fail(err, ENT_ERR_NOTFOUND, "there is no %s \"%s\"%s", kind, name, ent_i_buffer_string(&offer));
}

ent_status ent_graph_lookup_label(const ent_graph *graph, const char *name, ent_label *ret, ent_error *err)
{
    ent_label label = ent_graph_find_label(graph, name);
    if (label != ENT_NO_LABEL) {
        *ret = label;
        return ENT_OK;
    }
    ENT_I_AUTOFREE const char **names = NULL;
    ENT_I_TRY(ENT_I_ZEROED(names, graph->label_count, err));
    for (size_t i = 0; i < graph->label_count; i++)
        names[i] = graph->labels[i].name;
    return fail_word("label", name, names, graph->label_count, err);
}

ent_status ent_graph_lookup_type(const ent_graph *graph, const char *name, ent_type *ret, ent_error *err)
{
    ent_type type = ent_graph_find_type(graph, name);
    if (type != ENT_NO_TYPE) {
        *ret = type;
        return ENT_OK;
    }
    ENT_I_AUTOFREE const char **names = NULL;
    ENT_I_TRY(ENT_I_ZEROED(names, graph->type_count, err));
    for (size_t i = 0; i < graph->type_count; i++)
        names[i] = graph->types[i].name;
    return fail_word("type", name, names, graph->type_count, err);
}
