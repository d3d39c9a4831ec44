/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The CSV pair: a table of nodes or a table of ties, told apart by the header row, which may also be that of a
 * table of organisations by year (cow.h). docs/format-csv.md describes the format. */
#include <string.h>

#include "graph/base/arena.h"
#include "graph/base/array.h"
#include "graph/base/hash.h"
#include "graph/base/json_scan.h"
#include "graph/base/number.h"
#include "graph/model/expect.h"
#include "loaders/cow.h"
#include "loaders/csv_columns.h"
#include "loaders/csv_reader.h"
#include "loaders/formats.h"
#include "loaders/json_reader.h"

#define PROPERTY (-1)

typedef struct column_spec {
    int field; /* an ent_i_node_column or ent_i_tie_column, or PROPERTY */
    ent_i_csv_type type;
    const char *header; /* as in the file */
    ent_text name;      /* of a property: as a JSON string and a colon */
} column_spec;

typedef struct loader {
    ent_graph *graph;
    ent_error *err;
    const char *file;
    size_t max_item;
    unsigned max_depth;
    bool ties; /* which table it is */
    column_spec *columns; /* NULL until the header row was read */
    size_t column_count;
    bool has_properties;
    ent_i_arena headers;
    /* of the row being read */
    uint64_t line;
    ent_i_buffer properties;
    ent_i_arena texts;
    ent_text *labels;
    size_t label_count, label_capacity;
    ent_alias_record *aliases;
    size_t alias_count, alias_capacity;
    ent_i_reader json; /* of fields that hold JSON; begun when first needed */
    bool json_begun;
    ent_i_cow *cow; /* NULL unless it is that table */
} loader;

/* --- the header row --------------------------------------------------------------------------- */

static ent_status fail_row(loader *self, ent_status code, const char *message, const char *name)
{
    return ent_i_fail_at(self->err, code, self->file, self->line, 1, message, name);
}

static bool has(const ent_text *fields, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (fields[i].length == strlen(name) && memcmp(fields[i].data, name, fields[i].length) == 0)
            return true;
    return false;
}

/* Which table is it? */
static ent_status tell_apart(loader *self, const ent_text *fields, size_t count)
{
    bool from = has(fields, count, "from"), type = has(fields, count, "type"), to = has(fields, count, "to");
    self->ties = from && type && to;
    if (self->ties || has(fields, count, "key"))
        return ENT_OK;
    if (count == 1 && (memchr(fields[0].data, ';', fields[0].length) || memchr(fields[0].data, '\t', fields[0].length)))
        return fail_row(self, ENT_ERR_FORMAT, "the header row is one column: columns are separated by %s",
                        "commas here, not by semicolons or tabs");
    if (from + type + to == 2)
        return fail_row(self, ENT_ERR_FORMAT, "a table of ties needs the column \"%s\" too",
                        !from ? "from" : !type ? "type" : "to");
    return fail_row(self, ENT_ERR_FORMAT, "the header row needs the column \"key\" (a table of nodes) or the "
                    "columns \"from\", \"type\" and \"to\" (%s)", "a table of ties");
}

static ent_status fail_like(loader *self, const char *header, const char *column)
{
    return ent_i_fail_at(self->err, ENT_ERR_FORMAT, self->file, self->line, 1,
                         "the column \"%s\": did you mean \"%s\"? As a property it takes a type, such as \"%s:string\"",
                         header, column, header);
}

static ent_status add_column(loader *self, ent_text header, column_spec *ret)
{
    size_t name_length = 0;
    ret->type = ent_i_csv_type_of(header, &name_length);
    ret->header = ent_i_arena_copy(&self->headers, header.data, header.length);
    if (!ret->header)
        return ent_i_nomem(self->err);
    if (!header.length)
        return fail_row(self, ENT_ERR_INVALID, "the header row has a column without a name%s", "");
    ret->field = PROPERTY;
    if (ret->type == ENT_I_CSV_AUTO) {
        size_t count = self->ties ? ENT_I_TIE_COLUMN_COUNT : ENT_I_NODE_COLUMN_COUNT;
        size_t field = ent_i_csv_column_of(self->ties ? ent_i_tie_columns : ent_i_node_columns, count, header);
        if (field < count) {
            ret->field = (int)field;
            return ENT_OK;
        }
        field = ent_i_csv_column_like(self->ties ? ent_i_tie_columns : ent_i_node_columns, count, header);
        if (field < count)
            return fail_like(self, ret->header, (self->ties ? ent_i_tie_columns : ent_i_node_columns)[field]);
    }
    ENT_I_AUTOBUFFER name = ENT_I_BUFFER_INIT;
    ent_i_json_escape(header.data, name_length, &name);
    ent_i_buffer_char(&name, ':');
    ENT_I_TRY(ent_i_buffer_status(&name, self->err));
    char *copy = ent_i_arena_copy(&self->headers, name.data, name.length);
    if (!copy)
        return ent_i_nomem(self->err);
    ret->name = (ent_text){ copy, name.length };
    self->has_properties = true;
    return ENT_OK;
}

