/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one door to cJSON: small JSON values built and printed, an answer's row at a time. */
#ifndef ENT_I_JSON_WRITE_H
#define ENT_I_JSON_WRITE_H

#include <entente/output.h>

#include <stdbool.h>

typedef struct cJSON ent_i_json_value;

/* All return NULL when memory is out, and take NULL. Text that is not UTF-8 is repaired with U+FFFD. */
ent_i_json_value *ent_i_json_object_new(void);
ent_i_json_value *ent_i_json_array_new(void);
ent_i_json_value *ent_i_json_text_new(const char *text); /* NULL gives null */
ent_i_json_value *ent_i_json_null_new(void);
ent_i_json_value *ent_i_json_boolean_new(bool value);
ent_i_json_value *ent_i_json_integer_new(int64_t value); /* exactly, not by way of a double */
ent_i_json_value *ent_i_json_number_new(double value);   /* NaN and infinities give null */
void ent_i_json_value_free(ent_i_json_value *value);

/* Hand value over to a container; false (and value is freed) when memory ran out somewhere. */
bool ent_i_json_set(ent_i_json_value *object, const char *name, ent_i_json_value *value);
bool ent_i_json_push(ent_i_json_value *array, ent_i_json_value *value);

/* Print on one line; value NULL is ENT_ERR_NOMEM. */
ENT_CHECK ent_status ent_i_json_print(const ent_i_json_value *value, ent_output *output, ent_error *err);

#endif
