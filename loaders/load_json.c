/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The native format, read as a stream: one label, type, node or tie is in memory at a time (json_record.c).
 * docs/format-json.md describes the format. */
#include <string.h>

#include "graph/base/arena.h"
#include "graph/base/hash.h"
#include "graph/base/utf8.h"
#include "loaders/formats.h"
#include "loaders/json_record.h"

#define VERSION "1"

typedef struct loader {
    ent_graph *graph;
    ent_i_records records;
    ent_i_arena names; /* of the top-level members seen */
    ent_i_hash seen;
} loader;

static ent_status add_label(loader *self)
{
    ent_label_record record;
    ENT_I_TRY(ent_i_read_label(&self->records, &record));
    return ent_graph_add_label(self->graph, &record, self->records.reader.err);
}

static ent_status add_type(loader *self)
{
    ent_type_record record;
    ENT_I_TRY(ent_i_read_type(&self->records, &record));
    return ent_graph_add_type(self->graph, &record, self->records.reader.err);
}

static ent_status add_node(loader *self)
{
    ent_node_record record;
    ENT_I_TRY(ent_i_read_node(&self->records, &record));
    return ent_graph_add_node(self->graph, &record, NULL, self->records.reader.err);
}

static ent_status add_tie(loader *self)
{
    ent_tie_record record;
    ENT_I_TRY(ent_i_read_tie(&self->records, &record));
    return ent_graph_add_tie(self->graph, &record, NULL, self->records.reader.err);
}

static const struct section {
    const char *name;
    ent_status (*add)(loader *self);
} sections[] = {
    { "labels", add_label }, { "types", add_type }, { "nodes", add_node }, { "ties", add_tie }
};
#define SECTIONS (sizeof sections / sizeof *sections)

static ent_status read_section(loader *self, const struct section *section)
{
    ent_i_reader *reader = &self->records.reader;
    ent_status status;
    ENT_I_TRY(ent_i_json_expect(reader, ENT_I_JSON_ARRAY, section->name));
    ENT_I_TRY(ent_i_reader_enter(reader));
    while ((status = ent_i_reader_element(reader)) == ENT_OK) {
        ent_i_reader_item(reader);
        ent_i_json_kind kind;
        ENT_I_TRY(ent_i_reader_next(reader, &kind));
        if (kind != ENT_I_JSON_OBJECT)
            return ent_i_reader_fail(reader, ENT_ERR_INVALID, "an element of \"%s\" must be an object, not %s",
                                     section->name, ent_i_json_kind_text(kind));
        ENT_I_TRY(section->add(self));
    }
    ent_i_reader_item(reader);
    return status;
}

static ent_status read_version(loader *self)
{
    ent_text number = { NULL, 0 };
    ENT_I_TRY(ent_i_json_expect(&self->records.reader, ENT_I_JSON_NUMBER, "entente"));
    ENT_I_TRY(ent_i_reader_number(&self->records.reader, &number));
    if (number.length == strlen(VERSION) && memcmp(number.data, VERSION, number.length) == 0)
        return ENT_OK;
    return ent_i_reader_fail(&self->records.reader, ENT_ERR_UNSUPPORTED,
                             "the file is of version %.*s of the format; this program reads version " VERSION,
                             ent_i_shown(number), number.data);
}

/* Any member that is not one of the format's own is meta data, and a string. */
static ent_status read_meta(loader *self, ent_text name, ent_place place)
{
    ent_i_reader *reader = &self->records.reader;
    ent_text value = { NULL, 0 };
    ent_i_json_kind kind;
    ENT_I_TRY(ent_i_reader_next(reader, &kind));
    if (kind != ENT_I_JSON_STRING) {
        const char *nearest = NULL;
        for (size_t i = 0; i < SECTIONS; i++)
            if (ent_i_utf8_distance(name.data, sections[i].name, 2) <= 2)
                nearest = sections[i].name;
        return ent_i_fail_at(reader->err, ENT_ERR_INVALID, place.file, place.line, place.column,
                             nearest ? "unknown member \"%.*s\": did you mean \"%s\"?"
                                     : "member \"%.*s\" must be a string, as all meta data is%s",
                             ent_i_shown(name), name.data, nearest ? nearest : "");
    }
    ENT_I_TRY(ent_i_read_text(&self->records, "meta data", false, &value));
    return ent_graph_set_meta(self->graph, name, value, &place, reader->err);
}

static ent_status read_top_member(loader *self, ent_text name)
{
    ent_i_reader *reader = &self->records.reader;
    ent_place place = ent_i_reader_place(reader);
    char *copy = ent_i_arena_copy(&self->names, name.data, name.length);
    if (!copy)
        return ent_i_nomem(reader->err);
    if (strlen(copy) != name.length)
        return ent_i_reader_fail(reader, ENT_ERR_INVALID, "a member name must not hold a NUL character");
    if (ent_i_hash_get(&self->seen, copy, name.length, 0))
        return ent_i_reader_fail(reader, ENT_ERR_DUPLICATE, "member \"%.*s\" comes twice", ent_i_shown(name), copy);
    ENT_I_TRY(ent_i_hash_put(&self->seen, copy, name.length, 1, reader->err));
    ent_i_reader_item(reader);
    for (size_t i = 0; i < SECTIONS; i++)
        if (strcmp(copy, sections[i].name) == 0)
            return read_section(self, &sections[i]);
    if (strcmp(copy, "entente") == 0)
        return read_version(self);
    ent_i_records_forget(&self->records);
    ent_text ignored;
    if (strcmp(copy, "$schema") == 0)
        return ent_i_read_text(&self->records, copy, false, &ignored);
    return read_meta(self, (ent_text){ copy, name.length }, place);
}

static ent_status read_document(loader *self)
{
    ent_i_reader *reader = &self->records.reader;
    ent_i_json_kind kind;
    ent_text name = { NULL, 0 };
    ent_status status;
    ENT_I_TRY(ent_i_reader_next(reader, &kind));
    if (kind != ENT_I_JSON_OBJECT)
        return ent_i_reader_fail(reader, ENT_ERR_FORMAT, "the file must hold one JSON object, not %s",
                                 ent_i_json_kind_text(kind));
    ENT_I_TRY(ent_i_reader_enter(reader));
    while ((status = ent_i_reader_member(reader, &name)) == ENT_OK) {
        status = read_top_member(self, name);
        if (status < 0)
            return status;
        ent_i_reader_item(reader);
    }
    return status < 0 ? status : ent_i_reader_end(reader);
}

ent_status ent_i_load_json(ent_graph *graph, ent_i_source *source, const ent_load_options *options,
                           ent_error *err)
{
    loader self = { .graph = graph };
    ent_i_arena_init(&self.names);
    ent_status status = ent_i_records_begin(&self.records, source, options, err);
    if (status >= 0)
        status = read_document(&self);
    ent_i_records_clear(&self.records);
    ent_i_arena_clear(&self.names);
    ent_i_hash_clear(&self.seen);
    return status;
}