static ent_status check_twice(loader *self, ent_i_hash *seen, const column_spec *column)
{
    const char *name = column->field == PROPERTY ? column->name.data : column->header;
    if (ent_i_hash_get(seen, name, strlen(name), 0))
        return fail_row(self, ENT_ERR_DUPLICATE, "the header row has the column \"%s\" twice", column->header);
    return ent_i_hash_put(seen, name, strlen(name), 1, self->err);
}

static ent_status take_header(loader *self, const ent_text *fields, size_t count)
{
    ENT_I_TRY(tell_apart(self, fields, count));
    ENT_I_TRY(ENT_I_ZEROED(self->columns, count, self->err));
    self->column_count = count;
    ent_i_hash seen = ENT_I_HASH_INIT;
    ent_status status = ENT_OK;
    for (size_t i = 0; status >= 0 && i < count; i++) {
        status = add_column(self, fields[i], &self->columns[i]);
        if (status >= 0)
            status = check_twice(self, &seen, &self->columns[i]);
    }
    ent_i_hash_clear(&seen);
    return status;
}

/* --- properties ------------------------------------------------------------------------------- */

static ent_status fail_value(loader *self, const column_spec *column, ent_text value, const char *expected)
{
    return ent_i_fail_at(self->err, ENT_ERR_INVALID, self->file, self->line, 1, "column \"%s\": \"%.*s\" is not %s",
                         column->header, value.length < 60 ? (int)value.length : 60, value.data, expected);
}

/* A field that holds JSON, in canonical form. The place of an error is the row's. */
static ent_status add_json(loader *self, const column_spec *column, ent_text value)
{
    ent_i_source source;
    ent_error inner = { 0 };
    ent_i_source_memory(&source, self->file, value.data, value.length, NULL);
    if (!self->json_begun)
        self->json = (ent_i_reader){ .max_item = self->max_item, .max_depth = self->max_depth };
    self->json_begun = true;
    self->json.err = &inner;
    ent_status status = ent_i_reader_again(&self->json, &source);
    if (status >= 0)
        status = ent_i_reader_copy(&self->json, &self->properties);
    if (status >= 0)
        status = ent_i_reader_end(&self->json);
    self->json.err = NULL;
    if (status < 0)
        return ent_i_fail_at(self->err, status, self->file, self->line, 1, "column \"%s\": %s, at byte %llu of the field",
                             column->header, inner.message, (unsigned long long)inner.column);
    return ENT_OK;
}

static ent_status add_value(loader *self, const column_spec *column, ent_text value)
{
    ent_i_buffer *out = &self->properties;
    bool number = column->type != ENT_I_CSV_STRING && column->type != ENT_I_CSV_JSON &&
                  ent_i_number_is(value.data, value.length);
    bool whole = number && !memchr(value.data, '.', value.length) && !memchr(value.data, 'e', value.length) &&
                 !memchr(value.data, 'E', value.length);
    if (number && !ent_i_number_fits(value.data, value.length))
        return ent_i_fail_at(self->err, ENT_ERR_LIMIT, self->file, self->line, 1,
                             "column \"%s\": %.*s is too large for a number: the type string makes it text", column->header,
                             value.length < 60 ? (int)value.length : 60, value.data);
    switch (column->type) {
    case ENT_I_CSV_AUTO:
        if (number || ent_i_csv_is_literal(value.data, value.length))
            ent_i_buffer_add(out, value.data, value.length);
        else
            ent_i_json_escape(value.data, value.length, out);
        break;
    case ENT_I_CSV_STRING: ent_i_json_escape(value.data, value.length, out); break;
    case ENT_I_CSV_INTEGER:
        if (!whole)
            return fail_value(self, column, value, "a whole number");
        ent_i_buffer_add(out, value.data, value.length);
        break;
    case ENT_I_CSV_FLOAT:
        if (!number)
            return fail_value(self, column, value, "a number");
        ent_i_buffer_add(out, value.data, value.length);
        if (whole)
            ent_i_buffer_text(out, ".0");
        break;
    case ENT_I_CSV_BOOLEAN:
        if (number || !ent_i_csv_is_literal(value.data, value.length))
            return fail_value(self, column, value, "true or false");
        ent_i_buffer_add(out, value.data, value.length);
        break;
    case ENT_I_CSV_JSON: return add_json(self, column, value);
    case ENT_I_CSV_TYPE_COUNT: break;
    }
    return ENT_OK;
}

