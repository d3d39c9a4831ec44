/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/graphviz_lock.h"

#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static agusererrf before;
static GVC_t *context;
/* Coarsening draws from rand() before the engine seeds it: give each call the same numbers, and give the
 * program its own back. */
static char numbers[128];
static char *numbers_before;

static int swallow(char *message)
{
    (void)message;
    return 0;
}

GVC_t *ent_i_graphviz_context(void)
{
    if (context == NULL)
        context = gvContext();
    return context;
}

void ent_i_graphviz_enter(void)
{
    pthread_mutex_lock(&lock);
    before = agseterrf(swallow);
    numbers_before = initstate(7, numbers, sizeof numbers);
}

void ent_i_graphviz_leave(void)
{
    (void)setstate(numbers_before);
    agseterrf(before);
    pthread_mutex_unlock(&lock);
}
