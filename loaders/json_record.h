/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One label, type, node or tie of the native format, read by a table of the members it may have. */
#ifndef ENT_I_JSON_RECORD_H
#define ENT_I_JSON_RECORD_H

#include "graph/base/arena.h"
#include "loaders/json_reader.h"

/* The reader, and what the record that was read last consists of. */
typedef struct ent_i_records {
    ent_i_reader reader;
    ent_i_arena texts;
    ent_i_buffer object;
    ent_text *labels;
    size_t label_count, label_capacity;
    ent_alias_record *aliases;
    size_t alias_count, alias_capacity;
    ent_citation_record *citations;
    size_t citation_count, citation_capacity;
} ent_i_records;

/* The source and err are borrowed. */
ENT_CHECK ent_status ent_i_records_begin(ent_i_records *self, ent_i_source *source, const ent_load_options *options,
                                         ent_error *err);
void ent_i_records_clear(ent_i_records *self);

/* The texts and lists of what was read last are no longer needed. */
void ent_i_records_forget(ent_i_records *self);

/* The object that comes next. What the record refers to is valid until the next one is read. */
ENT_CHECK ent_status ent_i_read_label(ent_i_records *self, ent_label_record *ret);
ENT_CHECK ent_status ent_i_read_type(ent_i_records *self, ent_type_record *ret);
ENT_CHECK ent_status ent_i_read_node(ent_i_records *self, ent_node_record *ret);
ENT_CHECK ent_status ent_i_read_tie(ent_i_records *self, ent_tie_record *ret);

/* A value that must be of one kind, or text (not empty when filled); name names it in errors. */
ENT_CHECK ent_status ent_i_json_expect(ent_i_reader *reader, ent_i_json_kind wanted, const char *name);
ENT_CHECK ent_status ent_i_read_text(ent_i_records *self, const char *name, bool filled, ent_text *ret);

/* Of a text from a file as much as a message takes. */
static inline int ent_i_shown(ent_text text)
{
    return text.length < 60 ? (int)text.length : 60;
}

/* Of the last piece read. */
static inline ent_place ent_i_reader_place(const ent_i_reader *reader)
{
    return (ent_place){ reader->source->name, reader->place_line, reader->place_column };
}

#endif