/* The row's properties as an object, or nothing when all are absent. */
static ent_status take_properties(loader *self, const ent_text *fields, ent_text *ret)
{
    bool any = false;
    ent_i_buffer_reset(&self->properties);
    for (size_t i = 0; i < self->column_count; i++) {
        const column_spec *column = &self->columns[i];
        if (column->field != PROPERTY || !fields[i].length)
            continue;
        ent_i_buffer_char(&self->properties, any ? ',' : '{');
        any = true;
        ent_i_buffer_add(&self->properties, column->name.data, column->name.length);
        ENT_I_TRY(add_value(self, column, fields[i]));
    }
    if (!any)
        return ENT_OK;
    ent_i_buffer_char(&self->properties, '}');
    ENT_I_TRY(ent_i_buffer_status(&self->properties, self->err));
    *ret = (ent_text){ self->properties.data, self->properties.length };
    return ENT_OK;
}

/* --- lists ------------------------------------------------------------------------------------ */

static ent_status add_item(loader *self, bool label, ent_text item)
{
    if (label) {
        ENT_I_TRY(ENT_I_RESERVE(self->labels, self->label_capacity, self->label_count + 1, self->err));
        self->labels[self->label_count++] = item;
    } else {
        ENT_I_TRY(ENT_I_RESERVE(self->aliases, self->alias_capacity, self->alias_count + 1, self->err));
        self->aliases[self->alias_count++] = (ent_alias_record){ item, false };
    }
    return ENT_OK;
}

/* list = item *( ";" item ); in an item "\;" is ";" and "\\" is "\". */
static ent_status split_list(loader *self, bool label, ent_text list)
{
    const char *name = label ? "labels" : "aliases";
    char *text = ent_i_arena_copy(&self->texts, list.data, list.length);
    if (!text)
        return ent_i_nomem(self->err);
    size_t start = 0, at = 0;
    for (size_t i = 0; i <= list.length; i++) {
        bool ends = i == list.length || list.data[i] == ';';
        if (!ends) {
            if (list.data[i] == '\\' && ++i == list.length)
                return fail_row(self, ENT_ERR_INVALID, "column \"%s\" ends in a single backslash", name);
            text[at++] = list.data[i];
            continue;
        }
        if (at == start)
            return fail_row(self, ENT_ERR_INVALID, "column \"%s\" has an empty item", name);
        ENT_I_TRY(add_item(self, label, (ent_text){ text + start, at - start }));
        start = at;
    }
    return ENT_OK;
}

/* --- rows ------------------------------------------------------------------------------------- */

static ent_status take_node(loader *self, const ent_text *fields)
{
    ent_node_record record = { .place = { self->file, self->line, 1 } };
    self->label_count = self->alias_count = 0;
    for (size_t i = 0; i < self->column_count; i++) {
        ent_text field = fields[i];
        int column = self->columns[i].field;
        bool may_be_none = column == ENT_I_NODE_NAME || column == ENT_I_NODE_SHORT;
        if (column == PROPERTY || !(field.length || (may_be_none && field.data != ent_i_csv_blank)))
            continue;
        switch ((ent_i_node_column)column) {
        case ENT_I_NODE_KEY: record.key = field; break;
        case ENT_I_NODE_NAME: record.name = field; break;
        case ENT_I_NODE_SHORT: record.short_name = field; break;
        case ENT_I_NODE_VALID: record.valid = field; break;
        case ENT_I_NODE_STATUS: record.status = field; break;
        case ENT_I_NODE_LABELS: ENT_I_TRY(split_list(self, true, field)); break;
        case ENT_I_NODE_ALIASES: ENT_I_TRY(split_list(self, false, field)); break;
        case ENT_I_NODE_COLUMN_COUNT: break;
        }
    }
    if (!record.key.length)
        return fail_row(self, ENT_ERR_INVALID, "a row without a value in the column \"%s\"", "key");
    ENT_I_TRY(take_properties(self, fields, &record.properties));
    record.labels = self->labels;
    record.label_count = self->label_count;
    record.aliases = self->aliases;
    record.alias_count = self->alias_count;
    ENT_I_TRY(ent_graph_add_node(self->graph, &record, NULL, self->err));
    ent_i_arena_reset(&self->texts);
    return ENT_OK;
}

