/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Work that may take long: --timeout, Ctrl-C, a progress bar, and how the network it works on is made. */
#ifndef ENTENTE_CLI_WORK_H
#define ENTENTE_CLI_WORK_H

#include "cli/progress.h"

typedef struct cli_work {
    cli_progress progress;
    ent_control control;
} cli_work;
/* Reads --timeout; says so when it makes no sense. what: "computing", for the bar. Must stay where it is until it
 * has ended. */
int cli_work_start(const cli_arguments *arguments, const char *what, cli_work *work);
void cli_work_end(cli_work *work);

/* --memory: the bytes that a query may hold, half of the machine's unless told. */
int cli_query_memory(const cli_arguments *arguments, uint64_t *ret);

/* --directed, --isolates, --planned, --weight and --weight-as. */
int cli_projection_options(const cli_arguments *arguments, ent_projection_options *ret);

/* --onto and what goes with it: whether it makes sense, and, once there is data, what it says; without it *ret is as
 * ENT_ONTO_OPTIONS_INIT. */
int cli_onto_check(const cli_arguments *arguments);
int cli_onto_read(const cli_arguments *arguments, const cli_data *data, ent_onto_options *ret);

/* How measures are asked for: --by (or fallback; NULL: none), --with, --top, the network and what it
 * is projected onto. Clear it either way. */
typedef struct cli_measuring {
    ent_rank_options options;
    const ent_measure **measures;
    ent_argument *arguments;
    char **names; /* of the arguments */
    ent_onto_options onto;
} cli_measuring;
int cli_measuring_read(const cli_arguments *arguments, const char *fallback, cli_measuring *ret);
/* --onto, which needs the data. */
int cli_measuring_onto(const cli_arguments *arguments, const cli_data *data, cli_measuring *ret);
void cli_measuring_clear(cli_measuring *measuring);

#endif
