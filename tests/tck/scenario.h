/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Running a scenario in a session of its own. */
#ifndef ENT_TCK_SCENARIO_H
#define ENT_TCK_SCENARIO_H

#include <entente/query.h>

#include "gherkin.h"
#include "graph/base/buffer.h"

typedef enum tck_outcome {
    TCK_PASSED,
    TCK_WRONG,  /* the engine answered, and wrongly */
    TCK_ERROR,  /* it refused what it should do, or crashed */
    TCK_NOT_RUN /* the runner cannot do it */
} tck_outcome;

/* Sessions over a database of their own, in a file. Only the program with the real engine has them. */
typedef struct tck_databases {
    void *(*make)(ent_session **ret);                     /* NULL: it cannot be made */
    bool (*reopen)(void *database, ent_session **session); /* close it, and open what is in the file */
    void (*drop)(void *database, ent_session *session);
} tck_databases;

typedef struct tck_options {
    const tck_databases *databases; /* NULL: sessions in memory */
    const char *graphs; /* the folder of the kit's named graphs; NULL: none */
    bool check_counters; /* the engine's own counts of changes must be right too */
} tck_options;

/* *ret_lenient: it would pass if any error would do where one is expected. why: for people. */
tck_outcome tck_run(const tck_scenario *scenario, const tck_options *options, bool *ret_lenient, ent_i_buffer *why);

#endif
