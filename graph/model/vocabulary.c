/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Labels and tie types. A name that nobody describes is a label of class other, or a directed state of
 * subject other, with phrases made from its name. */
#include <string.h>

#include "graph/base/utf8.h"
#include "graph/model/graph.h"
#include "graph/model/vocabulary.h"

#define VOCABULARY_MOST 65000 /* ids are 16 bits and the last ones have a meaning */

/* The name in lower case with blanks for underscores: "MEMBER_OF" -> "member of". */
static const char *spell_out(ent_graph *graph, const char *name, const char *after)
{
    size_t length = strlen(name), more = strlen(after);
    char *text = ent_i_arena_alloc(&graph->strings, length + more + 1);
    if (!text)
        return NULL;
    for (size_t i = 0; i < length; i++)
        text[i] = name[i] == '_' ? ' ' : ent_i_ascii_lower(name[i]);
    memcpy(text + length, after, more + 1);
    return text;
}

static ent_status check_name(const char *kind, ent_text name, const ent_place *place, ent_error *err)
{
    if (!name.length)
        return ent_i_fail_at(err, ENT_ERR_INVALID, place->file, place->line, place->column,
                             "a %s without a name", kind);
    return ent_i_check_text(name, kind, place, err);
}

/* Copy a text of a record; absent ones leave *field alone. */
static ent_status take(ent_graph *graph, ent_text text, const char **field, ent_error *err)
{
    if (!text.data)
        return ENT_OK;
    const char *copy = ent_i_arena_copy(&graph->strings, text.data, text.length);
    if (!copy)
        return ent_i_nomem(err);
    *field = copy;
    return ENT_OK;
}

/* --- labels ---------------------------------------------------------------------------------------------- */

/* Fill a label from the default vocabulary when it has an entry of that name. */
static ent_status describe_label(ent_graph *graph, ent_label label, ent_error *err)
{
    for (const ent_i_default_label *d = ent_i_default_labels; d->name; d++) {
        if (strcmp(d->name, graph->labels[label].name) != 0)
            continue;
        ent_label parent = ENT_NO_LABEL;
        if (d->parent)
            ENT_I_TRY(ent_i_label_resolve(graph, d->parent, strlen(d->parent), &parent, err));
        ent_i_label *row = &graph->labels[label];
        row->plural = d->plural;
        row->parent = parent;
        row->class_ = (signed char)d->class_;
        row->described = true;
        break;
    }
    return ENT_OK;
}

ent_status ent_i_label_resolve(ent_graph *graph, const char *name, size_t length, ent_label *ret,
                               ent_error *err)
{
    uint32_t known = ent_i_hash_get(&graph->label_index, name, length, ENT_NONE);
    if (known != ENT_NONE) {
        *ret = (ent_label)known;
        return ENT_OK;
    }
    if (graph->label_count >= VOCABULARY_MOST)
        return ent_i_fail(err, ENT_ERR_LIMIT, "more than %d different labels", VOCABULARY_MOST);
    ENT_I_TRY(ENT_I_RESERVE(graph->labels, graph->label_capacity, graph->label_count + 1, err));
    const char *copy = ent_i_arena_copy(&graph->strings, name, length);
    if (!copy)
        return ent_i_nomem(err);
    ent_label label = (ent_label)graph->label_count;
    ENT_I_TRY(ent_i_hash_put(&graph->label_index, copy, length, label, err));
    graph->labels[label] = (ent_i_label){ .name = copy, .parent = ENT_NO_LABEL, .class_ = -1, .drawn = ENT_CLASS_OTHER,
                                          .first = label, .last = label };
    graph->label_count++;
    if (strcmp(copy, "Source") == 0)
        graph->source_label = label;
    *ret = label;
    return ENT_OK;
}

