/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_FUZZ_ROUND_TRIP_H
#define TESTS_FUZZ_ROUND_TRIP_H

#include <entente/load.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Read data in a format; when it is a good graph, write it as JSON, read that, and abort unless it is the
 * same graph. */
void round_trip(const char *format, const uint8_t *data, size_t size);

#endif
