/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/work.h"

#include <string.h>
#include <unistd.h>

static bool is_interrupted(void *context)
{
    (void)context;
    return cli_progress_interrupted();
}

static void show(void *context, double done)
{
    enum { PARTS = 10000 };
    cli_work *work = context;
    (void)cli_progress_step(&work->progress, (uint64_t)(done * PARTS), PARTS);
}

int cli_work_start(const cli_arguments *arguments, const char *what, cli_work *work)
{
    size_t seconds;
    int result = cli_number(arguments, CLI_TIMEOUT, 0, 1, 100000000, &seconds);
    if (result != CLI_ANSWERED)
        return result;
    cli_progress_start(&work->progress, arguments);
    work->progress.what = what;
    work->control = (ent_control)ENT_CONTROL_INIT;
    work->control.milliseconds = (uint64_t)seconds * 1000;
    work->control.interrupted = is_interrupted;
    work->control.progress = show;
    work->control.context = work;
    return CLI_ANSWERED;
}

void cli_work_end(cli_work *work)
{
    cli_progress_end(&work->progress);
}

int cli_query_memory(const cli_arguments *arguments, uint64_t *ret)
{
    enum { MEGABYTE = 1000000 };
    long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
    uint64_t half = pages > 0 && size > 0 ? (uint64_t)pages * (uint64_t)size / 2 : 0;
    size_t megabytes;
    int result = cli_number(arguments, CLI_MEMORY, 0, 1, SIZE_MAX / MEGABYTE, &megabytes);
    if (result == CLI_ANSWERED)
        *ret = megabytes ? (uint64_t)megabytes * MEGABYTE : half;
    return result;
}

int cli_projection_options(const cli_arguments *arguments, ent_projection_options *ret)
{
    const char *meaning = cli_value(arguments, CLI_WEIGHT_AS);
    ent_projection_options projection = ENT_PROJECTION_OPTIONS_INIT;
    projection.directed = cli_given(arguments, CLI_DIRECTED);
    projection.isolates = cli_given(arguments, CLI_ISOLATES);
    projection.planned = cli_given(arguments, CLI_PLANNED);
    projection.weight = cli_value(arguments, CLI_WEIGHT);
    projection.weight_as = !meaning                           ? ENT_WEIGHT_NONE
                           : strcmp(meaning, "strength") == 0 ? ENT_WEIGHT_STRENGTH
                                                              : ENT_WEIGHT_DISTANCE;
    if (projection.weight && !meaning)
        return cli_misuse(arguments->command,
                          "does a larger %s mean closer or farther? Add --weight-as strength or --weight-as distance",
                          projection.weight);
    *ret = projection;
    return CLI_ANSWERED;
}
