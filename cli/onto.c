/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --onto, --shared-as, --backbone and --alpha: one mode of a two-mode network. */
#include <string.h>

#include "cli/work.h"

int cli_onto_check(const cli_arguments *arguments)
{
    static const cli_option_id needs_onto[] = { CLI_SHARED_AS, CLI_BACKBONE }, not_with_onto[] = { CLI_DIRECTED, CLI_WEIGHT,
                                                                                                   CLI_WEIGHT_AS };
    bool onto = cli_given(arguments, CLI_ONTO);
    for (size_t i = 0; i < sizeof needs_onto / sizeof *needs_onto; i++)
        if (!onto && cli_given(arguments, needs_onto[i]))
            return cli_misuse(arguments->command, "--%s goes with --onto", cli_option_at(needs_onto[i])->name);
    for (size_t i = 0; i < sizeof not_with_onto / sizeof *not_with_onto; i++)
        if (onto && cli_given(arguments, not_with_onto[i]))
            return cli_misuse(arguments->command, "--%s does not go with --onto, whose ties have no direction and the "
                                                  "weights of --shared-as", cli_option_at(not_with_onto[i])->name);
    if (cli_given(arguments, CLI_ALPHA) && !cli_given(arguments, CLI_BACKBONE))
        return cli_misuse(arguments->command, "--alpha goes with --backbone");
    return CLI_ANSWERED;
}

/* "0.05", ".05", "1": above 0 and at most 1, whatever the locale. */
static bool read_chance(const char *text, double *ret)
{
    double value = 0, place = 1;
    bool point = false, digits = false;
    for (; *text; text++) {
        if (*text == '.' && !point) {
            point = true;
            continue;
        }
        if (*text < '0' || *text > '9')
            return false;
        digits = true;
        value = value * 10 + (*text - '0');
        place *= point ? 10 : 1;
    }
    *ret = value / place;
    return digits && value > 0 && *ret <= 1;
}

int cli_onto_read(const cli_arguments *arguments, const cli_data *data, ent_onto_options *ret)
{
    const char *shared = cli_value(arguments, CLI_SHARED_AS), *backbone = cli_value(arguments, CLI_BACKBONE);
    const char *alpha = cli_value(arguments, CLI_ALPHA), *text;
    ent_error error = { 0 };
    *ret = (ent_onto_options)ENT_ONTO_OPTIONS_INIT;
    if (!cli_given(arguments, CLI_ONTO))
        return CLI_ANSWERED;
    if (ent_graph_lookup_label(data->graph, cli_value(arguments, CLI_ONTO), &ret->onto, &error) < 0)
        return cli_fail(&error, NULL);
    ret->weighted = shared != NULL;
    for (int i = 0; shared && (text = ent_shared_by_text((ent_shared_by)i)) != NULL; i++)
        if (!strcmp(shared, text))
            ret->by = (ent_shared_by)i;
    for (int i = 0; backbone && (text = ent_backbone_text((ent_backbone)i)) != NULL; i++)
        if (!strcmp(backbone, text))
            ret->backbone = (ent_backbone)i;
    if (alpha && !read_chance(alpha, &ret->alpha))
        return cli_misuse(arguments->command, "--alpha wants a number above 0 and at most 1, not \"%s\"", alpha);
    return CLI_ANSWERED;
}
