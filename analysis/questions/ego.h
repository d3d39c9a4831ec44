/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ENT_I_EGO_H
#define ENT_I_EGO_H

#include <entente/question.h>

#include "analysis/view/clock.h"

/* Fill in the ego measures, from the ego's ties and those among its neighbours. */
ENT_CHECK ent_status ent_i_ego_measure(ent_ego *ego, const ent_i_clock *clock, ent_error *err);

#endif
