/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What statements changed, in words. */
#include <ctype.h>
#include <stdlib.h>

#include "cli/cli.h"

typedef struct sentence {
    FILE *stream;
    const char *verb; /* of the part before, NULL: none */
} sentence;

static void put_count(sentence *text, const char *verb, uint64_t count, const char *one, const char *more)
{
    if (!count)
        return;
    if (text->verb != verb)
        fprintf(text->stream, "%s%s ", text->verb ? "; " : "", verb);
    else
        fputs(", ", text->stream);
    fprintf(text->stream, "%llu %s", (unsigned long long)count, count == 1 ? one : more);
    text->verb = verb;
}

char *cli_changes_text(const ent_query_changes *changes)
{
    static const char created[] = "created", deleted[] = "deleted", added[] = "added", removed[] = "removed", set[] = "set";
    char *made = NULL;
    size_t length = 0;
    sentence text = { open_memstream(&made, &length), NULL };
    if (!text.stream)
        return NULL;
    put_count(&text, created, changes->nodes_created, "node", "nodes");
    put_count(&text, created, changes->relationships_created, "relationship", "relationships");
    put_count(&text, deleted, changes->nodes_deleted, "node", "nodes");
    put_count(&text, deleted, changes->relationships_deleted, "relationship", "relationships");
    put_count(&text, added, changes->labels_added, "label", "labels");
    put_count(&text, set, changes->properties_set, "property", "properties");
    put_count(&text, removed, changes->labels_removed, "label", "labels");
    put_count(&text, removed, changes->properties_removed - changes->properties_replaced, "property", "properties");
    fputs(text.verb ? "." : "Nothing was changed.", text.stream);
    if (fclose(text.stream) != 0) {
        free(made);
        return NULL;
    }
    made[0] = (char)toupper((unsigned char)made[0]);
    return made;
}