ent_status ent_graph_add_label(ent_graph *graph, const ent_label_record *record, ent_error *err)
{
    const ent_place *place = &record->place;
    ent_label label, parent = ENT_NO_LABEL;
    ENT_I_TRY(ent_i_graph_addable(graph, err));
    ENT_I_TRY(check_name("label", record->name, place, err));
    ENT_I_TRY(ent_i_check_text(record->plural, "plural", place, err));
    ENT_I_TRY(ent_i_label_resolve(graph, record->name.data, record->name.length, &label, err));
    if (record->parent.length)
        ENT_I_TRY(ent_i_label_resolve(graph, record->parent.data, record->parent.length, &parent, err));
    int class_ = -1;
    if (record->class_.data) {
        class_ = ent_i_class_of(record->class_.data, record->class_.length);
        if (class_ < 0)
            return ent_i_fail_at(err, ENT_ERR_INVALID, place->file, place->line, place->column,
                                 "label %s: there is no drawing class \"%.*s\"", graph->labels[label].name,
                                 (int)record->class_.length, record->class_.data);
    }
    const char *plural = NULL;
    ent_place kept;
    ENT_I_TRY(take(graph, record->plural, &plural, err));
    ENT_I_TRY(ent_i_place_keep(graph, place, &kept, err));
    ent_i_label *row = &graph->labels[label];
    if (row->given && graph->existing == ENT_EXISTING_KEEP)
        return ENT_OK;
    if (row->given && graph->existing == ENT_EXISTING_ERROR &&
        (!ent_i_text_same(row->plural, plural) || row->parent != parent || row->class_ != class_))
        return ent_i_fail_at(err, ENT_ERR_DUPLICATE, place->file, place->line, place->column,
                             "label %s is described twice, differently", row->name);
    row->plural = plural;
    row->parent = parent;
    row->class_ = (signed char)class_;
    row->described = row->given = true;
    row->place = kept;
    graph->finished = false;
    return ENT_OK;
}

void ent_graph_label(const ent_graph *graph, ent_label label, ent_label_view *ret)
{
    const ent_i_label *row = &graph->labels[label];
    ret->name = row->name;
    ret->plural = row->plural ? row->plural : row->name;
    ret->parent = row->parent;
    ret->class_ = (ent_class)row->drawn;
    ret->described = row->described;
}

/* --- types ----------------------------------------------------------------------------------------------- */

static void describe_type(ent_i_type *row)
{
    for (const ent_i_default_type *d = ent_i_default_types; d->name; d++) {
        if (strcmp(d->name, row->name) != 0)
            continue;
        row->phrase = d->phrase;
        row->inverse = d->inverse;
        row->brief = d->brief;
        row->subject = (unsigned char)d->subject;
        row->symmetric = d->symmetric;
        row->event = d->event;
        row->short_of = d->short_of;
        row->described = true;
        return;
    }
}

ent_status ent_i_type_resolve(ent_graph *graph, const char *name, size_t length, ent_type *ret,
                              ent_error *err)
{
    uint32_t known = ent_i_hash_get(&graph->type_index, name, length, ENT_NONE);
    if (known != ENT_NONE) {
        *ret = (ent_type)known;
        return ENT_OK;
    }
    if (graph->type_count >= VOCABULARY_MOST)
        return ent_i_fail(err, ENT_ERR_LIMIT, "more than %d different types", VOCABULARY_MOST);
    ENT_I_TRY(ENT_I_RESERVE(graph->types, graph->type_capacity, graph->type_count + 1, err));
    const char *copy = ent_i_arena_copy(&graph->strings, name, length);
    if (!copy)
        return ent_i_nomem(err);
    ent_type type = (ent_type)graph->type_count;
    ENT_I_TRY(ent_i_hash_put(&graph->type_index, copy, length, type, err));
    graph->types[type] = (ent_i_type){ .name = copy, .subject = ENT_SUBJECT_OTHER };
    graph->type_count++;
    describe_type(&graph->types[type]);
    *ret = type;
    return ENT_OK;
}

static ent_status parse_type_words(const ent_type_record *record, ent_i_type *row, ent_error *err)
{
    const ent_place *place = &record->place;
    if (record->subject.data) {
        int subject = ent_i_subject_of(record->subject.data, record->subject.length);
        if (subject < 0)
            return ent_i_fail_at(err, ENT_ERR_INVALID, place->file, place->line, place->column,
                                 "type %.*s: there is no subject \"%.*s\"", (int)record->name.length,
                                 record->name.data, (int)record->subject.length, record->subject.data);
        row->subject = (unsigned char)subject;
    }
    const struct {
        ent_text text;
        const char *no, *yes;
        bool *field;
    } words[] = {
        { record->direction, "directed", "symmetric", &row->symmetric },
        { record->kind, "state", "event", &row->event },
    };
    for (size_t i = 0; i < 2; i++) {
        const char *data = words[i].text.data;
        size_t length = words[i].text.length;
        if (!data)
            continue;
        bool yes = length == strlen(words[i].yes) && memcmp(data, words[i].yes, length) == 0;
        bool no = length == strlen(words[i].no) && memcmp(data, words[i].no, length) == 0;
        if (!yes && !no)
            return ent_i_fail_at(err, ENT_ERR_INVALID, place->file, place->line, place->column,
                                 "type %.*s: \"%.*s\" is neither \"%s\" nor \"%s\"",
                                 (int)record->name.length, record->name.data, (int)length, data,
                                 words[i].no, words[i].yes);
        *words[i].field = yes;
    }
    return ENT_OK;
}

