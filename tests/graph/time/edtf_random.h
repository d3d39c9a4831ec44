/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Random EDTF texts, most of them valid, and random damage to them. */
#ifndef EDTF_RANDOM_H
#define EDTF_RANDOM_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static uint64_t random_state = 88172645463325252u;

/* xorshift64: the same numbers in every run. */
static inline unsigned random_below(unsigned n)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (unsigned)((random_state >> 11) % n);
}

static inline const char *random_mark(void)
{
    static const char *const marks[] = { "?", "~", "%" };
    return random_below(6) == 0 ? marks[random_below(3)] : "";
}

static inline void random_unspecify(char *digits)
{
    for (; *digits != '\0'; digits++)
        if (random_below(12) == 0)
            *digits = 'X';
}

static inline size_t random_date(char *buffer, size_t size)
{
    char year[24], month[24], day[24];
    const char *sign = random_below(8) == 0 ? "-" : "";
    unsigned kind = random_below(20);
    if (kind == 0)
        return (size_t)snprintf(buffer, size, "Y%s%uE%u%s", sign, 1 + random_below(999), random_below(9),
                                random_mark());
    if (kind == 1)
        return (size_t)snprintf(buffer, size, "%s%04uS%u", sign, 1 + random_below(9998), 1 + random_below(5));
    if (kind == 2)
        return (size_t)snprintf(buffer, size, "Y%s%uS%u", sign, 10000 + random_below(9000000),
                                1 + random_below(8));
    snprintf(year, sizeof year, "%04u", 1 + random_below(2500));
    snprintf(month, sizeof month, "%02u", 1 + random_below(12));
    snprintf(day, sizeof day, "%02u", 1 + random_below(28));
    if (random_below(3) == 0) {
        random_unspecify(year);
        random_unspecify(month);
        random_unspecify(day);
    }
    if (kind < 7)
        return (size_t)snprintf(buffer, size, "%s%s%s%s", random_mark(), sign, year, random_mark());
    if (kind < 9)
        return (size_t)snprintf(buffer, size, "%s%s-%u%s", sign, year, 21 + random_below(21), random_mark());
    if (kind < 13)
        return (size_t)snprintf(buffer, size, "%s%s%s%s-%s%s%s", random_mark(), sign, year, random_mark(),
                                random_mark(), month, random_mark());
    return (size_t)snprintf(buffer, size, "%s%s%s%s-%s%s%s-%s%s%s", random_mark(), sign, year, random_mark(),
                            random_mark(), month, random_mark(), random_mark(), day, random_mark());
}

static inline void random_set(char *buffer, size_t size)
{
    unsigned count = 1 + random_below(5), all = random_below(2);
    size_t at = (size_t)snprintf(buffer, size, "%s%s", all ? "{" : "[", random_below(6) == 0 ? ".." : "");
    for (unsigned i = 0; i < count; i++) {
        at += (size_t)snprintf(buffer + at, size - at, "%s", i > 0 ? "," : "");
        at += random_date(buffer + at, size - at);
        if (random_below(6) == 0) {
            at += (size_t)snprintf(buffer + at, size - at, "..");
            at += random_date(buffer + at, size - at);
        }
    }
    snprintf(buffer + at, size - at, "%s%s", random_below(6) == 0 ? ".." : "", all ? "}" : "]");
}

/* size: at least 400. */
static inline void random_edtf(char *buffer, size_t size)
{
    unsigned kind = random_below(8);
    size_t at = 0;
    buffer[0] = '\0';
    if (kind == 0) {
        random_set(buffer, size);
    } else if (kind < 3) {
        random_date(buffer, size);
    } else {
        unsigned start = random_below(6), end = random_below(6);
        at = start == 0 ? 0 : start == 1 ? (size_t)snprintf(buffer, size, "..") : random_date(buffer, size);
        at += (size_t)snprintf(buffer + at, size - at, "/");
        if (end == 1)
            snprintf(buffer + at, size - at, "..");
        else if (end > 1)
            random_date(buffer + at, size - at);
    }
}

/* Change, drop or double one character. */
static inline void random_damage(char *buffer)
{
    static const char characters[] = "0123456789-/.XYES?~%[]{},T:Z+ x\x80";
    size_t length = strlen(buffer);
    if (length == 0)
        return;
    size_t at = random_below((unsigned)length);
    unsigned kind = random_below(3);
    if (kind == 0)
        buffer[at] = characters[random_below(sizeof characters - 1)];
    else if (kind == 1)
        memmove(buffer + at, buffer + at + 1, length - at);
    else
        memmove(buffer + at + 1, buffer + at, length - at + 1);
}

#endif
