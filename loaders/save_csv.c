/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One table of the CSV pair. A first pass finds the columns that have something to hold and how each
 * property's column must be typed so that reading it gives the same values; a second writes the rows. */
#include <string.h>

#include "graph/base/arena.h"
#include "graph/base/array.h"
#include "graph/base/hash.h"
#include "graph/base/json_scan.h"
#include "graph/base/number.h"
#include "graph/model/exact.h"
#include "loaders/csv_columns.h"
#include "loaders/csv_order.h"
#include "loaders/csv_write.h"
#include "loaders/formats.h"
#include "loaders/node_keys.h"

#define FLUSH_AT ((size_t)64 << 10)

/* The members of one name over all records. */
typedef struct property_column {
    const char *name;
    size_t name_length;
    bool needs_string; /* some string would read as a number or a truth value */
    bool needs_json;   /* some value is no plain text: null, an object, an array, an empty string */
    bool all_strings;
    ent_i_csv_type type;
    /* in the record being written: raw JSON, NULL when absent */
    const char *value;
    size_t value_length;
} property_column;

typedef struct writer {
    const ent_graph *graph;
    const char **keys; /* of the nodes, for ties */
    uint32_t *copies;  /* of the ties: how many like it come before each; or NULL */
    ent_output *output;
    ent_error *err;
    ent_i_arena names;
    ent_i_hash index; /* name -> property */
    property_column *properties;
    size_t property_count, property_capacity;
    ent_i_csv_order order;
    uint32_t *columns; /* the properties in the order of their columns */
    bool used[ENT_I_TIE_COLUMN_COUNT + ENT_I_NODE_COLUMN_COUNT]; /* columns to write */
    ent_i_csv_row row;
    ent_i_buffer text;
} writer;

/* --- properties ------------------------------------------------------------------------------- */

/* What a JSON string stands for, in self->text. */
static ent_status unescape(writer *self, const char *string, size_t length)
{
    ent_i_buffer_reset(&self->text);
    bool good = ent_i_json_unescape(string, length, &self->text);
    ENT_I_TRY(ent_i_buffer_status(&self->text, self->err));
    return good ? ENT_OK : ent_i_fail(self->err, ENT_ERR_INTERNAL, "properties that are not JSON");
}

/* The property of a member, adding it when it is new. */
static ent_status resolve(writer *self, const char *raw, size_t raw_length, property_column **ret)
{
    ENT_I_TRY(unescape(self, raw, raw_length));
    const char *name = ent_i_buffer_string(&self->text);
    size_t length = self->text.length;
    uint32_t known = ent_i_hash_get(&self->index, name, length, UINT32_MAX);
    if (known == UINT32_MAX) {
        if (memchr(name, '\0', length))
            return ent_i_fail(self->err, ENT_ERR_INVALID,
                              "a property's name holds a NUL character, which CSV cannot hold: write JSON");
        char *copy = ent_i_arena_copy(&self->names, name, length);
        if (!copy)
            return ent_i_nomem(self->err);
        ENT_I_TRY(ENT_I_RESERVE(self->properties, self->property_capacity, self->property_count + 1, self->err));
        known = (uint32_t)self->property_count;
        ENT_I_TRY(ent_i_hash_put(&self->index, copy, length, known, self->err));
        self->properties[self->property_count++] = (property_column){ .name = copy, .name_length = length, .all_strings = true };
    }
    *ret = &self->properties[known];
    return ENT_OK;
}

/* What a value asks of its column. */
static ent_status classify(writer *self, property_column *property, const char *value, size_t length)
{
    if (*value != '"') {
        property->all_strings = false;
        if (!ent_i_csv_is_literal(value, length))
            property->needs_json = true;
        return ENT_OK;
    }
    ENT_I_TRY(unescape(self, value, length));
    const char *text = ent_i_buffer_string(&self->text);
    if (!self->text.length || memchr(text, '\0', self->text.length))
        property->needs_json = true;
    else if (ent_i_csv_is_literal(text, self->text.length))
        property->needs_string = true;
    return ENT_OK;
}

/* First pass over one record. */
static ent_status note_properties(writer *self, const char *object)
{
    const char *cursor = object, *name, *value;
    size_t name_length, value_length;
    uint32_t last = UINT32_MAX;
    while (object && ent_i_json_next(&cursor, &name, &name_length, &value, &value_length)) {
        property_column *property = NULL;
        ENT_I_TRY(resolve(self, name, name_length, &property));
        ENT_I_TRY(classify(self, property, value, value_length));
        uint32_t index = (uint32_t)(property - self->properties);
        if (last != UINT32_MAX)
            ENT_I_TRY(ent_i_csv_order_add(&self->order, last, index, self->err));
        last = index;
    }
    return ENT_OK;
}

