/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The native format, read as a stream: one label, type, node or tie is in memory at a time. A table for
 * each kind of record says which members it may have and where they go. docs/format-json.md describes the
 * format. */
#include <string.h>

#include "graph/base/arena.h"
#include "graph/base/array.h"
#include "graph/base/hash.h"
#include "graph/base/utf8.h"
#include "loaders/formats.h"
#include "loaders/json_reader.h"

#define VERSION "1"

typedef enum member_kind {
    TEXT,      /* ent_text; an empty string is a value */
    FILLED,    /* ent_text that must not be empty */
    PLAIN,     /* ent_text from a string or a number: a page or paragraph */
    OBJECT,    /* ent_text: the object in canonical form */
    NAMES,     /* labels */
    ALIASES,
    CITATIONS,
    FLAG       /* bool */
} member_kind;

typedef struct member_spec {
    const char *name;
    member_kind kind;
    bool required;
    size_t offset; /* of the record's field; unused for lists */
} member_spec;

static const member_spec label_members[] = {
    { "name", FILLED, true, offsetof(ent_label_record, name) },
    { "plural", FILLED, false, offsetof(ent_label_record, plural) },
    { "parent", FILLED, false, offsetof(ent_label_record, parent) },
    { "class", FILLED, false, offsetof(ent_label_record, class_) },
};
static const member_spec type_members[] = {
    { "name", FILLED, true, offsetof(ent_type_record, name) },
    { "phrase", TEXT, false, offsetof(ent_type_record, phrase) },
    { "inverse", TEXT, false, offsetof(ent_type_record, inverse) },
    { "brief", TEXT, false, offsetof(ent_type_record, brief) },
    { "subject", FILLED, false, offsetof(ent_type_record, subject) },
    { "direction", FILLED, false, offsetof(ent_type_record, direction) },
    { "kind", FILLED, false, offsetof(ent_type_record, kind) },
    { "short_of", FILLED, false, offsetof(ent_type_record, short_of) },
};
static const member_spec node_members[] = {
    { "key", FILLED, true, offsetof(ent_node_record, key) },
    { "labels", NAMES, false, 0 },
    { "name", TEXT, false, offsetof(ent_node_record, name) },
    { "short", TEXT, false, offsetof(ent_node_record, short_name) },
    { "aliases", ALIASES, false, 0 },
    { "valid", FILLED, false, offsetof(ent_node_record, valid) },
    { "status", FILLED, false, offsetof(ent_node_record, status) },
    { "properties", OBJECT, false, offsetof(ent_node_record, properties) },
    { "citations", CITATIONS, false, 0 },
};
static const member_spec tie_members[] = {
    { "from", FILLED, true, offsetof(ent_tie_record, source) },
    { "type", FILLED, true, offsetof(ent_tie_record, type) },
    { "to", FILLED, true, offsetof(ent_tie_record, target) },
    { "valid", FILLED, false, offsetof(ent_tie_record, valid) },
    { "status", TEXT, false, offsetof(ent_tie_record, status) },
    { "rank", FILLED, false, offsetof(ent_tie_record, rank) },
    { "properties", OBJECT, false, offsetof(ent_tie_record, properties) },
    { "citations", CITATIONS, false, 0 },
};
static const member_spec citation_members[] = {
    { "source", FILLED, true, offsetof(ent_citation_record, source) },
    { "paragraph", PLAIN, false, offsetof(ent_citation_record, paragraph) },
    { "page", PLAIN, false, offsetof(ent_citation_record, page) },
    { "url", TEXT, false, offsetof(ent_citation_record, url) },
    { "how", FILLED, false, offsetof(ent_citation_record, how) },
    { "note", TEXT, false, offsetof(ent_citation_record, note) },
};
static const member_spec alias_members[] = {
    { "name", FILLED, true, offsetof(ent_alias_record, name) },
    { "ambiguous", FLAG, false, offsetof(ent_alias_record, ambiguous) },
};

typedef struct record_shape {
    const char *what;
    const member_spec *members;
    size_t count;
} record_shape;

#define SHAPE(what, members) { what, members, sizeof(members) / sizeof *(members) }
static const record_shape label_shape = SHAPE("label", label_members), type_shape = SHAPE("type", type_members),
                   node_shape = SHAPE("node", node_members), tie_shape = SHAPE("tie", tie_members),
                   citation_shape = SHAPE("citation", citation_members),
                   alias_shape = SHAPE("alias", alias_members);

typedef struct loader {
    ent_graph *graph;
    ent_i_reader reader;
    ent_i_arena texts; /* of the record being read */
    ent_i_buffer object;
    ent_text *labels;
    size_t label_count, label_capacity;
    ent_alias_record *aliases;
    size_t alias_count, alias_capacity;
    ent_citation_record *citations;
    size_t citation_count, citation_capacity;
    ent_i_arena names; /* of the top-level members seen */
    ent_i_hash seen;
} loader;

