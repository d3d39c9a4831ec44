/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/questions/measured.h"

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

ent_status ent_i_measured_network_on(const ent_view *view, const ent_rank_options *options, ent_i_spells *spells,
                                     ent_projection **ret, ent_error *err)
{
    return ent_i_projection_asked(view, &options->projection, options->onto, spells, ret, err);
}

ent_status ent_i_measured_network(const ent_view *view, const ent_rank_options *options, ent_projection **ret, ent_error *err)
{
    return ent_i_measured_network_on(view, options, NULL, ret, err);
}

static bool is_interrupted(void *context)
{
    const ent_control *control = &((ent_i_stages *)context)->clock.control;
    return control->interrupted && control->interrupted(control->context);
}

static void show(void *context, double done)
{
    const ent_i_stages *stages = context;
    const ent_control *control = &stages->clock.control;
    double before = stages->done ? (double)(stages->done - 1) : 0;
    if (control->progress)
        control->progress(control->context, (before + done) / (double)stages->total);
}

void ent_i_stages_start(ent_i_stages *stages, const ent_control *control, const char *what, size_t total)
{
    *stages = (ent_i_stages){ .clock = ent_i_clock_start(control, what), .total = total ? total : 1 };
    stages->control = (ent_control){ .threads = stages->clock.control.threads, .interrupted = is_interrupted, .progress = show,
                                     .context = stages };
}

const ent_control *ent_i_stages_next(ent_i_stages *stages)
{
    stages->done++;
    stages->control.milliseconds = ent_i_clock_left(&stages->clock);
    show(stages, 0);
    return &stages->control;
}

ent_status ent_i_stages_check(const ent_i_stages *stages, ent_error *err)
{
    return ent_i_clock_check(&stages->clock, err);
}

ent_status ent_i_stages_fail(const ent_i_stages *stages, ent_status status, ent_error *reason, ent_error *err)
{
    if (status == ENT_ERR_LIMIT && ent_i_clock_late(&stages->clock))
        status = ent_i_clock_check(&stages->clock, err);
    else
        status = ent_i_fail(err, status, "%s", reason->message);
    ent_error_clear(reason);
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
