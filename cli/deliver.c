/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where an answer goes and in which format. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "cli/cli.h"

static const struct {
    const char *name, *extensions; /* between blanks */
} formats[CLI_FORMAT_COUNT] = {
    [CLI_TABLE] = { "table", " txt " },
    [CLI_JSON] = { "json", " json " },
    [CLI_CSV] = { "csv", " csv " },
    [CLI_SVG] = { "svg", " svg " },
    [CLI_DOT] = { "dot", " dot gv " },
};

bool cli_draws(cli_format format)
{
    return format == CLI_SVG || format == CLI_DOT;
}

static const char *drawing_choice(size_t index)
{
    return index < CLI_FORMAT_COUNT ? formats[index].name : NULL;
}

static const char *answer_choice(size_t index)
{
    return index < CLI_SVG ? formats[index].name : NULL;
}

const char *cli_format_choice(size_t index)
{
    return drawing_choice(index);
}

static int format_by_name(const cli_arguments *arguments, const char *name, bool drawing, cli_format *ret)
{
    const char *(*choice)(size_t) = drawing ? drawing_choice : answer_choice;
    for (size_t i = 0; choice(i); i++) {
        if (strcmp(choice(i), name) == 0) {
            *ret = (cli_format)i;
            return CLI_ANSWERED;
        }
    }
    char *all = cli_join(choice, " or ");
    int result = cli_misuse(arguments->command, "%s answers with --format %s, not \"%s\"", arguments->command->name,
                            all ? all : "?", name);
    free(all);
    return result;
}

/* The format that a file's extension says, of the first `most`. */
static bool find_extension(const char *path, int most, cli_format *ret)
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash ? slash : path, '.');
    char extension[16] = "";
    if (dot && strlen(dot) < sizeof extension - 2)
        snprintf(extension, sizeof extension, " %s ", dot + 1);
    for (int i = 0; *extension && dot[1] && i < most; i++) {
        if (strcasestr(formats[i].extensions, extension)) {
            *ret = (cli_format)i;
            return true;
        }
    }
    return false;
}

bool cli_drawing_by_name(const char *path, cli_format *ret)
{
    return find_extension(path, CLI_FORMAT_COUNT, ret) && cli_draws(*ret);
}

static int format_by_extension(const cli_arguments *arguments, const char *path, bool drawing, cli_format *ret)
{
    if (find_extension(path, drawing ? (int)CLI_FORMAT_COUNT : (int)CLI_SVG, ret))
        return CLI_ANSWERED;
    return cli_misuse(arguments->command,
                      "the extension of \"%s\" does not say a format that %s writes: %s; or give --format", path,
                      arguments->command->name,
                      drawing ? ".txt, .json, .csv, .svg, .dot or .gv" : ".txt, .json or .csv");
}

int cli_choose_target(const cli_arguments *arguments, cli_format fallback, cli_target *ret)
{
    const char *name = cli_value(arguments, CLI_FORMAT), *path = cli_value(arguments, CLI_OUTPUT);
    bool drawing = cli_command_takes(arguments->command, CLI_KIND);
    cli_target target = { fallback, path && strcmp(path, "-") == 0 ? NULL : path };
    int result = CLI_ANSWERED;
    if (path && !*path)
        return cli_misuse(arguments->command, "-o wants the name of a file");
    if (name)
        result = format_by_name(arguments, name, drawing, &target.format);
    else if (target.path)
        result = format_by_extension(arguments, target.path, drawing, &target.format);
    if (result != CLI_ANSWERED)
        return result;
    static const cli_option_id drawing_only[] = { CLI_KIND, CLI_PRESET, CLI_THEME, CLI_TITLE, CLI_ID_PREFIX,
                                                  CLI_BACKGROUND };
    for (size_t i = 0; !cli_draws(target.format) && i < sizeof drawing_only / sizeof drawing_only[0]; i++)
        if (cli_given(arguments, drawing_only[i]))
            return cli_misuse(arguments->command, "--%s is for drawings: add -o FILE.svg, or --format svg or dot",
                              cli_option_at(drawing_only[i])->name);
    *ret = target;
    return CLI_ANSWERED;
}

