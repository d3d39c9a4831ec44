/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/measured.h"

#include <string.h>

static void keep_remark(void *context, const char *text)
{
    ent_i_remarks *kept = context;
    ent_i_buffer_printf(&kept->text, "%s: %s\n", kept->measure->heading, text);
}

void ent_i_remarks_write(ent_i_remarks *remarks, ent_i_reply *reply)
{
    if (!remarks->text.length)
        return;
    for (char *rest = remarks->text.data, *line; (line = strsep(&rest, "\n")) != NULL;)
        if (*line)
            ent_i_reply_note(reply, "%s", line);
}

ent_status ent_i_measured_network(const ent_view *view, const ent_rank_options *options, ent_projection **ret, ent_error *err)
{
    if (!options->onto)
        return ent_projection_new(view, &options->projection, ret, err);
    ent_projection_options plain = options->projection;
    plain.weight_as = ENT_WEIGHT_NONE;
    ent_projection *two_mode = NULL;
    ENT_I_TRY(ent_projection_new(view, &plain, &two_mode, err));
    ent_status status = ent_projection_onto(two_mode, options->onto, ret, err);
    ent_projection_free(two_mode);
    return status;
}

ent_measure_options ent_i_measured_how(const ent_rank_options *options, const ent_measure *measure, ent_argument *arguments,
                                       ent_i_remarks *remarks)
{
    ent_measure_options how = ENT_MEASURE_OPTIONS_INIT;
    remarks->measure = measure;
    for (size_t i = 0; i < options->argument_count; i++)
        if (ent_measure_parameter(measure, options->arguments[i].name))
            arguments[how.argument_count++] = options->arguments[i];
    how.arguments = arguments;
    how.control = options->control;
    how.note = keep_remark;
    how.note_context = remarks;
    return how;
}

ent_status ent_i_measured_check(const ent_rank_options *options, const ent_measure *const *measures, size_t count,
                                ent_error *err)
{
    for (size_t i = 0; i < options->argument_count; i++) {
        bool taken = false;
        for (size_t j = 0; j < count; j++)
            taken = taken || ent_measure_parameter(measures[j], options->arguments[i].name);
        if (!taken)
            return ent_i_fail(err, ENT_ERR_USAGE, "none of these measures takes %s", options->arguments[i].name);
    }
    return ENT_OK;
}

void ent_i_number_columns_add(ent_i_number_columns *columns, ent_i_reply *reply)
{
    columns->measure = ent_i_reply_column(reply, "measure", "MEASURE", ENT_CELL_TEXT);
    columns->value = ent_i_reply_column(reply, "value", "VALUE", ENT_CELL_NUMBER);
    columns->meaning = ent_i_reply_column(reply, "meaning", "WHAT IT IS", ENT_CELL_TEXT);
    columns->name = ent_i_reply_machine_column(reply, "name", "NAME", ENT_CELL_TEXT);
}

void ent_i_number_write(const ent_i_number_columns *columns, const char *measure, const char *name, double value,
                        const char *meaning, ent_i_reply *reply)
{
    ent_i_reply_text(reply, columns->measure, measure);
    ent_i_reply_text(reply, columns->name, name);
    ent_i_reply_number(reply, columns->value, value);
    ent_i_reply_text(reply, columns->meaning, meaning);
    ent_i_reply_row(reply);
}