static ent_place place_of(const ent_i_reader *reader)
{
    return (ent_place){ reader->source->name, reader->place_line, reader->place_column };
}

/* --- values ----------------------------------------------------------------------------------- */

static ent_status expect(ent_i_reader *reader, ent_i_json_kind wanted, const char *name)
{
    ent_i_json_kind kind;
    ENT_I_TRY(ent_i_reader_next(reader, &kind));
    if (kind == wanted)
        return ENT_OK;
    return ent_i_reader_fail(reader, ENT_ERR_INVALID, "\"%s\" must be %s, not %s%s", name,
                             ent_i_json_kind_text(wanted), ent_i_json_kind_text(kind),
                             kind == ENT_I_JSON_NULL ? ": leave it out when there is none" : "");
}

static ent_status keep(loader *self, ent_text text, ent_text *ret)
{
    char *copy = ent_i_arena_copy(&self->texts, text.data, text.length);
    if (!copy)
        return ent_i_nomem(self->reader.err);
    *ret = (ent_text){ copy, text.length };
    return ENT_OK;
}

static ent_status read_text(loader *self, const char *name, bool filled, ent_text *ret)
{
    ent_text text = { NULL, 0 };
    ENT_I_TRY(expect(&self->reader, ENT_I_JSON_STRING, name));
    ENT_I_TRY(ent_i_reader_string(&self->reader, &text));
    if (filled && !text.length)
        return ent_i_reader_fail(&self->reader, ENT_ERR_INVALID, "\"%s\" must not be empty", name);
    if (memchr(text.data, '\0', text.length))
        return ent_i_reader_fail(&self->reader, ENT_ERR_INVALID, "\"%s\" must not hold a NUL character", name);
    return keep(self, text, ret);
}

static ent_status read_plain(loader *self, const char *name, ent_text *ret)
{
    ent_i_json_kind kind;
    ent_text text = { NULL, 0 };
    ENT_I_TRY(ent_i_reader_next(&self->reader, &kind));
    if (kind != ENT_I_JSON_NUMBER)
        return read_text(self, name, true, ret);
    ENT_I_TRY(ent_i_reader_number(&self->reader, &text));
    return keep(self, text, ret);
}

static ent_status read_flag(loader *self, const char *name, bool *ret)
{
    ent_i_json_kind kind;
    ENT_I_TRY(ent_i_reader_next(&self->reader, &kind));
    if (kind != ENT_I_JSON_TRUE && kind != ENT_I_JSON_FALSE)
        return ent_i_reader_fail(&self->reader, ENT_ERR_INVALID, "\"%s\" must be true or false, not %s", name,
                                 ent_i_json_kind_text(kind));
    ENT_I_TRY(ent_i_reader_word(&self->reader, kind));
    *ret = kind == ENT_I_JSON_TRUE;
    return ENT_OK;
}

static ent_status read_object(loader *self, const char *name, ent_text *ret)
{
    ENT_I_TRY(expect(&self->reader, ENT_I_JSON_OBJECT, name));
    ent_i_buffer_reset(&self->object);
    ENT_I_TRY(ent_i_reader_copy(&self->reader, &self->object));
    return keep(self, (ent_text){ self->object.data, self->object.length }, ret);
}

/* --- records ---------------------------------------------------------------------------------- */

static ent_status read_record(loader *self, const record_shape *shape, void *record);

static ent_status read_labels(loader *self, const char *name)
{
    ent_i_reader *reader = &self->reader;
    ent_status status;
    ENT_I_TRY(expect(reader, ENT_I_JSON_ARRAY, name));
    ENT_I_TRY(ent_i_reader_enter(reader));
    while ((status = ent_i_reader_element(reader)) == ENT_OK) {
        ENT_I_TRY(ENT_I_RESERVE(self->labels, self->label_capacity, self->label_count + 1, reader->err));
        ENT_I_TRY(read_text(self, "labels", true, &self->labels[self->label_count]));
        self->label_count++;
    }
    return status;
}

static ent_status read_aliases(loader *self, const char *name)
{
    ent_i_reader *reader = &self->reader;
    ent_status status;
    ENT_I_TRY(expect(reader, ENT_I_JSON_ARRAY, name));
    ENT_I_TRY(ent_i_reader_enter(reader));
    while ((status = ent_i_reader_element(reader)) == ENT_OK) {
        ent_alias_record alias = { { NULL, 0 }, false };
        ent_i_json_kind kind;
        ENT_I_TRY(ent_i_reader_next(reader, &kind));
        if (kind == ENT_I_JSON_OBJECT)
            ENT_I_TRY(read_record(self, &alias_shape, &alias));
        else
            ENT_I_TRY(read_text(self, "aliases", true, &alias.name));
        ENT_I_TRY(ENT_I_RESERVE(self->aliases, self->alias_capacity, self->alias_count + 1, reader->err));
        self->aliases[self->alias_count++] = alias;
    }
    return status;
}

