/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/changed.h"

const ent_i_changed *ent_i_change_style(ent_change change)
{
    static const ent_i_changed styles[ENT_CHANGE_COUNT] = {
        [ENT_CHANGE_ADDED] = { "Added", "added", "+", NULL, 5 },
        [ENT_CHANGE_ENDED] = { "Ended", "ended", "\xE2\x88\x92", "4 6", 5 },
        [ENT_CHANGE_STATUS] = { "Changed", "changed", "\xE2\x89\xA0", "18 4 4 4", 3.5 },
        [ENT_CHANGE_PLANNED] = { "Newly planned", "newly planned", "+", "14 9", 3.5 },
        [ENT_CHANGE_HALTED] = { "Suspended or stalled", "suspended or stalled", "", "10 4 2 4 2 4", 3 },
        [ENT_CHANGE_DROPPED] = { "No longer planned", "no longer planned", "\xE2\x88\x92", "4 12", 3.5 },
        [ENT_CHANGE_PASSED] = { "Came and went", "came and went", "\xC2\xB1", "14 4 4 4", 2.5 },
        [ENT_CHANGE_NOT_KNOWN] = { "Not known", "not known", "?", "3 5", 2.4 },
        [ENT_CHANGE_EVENT] = { "Event", "events", "", NULL, 1.8 },
    };
    return &styles[change];
}

const char *ent_i_change_color(const ent_i_theme *theme, ent_change change)
{
    switch (change) {
    case ENT_CHANGE_ADDED:
    case ENT_CHANGE_PLANNED:
        return theme->came;
    case ENT_CHANGE_ENDED:
    case ENT_CHANGE_DROPPED:
    case ENT_CHANGE_PASSED:
        return theme->went;
    case ENT_CHANGE_NOT_KNOWN:
        return theme->line;
    default:
        return theme->ink;
    }
}
