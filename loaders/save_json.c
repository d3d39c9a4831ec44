/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A graph in the native format: a line a record, always the same bytes for the same graph, and read back
 * as the same graph. What is absent in the graph (or has its default) is left out. */
#include <string.h>

#include "graph/base/array.h"
#include "graph/base/json_scan.h"
#include "graph/model/exact.h"
#include "loaders/formats.h"
#include "loaders/node_keys.h"

#define FLUSH_AT ((size_t)64 << 10)

typedef struct writer {
    const ent_graph *graph;
    const char **keys; /* of the nodes */
    uint32_t *copies;  /* of the ties: how many like it come before each; or NULL */
    ent_output *output;
    ent_error *err;
    ent_i_buffer text;
    bool inside;  /* the object being written has a member */
    size_t lines; /* of the section being written */
} writer;

static ent_status flush(writer *self, size_t at)
{
    if (self->text.length < at)
        return ENT_OK;
    ENT_I_TRY(ent_i_buffer_status(&self->text, self->err));
    ENT_I_TRY(ent_output_write(self->output, ent_i_buffer_string(&self->text), self->text.length, self->err));
    ent_i_buffer_reset(&self->text);
    return ENT_OK;
}

static void quote(writer *self, const char *text)
{
    ent_i_json_escape(text, strlen(text), &self->text);
}

/* --- records ---------------------------------------------------------------------------------- */

static void open_record(writer *self)
{
    ent_i_buffer_char(&self->text, '{');
    self->inside = false;
}

static void name_member(writer *self, const char *name)
{
    ent_i_buffer_text(&self->text, self->inside ? ",\"" : "\"");
    ent_i_buffer_text(&self->text, name);
    ent_i_buffer_text(&self->text, "\":");
    self->inside = true;
}

static void text_member(writer *self, const char *name, const char *value)
{
    name_member(self, name);
    quote(self, value);
}

/* NULL is absent; so is a value equal to the default. */
static void optional_member(writer *self, const char *name, const char *value, const char *usual)
{
    if (value && !(usual && strcmp(value, usual) == 0))
        text_member(self, name, value);
}

static void add_citation(writer *self, const ent_citation_view *citation)
{
    open_record(self);
    text_member(self, "source", self->keys[citation->source]);
    if (citation->paragraph) { /* digits, checked when it was added */
        name_member(self, "paragraph");
        ent_i_buffer_text(&self->text, citation->paragraph);
    }
    optional_member(self, "page", citation->page, NULL);
    optional_member(self, "url", citation->url, NULL);
    optional_member(self, "how", ent_how_text(citation->how), ent_how_text(ENT_HOW_STATED));
    optional_member(self, "note", citation->note, NULL);
    ent_i_buffer_char(&self->text, '}');
    self->inside = true;
}

static void add_citations(writer *self, bool of_tie, uint32_t owner)
{
    size_t count = of_tie ? ent_graph_tie_citation_count(self->graph, owner)
                          : ent_graph_node_citation_count(self->graph, owner);
    if (!count)
        return;
    name_member(self, "citations");
    for (size_t i = 0; i < count; i++) {
        ent_citation_view citation;
        if (of_tie)
            ent_graph_tie_citation(self->graph, owner, i, &citation);
        else
            ent_graph_node_citation(self->graph, owner, i, &citation);
        ent_i_buffer_char(&self->text, i ? ',' : '[');
        add_citation(self, &citation);
    }
    ent_i_buffer_char(&self->text, ']');
}

static void add_properties(writer *self, const char *properties)
{
    if (!properties)
        return;
    name_member(self, "properties");
    ent_i_buffer_text(&self->text, properties);
}

static void add_labels(writer *self, const ent_node_view *node)
{
    if (!node->label_count)
        return;
    name_member(self, "labels");
    for (size_t i = 0; i < node->label_count; i++) {
        ent_label_view label;
        ent_graph_label(self->graph, node->labels[i], &label);
        ent_i_buffer_char(&self->text, i ? ',' : '[');
        quote(self, label.name);
    }
    ent_i_buffer_char(&self->text, ']');
}

static void add_aliases(writer *self, ent_node node)
{
    size_t count = ent_graph_alias_count(self->graph, node);
    if (!count)
        return;
    name_member(self, "aliases");
    for (size_t i = 0; i < count; i++) {
        ent_alias_view alias;
        ent_graph_alias(self->graph, node, i, &alias);
        ent_i_buffer_text(&self->text, i ? "," : "[");
        if (alias.ambiguous)
            ent_i_buffer_text(&self->text, "{\"name\":");
        quote(self, alias.name);
        if (alias.ambiguous)
            ent_i_buffer_text(&self->text, ",\"ambiguous\":true}");
    }
    ent_i_buffer_char(&self->text, ']');
}