static ent_status read_citations(loader *self, const char *name)
{
    ent_i_reader *reader = &self->reader;
    ent_status status;
    ENT_I_TRY(expect(reader, ENT_I_JSON_ARRAY, name));
    ENT_I_TRY(ent_i_reader_enter(reader));
    while ((status = ent_i_reader_element(reader)) == ENT_OK) {
        ent_citation_record citation = { .source = { NULL, 0 } };
        ENT_I_TRY(expect(reader, ENT_I_JSON_OBJECT, name));
        ENT_I_TRY(read_record(self, &citation_shape, &citation));
        ENT_I_TRY(ENT_I_RESERVE(self->citations, self->citation_capacity, self->citation_count + 1, reader->err));
        self->citations[self->citation_count++] = citation;
    }
    return status;
}

static ent_status read_value(loader *self, const member_spec *member, void *record)
{
    void *field = (char *)record + member->offset;
    switch (member->kind) {
    case TEXT: return read_text(self, member->name, false, field);
    case FILLED: return read_text(self, member->name, true, field);
    case PLAIN: return read_plain(self, member->name, field);
    case OBJECT: return read_object(self, member->name, field);
    case FLAG: return read_flag(self, member->name, field);
    case NAMES: return read_labels(self, member->name);
    case ALIASES: return read_aliases(self, member->name);
    case CITATIONS: return read_citations(self, member->name);
    }
    return ENT_ERR_INTERNAL;
}

/* Of a text from a file as much as a message takes. */
static int shown(ent_text text)
{
    return text.length < 60 ? (int)text.length : 60;
}

/* A name that is not a member: offer the nearest, or all. */
static ent_status unknown_member(ent_i_reader *reader, const record_shape *shape, ent_text name)
{
    unsigned least = 3;
    const char *nearest = NULL;
    char text[64];
    snprintf(text, sizeof text, "%.*s", shown(name), name.data);
    for (size_t i = 0; i < shape->count; i++) {
        unsigned distance = ent_i_utf8_distance(text, shape->members[i].name, 2);
        if (distance < least && distance < strlen(shape->members[i].name)) {
            least = distance;
            nearest = shape->members[i].name;
        }
    }
    if (nearest)
        return ent_i_reader_fail(reader, ENT_ERR_INVALID, "a %s has no member \"%s\": did you mean \"%s\"?",
                                 shape->what, text, nearest);
    ENT_I_AUTOBUFFER all = ENT_I_BUFFER_INIT;
    for (size_t i = 0; i < shape->count; i++)
        ent_i_buffer_printf(&all, "%s%s", i ? ", " : "", shape->members[i].name);
    return ent_i_reader_fail(reader, ENT_ERR_INVALID, "a %s has no member \"%s\", but: %s", shape->what, text,
                             ent_i_buffer_string(&all));
}

/* The member of a name; most files keep one order, so the search begins where the last one ended. */
static size_t find_member(const record_shape *shape, ent_text name, size_t from)
{
    for (size_t i = 0; i < shape->count; i++) {
        size_t at = (from + i) % shape->count;
        if (strlen(shape->members[at].name) == name.length &&
            memcmp(shape->members[at].name, name.data, name.length) == 0)
            return at;
    }
    return shape->count;
}

/* The object that comes next. */
static ent_status read_record(loader *self, const record_shape *shape, void *record)
{
    ent_i_reader *reader = &self->reader;
    ent_place place = place_of(reader);
    ent_text name = { NULL, 0 };
    unsigned seen = 0;
    size_t at = shape->count - 1;
    ent_status status;
    ENT_I_TRY(ent_i_reader_enter(reader));
    while ((status = ent_i_reader_member(reader, &name)) == ENT_OK) {
        at = find_member(shape, name, at + 1);
        if (at == shape->count)
            return unknown_member(reader, shape, name);
        if (seen & 1u << at)
            return ent_i_reader_fail(reader, ENT_ERR_DUPLICATE, "member \"%s\" comes twice in one %s",
                                     shape->members[at].name, shape->what);
        seen |= 1u << at;
        ENT_I_TRY(read_value(self, &shape->members[at], record));
    }
    if (status < 0)
        return status;
    for (size_t i = 0; i < shape->count; i++)
        if (shape->members[i].required && !(seen & 1u << i))
            return ent_i_fail_at(reader->err, ENT_ERR_INVALID, place.file, place.line, place.column,
                                 "a %s without \"%s\"", shape->what, shape->members[i].name);
    return ENT_OK;
}

