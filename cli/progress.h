/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Progress on standard error, only on a terminal and only for work of more than half a second; and
 * interruption: while it runs, the first SIGINT or SIGTERM makes the step return false. */
#ifndef ENTENTE_CLI_PROGRESS_H
#define ENTENTE_CLI_PROGRESS_H

#include "cli/cli.h"

typedef struct cli_progress {
    const char *what; /* "reading nodes.csv" */
    double started, shown;
    bool visible, drawn;
} cli_progress;

void cli_progress_start(cli_progress *progress, const cli_arguments *arguments);
bool cli_progress_step(void *progress, uint64_t done, uint64_t total);
double cli_progress_seconds(const cli_progress *progress);
bool cli_progress_interrupted(void);
void cli_progress_end(cli_progress *progress);

#endif
