/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The data files that the library carries inside: made from data/ when it is built. */
#ifndef ENT_I_BUNDLED_H
#define ENT_I_BUNDLED_H

#include <stddef.h>

typedef struct ent_i_bundled_file {
    const char *name, *data;
    size_t length;
} ent_i_bundled_file;

/* In the order of import; ends with an entry without a name. */
extern const ent_i_bundled_file ent_i_bundled_files[];

#endif
