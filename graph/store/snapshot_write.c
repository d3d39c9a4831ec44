/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing a snapshot. Where everything goes is counted first; then the sections are written one after the
 * other. The same graph gives the same bytes. */
#include <stdlib.h>
#include <string.h>

#include "graph/model/name_index.h"
#include "graph/store/snapshot_sink.h"

/* Sections begin at multiples of this, and none at 0, which as a reference means none. */
#define ALIGNMENT 64

/* Texts lie together by what they are of, in the order in which their owners are written. */
typedef enum text_group {
    OF_NODES,
    OF_ALIASES,
    OF_FIELDS,
    OF_TIES,
    OF_PERIODS,
    OF_NODE_CITATIONS,
    OF_TIE_CITATIONS,
    TEXT_GROUPS
} text_group;

typedef struct writing {
    const ent_graph *graph;
    ent_i_name_index keys, folded;
    uint32_t *node_numbers, *tie_numbers; /* of all; NULL: there are no gaps */
    ent_i_snapshot_place places[ENT_I_SECTIONS];
    uint64_t texts[TEXT_GROUPS]; /* where the next text of a group goes */
    uint64_t labels, aliases, fields; /* where the next one goes */
    uint64_t end;
    ent_i_sink sink;
} writing;

/* --- texts ----------------------------------------------------------------------------------------------- */

typedef void (*visit)(void *context, const char *text);

static void each(const ent_graph *graph, const ent_i_ref *refs, size_t count, visit call, void *context)
{
    for (size_t i = 0; i < count; i++)
        if (refs[i])
            call(context, ent_i_text(graph, refs[i]));
}

static void each_of_node(const ent_graph *graph, const ent_i_node *node, text_group group, visit call, void *context)
{
    const ent_i_alias *alias;
    const ent_i_source_field *field;
    if (group == OF_NODES) {
        const ent_i_ref refs[] = { node->key, node->name, node->short_name, node->valid, node->properties };
        each(graph, refs, sizeof refs / sizeof refs[0], call, context);
    } else if (group == OF_ALIASES) {
        for (ent_i_ref at = node->aliases; (alias = ent_i_alias_at(graph, at)); at = alias->next)
            each(graph, &alias->name, 1, call, context);
    } else {
        for (ent_i_ref at = node->fields; (field = ent_i_at(graph, at, sizeof *field)); at = field->next) {
            const ent_i_ref refs[] = { field->name, field->value };
            each(graph, refs, 2, call, context);
        }
    }
}

static void each_of_citations(const ent_graph *graph, const ent_i_citations *list, visit call, void *context)
{
    for (size_t i = 0; i < list->count; i++) {
        const ent_i_citation *c = &list->items[i];
        const ent_i_ref refs[] = { c->paragraph, c->page, c->url, c->note };
        each(graph, refs, sizeof refs / sizeof refs[0], call, context);
    }
}

static void each_text(const ent_graph *graph, text_group group, visit call, void *context)
{
    switch (group) {
    case OF_TIES:
        each(graph, graph->tie_properties, graph->tie_properties ? graph->tie_count : 0, call, context);
        break;
    case OF_PERIODS:
        for (size_t i = 0; i < graph->long_period_count; i++)
            each(graph, &graph->long_periods[i].text, 1, call, context);
        break;
    case OF_NODE_CITATIONS:
        each_of_citations(graph, &graph->node_citations, call, context);
        break;
    case OF_TIE_CITATIONS:
        each_of_citations(graph, &graph->tie_citations, call, context);
        break;
    default:
        for (size_t i = 0; i < graph->node_count; i++)
            each_of_node(graph, &graph->nodes[i], group, call, context);
        break;
    }
}

static void count_text(void *context, const char *text)
{
    *(uint64_t *)context += strlen(text) + 1;
}

static void put_text(void *context, const char *text)
{
    ent_i_sink_put(context, text, strlen(text) + 1);
}

/* Where a text of a group goes, if there is one. */
static ent_i_ref move_text(writing *w, text_group group, ent_i_ref ref)
{
    if (!ref)
        return 0;
    ent_i_ref moved = w->texts[group];
    w->texts[group] += strlen(ent_i_text(w->graph, ref)) + 1;
    return moved;
}

/* --- places ---------------------------------------------------------------------------------------------- */

