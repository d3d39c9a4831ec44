/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ENT_I_PATH_H
#define ENT_I_PATH_H

#include <entente/question.h>

/* Length of a shortest path over ties in force and events only; SIZE_MAX when there is none. */
ENT_CHECK ent_status ent_i_path_length_in_force(const ent_view *view, ent_node from, ent_node to, size_t *ret,
                                                ent_error *err);

#endif
