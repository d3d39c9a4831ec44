/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/theme.h"

#include <string.h>

#include "graph/base/buffer.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const ent_i_theme themes[] = {
    { .name = "light",
      .canvas = "#FFFFFF", .panel = "#F4F6F9", .ink = "#14181F", .muted = "#4A5563", .rule = "#D5DAE1",
      .line = "#5A6675", .soft = "#808C9C", .ended = "#7C8794", .came = "#005AB5", .went = "#B8400A",
      .classes = { [ENT_CLASS_STATE] = { "#1B3A5C", "#1B3A5C", "#FFFFFF" },
                   [ENT_CLASS_FORUM] = { "#FBE57E", "#7A6200", "#14181F" },
                   [ENT_CLASS_CORRIDOR] = { "#79AF91", "#1F6B4B", "#14181F" },
                   [ENT_CLASS_WEAPON] = { "#EE8A4A", "#9A3E0A", "#14181F" },
                   [ENT_CLASS_AGREEMENT] = { "#BD97B6", "#6B3A66", "#14181F" },
                   [ENT_CLASS_PROJECT] = { "#8AD3FB", "#1C6093", "#14181F" },
                   [ENT_CLASS_OTHER] = { "#E6E9EE", "#4A5563", "#14181F" } },
      .subjects = { "#2D353D", "#A43800", "#C38724", "#744395", "#297A61", "#2F96F9", "#5A6675", "#5A6675" },
      .headings = { "#2D353D", "#A43800", "#14181F", "#744395", "#297A61", "#14181F", "#14181F", "#14181F" },
      .pill = "#1B3A5C", .pill_text = "#FFFFFF", .other_pill = "#4A5563", .other_pill_text = "#FFFFFF" },
    { .name = "dark",
      .canvas = "#10161F", .panel = "#182130", .ink = "#F2F5F9", .muted = "#B6C0CD", .rule = "#2C3746",
      .line = "#9AA7B7", .soft = "#66768B", .ended = "#75818F", .came = "#5AA9FF", .went = "#F08A57",
      .classes = { [ENT_CLASS_STATE] = { "#FFFFFF", "#FFFFFF", "#10161F" },
                   [ENT_CLASS_FORUM] = { "#FBE57E", "#FBE57E", "#14181F" },
                   [ENT_CLASS_CORRIDOR] = { "#79AF91", "#79AF91", "#14181F" },
                   [ENT_CLASS_WEAPON] = { "#EE8A4A", "#EE8A4A", "#14181F" },
                   [ENT_CLASS_AGREEMENT] = { "#BD97B6", "#BD97B6", "#14181F" },
                   [ENT_CLASS_PROJECT] = { "#8AD3FB", "#8AD3FB", "#14181F" },
                   [ENT_CLASS_OTHER] = { "#2C3746", "#9AA7B7", "#F2F5F9" } },
      .subjects = { "#C3D0DD", "#E76D3E", "#E1CF57", "#BF7BAA", "#5EDBA5", "#229EF5", "#9AA7B7", "#9AA7B7" },
      .headings = { "#C3D0DD", "#E76D3E", "#E1CF57", "#BF7BAA", "#5EDBA5", "#229EF5", "#F2F5F9", "#F2F5F9" },
      .pill = "#FFFFFF", .pill_text = "#10161F", .other_pill = "#9AA7B7", .other_pill_text = "#10161F" },
    { .name = "print",
      .canvas = "#FFFFFF", .panel = "#F5F5F5", .ink = "#000000", .muted = "#333333", .rule = "#BBBBBB",
      .line = "#333333", .soft = "#858585", .ended = "#777777", .came = "#000000", .went = "#000000",
      .classes = { [ENT_CLASS_STATE] = { "#000000", "#000000", "#FFFFFF" },
                   [ENT_CLASS_FORUM] = { "#FFFFFF", "#000000", "#000000" },
                   [ENT_CLASS_CORRIDOR] = { "#E6E6E6", "#000000", "#000000" },
                   [ENT_CLASS_WEAPON] = { "#CFCFCF", "#000000", "#000000" },
                   [ENT_CLASS_AGREEMENT] = { "#FFFFFF", "#000000", "#000000" },
                   [ENT_CLASS_PROJECT] = { "#E6E6E6", "#000000", "#000000" },
                   [ENT_CLASS_OTHER] = { "#FFFFFF", "#555555", "#000000" } },
      .subjects = { "#333333", "#333333", "#333333", "#333333", "#333333", "#333333", "#333333", "#333333" },
      .headings = { "#000000", "#000000", "#000000", "#000000", "#000000", "#000000", "#000000", "#000000" },
      .pill = "#000000", .pill_text = "#FFFFFF", .other_pill = "#666666", .other_pill_text = "#FFFFFF",
      .double_forums = true },
};

static const ent_theme_info theme_infos[] = {
    { "light", "white canvas (default)" },
    { "dark", "dark canvas, for screens" },
    { "print", "black and grey only" },
};
_Static_assert(COUNT(themes) == COUNT(theme_infos), "one summary a theme");

static const ent_preset presets[] = {
    { "slide", 1920, 1080, true, "16:9 slide with title, legend and sources (default)" },
    { "slide43", 1440, 1080, true, "4:3 slide" },
    { "paper", 1200, 840, false, "full text width of a paper; the caption carries title and sources" },
    { "paper1", 720, 600, false, "one column of a paper" },
};

const ent_theme_info *ent_themes(size_t *ret_count)
{
    *ret_count = COUNT(theme_infos);
    return theme_infos;
}

const ent_preset *ent_presets(size_t *ret_count)
{
    *ret_count = COUNT(presets);
    return presets;
}

/* The names of a table whose rows are of a size and begin with their name. */
static ent_status unknown(const char *what, const char *name, const void *table, size_t count, size_t size, ent_error *err)
{
    ent_i_buffer names = ENT_I_BUFFER_INIT;
    for (size_t i = 0; i < count; i++)
        ent_i_buffer_printf(&names, "%s%s", i > 0 ? ", " : "", *(const char *const *)((const char *)table + i * size));
    ent_status status = ent_i_fail(err, ENT_ERR_USAGE, "no %s is called '%s'; there are: %s", what, name,
                                   ent_i_buffer_string(&names));
    ent_i_buffer_clear(&names);
    return status;
}

ent_status ent_i_theme_find(const char *name, const ent_i_theme **ret, ent_error *err)
{
    for (size_t i = 0; i < COUNT(themes); i++) {
        if (name == NULL || strcmp(name, themes[i].name) == 0) {
            *ret = &themes[i];
            return ENT_OK;
        }
    }
    return unknown("theme", name, themes, COUNT(themes), sizeof *themes, err);
}

ent_status ent_i_preset_find(const char *name, const ent_preset **ret, ent_error *err)
{
    for (size_t i = 0; i < COUNT(presets); i++) {
        if (name == NULL || strcmp(name, presets[i].name) == 0) {
            *ret = &presets[i];
            return ENT_OK;
        }
    }
    return unknown("preset", name, presets, COUNT(presets), sizeof *presets, err);
}