/* --- the sections ----------------------------------------------------------------------------- */

static ent_status add_label(loader *self)
{
    ent_label_record record = { .place = place_of(&self->reader) };
    ENT_I_TRY(read_record(self, &label_shape, &record));
    return ent_graph_add_label(self->graph, &record, self->reader.err);
}

static ent_status add_type(loader *self)
{
    ent_type_record record = { .place = place_of(&self->reader) };
    ENT_I_TRY(read_record(self, &type_shape, &record));
    return ent_graph_add_type(self->graph, &record, self->reader.err);
}

static ent_status add_node(loader *self)
{
    ent_node_record record = { .place = place_of(&self->reader) };
    ENT_I_TRY(read_record(self, &node_shape, &record));
    record.labels = self->labels;
    record.label_count = self->label_count;
    record.aliases = self->aliases;
    record.alias_count = self->alias_count;
    record.citations = self->citations;
    record.citation_count = self->citation_count;
    return ent_graph_add_node(self->graph, &record, NULL, self->reader.err);
}

static ent_status add_tie(loader *self)
{
    ent_tie_record record = { .place = place_of(&self->reader) };
    ENT_I_TRY(read_record(self, &tie_shape, &record));
    record.citations = self->citations;
    record.citation_count = self->citation_count;
    return ent_graph_add_tie(self->graph, &record, NULL, self->reader.err);
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
    ent_i_reader *reader = &self->reader;
    ent_status status;
    ENT_I_TRY(expect(reader, ENT_I_JSON_ARRAY, section->name));
    ENT_I_TRY(ent_i_reader_enter(reader));
    while ((status = ent_i_reader_element(reader)) == ENT_OK) {
        ent_i_arena_reset(&self->texts);
        self->label_count = self->alias_count = self->citation_count = 0;
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
    ENT_I_TRY(expect(&self->reader, ENT_I_JSON_NUMBER, "entente"));
    ENT_I_TRY(ent_i_reader_number(&self->reader, &number));
    if (number.length == strlen(VERSION) && memcmp(number.data, VERSION, number.length) == 0)
        return ENT_OK;
    return ent_i_reader_fail(&self->reader, ENT_ERR_UNSUPPORTED,
                             "the file is of version %.*s of the format; this program reads version " VERSION,
                             shown(number), number.data);
}

/* Any member that is not one of the format's own is meta data, and a string. */
static ent_status read_meta(loader *self, ent_text name, ent_place place)
{
    ent_i_reader *reader = &self->reader;
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
                             shown(name), name.data, nearest ? nearest : "");
    }
    ENT_I_TRY(read_text(self, "meta data", false, &value));
    return ent_graph_set_meta(self->graph, name, value, &place, reader->err);
}

static ent_status read_top_member(loader *self, ent_text name)
{
    ent_i_reader *reader = &self->reader;
    ent_place place = place_of(reader);
    char *copy = ent_i_arena_copy(&self->names, name.data, name.length);
    if (!copy)
        return ent_i_nomem(reader->err);
    if (strlen(copy) != name.length)
        return ent_i_reader_fail(reader, ENT_ERR_INVALID, "a member name must not hold a NUL character");
    if (ent_i_hash_get(&self->seen, copy, name.length, 0))
        return ent_i_reader_fail(reader, ENT_ERR_DUPLICATE, "member \"%.*s\" comes twice", shown(name), copy);
    ENT_I_TRY(ent_i_hash_put(&self->seen, copy, name.length, 1, reader->err));
    ent_i_reader_item(reader);
    for (size_t i = 0; i < SECTIONS; i++)
        if (strcmp(copy, sections[i].name) == 0)
            return read_section(self, &sections[i]);
    if (strcmp(copy, "entente") == 0)
        return read_version(self);
    ent_i_arena_reset(&self->texts);
    ent_text ignored;
    if (strcmp(copy, "$schema") == 0)
        return read_text(self, copy, false, &ignored);
    return read_meta(self, (ent_text){ copy, name.length }, place);
}

static ent_status read_document(loader *self)
{
    ent_i_reader *reader = &self->reader;
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
    ent_i_arena_init(&self.texts);
    ent_i_arena_init(&self.names);
    ent_status status = ent_i_reader_begin(&self.reader, source, ent_i_max_item(options),
                                           ent_i_max_depth(options), err);
    if (status >= 0)
        status = read_document(&self);
    ent_i_reader_clear(&self.reader);
    ent_i_arena_clear(&self.texts);
    ent_i_arena_clear(&self.names);
    ent_i_buffer_clear(&self.object);
    ent_i_hash_clear(&self.seen);
    free(self.labels);
    free(self.aliases);
    free(self.citations);
    return status;
}
