/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Graphviz has global state: between enter and leave a thread has it alone, its messages go nowhere
 * and its random numbers are always the same. */
#ifndef ENT_I_GRAPHVIZ_LOCK_H
#define ENT_I_GRAPHVIZ_LOCK_H

#include <graphviz/gvc.h>

void ent_i_graphviz_enter(void);
void ent_i_graphviz_leave(void);
/* Between the two: the one context of the process (each new one reads the configuration again and keeps
 * some of it for good); NULL when memory is out. */
GVC_t *ent_i_graphviz_context(void);

#endif