static ent_status take_tie(loader *self, const ent_text *fields)
{
    /* By column: where a field goes is found without a branch for each. */
    ent_text values[ENT_I_TIE_COLUMN_COUNT] = { { NULL, 0 } };
    ent_citation_record citation;
    bool cited = false;
    for (size_t i = 0; i < self->column_count; i++) {
        int field = self->columns[i].field;
        if (field == PROPERTY || !(fields[i].length || (field == ENT_I_TIE_STATUS && fields[i].data != ent_i_csv_blank)))
            continue;
        values[field] = fields[i];
        cited = cited || field >= ENT_I_TIE_SOURCE;
    }
    for (size_t i = ENT_I_TIE_FROM; i <= ENT_I_TIE_TO; i++)
        if (!values[i].length)
            return fail_row(self, ENT_ERR_INVALID, "a row without a value in the column \"%s\"", ent_i_tie_columns[i]);
    ent_tie_record record = { .source = values[ENT_I_TIE_FROM],
                              .type = values[ENT_I_TIE_TYPE],
                              .target = values[ENT_I_TIE_TO],
                              .valid = values[ENT_I_TIE_VALID],
                              .status = values[ENT_I_TIE_STATUS],
                              .rank = values[ENT_I_TIE_RANK],
                              .copy = values[ENT_I_TIE_COPY],
                              .place = { self->file, self->line, 1 } };
    if (cited) {
        if (!values[ENT_I_TIE_SOURCE].length)
            return fail_row(self, ENT_ERR_INVALID, "a row with a paragraph, page, url, how or note, but without a %s",
                            "source that it belongs to");
        citation = (ent_citation_record){ .source = values[ENT_I_TIE_SOURCE],
                                          .paragraph = values[ENT_I_TIE_PARAGRAPH],
                                          .page = values[ENT_I_TIE_PAGE],
                                          .url = values[ENT_I_TIE_URL],
                                          .how = values[ENT_I_TIE_HOW],
                                          .note = values[ENT_I_TIE_NOTE] };
        record.citations = &citation;
        record.citation_count = 1;
    }
    if (self->has_properties)
        ENT_I_TRY(take_properties(self, fields, &record.properties));
    return ent_graph_add_tie(self->graph, &record, NULL, self->err);
}

static ent_status take_row(void *context, const ent_text *fields, size_t count, uint64_t line)
{
    loader *self = context;
    self->line = line;
    if (self->cow)
        return ent_i_cow_row(self->cow, fields, count, line, self->err);
    if (!self->columns && ent_i_cow_is_header(fields, count))
        return ent_i_cow_new(self->graph, self->file, fields, count, &self->cow, self->err);
    if (!self->columns)
        return take_header(self, fields, count);
    if (count != self->column_count)
        return ent_i_fail_at(self->err, ENT_ERR_SYNTAX, self->file, line, 1,
                             "a row of %zu fields under a header row of %zu%s", count, self->column_count,
                             count > self->column_count ? " (is there a comma in a field without quotes?)" : "");
    return self->ties ? take_tie(self, fields) : take_node(self, fields);
}

/* Looking up the ends of ties is waiting for memory: ask for it early. */
static void expect_ends(void *context, const ent_text *fields, size_t count)
{
    const loader *self = context;
    for (size_t i = 0; self->ties && !self->cow && i < self->column_count && i < count; i++)
        if (self->columns[i].field == ENT_I_TIE_FROM || self->columns[i].field == ENT_I_TIE_TO)
            ent_i_graph_expect(self->graph, fields[i].data, fields[i].length);
}

ent_status ent_i_load_csv(ent_graph *graph, ent_i_source *source, const ent_load_options *options,
                          ent_error *err)
{
    loader self = { .graph = graph, .err = err, .file = source->name, .line = 1 };
    self.max_item = ent_i_max_item(options);
    self.max_depth = ent_i_max_depth(options);
    ent_i_arena_init(&self.headers);
    ent_i_arena_init(&self.texts);
    ent_status status = ent_i_csv_read(source, self.max_item, take_row, expect_ends, &self, err);
    if (status >= 0 && self.cow)
        status = ent_i_cow_finish(self.cow, err);
    else if (status >= 0 && !self.columns)
        status = fail_row(&self, ENT_ERR_FORMAT, "an empty file: a table needs a header row%s", "");
    if (self.json_begun)
        ent_i_reader_clear(&self.json);
    ent_i_cow_free(self.cow);
    ent_i_buffer_clear(&self.properties);
    ent_i_arena_clear(&self.headers);
    ent_i_arena_clear(&self.texts);
    free(self.columns);
    free(self.labels);
    free(self.aliases);
    return status;
}
