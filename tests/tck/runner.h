/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ENT_TCK_RUNNER_H
#define ENT_TCK_RUNNER_H

#include <stdio.h>

#include "scenario.h"

/* For --database; NULL: there is no such option. */
extern const tck_databases *tck_databases_here;

/* The program: reads its arguments, runs a kit, reports on out. Returns the exit status: 0 nothing failed that was
 * not known to, 1 something did, 2 wrong usage or unreadable files, 77 there is no kit. */
int tck_main(int argc, char **argv, FILE *out);

#endif
