/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "render/layout.h"

const char *ent_i_possessive(ent_i_scene *scene, const char *name)
{
    size_t length = strlen(name);
    bool s = length > 0 && (name[length - 1] == 's' || name[length - 1] == 'S');
    return ent_i_scene_printf(scene, s ? "%s\xE2\x80\x99" : "%s\xE2\x80\x99s", name);
}

const char *ent_i_layout_note(ent_i_scene *scene, const char *more)
{
    const ent_i_diagram *diagram = scene->diagram;
    ent_i_counts own = ent_i_frame_count(scene, false), chords = ent_i_frame_count(scene, true);
    size_t ties = own.ties + chords.ties, undated = own.undated + chords.undated;
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    if (diagram->statuses != NULL)
        ent_i_buffer_printf(&text, "Only ties stated as %s. ", diagram->statuses);
    if (undated > 0)
        ent_i_buffer_printf(&text, "%zu of %zu ties undated. ", undated, ties);
    if (diagram->events_left_out > 0)
        ent_i_buffer_printf(&text, "%zu event tie%s left out. ", diagram->events_left_out,
                            diagram->events_left_out == 1 ? "" : "s");
    ent_i_buffer_text(&text, more);
    while (text.length > 0 && text.data[text.length - 1] == ' ')
        text.data[--text.length] = '\0';
    const char *note = ent_i_scene_take(scene, &text);
    ent_i_buffer_clear(&text);
    return note;
}
