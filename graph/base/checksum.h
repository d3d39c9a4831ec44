/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ENT_I_CHECKSUM_H
#define ENT_I_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/* 64 bits of some bytes, the same in every process on machines of the same byte order. A change within one
 * aligned word of eight bytes is always noticed, any other with all but certainty; nobody is kept from making
 * bytes of a given checksum. Above 10 GB/s. */
uint64_t ent_i_checksum(const void *data, size_t size, uint64_t seed);

#endif
