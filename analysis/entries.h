/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of measures, in the order in which it is listed: ENT_I_MEASURE(function, members of ent_measure...)
 * for each. Included once for the functions' declarations, once for the entries, once for their functions.
 * What several of them say is in entries_words.h. */
#include "analysis/entries_local.h"
#include "analysis/entries_ways.h"
#include "analysis/entries_temporal.h"
#include "analysis/entries_spectral.h"
#include "analysis/entries_cohesion.h"
#include "analysis/entries_holes.h"
#include "analysis/entries_modes.h"
#include "analysis/entries_ties.h"
#include "analysis/entries_network.h"
#include "analysis/entries_pairs.h"