/* Would a header without a type be read as something else than this property? */
static bool is_reserved(const property_column *property)
{
    ent_text name = { property->name, property->name_length };
    size_t ignored;
    return !name.length || ent_i_csv_type_of(name, &ignored) != ENT_I_CSV_AUTO ||
           ent_i_csv_column_like(ent_i_node_columns, ENT_I_NODE_COLUMN_COUNT, name) < ENT_I_NODE_COLUMN_COUNT ||
           ent_i_csv_column_like(ent_i_tie_columns, ENT_I_TIE_COLUMN_COUNT, name) < ENT_I_TIE_COLUMN_COUNT;
}

/* What is known after the first pass: types and order of the properties' columns. */
static ent_status choose_columns(writer *self)
{
    ENT_I_TRY(ENT_I_ZEROED(self->columns, self->property_count, self->err));
    ENT_I_TRY(ent_i_csv_order_sort(&self->order, (uint32_t)self->property_count, self->columns, self->err));
    for (size_t i = 0; i < self->property_count; i++) {
        property_column *property = &self->properties[i];
        bool typed = property->needs_string || is_reserved(property);
        if (property->needs_json || (typed && !property->all_strings))
            property->type = ENT_I_CSV_JSON;
        else
            property->type = typed ? ENT_I_CSV_STRING : ENT_I_CSV_AUTO;
    }
    return ENT_OK;
}

static void add_property(writer *self, const property_column *property)
{
    if (!property->value || property->type == ENT_I_CSV_JSON || *property->value != '"') {
        ent_i_csv_field(&self->row, property->value ? property->value : "", property->value_length);
        return;
    }
    ent_i_buffer_reset(&self->text);
    (void)ent_i_json_unescape(property->value, property->value_length, &self->text);
    self->row.text.failed = self->row.text.failed || self->text.failed;
    ent_i_csv_field(&self->row, ent_i_buffer_string(&self->text), self->text.length);
}

/* Second pass over one record: put its values where their columns find them. */
static ent_status set_properties(writer *self, const char *object)
{
    const char *cursor = object, *name, *value;
    size_t name_length, value_length;
    for (size_t i = 0; i < self->property_count; i++) {
        self->properties[i].value = NULL;
        self->properties[i].value_length = 0;
    }
    while (object && ent_i_json_next(&cursor, &name, &name_length, &value, &value_length)) {
        property_column *property = NULL;
        ENT_I_TRY(resolve(self, name, name_length, &property));
        property->value = value;
        property->value_length = value_length;
    }
    return ENT_OK;
}

/* --- rows ------------------------------------------------------------------------------------- */

static ent_status flush(writer *self, size_t at)
{
    ENT_I_TRY(ent_i_buffer_status(&self->row.text, self->err));
    if (self->row.text.length < at)
        return ENT_OK;
    ENT_I_TRY(ent_output_write(self->output, ent_i_buffer_string(&self->row.text), self->row.text.length, self->err));
    ent_i_buffer_reset(&self->row.text);
    return ENT_OK;
}

static ent_status write_header(writer *self, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (self->used[i])
            ent_i_csv_string(&self->row, names[i]);
    for (size_t i = 0; i < self->property_count; i++) {
        const property_column *property = &self->properties[self->columns[i]];
        ent_i_buffer_reset(&self->text);
        ent_i_buffer_add(&self->text, property->name, property->name_length);
        ent_i_buffer_text(&self->text, ent_i_csv_suffixes[property->type]);
        ENT_I_TRY(ent_i_buffer_status(&self->text, self->err));
        ent_i_csv_field(&self->row, ent_i_buffer_string(&self->text), self->text.length);
    }
    ent_i_csv_end(&self->row);
    return flush(self, FLUSH_AT);
}

/* The value of a field that says there is none, where an empty one would be read as the default. */
static const char none[] = "";

static ent_status write_row(writer *self, const char *const *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (self->used[i] && values[i] == none)
            ent_i_csv_none(&self->row);
        else if (self->used[i])
            ent_i_csv_string(&self->row, values[i]);
    }
    for (size_t i = 0; i < self->property_count; i++)
        add_property(self, &self->properties[self->columns[i]]);
    ent_i_csv_end(&self->row);
    return flush(self, FLUSH_AT);
}