static void count_lists(const ent_graph *graph, uint64_t counts[ENT_I_SECTIONS])
{
    const ent_i_source_field *field;
    for (size_t i = 0; i < graph->node_count; i++) {
        const ent_i_node *node = &graph->nodes[i];
        counts[ENT_I_SECTION_LABELS] += node->label_count;
        counts[ENT_I_SECTION_ALIASES] += node->alias_count;
        for (ent_i_ref at = node->fields; (field = ent_i_at(graph, at, sizeof *field)); at = field->next)
            counts[ENT_I_SECTION_FIELDS]++;
    }
}

static void count_sections(const writing *w, uint64_t counts[ENT_I_SECTIONS])
{
    const ent_graph *graph = w->graph;
    size_t n = graph->node_count, m = graph->tie_count;
    const ent_i_citations *of_nodes = &graph->node_citations, *of_ties = &graph->tie_citations;
    counts[ENT_I_SECTION_NODES] = n;
    for (ent_i_section s = ENT_I_SECTION_TIE_SOURCE; s <= ENT_I_SECTION_TIE_PERIOD; s++)
        counts[s] = m;
    counts[ENT_I_SECTION_TIE_PROPERTIES] = graph->tie_properties ? m : 0;
    counts[ENT_I_SECTION_OUT_STARTS] = counts[ENT_I_SECTION_IN_STARTS] = n + 1;
    counts[ENT_I_SECTION_OUT_OTHERS] = counts[ENT_I_SECTION_OUT_TIES] = m;
    counts[ENT_I_SECTION_IN_OTHERS] = counts[ENT_I_SECTION_IN_TIES] = m;
    counts[ENT_I_SECTION_LONG_PERIODS] = graph->long_period_count;
    counts[ENT_I_SECTION_NODE_CITATIONS] = of_nodes->count;
    counts[ENT_I_SECTION_NODE_CITATION_STARTS] = of_nodes->starts ? n + 1 : 0;
    counts[ENT_I_SECTION_TIE_CITATIONS] = of_ties->count;
    counts[ENT_I_SECTION_TIE_CITATION_STARTS] = of_ties->starts ? m + 1 : 0;
    counts[ENT_I_SECTION_NODE_NUMBERS] = w->node_numbers ? n : 0;
    counts[ENT_I_SECTION_TIE_NUMBERS] = w->tie_numbers ? m : 0;
    counts[ENT_I_SECTION_KEY_INDEX] = w->keys.count;
    counts[ENT_I_SECTION_FOLDED_INDEX] = w->folded.count;
    count_lists(graph, counts);
}

static void lay_out(writing *w)
{
    uint64_t counts[ENT_I_SECTIONS] = { 0 }, bytes[TEXT_GROUPS] = { 0 }, at = ALIGNMENT;
    count_sections(w, counts);
    for (int g = 0; g < TEXT_GROUPS; g++) {
        each_text(w->graph, (text_group)g, count_text, &bytes[g]);
        counts[ENT_I_SECTION_TEXTS] += bytes[g];
    }
    for (int s = 0; s < ENT_I_SECTIONS; s++) {
        w->places[s] = (ent_i_snapshot_place){ at, counts[s] };
        at += counts[s] * ent_i_section_sizes[s];
        at = (at + ALIGNMENT - 1) & ~(uint64_t)(ALIGNMENT - 1);
    }
    w->end = at;
    at = w->places[ENT_I_SECTION_TEXTS].offset;
    for (int g = 0; g < TEXT_GROUPS; at += bytes[g++])
        w->texts[g] = at;
    w->labels = w->places[ENT_I_SECTION_LABELS].offset;
    w->aliases = w->places[ENT_I_SECTION_ALIASES].offset;
    w->fields = w->places[ENT_I_SECTION_FIELDS].offset;
}

/* --- sections that are written anew ---------------------------------------------------------------------- */

static void put_nodes(writing *w)
{
    const ent_i_source_field *field;
    for (size_t i = 0; i < w->graph->node_count; i++) {
        ent_i_node node;
        memcpy(&node, &w->graph->nodes[i], sizeof node);
        node.key = move_text(w, OF_NODES, node.key);
        node.name = move_text(w, OF_NODES, node.name);
        node.short_name = move_text(w, OF_NODES, node.short_name);
        node.valid = move_text(w, OF_NODES, node.valid);
        node.properties = move_text(w, OF_NODES, node.properties);
        uint64_t fields = w->fields;
        for (ent_i_ref at = node.fields; (field = ent_i_at(w->graph, at, sizeof *field)); at = field->next)
            w->fields += sizeof *field;
        node.fields = w->fields > fields ? fields : 0;
        node.labels = node.label_count ? w->labels : 0;
        w->labels += node.label_count * sizeof(ent_label);
        node.aliases = node.alias_count ? w->aliases : 0;
        w->aliases += node.alias_count * sizeof(ent_i_alias);
        node.import = 1;
        node.reference = 0;
        node.dirty = false;
        ent_i_sink_put(&w->sink, &node, sizeof node);
    }
}