int cli_open_output(const cli_target *target, ent_output **ret)
{
    ent_error error = { 0 };
    int intact = cli_data_intact();
    if (intact != CLI_ANSWERED)
        return intact;
    ent_status status = target->path ? ent_output_file(target->path, ret, &error)
                                     : ent_output_stream(stdout, ret, &error);
    return status < 0 ? cli_fail(&error, NULL) : CLI_ANSWERED;
}

int cli_answer(const cli_arguments *arguments, const cli_target *target, const ent_answer *answer)
{
    ent_error error = { 0 };
    ent_output *output = NULL;
    int result = cli_open_output(target, &output);
    if (result != CLI_ANSWERED)
        return result;
    ent_status status = target->format == CLI_JSON  ? ent_answer_write_json(answer, output, &error)
                        : target->format == CLI_CSV ? ent_answer_write_csv(answer, output, &error)
                                                    : cli_table_write(answer, output, !target->path, &error);
    if (status >= 0)
        status = ent_output_close(output, &error);
    ent_output_free(output);
    if (status < 0)
        return cli_fail(&error, NULL);
    /* JSON carries its notes. */
    size_t count = target->format == CLI_JSON ? 0 : ent_answer_note_count(answer);
    if (count > 0 && !target->path && cli_width(stdout) && cli_width(stderr) && !cli_given(arguments, CLI_QUIET))
        fputc('\n', stderr);
    for (size_t i = 0; i < count; i++)
        cli_note(arguments, ent_answer_note(answer, i));
    return CLI_ANSWERED;
}

/* From the command line, whose the pointers are. */
static void draw_options(const cli_arguments *arguments, const cli_target *target, const char **ret_warning,
                         ent_draw_options *ret)
{
    const char *background = cli_value(arguments, CLI_BACKGROUND);
    *ret_warning = NULL;
    *ret = (ent_draw_options)ENT_DRAW_OPTIONS_INIT;
    ret->format = target->format == CLI_DOT ? ENT_PICTURE_DOT : ENT_PICTURE_SVG;
    ret->kind = cli_value(arguments, CLI_KIND);
    ret->preset = cli_value(arguments, CLI_PRESET);
    ret->theme = cli_value(arguments, CLI_THEME);
    ret->title = cli_value(arguments, CLI_TITLE);
    ret->id_prefix = cli_value(arguments, CLI_ID_PREFIX);
    ret->no_background = background && strcmp(background, "none") == 0;
    ret->ret_warning = ret_warning;
}

/* A drawing is made in memory first, so that standard output gets all of it or nothing. */
static int draw(const cli_arguments *arguments, const cli_target *target, const cli_reply *reply)
{
    ent_error error = { 0 };
    ent_output *picture = NULL, *output = NULL;
    const char *warning;
    ent_draw_options options;
    draw_options(arguments, target, &warning, &options);
    ent_status status = ent_output_memory(&picture, &error);
    if (status >= 0)
        status = reply->draw(reply->result, &options, picture, &error);
    int result = status < 0 ? cli_fail(&error, NULL) : cli_open_output(target, &output);
    if (result == CLI_ANSWERED) {
        size_t length = 0;
        const char *text = ent_output_text(picture, &length);
        status = ent_output_write(output, text, length, &error);
        if (status >= 0)
            status = ent_output_close(output, &error);
        if (status < 0)
            result = cli_fail(&error, NULL);
        else if (warning && target->path)
            cli_notef(arguments, "%s: %s", target->path, warning);
        else if (warning)
            cli_note(arguments, warning);
    }
    ent_output_free(output);
    ent_output_free(picture);
    return result;
}

int cli_deliver(const cli_arguments *arguments, const cli_target *target, const cli_reply *reply)
{
    if (cli_draws(target->format))
        return draw(arguments, target, reply);
    ent_error error = { 0 };
    ent_answer *answer = NULL;
    if (reply->answer(reply->result, &answer, &error) < 0)
        return cli_fail(&error, NULL);
    int result = cli_answer(arguments, target, answer);
    ent_answer_free(answer);
    return result;
}
