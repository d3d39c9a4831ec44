/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A statement is compiled and run on a small graph; see query_input.h for what must hold. */
#include "query_input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static query_input input;
    if (!input.graph)
        query_input_init(&input);
    query_input_try(&input, (const char *)data, size);
    if (input.tried % 16 == 0)
        query_input_control(&input);
    return 0;
}
