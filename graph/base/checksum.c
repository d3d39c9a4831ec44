/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/base/checksum.h"

#include <string.h>

#include "graph/base/hash.h"

/* Eight words at a time, each into a lane of its own, so that the multiplications do not wait for each other.
 * Every step can be undone (xor, times an odd number, rotation), so two words that differ keep lanes apart. */
#define LANES 8
#define STEP UINT64_C(0x9fb21c651e98df25)
#define APART UINT64_C(0x9e3779b97f4a7c15)

static inline uint64_t absorb(uint64_t lane, uint64_t word)
{
    lane = (lane ^ word) * STEP;
    return lane << 29 | lane >> 35;
}

uint64_t ent_i_checksum(const void *data, size_t size, uint64_t seed)
{
    const unsigned char *at = data;
    uint64_t lanes[LANES], words[LANES], sum = seed ^ (size * APART);
    for (unsigned i = 0; i < LANES; i++)
        lanes[i] = seed + (i + 1) * APART;
    for (; size >= sizeof words; at += sizeof words, size -= sizeof words) {
        memcpy(words, at, sizeof words);
        for (unsigned i = 0; i < LANES; i++)
            lanes[i] = absorb(lanes[i], words[i]);
    }
    if (size) {
        memset(words, 0, sizeof words);
        memcpy(words, at, size);
        for (unsigned i = 0; i < LANES; i++)
            lanes[i] = absorb(lanes[i], words[i]);
    }
    for (unsigned i = 0; i < LANES; i++)
        sum = ent_i_hash_mix(sum ^ lanes[i]);
    return sum;
}
