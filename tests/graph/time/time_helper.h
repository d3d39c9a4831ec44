/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tab-separated test data and days written as text, for the tests of this folder. */
#ifndef TIME_HELPER_H
#define TIME_HELPER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <entente/date.h>

/* Split at tabs and cut the line end; fields beyond most are left out. Returns the count. */
static inline int split_tabs(char *line, char *fields[], int most)
{
    int count = 0;
    line[strcspn(line, "\r\n")] = '\0';
    for (char *at = line; at != NULL && count < most;) {
        char *tab = strchr(at, '\t');
        if (tab != NULL)
            *tab++ = '\0';
        fields[count++] = at;
        at = tab;
    }
    return count;
}

/* "-0044-03-15", "inf", "-inf", and any count of digits in the year. */
static inline ent_day day_of(const char *text)
{
    if (strcmp(text, "inf") == 0)
        return ENT_DAY_MAX;
    if (strcmp(text, "-inf") == 0)
        return ENT_DAY_MIN;
    char *at;
    int64_t year = strtoll(text, &at, 10);
    int month = (int)strtol(at + 1, &at, 10);
    int day = (int)strtol(at + 1, &at, 10);
    return ent_day_from_civil(year, month, day);
}

static inline ent_period period_of(const char *text)
{
    ent_period period;
    ent_error err = { 0 };
    if (ent_period_parse(text, strlen(text), &period, &err) != ENT_OK)
        fail_msg("%s", err.message);
    return period;
}

/* A file below the source root. */
static inline FILE *open_source(const char *path)
{
    char name[4096];
    const char *root = getenv("ENTENTE_SOURCE");
    snprintf(name, sizeof name, "%s/%s", root != NULL ? root : ".", path);
    return fopen(name, "r");
}

/* A file of the EDTF test data that is not distributed with the source, or NULL. */
static inline FILE *open_shared(const char *file)
{
    char name[4096];
    const char *shared = getenv("ENTENTE_SHARED"), *root = getenv("ENTENTE_SOURCE");
    if (shared != NULL)
        snprintf(name, sizeof name, "%s/datasets/edtf/%s", shared, file);
    else
        snprintf(name, sizeof name, "%s/../shared/datasets/edtf/%s", root != NULL ? root : ".", file);
    FILE *stream = fopen(name, "r");
    if (stream == NULL)
        print_message("skipped: %s is not there (set ENTENTE_SHARED)\n", name);
    return stream;
}

#endif
