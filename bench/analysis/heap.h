/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BENCH_HEAP_H
#define BENCH_HEAP_H

#include <stddef.h>

/* Bytes of this process that are allocated; the most there were since bench_heap_begin. */
size_t bench_heap_held(void);
size_t bench_heap_most(void);
void bench_heap_begin(void);

#endif
