/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "loaders/json_record.h"

#include <string.h>

#include "graph/base/array.h"
#include "graph/base/utf8.h"

typedef enum member_kind {
    TEXT,      /* ent_text; an empty string is a value */
    FILLED,    /* ent_text that must not be empty */
    PLAIN,     /* ent_text from a string or a number: a page, a paragraph, a copy */
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
    { "copy", PLAIN, false, offsetof(ent_tie_record, copy) },
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

/* --- values ----------------------------------------------------------------------------------- */

ent_status ent_i_json_expect(ent_i_reader *reader, ent_i_json_kind wanted, const char *name)
{
    ent_i_json_kind kind;
    ENT_I_TRY(ent_i_reader_next(reader, &kind));
    if (kind == wanted)
        return ENT_OK;
    return ent_i_reader_fail(reader, ENT_ERR_INVALID, "\"%s\" must be %s, not %s%s", name,
                             ent_i_json_kind_text(wanted), ent_i_json_kind_text(kind),
                             kind == ENT_I_JSON_NULL ? ": leave it out when there is none" : "");
}

static ent_status keep(ent_i_records *self, ent_text text, ent_text *ret)
{
    char *copy = ent_i_arena_copy(&self->texts, text.data, text.length);
    if (!copy)
        return ent_i_nomem(self->reader.err);
    *ret = (ent_text){ copy, text.length };
    return ENT_OK;
}

ent_status ent_i_read_text(ent_i_records *self, const char *name, bool filled, ent_text *ret)
{
    ent_text text = { NULL, 0 };
    ENT_I_TRY(ent_i_json_expect(&self->reader, ENT_I_JSON_STRING, name));
    ENT_I_TRY(ent_i_reader_string(&self->reader, &text));
    if (filled && !text.length)
        return ent_i_reader_fail(&self->reader, ENT_ERR_INVALID, "\"%s\" must not be empty", name);
    if (memchr(text.data, '\0', text.length))
        return ent_i_reader_fail(&self->reader, ENT_ERR_INVALID, "\"%s\" must not hold a NUL character", name);
    return keep(self, text, ret);
}

static ent_status read_plain(ent_i_records *self, const char *name, ent_text *ret)
{
    ent_i_json_kind kind;
    ent_text text = { NULL, 0 };
    ENT_I_TRY(ent_i_reader_next(&self->reader, &kind));
    if (kind != ENT_I_JSON_NUMBER)
        return ent_i_read_text(self, name, true, ret);
    ENT_I_TRY(ent_i_reader_number(&self->reader, &text));
    return keep(self, text, ret);
}

static ent_status read_flag(ent_i_records *self, const char *name, bool *ret)
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

static ent_status read_object(ent_i_records *self, const char *name, ent_text *ret)
{
    ENT_I_TRY(ent_i_json_expect(&self->reader, ENT_I_JSON_OBJECT, name));
    ent_i_buffer_reset(&self->object);
    ENT_I_TRY(ent_i_reader_copy(&self->reader, &self->object));
    return keep(self, (ent_text){ self->object.data, self->object.length }, ret);
}

/* --- records ---------------------------------------------------------------------------------- */

static ent_status read_record(ent_i_records *self, const record_shape *shape, void *record);

static ent_status read_labels(ent_i_records *self, const char *name)
{
    ent_i_reader *reader = &self->reader;
    ent_status status;
    ENT_I_TRY(ent_i_json_expect(reader, ENT_I_JSON_ARRAY, name));
    ENT_I_TRY(ent_i_reader_enter(reader));
    while ((status = ent_i_reader_element(reader)) == ENT_OK) {
        ENT_I_TRY(ENT_I_RESERVE(self->labels, self->label_capacity, self->label_count + 1, reader->err));
        ENT_I_TRY(ent_i_read_text(self, "labels", true, &self->labels[self->label_count]));
        self->label_count++;
    }
    return status;
}

static ent_status read_aliases(ent_i_records *self, const char *name)
{
    ent_i_reader *reader = &self->reader;
    ent_status status;
    ENT_I_TRY(ent_i_json_expect(reader, ENT_I_JSON_ARRAY, name));
    ENT_I_TRY(ent_i_reader_enter(reader));
    while ((status = ent_i_reader_element(reader)) == ENT_OK) {
        ent_alias_record alias = { { NULL, 0 }, false };
        ent_i_json_kind kind;
        ENT_I_TRY(ent_i_reader_next(reader, &kind));
        if (kind == ENT_I_JSON_OBJECT)
            ENT_I_TRY(read_record(self, &alias_shape, &alias));
        else
            ENT_I_TRY(ent_i_read_text(self, "aliases", true, &alias.name));
        ENT_I_TRY(ENT_I_RESERVE(self->aliases, self->alias_capacity, self->alias_count + 1, reader->err));
        self->aliases[self->alias_count++] = alias;
    }
    return status;
}

static ent_status read_citations(ent_i_records *self, const char *name)
{
    ent_i_reader *reader = &self->reader;
    ent_status status;
    ENT_I_TRY(ent_i_json_expect(reader, ENT_I_JSON_ARRAY, name));
    ENT_I_TRY(ent_i_reader_enter(reader));
    while ((status = ent_i_reader_element(reader)) == ENT_OK) {
        ent_citation_record citation = { .source = { NULL, 0 } };
        ENT_I_TRY(ent_i_json_expect(reader, ENT_I_JSON_OBJECT, name));
        ENT_I_TRY(read_record(self, &citation_shape, &citation));
        ENT_I_TRY(ENT_I_RESERVE(self->citations, self->citation_capacity, self->citation_count + 1, reader->err));
        self->citations[self->citation_count++] = citation;
    }
    return status;
}

static ent_status read_value(ent_i_records *self, const member_spec *member, void *record)
{
    void *field = (char *)record + member->offset;
    switch (member->kind) {
    case TEXT: return ent_i_read_text(self, member->name, false, field);
    case FILLED: return ent_i_read_text(self, member->name, true, field);
    case PLAIN: return read_plain(self, member->name, field);
    case OBJECT: return read_object(self, member->name, field);
    case FLAG: return read_flag(self, member->name, field);
    case NAMES: return read_labels(self, member->name);
    case ALIASES: return read_aliases(self, member->name);
    case CITATIONS: return read_citations(self, member->name);
    }
    return ENT_ERR_INTERNAL;
}

/* A name that is not a member: offer the nearest, or all. */
static ent_status unknown_member(ent_i_reader *reader, const record_shape *shape, ent_text name)
{
    unsigned least = 3;
    const char *nearest = NULL;
    char text[64];
    snprintf(text, sizeof text, "%.*s", ent_i_shown(name), name.data);
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
static ent_status read_record(ent_i_records *self, const record_shape *shape, void *record)
{
    ent_i_reader *reader = &self->reader;
    ent_place place = ent_i_reader_place(reader);
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

/* --- the four kinds --------------------------------------------------------------------------- */

void ent_i_records_forget(ent_i_records *self)
{
    ent_i_arena_reset(&self->texts);
    self->label_count = self->alias_count = self->citation_count = 0;
}

ent_status ent_i_read_label(ent_i_records *self, ent_label_record *ret)
{
    ent_i_records_forget(self);
    *ret = (ent_label_record){ .place = ent_i_reader_place(&self->reader) };
    return read_record(self, &label_shape, ret);
}

ent_status ent_i_read_type(ent_i_records *self, ent_type_record *ret)
{
    ent_i_records_forget(self);
    *ret = (ent_type_record){ .place = ent_i_reader_place(&self->reader) };
    return read_record(self, &type_shape, ret);
}

ent_status ent_i_read_node(ent_i_records *self, ent_node_record *ret)
{
    ent_i_records_forget(self);
    *ret = (ent_node_record){ .place = ent_i_reader_place(&self->reader) };
    ENT_I_TRY(read_record(self, &node_shape, ret));
    ret->labels = self->labels;
    ret->label_count = self->label_count;
    ret->aliases = self->aliases;
    ret->alias_count = self->alias_count;
    ret->citations = self->citations;
    ret->citation_count = self->citation_count;
    return ENT_OK;
}

ent_status ent_i_read_tie(ent_i_records *self, ent_tie_record *ret)
{
    ent_i_records_forget(self);
    *ret = (ent_tie_record){ .place = ent_i_reader_place(&self->reader) };
    ENT_I_TRY(read_record(self, &tie_shape, ret));
    ret->citations = self->citations;
    ret->citation_count = self->citation_count;
    return ENT_OK;
}

ent_status ent_i_records_begin(ent_i_records *self, ent_i_source *source, const ent_load_options *options,
                               ent_error *err)
{
    *self = (ent_i_records){ .label_count = 0 };
    ent_i_arena_init(&self->texts);
    return ent_i_reader_begin(&self->reader, source, ent_i_max_item(options), ent_i_max_depth(options), err);
}

void ent_i_records_clear(ent_i_records *self)
{
    ent_i_reader_clear(&self->reader);
    ent_i_arena_clear(&self->texts);
    ent_i_buffer_clear(&self->object);
    free(self->labels);
    free(self->aliases);
    free(self->citations);
}
