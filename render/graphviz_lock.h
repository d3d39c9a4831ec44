/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Graphviz has global state: between enter and leave a thread has it alone, its messages go nowhere
 * and its random numbers are always the same. */
#ifndef ENT_I_GRAPHVIZ_LOCK_H
#define ENT_I_GRAPHVIZ_LOCK_H

void ent_i_graphviz_enter(void);
void ent_i_graphviz_leave(void);

#endif
