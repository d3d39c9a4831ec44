/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/view/clock.h"

#include <time.h>
#include <unistd.h>

static uint64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

ent_i_clock ent_i_clock_start(const ent_control *control, const char *what)
{
    static const ent_control none = ENT_CONTROL_INIT;
    ent_i_clock clock = { .control = control ? *control : none, .what = what };
    uint64_t most = UINT64_MAX / 1000000u / 2; /* centuries: no end */
    if (clock.control.milliseconds && clock.control.milliseconds < most)
        clock.end = now() + clock.control.milliseconds * 1000000u;
    return clock;
}

bool ent_i_clock_late(const ent_i_clock *clock)
{
    return clock->end && now() >= clock->end;
}

uint64_t ent_i_clock_left(const ent_i_clock *clock)
{
    if (!clock->end)
        return 0;
    uint64_t at = now();
    return at < clock->end ? (clock->end - at) / 1000000u + 1 : 1;
}

ent_status ent_i_clock_check(const ent_i_clock *clock, ent_error *err)
{
    if (clock->control.interrupted && clock->control.interrupted(clock->control.context))
        return ent_i_fail(err, ENT_ERR_LIMIT, "%s was interrupted", clock->what);
    if (ent_i_clock_late(clock))
        return ent_i_fail(err, ENT_ERR_LIMIT, "%s took longer than %llu ms", clock->what,
                          (unsigned long long)clock->control.milliseconds);
    return ENT_OK;
}

ent_status ent_i_clock_step(const ent_i_clock *clock, size_t done, size_t total, ent_error *err)
{
    if (clock->control.progress)
        clock->control.progress(clock->control.context, total ? (double)done / (double)total : 1);
    return ent_i_clock_check(clock, err);
}

unsigned ent_i_clock_threads(const ent_i_clock *clock)
{
    if (clock->control.threads)
        return clock->control.threads;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors > 0 ? (unsigned)processors : 1;
}
