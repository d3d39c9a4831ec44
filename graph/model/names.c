/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/model/names.h"

#include <string.h>

#include "graph/base/utf8.h"

ent_i_name_cursor ent_i_names_of(const ent_graph *graph, ent_node node)
{
    return (ent_i_name_cursor){ graph, ent_i_node_row(graph, node), 0, 0 };
}

const char *ent_i_name_next(ent_i_name_cursor *cursor)
{
    const ent_i_node *node = cursor->node;
    while (cursor->step < 3) {
        ent_i_ref names[] = { node->name, node->short_name, node->key };
        const char *name = ent_i_text(cursor->graph, names[cursor->step++]);
        if (cursor->step == 3)
            cursor->alias = node->aliases;
        if (name)
            return name;
    }
    const ent_i_alias *alias = ent_i_alias_at(cursor->graph, cursor->alias);
    if (!alias)
        return NULL;
    cursor->alias = alias->next;
    return ent_i_text_or(cursor->graph, alias->name, "");
}

/* ASCII, the common case, is folded here; the rest by utf8proc. The result equals ent_i_utf8_fold's. */
const char *ent_i_name_fold(const char *name, ent_i_buffer *into, char **ret_owned)
{
    size_t length = strlen(name);
    bool blank = false;
    ent_i_buffer_reset(into);
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)name[i];
        if (c >= 0x80)
            return ent_i_utf8_fold(name, length, ret_owned, NULL) < 0 ? NULL : *ret_owned;
        if (c <= ' ' || c == '-' || c == '_' || c == 0x7F) {
            blank = true;
        } else if (!strchr("!\"#%&'()*,./:;?@[\\]{}", c)) {
            if (blank && into->length)
                ent_i_buffer_char(into, ' ');
            blank = false;
            ent_i_buffer_char(into, (char)(c >= 'A' && c <= 'Z' ? c + 32 : c));
        }
    }
    return into->failed ? NULL : ent_i_buffer_string(into);
}
