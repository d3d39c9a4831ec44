/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Random numbers from a seed, the same on every machine: Steele, Lea and Flood's SplitMix64 (2014), DOI
 * 10.1145/2660193.2660195. Not for secrets. */
#ifndef ENT_I_RANDOM_H
#define ENT_I_RANDOM_H

#include <stdint.h>

static inline uint64_t ent_i_random_next(uint64_t *seed)
{
    uint64_t z = (*seed += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

/* 0 .. limit - 1, all equally likely; limit is above 0. */
static inline uint64_t ent_i_random_below(uint64_t *seed, uint64_t limit)
{
    uint64_t excess = -limit % limit, drawn; /* 2^64 modulo limit: as many are drawn again */
    do
        drawn = ent_i_random_next(seed);
    while (drawn < excess);
    return drawn % limit;
}

#endif