static void note_used(writer *self, const char *const *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        self->used[i] = self->used[i] || values[i] == none || (values[i] && *values[i]);
}

/* A text that equals its default is left out. */
static const char *unless(const char *text, const char *usual)
{
    return strcmp(text, usual) == 0 ? NULL : text;
}

/* --- nodes ------------------------------------------------------------------------------------ */

static void list_labels(const ent_graph *graph, const ent_node_view *view, ent_i_buffer *ret)
{
    ent_i_buffer_reset(ret);
    for (size_t i = 0; i < view->label_count; i++) {
        ent_label_view label;
        ent_graph_label(graph, view->labels[i], &label);
        ent_i_csv_list_item(ret, label.name);
    }
}

static void list_aliases(const ent_graph *graph, ent_node node, ent_i_buffer *ret)
{
    ent_i_buffer_reset(ret);
    for (size_t i = 0; i < ent_graph_alias_count(graph, node); i++) {
        ent_alias_view alias;
        ent_graph_alias(graph, node, i, &alias);
        ent_i_csv_list_item(ret, alias.name);
    }
}

/* The fields of a node; labels and aliases are made in the two buffers. */
static void node_values(const ent_graph *graph, ent_node node, const ent_node_view *view, ent_i_buffer *labels,
                        ent_i_buffer *aliases, const char **ret)
{
    list_labels(graph, view, labels);
    list_aliases(graph, node, aliases);
    ret[ENT_I_NODE_KEY] = view->key;
    ret[ENT_I_NODE_LABELS] = ent_i_buffer_string(labels);
    const char *name, *short_name;
    ent_i_graph_exact_names(graph, node, &name, &short_name);
    ret[ENT_I_NODE_NAME] = name ? unless(name, view->key) : none;
    ret[ENT_I_NODE_SHORT] = short_name ? unless(short_name, view->name) : none;
    ret[ENT_I_NODE_ALIASES] = ent_i_buffer_string(aliases);
    ret[ENT_I_NODE_VALID] = view->valid;
    ret[ENT_I_NODE_STATUS] = view->status < 0 ? NULL : ent_tie_status_text((ent_tie_status)view->status);
}

static ent_status nodes_pass(writer *self, bool second)
{
    const char *values[ENT_I_NODE_COLUMN_COUNT];
    ENT_I_AUTOBUFFER labels = ENT_I_BUFFER_INIT;
    ENT_I_AUTOBUFFER aliases = ENT_I_BUFFER_INIT;
    size_t count = ent_graph_node_count(self->graph);
    for (size_t node = 0; node < count; node++) {
        ent_node_view view;
        ent_graph_node(self->graph, (ent_node)node, &view);
        node_values(self->graph, (ent_node)node, &view, &labels, &aliases, values);
        ENT_I_TRY(ent_i_buffer_status(&labels, self->err));
        ENT_I_TRY(ent_i_buffer_status(&aliases, self->err));
        if (!second) {
            note_used(self, values, ENT_I_NODE_COLUMN_COUNT);
            ENT_I_TRY(note_properties(self, view.properties));
            continue;
        }
        ENT_I_TRY(set_properties(self, view.properties));
        ENT_I_TRY(write_row(self, values, ENT_I_NODE_COLUMN_COUNT));
    }
    return ENT_OK;
}

static ent_status save_nodes(writer *self)
{
    self->used[ENT_I_NODE_KEY] = true;
    ENT_I_TRY(nodes_pass(self, false));
    ENT_I_TRY(choose_columns(self));
    ENT_I_TRY(write_header(self, ent_i_node_columns, ENT_I_NODE_COLUMN_COUNT));
    return nodes_pass(self, true);
}

/* --- ties ------------------------------------------------------------------------------------- */

