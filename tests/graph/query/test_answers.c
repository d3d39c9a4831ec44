/* SPDX-License-Identifier: GPL-2.0-or-later */
/* answers.txt: statements and what they answer, by the language's definition. Each runs in a session of its own. */
#include <stdio.h>
#include <stdlib.h>

#include "run.h"

static char *read_cases(void)
{
    FILE *file = fopen("tests/graph/query/answers.txt", "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    long size = ftell(file);
    assert_true(size > 0);
    rewind(file);
    char *text = malloc((size_t)size + 1);
    assert_non_null(text);
    assert_int_equal(fread(text, 1, (size_t)size, file), (size_t)size);
    text[size] = '\0';
    fclose(file);
    return text;
}

/* "1, 'a'f; 2" or "TypeError at runtime: InvalidArgumentType". */
static void answer(const char *given, const char *statement, ent_i_buffer *out)
{
    ent_session *s = new_session(NULL);
    if (given[0] && run_text(s, given, out) != ENT_DONE)
        fail_msg("given: %s\n%s", given, ent_i_buffer_string(out));
    if (run_text(s, statement, out) < 0) {
        ent_query_error fault;
        ent_session_error(s, &fault);
        ent_i_buffer_reset(out);
        ent_i_buffer_printf(out, "%s at %s: %s", fault.type, fault.phase, fault.detail);
    }
    ent_session_free(s);
}

static void test_answers__are_those_of_the_definition(void **state)
{
    (void)state;
    char *text = read_cases();
    const char *given = "", *statement = NULL;
    size_t checked = 0, wrong = 0;
    ent_i_buffer out = ENT_I_BUFFER_INIT;
    for (char *line = text, *next; line && *line; line = next) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        if (!line[0] || line[0] == '#')
            continue;
        if (strncmp(line, "given", 5) == 0) {
            given = line[5] == ' ' ? line + 6 : "";
        } else if (strncmp(line, "    ", 4) != 0) {
            assert_null(statement); /* each has its answer */
            statement = line;
        } else {
            assert_non_null(statement);
            answer(given, statement, &out);
            checked++;
            if (strcmp(ent_i_buffer_string(&out), line + 4) != 0) {
                print_message("%s\n    is %s\n    not %s\n", statement, ent_i_buffer_string(&out), line + 4);
                wrong++;
            }
            statement = NULL;
        }
    }
    assert_null(statement);
    assert_true(checked > 0);
    assert_int_equal(wrong, 0);
    ent_i_buffer_clear(&out);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_answers__are_those_of_the_definition) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
