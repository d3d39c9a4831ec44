/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of measures, in the order in which it is listed: ENT_I_MEASURE(function, members of ent_measure...)
 * for each. Included once for the functions' declarations, once for the entries, once for their functions.
 * What several of them say is in entries_words.h. */
#include "analysis/measures/entries_local.h"
#include "analysis/measures/entries_ways.h"
#include "analysis/measures/entries_temporal.h"
#include "analysis/measures/entries_spectral.h"
#include "analysis/measures/entries_cohesion.h"
#include "analysis/measures/entries_holes.h"
#include "analysis/measures/entries_modes.h"
#include "analysis/measures/entries_ties.h"
#include "analysis/measures/entries_network.h"
#include "analysis/measures/entries_pairs.h"
