/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Long work under an ent_control: asks now and then whether to go on, and says how far it is. */
#ifndef ENT_I_CLOCK_H
#define ENT_I_CLOCK_H

#include <entente/measure.h>

#include "graph/base/error.h"

typedef struct ent_i_clock {
    ent_control control;
    uint64_t end; /* nanoseconds of the monotonic clock; 0: never */
    const char *what; /* what takes long, for the error: "betweenness" */
} ent_i_clock;

/* control: NULL is no limit. */
ent_i_clock ent_i_clock_start(const ent_control *control, const char *what);
/* Costs a system call and the caller's function: not in the innermost loop. From the caller's thread only. */
ENT_CHECK ent_status ent_i_clock_check(const ent_i_clock *clock, ent_error *err);
/* The same, and done of total is what has been done. */
ENT_CHECK ent_status ent_i_clock_step(const ent_i_clock *clock, size_t done, size_t total, ent_error *err);
/* Has the time run out? For other threads than the caller's, which cannot be asked about interrupts. */
bool ent_i_clock_late(const ent_i_clock *clock);
/* Milliseconds until it has: at least 1; 0: never. */
uint64_t ent_i_clock_left(const ent_i_clock *clock);
/* The threads to use: at least 1. */
unsigned ent_i_clock_threads(const ent_i_clock *clock);

#endif
