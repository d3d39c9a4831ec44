/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From what a caller asks of a measure to a call that its function can rely on. */
#include "analysis/measures/measures.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "graph/base/buffer.h"
#include "graph/base/number.h"

const ent_i_value *ent_i_call_value(const ent_i_call *call, const char *name)
{
    const ent_parameter *parameter = ent_measure_parameter(call->measure, name);
    assert(parameter);
    return &call->values[parameter - call->measure->parameters];
}

double ent_i_call_number(const ent_i_call *call, const char *name)
{
    return ent_i_call_value(call, name)->number;
}

void ent_i_call_note(const ent_i_call *call, const char *format, ...)
{
    if (!call->options->note)
        return;
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    call->options->note(call->options->note_context, text);
}

/* --- parameters ----------------------------------------------------------------------------------------- */

static ent_status out_of_range(const ent_measure *measure, const ent_parameter *parameter, ent_error *err)
{
    char least[ENT_I_NUMBER_TEXT], most[ENT_I_NUMBER_TEXT];
    const char *kind = parameter->kind == ENT_PARAMETER_WHOLE ? "a whole number" : "a number";
    ent_i_number_format(parameter->least, least);
    if (isinf(parameter->most))
        return ent_i_fail(err, ENT_ERR_USAGE, "%s: %s is %s of at least %s", measure->name, parameter->name, kind, least);
    return ent_i_fail(err, ENT_ERR_USAGE, "%s: %s is %s from %s to %s", measure->name, parameter->name, kind, least,
                      ent_i_number_format(parameter->most, most));
}

static ent_status read_number(const ent_measure *measure, const ent_parameter *parameter, ent_i_value *value,
                              ent_error *err)
{
    if (value->text && !ent_i_number_parse(value->text, strlen(value->text), &value->number))
        return out_of_range(measure, parameter, err);
    bool whole = parameter->kind != ENT_PARAMETER_WHOLE || value->number == floor(value->number);
    if (!(value->number >= parameter->least && value->number <= parameter->most && whole))
        return out_of_range(measure, parameter, err);
    return ENT_OK;
}

static ent_status read_switch(const ent_measure *measure, const ent_parameter *parameter, ent_i_value *value,
                              ent_error *err)
{
    if (value->text && !strcmp(value->text, "yes"))
        value->number = 1;
    else if (value->text && !strcmp(value->text, "no"))
        value->number = 0;
    else if (value->text || (value->number != 0 && value->number != 1))
        return ent_i_fail(err, ENT_ERR_USAGE, "%s: %s is yes or no", measure->name, parameter->name);
    return ENT_OK;
}

static ent_status read_value(const ent_measure *measure, const ent_parameter *parameter, ent_i_value *value,
                             ent_error *err)
{
    switch (parameter->kind) {
    case ENT_PARAMETER_NUMBER:
    case ENT_PARAMETER_WHOLE:
        return read_number(measure, parameter, value, err);
    case ENT_PARAMETER_SWITCH:
        return read_switch(measure, parameter, value, err);
    default:
        if (!value->text || !*value->text)
            return ent_i_fail(err, ENT_ERR_USAGE, "%s: %s is a text", measure->name, parameter->name);
        return ENT_OK;
    }
}

static ent_status unknown_argument(const ent_measure *measure, const char *name, ent_error *err)
{
    ENT_I_AUTOBUFFER names = ENT_I_BUFFER_INIT;
    for (size_t i = 0; i < measure->parameter_count; i++)
        ent_i_buffer_printf(&names, "%s%s", i ? ", " : "", measure->parameters[i].name);
    if (!measure->parameter_count)
        return ent_i_fail(err, ENT_ERR_USAGE, "%s takes no %s", measure->name, name);
    return ent_i_fail(err, ENT_ERR_USAGE, "%s takes no %s; it takes %s", measure->name, name,
                      ent_i_buffer_string(&names));
}

static ent_status read_arguments(const ent_i_call *call, ent_error *err)
{
    const ent_measure *measure = call->measure;
    const ent_measure_options *options = call->options;
    for (size_t i = 0; i < options->argument_count; i++)
        if (!ent_measure_parameter(measure, options->arguments[i].name))
            return unknown_argument(measure, options->arguments[i].name, err);
    for (size_t i = 0; i < measure->parameter_count; i++) {
        const ent_parameter *parameter = &measure->parameters[i];
        ent_i_value *value = &call->values[i];
        const ent_argument *given = NULL;
        for (size_t j = 0; j < options->argument_count; j++)
            if (!strcmp(options->arguments[j].name, parameter->name))
                given = &options->arguments[j];
        if (given)
            *value = (ent_i_value){ given->text, given->number, true };
        else if (parameter->usual)
            *value = (ent_i_value){ parameter->usual, 0, false };
        else if (parameter->required && !(parameter->kind == ENT_PARAMETER_GROUPS && options->groups))
            return ent_i_fail(err, ENT_ERR_USAGE, "%s needs %s=...: %s", measure->name, parameter->name,
                              parameter->meaning);
        else
            continue;
        ENT_I_TRY(read_value(measure, parameter, value, err));
    }
    return ENT_OK;
}

