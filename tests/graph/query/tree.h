/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A syntax tree as text. */
#ifndef ENT_TEST_TREE_H
#define ENT_TEST_TREE_H

#include "graph/base/buffer.h"
#include "graph/query/syntax/ast.h"

/* (kind ...); with ranges (kind@from-to ...). */
void print_statement(ent_i_buffer *out, const ent_i_statement *statement, bool ranges);

#endif
