/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Progress on a terminal, and the wish to stop. */
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/progress.h"

#define PATIENCE 0.5 /* seconds before anything is shown */
#define STEP 0.1     /* seconds between two pictures */

static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void cli_progress_start(cli_progress *progress, const cli_arguments *arguments)
{
    memset(progress, 0, sizeof *progress);
    progress->started = progress->shown = now();
    progress->visible = isatty(STDERR_FILENO) && !cli_given(arguments, CLI_QUIET);
    interrupted = 0;
    /* The second time the signal does what it always does. */
    struct sigaction action = { .sa_handler = on_interrupt, .sa_flags = (int)SA_RESETHAND };
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

double cli_progress_seconds(const cli_progress *progress)
{
    return now() - progress->started;
}

static void picture(cli_progress *progress, uint64_t done, uint64_t total)
{
    enum { WIDTH = 24 };
    static const char full[] = "########################", empty[] = "........................";
    if (total == 0) {
        fprintf(stderr, "\r\033[K%s  %.1f MB", progress->what, (double)done / 1e6);
    } else {
        double part = done < total ? (double)done / (double)total : 1;
        int filled = (int)(part * WIDTH);
        fprintf(stderr, "\r\033[K%s  [%.*s%.*s] %3d %%", progress->what, filled, full, WIDTH - filled, empty,
                (int)(part * 100));
    }
    fflush(stderr);
    progress->drawn = true;
}

bool cli_progress_step(void *context, uint64_t done, uint64_t total)
{
    cli_progress *progress = context;
    if (interrupted)
        return false;
    double time = progress->visible ? now() : 0;
    if (progress->visible && time - progress->started > PATIENCE && time - progress->shown > STEP) {
        progress->shown = time;
        picture(progress, done, total);
    }
    return true;
}

bool cli_progress_interrupted(void)
{
    return interrupted != 0;
}

void cli_progress_end(cli_progress *progress)
{
    if (progress->drawn)
        fputs("\r\033[K", stderr);
    progress->drawn = false;
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
}
