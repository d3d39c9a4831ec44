/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which properties have columns of their own, and what stands there. What a column cannot hold (a name that is a number,
 * a text with a NUL) goes with the other properties; reading, a column that holds something wins over those. What is
 * left out of what has a default is written as an empty text, what is the default as NULL. */
#include "graph/query/session/persist_row.h"

#include <string.h>

#include "graph/base/json_scan.h"
#include "graph/model/exact.h"
#include "graph/query/overlay/value_json.h"

/* The text of a value that a column can hold, or NULL. */
static const char *column_text(ent_i_value value)
{
    if (value.kind != ENT_I_STRING || !value.string->length || memchr(value.string->text, '\0', value.string->length))
        return NULL;
    return value.string->text;
}

static const char *valid_text(ent_i_value value)
{
    const char *text = column_text(value);
    ent_period period;
    return text && ent_period_parse(text, strlen(text), &period, NULL) == ENT_OK ? text : NULL;
}

static const char *code_text(ent_i_value value, int (*code_of)(const char *, size_t))
{
    const char *text = column_text(value);
    return text && code_of(text, strlen(text)) >= 0 ? text : NULL;
}

/* Where the property has a column that can hold it, put it there. */
static bool take_column(const ent_i_work *work, bool rel, const ent_i_property *property, ent_i_persist_row *row)
{
    const char **column, *text;
    if (property->key == work->valid) {
        column = &row->valid;
        text = valid_text(property->value);
    } else if (property->key == work->status) {
        column = &row->status;
        text = code_text(property->value, ent_i_tie_status_of);
    } else if (rel && property->key == work->rank) {
        column = &row->rank;
        text = code_text(property->value, ent_i_rank_of);
    } else if (!rel && (property->key == work->key || property->key == work->name || property->key == work->short_name)) {
        column = property->key == work->key ? &row->key : property->key == work->name ? &row->name : &row->short_name;
        text = column_text(property->value);
        if (text && column == &row->key && ent_i_key_is_blank(text))
            text = NULL;
    } else {
        return false;
    }
    *column = text;
    return text != NULL;
}

/* The defaults of the columns: see graph/store/schema.c. */
static void shorten_node(ent_i_persist_row *row)
{
    const char *name = row->name;
    if (row->short_name && name && strcmp(row->short_name, name) == 0)
        row->short_name = NULL;
    else if (!row->short_name)
        row->short_name = "";
    if (row->name && row->key && strcmp(row->name, row->key) == 0)
        row->name = NULL;
    else if (!row->name)
        row->name = "";
}

static void shorten_rel(ent_i_persist_row *row)
{
    if (!row->status)
        row->status = "";
    else if (strcmp(row->status, ent_tie_status_text(ENT_TIE_IN_FORCE)) == 0)
        row->status = NULL;
}

ent_status ent_i_persist_row_make(const ent_i_work *work, bool rel, uint64_t id, ent_i_persist_row *ret, ent_error *err)
{
    const ent_i_properties *own = rel ? &ent_i_work_rel_record(work, id)->properties
                                      : &ent_i_work_node_record(work, id)->properties;
    *ret = (ent_i_persist_row){ .json = ENT_I_BUFFER_INIT };
    for (size_t i = 0; i < own->count; i++) {
        const ent_i_property *property = &own->items[i];
        if (property->key == work->citations || take_column(work, rel, property, ret))
            continue;
        const ent_i_string *key = ent_i_work_text(work, property->key);
        ent_i_buffer_char(&ret->json, ret->json.length ? ',' : '{');
        ent_i_json_escape(key->text, key->length, &ret->json);
        ent_i_buffer_char(&ret->json, ':');
        ent_i_value_to_json(property->value, &ret->json);
    }
    if (ret->json.length)
        ent_i_buffer_char(&ret->json, '}');
    ENT_I_TRY(ent_i_buffer_status(&ret->json, err));
    if (ret->json.length)
        ret->properties = ent_i_buffer_string(&ret->json);
    if (rel)
        shorten_rel(ret);
    else
        shorten_node(ret);
    return ENT_OK;
}

void ent_i_persist_row_clear(ent_i_persist_row *row)
{
    ent_i_buffer_clear(&row->json);
}
