/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an answer says of the network that it was computed on. */
#ifndef ENT_I_PROJECTION_NOTES_H
#define ENT_I_PROJECTION_NOTES_H

#include "analysis/network/projection.h"
#include "analysis/view/reply.h"

/* Its size and kind: one sentence. */
void ent_i_note_network(const ent_projection *projection, ent_i_reply *reply);
/* What is not part of it, and how dates were read. */
void ent_i_note_left_out(const ent_projection *projection, ent_i_reply *reply);

#endif