static void put_labels(writing *w)
{
    for (size_t i = 0; i < w->graph->node_count; i++) {
        const ent_i_node *node = &w->graph->nodes[i];
        if (node->label_count)
            ent_i_sink_put(&w->sink, ent_i_node_labels(w->graph, node), node->label_count * sizeof(ent_label));
    }
}

static void put_aliases(writing *w)
{
    const ent_i_alias *alias;
    for (size_t i = 0; i < w->graph->node_count; i++)
        for (ent_i_ref at = w->graph->nodes[i].aliases; (alias = ent_i_alias_at(w->graph, at)); at = alias->next) {
            ent_i_alias moved;
            memset(&moved, 0, sizeof moved);
            moved.name = move_text(w, OF_ALIASES, alias->name);
            moved.next = alias->next ? w->sink.offset + sizeof moved : 0;
            moved.ambiguous = alias->ambiguous;
            ent_i_sink_put(&w->sink, &moved, sizeof moved);
        }
}

static void put_fields(writing *w)
{
    const ent_i_source_field *field;
    for (size_t i = 0; i < w->graph->node_count; i++)
        for (ent_i_ref at = w->graph->nodes[i].fields; (field = ent_i_at(w->graph, at, sizeof *field));
             at = field->next) {
            ent_i_source_field moved = { .name = move_text(w, OF_FIELDS, field->name) };
            moved.value = move_text(w, OF_FIELDS, field->value);
            moved.next = field->next ? w->sink.offset + sizeof moved : 0;
            ent_i_sink_put(&w->sink, &moved, sizeof moved);
        }
}

static void put_tie_properties(writing *w)
{
    for (size_t i = 0; w->graph->tie_properties && i < w->graph->tie_count; i++) {
        ent_i_ref moved = move_text(w, OF_TIES, w->graph->tie_properties[i]);
        ent_i_sink_put(&w->sink, &moved, sizeof moved);
    }
}

static void put_long_periods(writing *w)
{
    for (size_t i = 0; i < w->graph->long_period_count; i++) {
        /* Member by member: what is between them is anything, and would be anything else another time. */
        const ent_i_long_period *period = &w->graph->long_periods[i];
        ent_i_long_period moved;
        memset(&moved, 0, sizeof moved);
        moved.period.form = period->period.form;
        moved.period.start = period->period.start;
        moved.period.end = period->period.end;
        moved.text = move_text(w, OF_PERIODS, period->text);
        ent_i_sink_put(&w->sink, &moved, sizeof moved);
    }
}

static void put_citations(writing *w, const ent_i_citations *list, text_group group)
{
    for (size_t i = 0; i < list->count; i++) {
        ent_i_citation moved;
        memcpy(&moved, &list->items[i], sizeof moved);
        moved.paragraph = move_text(w, group, moved.paragraph);
        moved.page = move_text(w, group, moved.page);
        moved.url = move_text(w, group, moved.url);
        moved.note = move_text(w, group, moved.note);
        moved.stored = true;
        ent_i_sink_put(&w->sink, &moved, sizeof moved);
    }
}

static void put_texts(writing *w)
{
    for (int g = 0; g < TEXT_GROUPS; g++)
        each_text(w->graph, (text_group)g, put_text, &w->sink);
}

/* --- all of it ------------------------------------------------------------------------------------------- */

/* An array of the graph that is the same in a file. */
static const void *column_of(const writing *w, ent_i_section section)
{
    const ent_graph *graph = w->graph;
    if (section == ENT_I_SECTION_NODE_NUMBERS)
        return w->node_numbers;
    if (section == ENT_I_SECTION_TIE_NUMBERS)
        return w->tie_numbers;
    switch (section) {
    case ENT_I_SECTION_KEY_INDEX:
        return w->keys.items;
    case ENT_I_SECTION_FOLDED_INDEX:
        return w->folded.items;
#define ENT_X(name, type, array) \
    case ENT_I_SECTION_##name:   \
        return graph->array;
        ENT_I_SNAPSHOT_COLUMNS(ENT_X)
#undef ENT_X
    default:
        return NULL;
    }
}

