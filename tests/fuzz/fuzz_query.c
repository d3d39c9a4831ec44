/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A statement is parsed; an error must point into it. */
#include <stdlib.h>

#include "graph/query/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ent_i_arena arena;
    const ent_i_statement *statement = NULL;
    ent_query_error fault = { "", "", "", 0, 0 };
    ent_error err = { .code = ENT_OK };
    ent_i_arena_init(&arena);
    if (ent_i_parse(&arena, (const char *)data, size, &statement, &fault, &err) < 0 &&
        (fault.offset > size || fault.length > size - fault.offset || !err.line || statement))
        abort();
    ent_i_arena_clear(&arena);
    return 0;
}
