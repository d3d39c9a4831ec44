/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Citations: which source supports a tie or a node, where and how surely. */
#include <stdlib.h>
#include <string.h>

#include "graph/model/citations.h"

static ent_i_citations *list_of(ent_graph *graph, bool of_tie)
{
    return of_tie ? &graph->tie_citations : &graph->node_citations;
}

static ent_status copy_text(ent_graph *graph, ent_text text, const char *field, const ent_place *place,
                            ent_i_ref *ret, ent_error *err)
{
    if (!text.data)
        return ENT_OK;
    ENT_I_TRY(ent_i_check_text(text, field, place, err));
    const char *copy = ent_i_arena_copy(&graph->strings, text.data, text.length);
    if (!copy)
        return ent_i_nomem(err);
    *ret = ent_i_ref_to(copy);
    return ENT_OK;
}

static ent_status check_paragraph(ent_text text, const ent_place *place, ent_error *err)
{
    if (!text.data)
        return ENT_OK;
    bool good = text.length > 0 && text.length <= 9 && text.data[0] != '0';
    for (size_t i = 0; i < text.length; i++)
        good = good && text.data[i] >= '0' && text.data[i] <= '9';
    return good ? ENT_OK
                : ent_i_fail_at(err, ENT_ERR_INVALID, place->file, place->line, place->column,
                                "\"%.*s\" is not a paragraph number", (int)text.length, text.data);
}

static ent_status check_url(ent_text text, const ent_place *place, ent_error *err)
{
    if (!text.data || (text.length > 7 && memcmp(text.data, "http://", 7) == 0) ||
        (text.length > 8 && memcmp(text.data, "https://", 8) == 0))
        return ENT_OK;
    return ent_i_fail_at(err, ENT_ERR_INVALID, place->file, place->line, place->column,
                         "\"%.*s\" is not a web address (http or https)", (int)text.length, text.data);
}

ent_status ent_i_add_citations(ent_graph *graph, bool of_tie, uint32_t owner,
                               const ent_citation_record *records, size_t count, const ent_place *place,
                               ent_error *err)
{
    ent_i_citations *list = list_of(graph, of_tie);
    for (size_t i = 0; i < count; i++) {
        const ent_citation_record *record = &records[i];
        ent_i_citation citation;
        memset(&citation, 0, sizeof citation); /* all of it is written to files, gaps included */
        citation.owner = owner;
        citation.how = ENT_HOW_STATED;
        if (!record->source.length)
            return ent_i_fail_at(err, ENT_ERR_INVALID, place->file, place->line, place->column,
                                 "a citation without a source");
        ENT_I_TRY(check_paragraph(record->paragraph, place, err));
        ENT_I_TRY(check_url(record->url, place, err));
        ENT_I_TRY(ent_i_node_refer(graph, record->source, place, &citation.source, err));
        /* A node of the database is nowhere in the files: when it is no source, this is where that shows. */
        ent_place *known = &graph->references[graph->nodes[citation.source].reference];
        if (!known->file)
            ENT_I_TRY(ent_i_place_keep(graph, place, known, err));
        if (record->how.data) {
            int how = ent_i_how_of(record->how.data, record->how.length);
            if (how < 0)
                return ent_i_fail_at(err, ENT_ERR_INVALID, place->file, place->line, place->column,
                                     "a citation's \"how\" is not \"%.*s\"", (int)record->how.length,
                                     record->how.data);
            citation.how = (unsigned char)how;
        }
        ENT_I_TRY(copy_text(graph, record->paragraph, "paragraph", place, &citation.paragraph, err));
        ENT_I_TRY(copy_text(graph, record->page, "page", place, &citation.page, err));
        ENT_I_TRY(copy_text(graph, record->url, "web address", place, &citation.url, err));
        ENT_I_TRY(copy_text(graph, record->note, "note", place, &citation.note, err));
        ENT_I_TRY(ENT_I_RESERVE(list->items, list->capacity, list->count + 1, err));
        list->items[list->count++] = citation;
    }
    return ENT_OK;
}

/* Citations are gathered on the heap, where a reference is a pointer. */
static bool same_text(ent_i_ref a, ent_i_ref b)
{
    return ent_i_text_same((const char *)(uintptr_t)a, (const char *)(uintptr_t)b);
}

static bool same_citation(const ent_i_citation *a, const ent_i_citation *b)
{
    return a->source == b->source && a->how == b->how && same_text(a->paragraph, b->paragraph) &&
           same_text(a->page, b->page) && same_text(a->url, b->url) && same_text(a->note, b->note);
}

static uint64_t hash_citation(const ent_i_citation *citation)
{
    const ent_i_ref texts[] = { citation->paragraph, citation->page, citation->url, citation->note };
    uint64_t hash = ent_i_hash_mix((uint64_t)citation->source << 8 | citation->how);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *text = (const char *)(uintptr_t)texts[i];
        hash = text ? ent_i_hash_bytes(text, strlen(text), hash) : ent_i_hash_mix(hash);
    }
    return hash;
}

