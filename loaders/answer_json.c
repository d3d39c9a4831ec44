/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An answer as JSON: the frame, then a line a row, so that memory holds one row beside the answer. */
#include <entente/answer.h>

#include <string.h>

#include "graph/base/error.h"
#include "loaders/json_write.h"

static ent_status put(ent_output *output, const char *text, ent_error *err)
{
    return ent_output_write(output, text, strlen(text), err);
}

/* Print a value that is ours and free it. */
static ent_status put_value(ent_output *output, ent_i_json_value *value, ent_error *err)
{
    ent_status status = ent_i_json_print(value, output, err);
    ent_i_json_value_free(value);
    return status;
}

static ent_status put_member(ent_output *output, const char *name, const char *text, ent_error *err)
{
    ENT_I_TRY(put(output, "\"", err));
    ENT_I_TRY(put(output, name, err));
    ENT_I_TRY(put(output, "\":", err));
    ENT_I_TRY(put_value(output, ent_i_json_text_new(text), err));
    return put(output, ",\n", err);
}

static ent_i_json_value *cell_value(const ent_cell *cell);

static ent_i_json_value *node_value(const ent_cell *cell)
{
    ent_i_json_value *node = ent_i_json_object_new();
    bool good = ent_i_json_set(node, "key", ent_i_json_text_new(cell->key));
    good = ent_i_json_set(node, "name", ent_i_json_text_new(cell->text ? cell->text : cell->key)) && good;
    if (good)
        return node;
    ent_i_json_value_free(node);
    return NULL;
}

static ent_i_json_value *list_value(const ent_cell *cell)
{
    ent_i_json_value *list = ent_i_json_array_new();
    for (size_t i = 0; i < cell->count; i++)
        if (!ent_i_json_push(list, cell_value(&cell->items[i]))) {
            ent_i_json_value_free(list);
            return NULL;
        }
    return list;
}

static ent_i_json_value *cell_value(const ent_cell *cell)
{
    switch (cell->kind) {
    case ENT_CELL_TEXT:
    case ENT_CELL_DATE: return ent_i_json_text_new(cell->text);
    case ENT_CELL_INTEGER: return ent_i_json_integer_new(cell->integer);
    case ENT_CELL_NUMBER: return ent_i_json_number_new(cell->number);
    case ENT_CELL_BOOLEAN: return ent_i_json_boolean_new(cell->integer != 0);
    case ENT_CELL_NODE: return node_value(cell);
    case ENT_CELL_LIST: return list_value(cell);
    case ENT_CELL_NULL: break;
    }
    return ent_i_json_null_new();
}

static const char *kind_text(ent_cell_kind kind)
{
    static const char *const texts[] = {
        [ENT_CELL_NULL] = "null",       [ENT_CELL_TEXT] = "text",       [ENT_CELL_DATE] = "date",
        [ENT_CELL_INTEGER] = "integer", [ENT_CELL_NUMBER] = "number",   [ENT_CELL_BOOLEAN] = "boolean",
        [ENT_CELL_NODE] = "node",       [ENT_CELL_LIST] = "list",
    };
    return texts[kind];
}

static ent_status put_column(ent_output *output, const ent_column *column, ent_error *err)
{
    ent_i_json_value *value = ent_i_json_object_new();
    bool good = ent_i_json_set(value, "name", ent_i_json_text_new(column->name));
    good = ent_i_json_set(value, "heading", ent_i_json_text_new(column->heading)) && good;
    good = ent_i_json_set(value, "kind", ent_i_json_text_new(kind_text(column->kind))) && good;
    if (!good) {
        ent_i_json_value_free(value);
        value = NULL;
    }
    return put_value(output, value, err);
}

static ent_status put_columns(const ent_answer *answer, ent_output *output, ent_error *err)
{
    static const ent_column section = { "section", "Section", ENT_CELL_TEXT, true };
    bool first = true;
    ENT_I_TRY(put(output, "\"columns\":[", err));
    if (ent_answer_section_count(answer)) {
        ENT_I_TRY(put(output, "\n", err));
        ENT_I_TRY(put_column(output, &section, err));
        first = false;
    }
    for (size_t i = 0; i < ent_answer_column_count(answer); i++, first = false) {
        ENT_I_TRY(put(output, first ? "\n" : ",\n", err));
        ENT_I_TRY(put_column(output, ent_answer_column(answer, i), err));
    }
    return put(output, first ? "],\n" : "\n],\n", err);
}

static ent_i_json_value *row_value(const ent_answer *answer, size_t row, const char *section)
{
    ent_i_json_value *value = ent_i_json_object_new();
    const ent_cell *cells = ent_answer_row(answer, row);
    bool good = !ent_answer_section_count(answer) ||
                ent_i_json_set(value, "section", ent_i_json_text_new(section));
    for (size_t i = 0; good && i < ent_answer_column_count(answer); i++)
        good = ent_i_json_set(value, ent_answer_column(answer, i)->name, cell_value(&cells[i]));
    if (good && value)
        return value;
    ent_i_json_value_free(value);
    return NULL;
}

static ent_status put_rows(const ent_answer *answer, ent_output *output, ent_error *err)
{
    size_t rows = ent_answer_row_count(answer), next = 0;
    const char *heading = NULL;
    ENT_I_TRY(put(output, "\"rows\":[", err));
    for (size_t i = 0; i < rows; i++) {
        for (; next < ent_answer_section_count(answer) && ent_answer_section(answer, next)->first_row <= i; next++)
            heading = ent_answer_section(answer, next)->heading;
        ENT_I_TRY(put(output, i ? ",\n" : "\n", err));
        ENT_I_TRY(put_value(output, row_value(answer, i, heading), err));
    }
    return put(output, rows ? "\n],\n" : "],\n", err);
}

static ent_status put_notes(const ent_answer *answer, ent_output *output, ent_error *err)
{
    size_t count = ent_answer_note_count(answer);
    ENT_I_TRY(put(output, "\"notes\":[", err));
    for (size_t i = 0; i < count; i++) {
        ENT_I_TRY(put(output, i ? ",\n" : "\n", err));
        ENT_I_TRY(put_value(output, ent_i_json_text_new(ent_answer_note(answer, i)), err));
    }
    return put(output, count ? "\n]\n" : "]\n", err);
}

ent_status ent_answer_write_json(const ent_answer *answer, ent_output *output, ent_error *err)
{
    ENT_I_TRY(put(output, "{\n", err));
    ENT_I_TRY(put_member(output, "question", ent_answer_question(answer), err));
    ENT_I_TRY(put_member(output, "as_of", ent_answer_as_of(answer), err));
    ENT_I_TRY(put_member(output, "reading", ent_answer_reading(answer), err));
    ENT_I_TRY(put(output, "\"data\":{\"name\":", err));
    ENT_I_TRY(put_value(output, ent_i_json_text_new(ent_answer_data(answer)), err));
    ENT_I_TRY(put(output, "},\n", err));
    ENT_I_TRY(put_member(output, "title", ent_answer_title(answer), err));
    ENT_I_TRY(put_columns(answer, output, err));
    ENT_I_TRY(put_rows(answer, output, err));
    ENT_I_TRY(put_notes(answer, output, err));
    return put(output, "}\n", err);
}