static void put_section(writing *w, ent_i_section section)
{
    const void *column = column_of(w, section);
    ent_i_sink_pad(&w->sink, w->places[section].offset);
    if (column) {
        ent_i_sink_put(&w->sink, column, w->places[section].count * ent_i_section_sizes[section]);
        return;
    }
    switch (section) {
    case ENT_I_SECTION_NODES:
        put_nodes(w);
        break;
    case ENT_I_SECTION_LABELS:
        put_labels(w);
        break;
    case ENT_I_SECTION_ALIASES:
        put_aliases(w);
        break;
    case ENT_I_SECTION_FIELDS:
        put_fields(w);
        break;
    case ENT_I_SECTION_TIE_PROPERTIES:
        put_tie_properties(w);
        break;
    case ENT_I_SECTION_LONG_PERIODS:
        put_long_periods(w);
        break;
    case ENT_I_SECTION_NODE_CITATIONS:
        put_citations(w, &w->graph->node_citations, OF_NODE_CITATIONS);
        break;
    case ENT_I_SECTION_TIE_CITATIONS:
        put_citations(w, &w->graph->tie_citations, OF_TIE_CITATIONS);
        break;
    case ENT_I_SECTION_TEXTS:
        put_texts(w);
        break;
    default: /* an array that the graph has not */
        break;
    }
}

/* What was added after the last gap has no number noted yet. */
static ent_status note_numbers(const ent_i_numbers *numbers, size_t count, uint32_t **ret, ent_error *err)
{
    if (!numbers->count)
        return ENT_OK;
    ENT_I_TRY(ENT_I_ZEROED(*ret, count, err));
    for (size_t i = 0; i < count; i++)
        (*ret)[i] = (uint32_t)ent_i_number_of(numbers, i);
    return ENT_OK;
}

static ent_status write_all(writing *w, int file, const ent_i_identity *identity, ent_i_snapshot_head *ret_head,
                            ent_error *err)
{
    const ent_graph *graph = w->graph;
    ENT_I_TRY(ent_i_key_index_build(graph, &w->keys, err));
    ENT_I_TRY(ent_i_folded_index_build(graph, &w->folded, err));
    ENT_I_TRY(note_numbers(&graph->node_numbers, graph->node_count, &w->node_numbers, err));
    ENT_I_TRY(note_numbers(&graph->tie_numbers, graph->tie_count, &w->tie_numbers, err));
    lay_out(w);
    uint64_t block_count = (w->end + ENT_I_BLOCK - 1) >> ENT_I_BLOCK_SHIFT;
    ENT_I_TRY(ent_i_sink_init(&w->sink, file, block_count, err));
    for (int s = 0; s < ENT_I_SECTIONS; s++)
        put_section(w, (ent_i_section)s);
    bool good = ent_i_sink_finish(&w->sink);
    ent_i_snapshot_head head;
    memset(&head, 0, sizeof head);
    memcpy(head.magic, ENT_I_SNAPSHOT_MAGIC, sizeof head.magic);
    head.format = ENT_I_SNAPSHOT_FORMAT;
    head.mark = ENT_I_SNAPSHOT_MARK;
    head.shape = ent_i_snapshot_shape();
    head.identity = *identity;
    head.node_count = graph->node_count;
    head.tie_count = graph->tie_count;
    head.label_count = (uint32_t)graph->label_count;
    head.type_count = (uint32_t)graph->type_count;
    head.has_preferred = graph->has_preferred;
    memcpy(head.sections, w->places, sizeof head.sections);
    head.block_count = block_count;
    head.sums = ent_i_checksum(w->sink.sums, block_count * sizeof *w->sink.sums, 0);
    head.sum = ent_i_snapshot_head_sum(&head);
    if (!good || !ent_i_write_at(file, &head, sizeof head, 0))
        return ent_i_fail(err, ENT_ERR_IO, "the snapshot cannot be written");
    if (ret_head)
        *ret_head = head;
    return ENT_OK;
}

ent_status ent_i_snapshot_write(int file, const ent_i_identity *identity, const ent_graph *graph,
                                ent_i_snapshot_head *ret_head, ent_error *err)
{
    writing w = { .graph = graph };
    ent_status status = write_all(&w, file, identity, ret_head, err);
    free(w.keys.items);
    free(w.folded.items);
    free(w.node_numbers);
    free(w.tie_numbers);
    ent_i_sink_clear(&w.sink);
    return status;
}
