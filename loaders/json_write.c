/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "loaders/json_write.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/buffer.h"
#include "graph/base/number.h"
#include "graph/base/utf8.h"

ent_i_json_value *ent_i_json_object_new(void)
{
    return cJSON_CreateObject();
}

ent_i_json_value *ent_i_json_array_new(void)
{
    return cJSON_CreateArray();
}

ent_i_json_value *ent_i_json_null_new(void)
{
    return cJSON_CreateNull();
}

ent_i_json_value *ent_i_json_boolean_new(bool value)
{
    return cJSON_CreateBool(value);
}

ent_i_json_value *ent_i_json_integer_new(int64_t value)
{
    char text[ENT_I_NUMBER_TEXT];
    snprintf(text, sizeof text, "%" PRId64, value);
    return cJSON_CreateRaw(text);
}

ent_i_json_value *ent_i_json_number_new(double value)
{
    char text[ENT_I_NUMBER_TEXT];
    return isfinite(value) ? cJSON_CreateRaw(ent_i_number_format(value, text)) : cJSON_CreateNull();
}

static ent_i_json_value *repaired(const char *text, size_t length)
{
    ENT_I_AUTOBUFFER good = ENT_I_BUFFER_INIT;
    while (length) {
        size_t valid = ent_i_utf8_valid(text, length);
        ent_i_buffer_add(&good, text, valid);
        if (valid == length)
            break;
        ent_i_buffer_text(&good, "\xEF\xBF\xBD");
        text += valid + 1;
        length -= valid + 1;
    }
    return good.failed ? NULL : cJSON_CreateString(ent_i_buffer_string(&good));
}

ent_i_json_value *ent_i_json_text_new(const char *text)
{
    if (!text)
        return cJSON_CreateNull();
    size_t length = strlen(text);
    return ent_i_utf8_valid(text, length) == length ? cJSON_CreateString(text) : repaired(text, length);
}

void ent_i_json_value_free(ent_i_json_value *value)
{
    cJSON_Delete(value);
}

bool ent_i_json_set(ent_i_json_value *object, const char *name, ent_i_json_value *value)
{
    if (object && value && cJSON_AddItemToObject(object, name, value))
        return true;
    cJSON_Delete(value);
    return false;
}

bool ent_i_json_push(ent_i_json_value *array, ent_i_json_value *value)
{
    if (array && value && cJSON_AddItemToArray(array, value))
        return true;
    cJSON_Delete(value);
    return false;
}

ent_status ent_i_json_print(const ent_i_json_value *value, ent_output *output, ent_error *err)
{
    char *text = value ? cJSON_PrintUnformatted(value) : NULL;
    if (!text)
        return ent_i_fail(err, ENT_ERR_NOMEM, "out of memory");
    ent_status status = ent_output_write(output, text, strlen(text), err);
    cJSON_free(text);
    return status;
}