/* --- calling -------------------------------------------------------------------------------------------- */

static ent_status check_weights(const ent_measure *measure, const ent_projection *projection, ent_error *err)
{
    ent_weight_meaning meaning = projection->options.weight_as;
    if (meaning == ENT_WEIGHT_STRENGTH && measure->takes_distance && !measure->takes_strength)
        return ent_i_fail(err, ENT_ERR_USAGE, "%s reads weights as distances, not as strengths", measure->name);
    if (meaning == ENT_WEIGHT_DISTANCE && measure->takes_strength && !measure->takes_distance)
        return ent_i_fail(err, ENT_ERR_USAGE, "%s reads weights as strengths, not as distances", measure->name);
    return ENT_OK;
}

/* count: of numbers. They reach the caller only when all are there. */
static ent_status run(ent_i_call *call, ent_scope scope, size_t count, double *ret, ent_error *err)
{
    static const ent_measure_options plain = ENT_MEASURE_OPTIONS_INIT;
    static const char *const of[] = { "nodes", "ties", "a network", "pairs of nodes", "two networks" };
    const ent_measure *measure = call->measure;
    if (!call->options)
        call->options = &plain;
    if (measure->scope != scope)
        return ent_i_fail(err, ENT_ERR_USAGE, "%s is a measure of %s, not of %s", measure->name, of[measure->scope],
                          of[scope]);
    ENT_I_TRY(check_weights(measure, call->projection, err));
    if (call->other)
        ENT_I_TRY(check_weights(measure, call->other, err));
    ENT_I_AUTOFREE ent_i_value *values = NULL;
    ENT_I_TRY(ENT_I_ZEROED(values, measure->parameter_count, err));
    call->values = values;
    ENT_I_TRY(read_arguments(call, err));
    if (!count)
        return ENT_OK;
    ENT_I_AUTOFREE double *numbers = NULL;
    ENT_I_TRY(ENT_I_ZEROED(numbers, count, err));
    ent_i_clock clock = ent_i_clock_start(call->options->control, measure->name);
    call->clock = &clock;
    ENT_I_TRY(ent_i_measure_function(measure)(call, numbers, err));
    memcpy(ret, numbers, count * sizeof *ret);
    return ENT_OK;
}

ent_status ent_measure_nodes(const ent_measure *measure, const ent_projection *projection,
                             const ent_measure_options *options, double *ret_scores, ent_error *err)
{
    ent_i_call call = { .measure = measure, .projection = projection, .options = options };
    return run(&call, ENT_SCOPE_NODE, projection->node_count, ret_scores, err);
}

ent_status ent_measure_ties(const ent_measure *measure, const ent_projection *projection,
                            const ent_measure_options *options, double *ret_scores, ent_error *err)
{
    ent_i_call call = { .measure = measure, .projection = projection, .options = options };
    return run(&call, ENT_SCOPE_TIE, projection->tie_count, ret_scores, err);
}

ent_status ent_measure_network(const ent_measure *measure, const ent_projection *projection,
                               const ent_measure_options *options, double *ret_values, ent_error *err)
{
    ent_i_call call = { .measure = measure, .projection = projection, .options = options };
    return run(&call, ENT_SCOPE_NETWORK, measure->value_count, ret_values, err);
}

ent_status ent_measure_pairs(const ent_measure *measure, const ent_projection *projection,
                             const ent_measure_options *options, const uint32_t (*pairs)[2], size_t count,
                             double *ret_scores, ent_error *err)
{
    ent_i_call call = { .measure = measure, .projection = projection, .options = options, .pairs = pairs,
                        .pair_count = count };
    for (size_t i = 0; i < count; i++)
        if (pairs[i][0] >= projection->node_count || pairs[i][1] >= projection->node_count)
            return ent_i_fail(err, ENT_ERR_USAGE, "%s: a pair of nodes that are not in the network", measure->name);
    return run(&call, ENT_SCOPE_PAIR, count, ret_scores, err);
}

ent_status ent_measure_networks(const ent_measure *measure, const ent_projection *one, const ent_projection *other,
                                const ent_measure_options *options, double *ret_values, ent_error *err)
{
    ent_i_call call = { .measure = measure, .projection = one, .other = other, .options = options };
    return run(&call, ENT_SCOPE_NETWORKS, measure->value_count, ret_values, err);
}
