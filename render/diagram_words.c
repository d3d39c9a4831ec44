/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A line in words. */
#include "render/diagram.h"

#include <string.h>

#include "graph/base/buffer.h"
#include "render/changed.h"

#define NAMED_SOURCES 2 /* in a title */
#define DASH "\xE2\x80\x93"

const char *ent_i_line_when(ent_i_arena *arena, const ent_i_line *line)
{
    bool ended = strcmp(line->word, "ended") == 0 || line->fold == ENT_FOLD_IN_FORCE;
    if (line->fold == ENT_FOLD_ENDED && (ended || line->until != NULL)) {
        if (line->since != NULL && line->until != NULL)
            return strcmp(line->since, line->until) == 0
                       ? line->since
                       : ent_i_arena_printf(arena, "%s" DASH "%s", line->since, line->until);
        return line->until != NULL ? ent_i_arena_printf(arena, "ended %s", line->until) : "ended";
    }
    if (line->fold == ENT_FOLD_IN_FORCE) {
        if (line->since == NULL)
            return "date unknown";
        return line->event ? line->since : ent_i_arena_printf(arena, "since %s", line->since);
    }
    /* Signing and ratifying happen; wanting and talking go on. */
    bool done = strcmp(line->status, "signed") == 0 || strcmp(line->status, "ratified") == 0;
    if (strcmp(line->word, "from") == 0)
        return line->since != NULL ? ent_i_arena_printf(arena, "from %s", line->since) : "not yet";
    if (line->since == NULL)
        return line->word;
    return ent_i_arena_printf(arena, done ? "%s %s" : "%s since %s", line->word, line->since);
}

const char *ent_i_line_brief(ent_i_arena *arena, const ent_i_line *line)
{
    if (line->fold != ENT_FOLD_IN_FORCE) {
        if (line->fold == ENT_FOLD_ENDED && line->until != NULL)
            return ent_i_arena_printf(arena, "ended %s", line->until);
        return ent_i_line_when(arena, line);
    }
    if (line->since == NULL)
        return line->brief[0] != '\0' ? ent_i_arena_printf(arena, "%s, date unknown", line->brief) : "date unknown";
    return ent_i_arena_printf(arena, line->event ? "%s %s" : "%s since %s", line->brief, line->since);
}

const char *ent_i_line_title(ent_i_diagram *diagram, const ent_i_line *line)
{
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    const char *when = ent_i_line_when(&diagram->arena, line);
    ent_i_buffer_printf(&text, "%s %s %s: ", diagram->entities[line->from].name, line->phrase,
                        diagram->entities[line->to].name);
    if (diagram->sharing)
        when = line->brief;
    if (diagram->question == ENT_I_DIFF)
        ent_i_buffer_printf(&text, "%s, ", ent_i_change_style(line->change)->word);
    ent_i_buffer_text(&text, when != NULL ? when : "");
    for (size_t i = 0; i < line->source_count && i < NAMED_SOURCES; i++)
        ent_i_buffer_printf(&text, "%s%s", i == 0 ? " [" : "; ", diagram->sources[line->sources[i]]);
    if (line->source_count > NAMED_SOURCES)
        ent_i_buffer_printf(&text, "; +%zu", line->source_count - NAMED_SOURCES);
    if (line->source_count > 0)
        ent_i_buffer_char(&text, ']');
    const char *title = text.failed || when == NULL ? NULL : ent_i_arena_string(&diagram->arena, text.data);
    ent_i_buffer_clear(&text);
    return title;
}