ent_status ent_graph_add_type(ent_graph *graph, const ent_type_record *record, ent_error *err)
{
    const ent_place *place = &record->place;
    ent_type type;
    ENT_I_TRY(ent_i_graph_addable(graph, err));
    ENT_I_TRY(check_name("type", record->name, place, err));
    ENT_I_TRY(ent_i_check_text(record->phrase, "phrase", place, err));
    ENT_I_TRY(ent_i_check_text(record->inverse, "inverse", place, err));
    ENT_I_TRY(ent_i_check_text(record->brief, "brief", place, err));
    ENT_I_TRY(ent_i_check_text(record->short_of, "type", place, err));
    ENT_I_TRY(ent_i_type_resolve(graph, record->name.data, record->name.length, &type, err));
    ent_i_type *row = &graph->types[type];
    ent_i_type given = { .name = row->name, .subject = ENT_SUBJECT_OTHER, .described = true, .given = true };
    ENT_I_TRY(parse_type_words(record, &given, err));
    ENT_I_TRY(take(graph, record->phrase, &given.phrase, err));
    ENT_I_TRY(take(graph, record->inverse, &given.inverse, err));
    ENT_I_TRY(take(graph, record->brief, &given.brief, err));
    ENT_I_TRY(take(graph, record->short_of, &given.short_of, err));
    if (row->given && graph->existing == ENT_EXISTING_KEEP)
        return ENT_OK;
    if (row->given && graph->existing == ENT_EXISTING_ERROR &&
        (!ent_i_text_same(row->phrase_spelled ? NULL : row->phrase, given.phrase) ||
         !ent_i_text_same(row->inverse_spelled ? NULL : row->inverse, given.inverse) ||
         !ent_i_text_same(row->brief, given.brief) || !ent_i_text_same(row->short_of, given.short_of) ||
         row->subject != given.subject ||
         row->symmetric != given.symmetric || row->event != given.event))
        return ent_i_fail_at(err, ENT_ERR_DUPLICATE, place->file, place->line, place->column,
                             "type %s is described twice, differently", row->name);
    *row = given;
    graph->finished = false;
    return ENT_OK;
}

void ent_graph_type(const ent_graph *graph, ent_type type, ent_type_view *ret)
{
    const ent_i_type *row = &graph->types[type];
    ret->name = row->name;
    ret->phrase = row->phrase ? row->phrase : row->name;
    ret->inverse = row->inverse ? row->inverse : ret->phrase;
    ret->brief = row->brief ? row->brief : ret->phrase;
    ret->subject = (ent_subject)row->subject;
    ret->symmetric = row->symmetric;
    ret->event = row->event;
    ret->short_of = row->short_of;
    ret->described = row->described;
}

/* --- finishing ------------------------------------------------------------------------------------------- */

ent_status ent_i_vocabulary_finish(ent_graph *graph, ent_error *err)
{
    /* Only now is it known which labels the data leaves to the default vocabulary; their parents are added
     * on the way and have their turn later in the loop. */
    for (size_t i = 0; i < graph->label_count; i++)
        if (!graph->labels[i].described)
            ENT_I_TRY(describe_label(graph, (ent_label)i, err));
    for (size_t i = 0; i < graph->type_count; i++) {
        ent_i_type *row = &graph->types[i];
        if (row->phrase)
            continue;
        row->phrase = spell_out(graph, row->name, "");
        if (!row->phrase)
            return ent_i_nomem(err);
        row->phrase_spelled = true;
        if (row->inverse || row->symmetric)
            continue;
        row->inverse = spell_out(graph, row->name, " (from)");
        if (!row->inverse)
            return ent_i_nomem(err);
        row->inverse_spelled = true;
    }
    return ent_i_hierarchy_finish(graph, err);
}
