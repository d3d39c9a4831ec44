/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether scores that are an eigenvector are the only ones there are. */
#ifndef ENT_I_UNIQUE_H
#define ENT_I_UNIQUE_H

#include "analysis/network/projection.h"
#include "analysis/view/clock.h"

/* How many parts of the network share the largest eigenvalue, as far as can be told: of A, or where hubs and
 * authorities are asked for, of A A'. When it is more than one, how the scores of one part compare with those of
 * another means nothing. 0 without ties. */
ENT_CHECK ent_status ent_i_leading_parts(const ent_i_network *network, bool hubs, const ent_i_clock *clock,
                                         size_t *ret, ent_error *err);

#endif