static void add_node(writer *self, ent_node node)
{
    ent_node_view view;
    ent_graph_node(self->graph, node, &view);
    open_record(self);
    text_member(self, "key", view.key);
    add_labels(self, &view);
    const char *name, *short_name;
    ent_i_graph_exact_names(self->graph, node, &name, &short_name);
    optional_member(self, "name", name ? name : "", view.key);
    optional_member(self, "short", short_name ? short_name : "", view.name);
    add_aliases(self, node);
    optional_member(self, "valid", view.valid, "");
    optional_member(self, "status", view.status < 0 ? NULL : ent_tie_status_text((ent_tie_status)view.status), NULL);
    add_properties(self, view.properties);
    add_citations(self, false, node);
    ent_i_buffer_char(&self->text, '}');
}

static void add_tie(writer *self, ent_tie tie)
{
    ent_tie_view view;
    ent_type_view type;
    char valid[ENT_VALID_TEXT];
    ent_graph_tie(self->graph, tie, &view);
    ent_graph_type(self->graph, view.type, &type);
    open_record(self);
    text_member(self, "from", self->keys[view.source]);
    text_member(self, "type", type.name);
    text_member(self, "to", self->keys[view.target]);
    optional_member(self, "valid", ent_graph_tie_valid(self->graph, tie, valid), "");
    bool status, rank;
    ent_i_graph_exact_codes(self->graph, tie, &status, &rank);
    optional_member(self, "status", status ? ent_tie_status_text(view.status) : "", ent_tie_status_text(ENT_TIE_IN_FORCE));
    optional_member(self, "rank", rank ? ent_rank_text(view.rank) : NULL, NULL);
    add_properties(self, view.properties);
    if (self->copies && self->copies[tie]) {
        name_member(self, "copy");
        ent_i_buffer_printf(&self->text, "%lu", (unsigned long)self->copies[tie] + 1);
    }
    add_citations(self, true, tie);
    ent_i_buffer_char(&self->text, '}');
}

static void add_label(writer *self, const ent_label_view *view)
{
    open_record(self);
    text_member(self, "name", view->name);
    text_member(self, "plural", view->plural);
    if (view->parent != ENT_NO_LABEL) {
        ent_label_view parent;
        ent_graph_label(self->graph, view->parent, &parent);
        text_member(self, "parent", parent.name);
    }
    text_member(self, "class", ent_class_text(view->class_));
    ent_i_buffer_char(&self->text, '}');
}

static void add_type(writer *self, const ent_type_view *view)
{
    open_record(self);
    text_member(self, "name", view->name);
    text_member(self, "phrase", view->phrase);
    text_member(self, "inverse", view->inverse);
    text_member(self, "brief", view->brief);
    text_member(self, "subject", ent_subject_text(view->subject));
    text_member(self, "direction", view->symmetric ? "symmetric" : "directed");
    text_member(self, "kind", view->event ? "event" : "state");
    if (view->short_of)
        text_member(self, "short_of", view->short_of);
    ent_i_buffer_char(&self->text, '}');
}

/* --- sections --------------------------------------------------------------------------------- */

static void open_section(writer *self, const char *name)
{
    self->lines = 0;
    ent_i_buffer_printf(&self->text, ",\n\"%s\":[", name);
}

static ent_status next_line(writer *self)
{
    ent_i_buffer_text(&self->text, self->lines++ ? ",\n" : "\n");
    return flush(self, FLUSH_AT);
}

static void close_section(writer *self)
{
    ent_i_buffer_text(&self->text, self->lines ? "\n]" : "]");
}

/* A label after the labels it is a kind of, so that reading the file gives the labels in the file's order. */
static ent_status add_label_line(writer *self, ent_label label, bool *done, ent_label *chain)
{
    ent_label_view view;
    size_t count = 0;
    for (; label != ENT_NO_LABEL && !done[label]; label = view.parent) {
        ent_graph_label(self->graph, label, &view);
        if (!view.described)
            break;
        done[label] = true;
        chain[count++] = label;
    }
    while (count) {
        ent_graph_label(self->graph, chain[--count], &view);
        ENT_I_TRY(next_line(self));
        add_label(self, &view);
    }
    return ENT_OK;
}

static ent_status add_vocabulary(writer *self)
{
    ENT_I_AUTOFREE bool *done = NULL;
    ENT_I_AUTOFREE ent_label *chain = NULL;
    size_t count = ent_graph_label_count(self->graph);
    ENT_I_TRY(ENT_I_ZEROED(done, count, self->err));
    ENT_I_TRY(ENT_I_ZEROED(chain, count, self->err));
    open_section(self, "labels");
    for (size_t i = 0; i < count; i++)
        ENT_I_TRY(add_label_line(self, (ent_label)i, done, chain));
    close_section(self);
    open_section(self, "types");
    for (size_t i = 0; i < ent_graph_type_count(self->graph); i++) {
        ent_type_view view;
        ent_graph_type(self->graph, (ent_type)i, &view);
        if (!view.described)
            continue;
        ENT_I_TRY(next_line(self));
        add_type(self, &view);
    }
    close_section(self);
    return ENT_OK;
}

