/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small networks to draw, written by hand. Dates are illustrative. */
#ifndef SAMPLES_H
#define SAMPLES_H

#include <entente/draw.h>

#include "render/diagram.h"

/* A tie: the ends' keys, words and dates. status NULL: in force. */
typedef struct sample_tie {
    const char *from, *type, *brief, *to, *since, *until, *status;
    ent_subject subject;
} sample_tie;

typedef struct sample {
    const char *name;
    ent_i_question question;
    const char *const *asked; /* keys, NULL at the end */
    size_t tie_count;
    bool chords; /* ties that touch no asked node are drawn too */
} sample;

extern const sample samples[];
extern const size_t sample_count;

/* seed 0: in the order written; others: in a shuffled order. */
void sample_fill(const sample *which, unsigned seed, ent_i_diagram *ret);
/* An ego with many neighbours. */
void sample_fill_star(size_t neighbours, ent_i_diagram *ret);
/* Labels that hurt: quotes, tags, escapes, scripts, lengths, nothing. */
void sample_fill_hostile(ent_i_question question, ent_i_diagram *ret);

#endif