/* What one owner has, without what it has twice, is moved down to `to`; where it ends. */
static size_t keep_few(ent_i_citation *items, size_t from, size_t end, size_t to)
{
    size_t kept = to;
    for (size_t i = from; i < end; i++) {
        size_t same = to;
        while (same < kept && !same_citation(&items[same], &items[i]))
            same++;
        if (same == kept)
            items[kept++] = items[i];
    }
    return kept;
}

/* The same by a table of numbers from `to` on, and one; 0: free. */
static size_t keep_many(ent_i_citation *items, size_t from, size_t end, size_t to, uint32_t *table, size_t mask)
{
    size_t kept = to;
    memset(table, 0, (mask + 1) * sizeof *table);
    for (size_t i = from; i < end; i++) {
        size_t slot = (size_t)hash_citation(&items[i]) & mask;
        while (table[slot] && !same_citation(&items[to + table[slot] - 1], &items[i]))
            slot = (slot + 1) & mask;
        if (table[slot])
            continue;
        items[kept++] = items[i];
        table[slot] = (uint32_t)(kept - to);
    }
    return kept;
}

/* items are in the order of owners, who have those up to starts[owner + 1]; afterwards those from starts[owner] on. */
static ent_status keep_different(ent_i_citation *items, uint32_t *starts, size_t owners, ent_error *err)
{
    ENT_I_AUTOFREE uint32_t *table = NULL;
    size_t kept = 0, slots = 0;
    for (size_t owner = 0, from = 0; owner < owners; owner++) {
        size_t end = starts[owner + 1], first = kept, mask = 31;
        if (end - from <= 16) {
            kept = keep_few(items, from, end, kept);
        } else {
            while (mask < 2 * (end - from))
                mask = 2 * mask + 1;
            ENT_I_TRY(ENT_I_RESERVE(table, slots, mask + 1, err));
            kept = keep_many(items, from, end, kept, table, mask);
        }
        from = end;
        starts[owner] = (uint32_t)first;
    }
    starts[owners] = (uint32_t)kept;
    return ENT_OK;
}

/* Order by owner (stable), drop what an owner has twice, and note where each owner's begin. */
ent_status ent_i_citations_finish(ent_i_citations *list, size_t owners, ent_error *err)
{
    free(list->starts);
    list->starts = NULL;
    if (!list->count)
        return ENT_OK;
    if (list->count > UINT32_MAX - 1)
        return ent_i_fail(err, ENT_ERR_LIMIT, "more than 4,294,967,294 citations");
    uint32_t *starts = NULL;
    ENT_I_TRY(ENT_I_ZEROED(starts, owners + 2, err));
    ent_i_citation *sorted = malloc(list->count * sizeof *sorted);
    if (!sorted) {
        free(starts);
        return ent_i_nomem(err);
    }
    for (size_t i = 0; i < list->count; i++)
        starts[list->items[i].owner + 2]++;
    for (size_t i = 2; i < owners + 2; i++)
        starts[i] += starts[i - 1];
    for (size_t i = 0; i < list->count; i++)
        sorted[starts[list->items[i].owner + 1]++] = list->items[i];
    ent_status status = keep_different(sorted, starts, owners, err);
    if (status < 0) {
        free(starts);
        free(sorted);
        return status;
    }
    free(list->items);
    list->items = sorted;
    list->capacity = list->count;
    list->count = starts[owners];
    list->starts = starts;
    return ENT_OK;
}

static void citation_view(const ent_graph *graph, const ent_i_citations *list, uint32_t owner, size_t index,
                          ent_citation_view *ret)
{
    const ent_i_citation *citation = NULL;
    if (index < ent_i_citations_of(graph, list, owner, &citation))
        citation += index;
    *ret = (ent_citation_view){ .source = citation->source,
                                .how = (ent_how)citation->how,
                                .paragraph = ent_i_text(graph, citation->paragraph),
                                .page = ent_i_text(graph, citation->page),
                                .url = ent_i_text(graph, citation->url),
                                .note = ent_i_text(graph, citation->note) };
}

size_t ent_graph_tie_citation_count(const ent_graph *graph, ent_tie tie)
{
    const ent_i_citation *first;
    return ent_i_citations_of(graph, &graph->tie_citations, tie, &first);
}

void ent_graph_tie_citation(const ent_graph *graph, ent_tie tie, size_t index, ent_citation_view *ret)
{
    citation_view(graph, &graph->tie_citations, tie, index, ret);
}

size_t ent_graph_node_citation_count(const ent_graph *graph, ent_node node)
{
    const ent_i_citation *first;
    return ent_i_citations_of(graph, &graph->node_citations, node, &first);
}

void ent_graph_node_citation(const ent_graph *graph, ent_node node, size_t index, ent_citation_view *ret)
{
    citation_view(graph, &graph->node_citations, node, index, ret);
}

size_t ent_graph_citation_count(const ent_graph *graph)
{
    return graph->node_citations.count + graph->tie_citations.count;
}