static void tie_values(const writer *self, ent_tie tie, const ent_tie_view *view, char valid[ENT_VALID_TEXT],
                       char copy[ENT_I_NUMBER_TEXT], const char **ret)
{
    ent_type_view type;
    bool status, rank;
    ent_i_graph_exact_codes(self->graph, tie, &status, &rank);
    ent_graph_type(self->graph, view->type, &type);
    ret[ENT_I_TIE_FROM] = self->keys[view->source];
    ret[ENT_I_TIE_TYPE] = type.name;
    ret[ENT_I_TIE_TO] = self->keys[view->target];
    ret[ENT_I_TIE_VALID] = ent_graph_tie_valid(self->graph, tie, valid);
    ret[ENT_I_TIE_STATUS] = status ? unless(ent_tie_status_text(view->status), ent_tie_status_text(ENT_TIE_IN_FORCE)) : none;
    ret[ENT_I_TIE_RANK] = rank ? ent_rank_text(view->rank) : NULL;
    ret[ENT_I_TIE_COPY] = self->copies && self->copies[tie] ? copy : NULL;
    if (ret[ENT_I_TIE_COPY])
        snprintf(copy, ENT_I_NUMBER_TEXT, "%lu", (unsigned long)self->copies[tie] + 1);
    for (size_t i = ENT_I_TIE_SOURCE; i < ENT_I_TIE_COLUMN_COUNT; i++)
        ret[i] = NULL;
}

static void citation_values(const writer *self, ent_tie tie, size_t index, const char **ret)
{
    ent_citation_view citation;
    ent_graph_tie_citation(self->graph, tie, index, &citation);
    ret[ENT_I_TIE_SOURCE] = self->keys[citation.source];
    ret[ENT_I_TIE_PARAGRAPH] = citation.paragraph;
    ret[ENT_I_TIE_PAGE] = citation.page;
    ret[ENT_I_TIE_URL] = citation.url;
    ret[ENT_I_TIE_HOW] = unless(ent_how_text(citation.how), ent_how_text(ENT_HOW_STATED));
    ret[ENT_I_TIE_NOTE] = citation.note;
}

/* A row for each citation of a tie, and one for a tie without any. */
static ent_status tie_rows(writer *self, ent_tie tie, const char **values, bool second)
{
    size_t citations = ent_graph_tie_citation_count(self->graph, tie);
    for (size_t i = 0; i == 0 || i < citations; i++) {
        if (citations)
            citation_values(self, tie, i, values);
        if (second)
            ENT_I_TRY(write_row(self, values, ENT_I_TIE_COLUMN_COUNT));
        else
            note_used(self, values, ENT_I_TIE_COLUMN_COUNT);
    }
    return ENT_OK;
}

static ent_status ties_pass(writer *self, bool second)
{
    const char *values[ENT_I_TIE_COLUMN_COUNT];
    char valid[ENT_VALID_TEXT], copy[ENT_I_NUMBER_TEXT];
    size_t count = ent_graph_tie_count(self->graph);
    for (size_t tie = 0; tie < count; tie++) {
        ent_tie_view view;
        ent_i_node_keys_ahead(self->graph, self->keys, tie, count);
        ent_graph_tie(self->graph, (ent_tie)tie, &view);
        tie_values(self, (ent_tie)tie, &view, valid, copy, values);
        if (second)
            ENT_I_TRY(set_properties(self, view.properties));
        else
            ENT_I_TRY(note_properties(self, view.properties));
        ENT_I_TRY(tie_rows(self, (ent_tie)tie, values, second));
    }
    return ENT_OK;
}

static ent_status save_ties(writer *self)
{
    for (size_t i = ENT_I_TIE_FROM; i <= ENT_I_TIE_TO; i++)
        self->used[i] = true;
    ENT_I_TRY(ent_i_node_keys(self->graph, &self->keys, self->err));
    ENT_I_TRY(ent_i_graph_copies(self->graph, &self->copies, self->err));
    ENT_I_TRY(ties_pass(self, false));
    ENT_I_TRY(choose_columns(self));
    ENT_I_TRY(write_header(self, ent_i_tie_columns, ENT_I_TIE_COLUMN_COUNT));
    return ties_pass(self, true);
}

ent_status ent_i_save_csv(const ent_graph *graph, ent_part part, ent_output *output, ent_error *err)
{
    if (part == ENT_PART_ALL)
        return ent_i_fail(err, ENT_ERR_USAGE, "csv holds nodes and ties in two files: ask for one of the two");
    writer self = { .graph = graph, .output = output, .err = err };
    ent_i_arena_init(&self.names);
    ent_status status = part == ENT_PART_NODES ? save_nodes(&self) : save_ties(&self);
    if (status >= 0)
        status = flush(&self, 0);
    ent_i_arena_clear(&self.names);
    ent_i_hash_clear(&self.index);
    ent_i_buffer_clear(&self.row.text);
    ent_i_buffer_clear(&self.text);
    ent_i_csv_order_clear(&self.order);
    free(self.properties);
    free(self.columns);
    free(self.keys);
    free(self.copies);
    return status;
}
