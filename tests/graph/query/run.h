/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Running statements in tests: the whole answer as one text, "1, 'a'; 2, 'b'", or what went wrong. */
#ifndef ENT_TEST_RUN_H
#define ENT_TEST_RUN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <entente/query.h>

#include "graph/base/buffer.h"
#include "graph/base/number.h"

static inline void print_value(ent_i_buffer *out, const ent_value *value);

static inline void print_map(ent_i_buffer *out, const ent_value *map)
{
    ent_i_buffer_char(out, '{');
    for (size_t i = 0; i < ent_value_count(map); i++) {
        ent_i_buffer_printf(out, "%s%s: ", i ? ", " : "", ent_value_key(map, i, NULL));
        print_value(out, ent_value_at(map, i));
    }
    ent_i_buffer_char(out, '}');
}

static inline void print_entity(ent_i_buffer *out, const ent_value *value)
{
    bool node = ent_value_kind_of(value) == ENT_VALUE_NODE;
    ent_i_buffer_char(out, node ? '(' : '[');
    for (size_t i = 0; i < ent_value_label_count(value); i++)
        ent_i_buffer_printf(out, ":%s", ent_value_label(value, i));
    if (ent_value_count(ent_value_properties(value)))
        print_map(out, ent_value_properties(value));
    ent_i_buffer_char(out, node ? ')' : ']');
}

static inline void print_value(ent_i_buffer *out, const ent_value *value)
{
    char number[ENT_I_NUMBER_TEXT];
    switch (ent_value_kind_of(value)) {
    case ENT_VALUE_NULL:
        ent_i_buffer_text(out, "null");
        break;
    case ENT_VALUE_BOOLEAN:
        ent_i_buffer_text(out, ent_value_boolean(value) ? "true" : "false");
        break;
    case ENT_VALUE_INTEGER:
        ent_i_buffer_printf(out, "%lld", (long long)ent_value_integer(value));
        break;
    case ENT_VALUE_FLOAT:
        ent_i_buffer_printf(out, "%sf", ent_i_number_format(ent_value_float(value), number));
        break;
    case ENT_VALUE_LIST:
    case ENT_VALUE_PATH:
        ent_i_buffer_char(out, ent_value_kind_of(value) == ENT_VALUE_LIST ? '[' : '<');
        for (size_t i = 0; i < ent_value_count(value); i++) {
            ent_i_buffer_text(out, i ? ", " : "");
            print_value(out, ent_value_at(value, i));
        }
        ent_i_buffer_char(out, ent_value_kind_of(value) == ENT_VALUE_LIST ? ']' : '>');
        break;
    case ENT_VALUE_MAP:
        print_map(out, value);
        break;
    case ENT_VALUE_NODE:
    case ENT_VALUE_RELATIONSHIP:
        print_entity(out, value);
        break;
    default:
        ent_i_buffer_printf(out, "'%s'", ent_value_text(value, NULL));
    }
}

/* Step a query to its end. An error is "type/detail: message" or, without a type, "status: message". */
static inline ent_status gather(ent_session *session, ent_query *query, ent_i_buffer *out)
{
    ent_error err = { 0 };
    ent_status status;
    bool first = true;
    while ((status = ent_query_step(query, &err)) == ENT_OK) {
        ent_i_buffer_text(out, first ? "" : "; ");
        first = false;
        for (size_t i = 0; i < ent_query_column_count(query); i++) {
            ent_i_buffer_text(out, i ? ", " : "");
            print_value(out, ent_query_value(query, i));
        }
    }
    if (status != ENT_DONE) {
        ent_query_error fault;
        ent_session_error(session, &fault);
        ent_i_buffer_reset(out);
        ent_i_buffer_printf(out, "%s/%s: %s", fault.type[0] ? fault.type : ent_status_name(status), fault.detail,
                            err.message);
    }
    return status;
}

static inline ent_status run_text(ent_session *session, const char *text, ent_i_buffer *out)
{
    ent_query *query = NULL;
    ent_error err = { 0 };
    ent_i_buffer_reset(out);
    ent_status status = ent_query_prepare(session, text, SIZE_MAX, &query, &err);
    if (status != ENT_OK) {
        ent_i_buffer_text(out, err.message);
        return status;
    }
    status = gather(session, query, out);
    ent_query_free(query);
    return status;
}

static inline ent_session *new_session(const ent_graph *graph)
{
    ent_session *session = NULL;
    assert_int_equal(ent_session_new(graph, &session, NULL), ENT_OK);
    return session;
}

/* A test over a session that run(body) makes. */
#define TEST_IN(run, name)                   \
    static void name##_body(ent_session *s); \
    static void name(void **state)           \
    {                                        \
        (void)state;                         \
        run(name##_body);                    \
    }                                        \
    static void name##_body(ent_session *s)

static inline void in_empty_session(void (*test)(ent_session *))
{
    ent_session *session = new_session(NULL);
    test(session);
    ent_session_free(session);
}

#define assert_answer(session, text, expected)                                    \
    do {                                                                          \
        ent_i_buffer answer_ = ENT_I_BUFFER_INIT;                                 \
        ent_status status_ = run_text((session), (text), &answer_);               \
        if (status_ != ENT_DONE)                                                  \
            print_message("%s\n", ent_i_buffer_string(&answer_));                 \
        assert_string_equal(ent_i_buffer_string(&answer_), (expected));           \
        assert_int_equal(status_, ENT_DONE);                                      \
        ent_i_buffer_clear(&answer_);                                             \
    } while (0)

#define assert_fault(session, text, expected)                                     \
    do {                                                                          \
        ent_i_buffer answer_ = ENT_I_BUFFER_INIT;                                 \
        ent_status status_ = run_text((session), (text), &answer_);               \
        if (!strstr(ent_i_buffer_string(&answer_), (expected)))                   \
            fail_msg("%s, not %s", ent_i_buffer_string(&answer_), (expected));    \
        assert_true(status_ < 0);                                                 \
        ent_i_buffer_clear(&answer_);                                             \
    } while (0)

#endif
