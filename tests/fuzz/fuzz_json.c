/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "round_trip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    round_trip("json", data, size);
    return 0;
}
