/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files of a conformance kit, and the list of scenarios that are known to fail. */
#ifndef ENT_TCK_KIT_H
#define ENT_TCK_KIT_H

#include "gherkin.h"

typedef struct tck_file {
    const char *path;
    const char *name;  /* below the folder "features": "clauses/match/Match1.feature" */
    const char *group; /* its folder: "clauses/match" */
} tck_file;

/* Feature files of a folder and those below it, by name. */
ENT_CHECK ent_status tck_files(ent_i_arena *arena, const char *folder, tck_file **ret, size_t *ret_count, ent_error *err);
ENT_CHECK ent_status tck_load(ent_i_arena *arena, const tck_file *file, tck_feature *ret, ent_error *err);
/* "graphs" beside one of the folders that hold this one; NULL: none. */
const char *tck_graphs(ent_i_arena *arena, const char *folder);
/* The features of $ENTENTE_SHARED/tck or of ../shared/tck beside the source; NULL: not there. */
const char *tck_default_folder(ent_i_arena *arena);
/* "clauses/match/Match1.feature: [1] Name (example 2)": no other scenario of the kit has it. */
const char *tck_key(ent_i_arena *arena, const tck_file *file, const tck_scenario *scenario);

/* A file of such keys, a line each; # begins a comment. */
typedef struct tck_known {
    const char **keys; /* sorted */
    size_t count;
} tck_known;
/* A file that is not there is an empty one. */
ENT_CHECK ent_status tck_known_read(ent_i_arena *arena, const char *path, tck_known *ret, ent_error *err);
bool tck_known_has(const tck_known *known, const char *key);
void tck_known_add(ent_i_arena *arena, tck_known *known, const char *key);
ENT_CHECK ent_status tck_known_write(const char *path, tck_known *known, ent_error *err);

#endif
