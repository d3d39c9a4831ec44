/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Work shared among threads with the same result, to the last bit, however many there are: it is cut into units
 * by its own size alone, and the units' results are added up in the order of the units. */
#ifndef ENT_I_WORK_H
#define ENT_I_WORK_H

#include <stdatomic.h>

#include "analysis/view/clock.h"

/* One thread at work. */
typedef struct ent_i_worker {
    void *state;  /* what open made */
    void *result; /* of the unit in hand: result_size bytes, as the unit before left them */
    unsigned thread; /* 0: the caller's */
    const ent_i_clock *clock;
    atomic_int *stop;
    ent_error *err; /* of thread 0: the caller's; else NULL */
} ent_i_worker;

typedef struct ent_i_work {
    size_t units;
    uint64_t cost;      /* about how many memory accesses in all: little work is not worth a thread */
    size_t result_size; /* 0: units leave their results with their thread, whose close adds them up in any order,
                           which is for whole numbers only */
    void *context;
    ent_status (*open)(void *context, void **ret_state, ent_error *err); /* memory of one thread, in it: several at a time */
    ent_status (*unit)(void *context, ent_i_worker *worker, size_t unit);
    void (*merge)(void *context, size_t unit, const void *result); /* one at a time, in the order of units */
    void (*close)(void *context, void *state); /* one at a time; also after a failure; state may be NULL */
} ent_i_work;

/* ENT_ERR_LIMIT: interrupted, or out of time. */
ENT_CHECK ent_status ent_i_work_run(const ent_i_work *work, const ent_i_clock *clock, ent_error *err);

/* For long units, every few milliseconds: not ENT_OK when the unit must end and return it. */
ENT_CHECK ent_status ent_i_worker_check(const ent_i_worker *worker);

/* size bytes of zero for rows of vectors: aligned to 64, on large pages where that pays. NULL when memory is out;
 * free(). */
void *ent_i_rows_new(size_t count, size_t size);

#endif
