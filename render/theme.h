/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Colours of the themes and sizes of the presets. The colours were chosen by measure: outlines and lines
 * have a contrast of at least 3 to the canvas, texts 4.5, and fills differ under colour blindness too. */
#ifndef ENT_I_THEME_H
#define ENT_I_THEME_H

#include <entente/draw.h>

typedef struct ent_i_paint {
    const char *fill, *outline, *text;
} ent_i_paint;

typedef struct ent_i_theme {
    const char *name;
    const char *canvas, *panel, *ink, *muted, *rule;
    const char *line, *soft, *ended;
    const char *came, *went; /* what a change added and ended */
    ent_i_paint classes[ENT_CLASS_COUNT];
    const char *subjects[ENT_SUBJECT_COUNT];  /* lines */
    const char *headings[ENT_SUBJECT_COUNT];  /* the same where text can be read in it, else ink */
    const char *pill, *pill_text;             /* matrix: the nodes asked about */
    const char *other_pill, *other_pill_text; /* matrix: the others */
    bool double_forums;                       /* without hue a forum is told from a state by a second outline */
} ent_i_theme;

/* NULL: the first. ENT_ERR_USAGE lists the names. */
ENT_CHECK ent_status ent_i_theme_find(const char *name, const ent_i_theme **ret, ent_error *err);
ENT_CHECK ent_status ent_i_preset_find(const char *name, const ent_preset **ret, ent_error *err);

#endif
