/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walks a bound statement as a run would, and sees that every slot is written before it is read. */
#ifndef ENT_TEST_FRAMES_H
#define ENT_TEST_FRAMES_H

#include "graph/query/bind/bind.h"

/* NULL, or what is wrong (a static text). */
const char *frames_check(const ent_i_bound *bound);

#endif