/* Nodes get their number when they are first named in a file, be it as a source that another node cites.
 * The order here is the graph's, except that a cited node is written before the one that cites it when
 * reading would otherwise give the two the numbers of others: that keeps the order stable from the first
 * reading on. known: nodes that a reader of the lines so far has numbered; *first: the first other one. */
static void number(bool *known, size_t *first, ent_node node)
{
    known[node] = true;
    while (known[*first])
        (*first)++;
}

static ent_status add_node_line(writer *self, ent_node node, bool *known, bool *done,
                                size_t *first)
{
    size_t citations = ent_graph_node_citation_count(self->graph, node);
    number(known, first, node);
    for (size_t i = 0; i < citations; i++) {
        ent_citation_view citation;
        ent_graph_node_citation(self->graph, node, i, &citation);
        if (!known[citation.source])
            number(known, first, citation.source);
    }
    done[node] = true;
    ENT_I_TRY(next_line(self));
    add_node(self, node);
    return ENT_OK;
}

static ent_status add_nodes(writer *self)
{
    ENT_I_AUTOFREE bool *known = NULL;
    ENT_I_AUTOFREE bool *done = NULL;
    size_t count = ent_graph_node_count(self->graph), first = 0;
    ENT_I_TRY(ENT_I_ZEROED(known, count + 1, self->err)); /* the last one stays false */
    ENT_I_TRY(ENT_I_ZEROED(done, count, self->err));
    open_section(self, "nodes");
    for (size_t node = 0; node < count; node++) {
        size_t citations = done[node] ? 0 : ent_graph_node_citation_count(self->graph, (ent_node)node);
        size_t next = first + (first == node);
        for (size_t i = 0; i < citations; i++) {
            ent_citation_view citation;
            ent_graph_node_citation(self->graph, (ent_node)node, i, &citation);
            if (known[citation.source] || citation.source == node)
                continue;
            if (citation.source == next)
                next++;
            else
                ENT_I_TRY(add_node_line(self, citation.source, known, done, &first));
        }
        if (!done[node])
            ENT_I_TRY(add_node_line(self, (ent_node)node, known, done, &first));
    }
    close_section(self);
    return ENT_OK;
}

static ent_status add_ties(writer *self)
{
    size_t count = ent_graph_tie_count(self->graph);
    open_section(self, "ties");
    for (size_t tie = 0; tie < count; tie++) {
        ent_i_node_keys_ahead(self->graph, self->keys, tie, count);
        ENT_I_TRY(next_line(self));
        add_tie(self, (ent_tie)tie);
    }
    close_section(self);
    return ENT_OK;
}

static ent_status add_meta(writer *self)
{
    static const char *const reserved[] = { "$schema", "entente", "labels", "types", "nodes", "ties" };
    for (size_t i = 0; i < ent_graph_meta_count(self->graph); i++) {
        const char *value = NULL, *name = ent_graph_meta_at(self->graph, i, &value);
        for (size_t j = 0; j < sizeof reserved / sizeof *reserved; j++)
            if (strcmp(name, reserved[j]) == 0)
                return ent_i_fail(self->err, ENT_ERR_INVALID,
                                  "meta data named \"%s\" cannot be written as JSON: the format uses the name",
                                  name);
        ent_i_buffer_text(&self->text, ",\n");
        quote(self, name);
        ent_i_buffer_char(&self->text, ':');
        quote(self, value);
    }
    return ENT_OK;
}

static ent_status write_document(writer *self, ent_part part)
{
    ent_i_buffer_text(&self->text, "{\n\"entente\":1");
    if (part == ENT_PART_ALL)
        ENT_I_TRY(add_meta(self));
    if (part != ENT_PART_TIES) {
        ENT_I_TRY(add_vocabulary(self));
        ENT_I_TRY(add_nodes(self));
    }
    if (part != ENT_PART_NODES)
        ENT_I_TRY(add_ties(self));
    ent_i_buffer_text(&self->text, "\n}\n");
    return flush(self, 0);
}

ent_status ent_i_save_json(const ent_graph *graph, ent_part part, ent_output *output, ent_error *err)
{
    writer self = { .graph = graph, .output = output, .err = err };
    ENT_I_TRY(ent_i_node_keys(graph, &self.keys, err));
    ent_status status = ent_i_graph_copies(graph, &self.copies, err);
    if (status >= 0)
        status = write_document(&self, part);
    free(self.keys);
    free(self.copies);
    ent_i_buffer_clear(&self.text);
    return status;
}
