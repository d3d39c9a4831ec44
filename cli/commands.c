/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of commands. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

_Static_assert(CLI_OPTION_COUNT <= 64, "a bit for each");
#define BIT(option) (UINT64_C(1) << (option))
#define GENERAL (BIT(CLI_COLOR) | BIT(CLI_QUIET) | BIT(CLI_HELP))
#define ANSWER (GENERAL | BIT(CLI_FORMAT) | BIT(CLI_OUTPUT))
#define VIEW                                                                                         \
    (BIT(CLI_DB) | BIT(CLI_AS_OF) | BIT(CLI_CERTAIN) | BIT(CLI_POSSIBLE) | BIT(CLI_ALL_DATES) |      \
     BIT(CLI_SOURCE) | BIT(CLI_TYPE) | BIT(CLI_LABEL) | BIT(CLI_STATUS) | BIT(CLI_EVENTS))
#define NETWORK                                                                                      \
    (BIT(CLI_DIRECTED) | BIT(CLI_ISOLATES) | BIT(CLI_PLANNED) | BIT(CLI_WEIGHT) | BIT(CLI_WEIGHT_AS))
#define ONTO (BIT(CLI_ONTO) | BIT(CLI_SHARED_AS) | BIT(CLI_BACKBONE) | BIT(CLI_ALPHA))
#define DRAWING                                                                                      \
    (BIT(CLI_KIND) | BIT(CLI_PRESET) | BIT(CLI_THEME) | BIT(CLI_TITLE) | BIT(CLI_ID_PREFIX) |        \
     BIT(CLI_BACKGROUND))

static const cli_command commands[] = {
    { .name = "link",
      .usage = "A B [C...]",
      .summary = "the things that all of them are tied to, smallest first",
      .text = "For each forum, corridor, agreement or other thing that all the named nodes are tied to: since when each "
              "of them is, from when on all are, and how many are in all. Smallest first, because a forum of three says "
              "more about its members than one of 193. Of three or more, things that most of them are tied to come after.",
      .examples = "entente link India Russia China --via Forum\n"
                  "entente link India Russia China --via Forum --as-of 2021-12\n"
                  "entente link India Russia China --via Forum -o forums.svg",
      .group = CLI_QUESTIONS,
      .least = 2,
      .most = SIZE_MAX,
      .options = ANSWER | VIEW | DRAWING | BIT(CLI_VIA),
      .run = cli_run_link },
    { .name = "ego",
      .usage = "A",
      .summary = "everything A is tied to, and the shape of its neighbourhood",
      .text = "The ties of one node grouped by subject, with their dates and standing, then those that ended, and measures "
              "of the network around it: size, density, effective size, efficiency, constraint, brokerage. --measures shows all "
              "of them, and A's roles as a broker, instead.",
      .examples = "entente ego India\n"
                  "entente ego \"Security Council\" --hops 2\n"
                  "entente ego India --measures\n"
                  "entente ego India --status planned\n"
                  "entente ego India --kind wings -o india.svg",
      .group = CLI_QUESTIONS,
      .least = 1,
      .most = 1,
      .options = ANSWER | VIEW | DRAWING | BIT(CLI_HOPS) | BIT(CLI_MEASURES) | BIT(CLI_TIMEOUT),
      .run = cli_run_ego },
    { .name = "path",
      .usage = "A [B]",
      .summary = "the shortest connections between two nodes",
      .text = "The shortest chain of ties from A to B with the date and the sources of each. Ties are walked both ways. "
              "With --all, every shortest chain, up to --limit of them; with --k N, the N shortest; with --weight and "
              "--weight-as, by weight. --temporal asks for the chain by which something that starts at A arrives at B "
              "earliest, over ties in the order of time; without B, for everything that it reaches and when.",
      .examples = "entente path India Iran\n"
                  "entente path India Iran --all --limit 20\n"
                  "entente path India Iran --k 3 --type MEMBER_OF\n"
                  "entente path India Iran --temporal --from 1995",
      .group = CLI_QUESTIONS,
      .least = 1,
      .most = 2,
      .options = ANSWER | VIEW | DRAWING | BIT(CLI_ALL) | BIT(CLI_LIMIT) | BIT(CLI_K) | BIT(CLI_WEIGHT) |
                 BIT(CLI_WEIGHT_AS) | BIT(CLI_DIRECTED) | BIT(CLI_TEMPORAL) | BIT(CLI_FROM) | BIT(CLI_TIMEOUT),
      .run = cli_run_path },
    { .name = "rank",
      .usage = "",
      .summary = "who is central, by one measure or several",
      .text = "A table of nodes with a column for each measure, ordered by the first; of ties, where they are measures of ties. "
              "--list shows every measure with its "
              "definition, range, source and parameters, which --with sets. A weight is never guessed: --weight-as says "
              "whether larger means closer (strength) or farther (distance). --onto measures one mode of a two-mode "
              "network, tied by what its nodes share. --series measures as of one day after another, with a column a day (in "
              "JSON and CSV a row a day and node).",
      .examples = "entente rank\n"
                  "entente rank --by betweenness --series 2000..2025 --step 5Y --top 10\n"
                  "entente rank --by betweenness,closeness --top 10\n"
                  "entente rank --by pagerank --with damping=0.9 --with from=India\n"
                  "entente rank --type MEMBER_OF --onto State --shared-as newman --by strength\n"
                  "entente rank --list",
      .group = CLI_QUESTIONS,
      .least = 0,
      .most = 0,
      .options = ANSWER | VIEW | NETWORK | ONTO | BIT(CLI_BY) | BIT(CLI_TOP) | BIT(CLI_LIST) | BIT(CLI_WITH) |
                 BIT(CLI_SERIES) | BIT(CLI_STEP) | BIT(CLI_TIMEOUT),
      .run = cli_run_rank },
    { .name = "describe",
      .usage = "",
      .summary = "the network in numbers: density, distances, triads, ...",
      .text = "Every measure of a whole network, or those that --by names: density, reciprocity, transitivity, components, "
              "distances, centralisation, assortativity, the triad census and more. What cannot be computed here is said in "
              "a note.",
      .examples = "entente describe --type MEMBER_OF\n"
                  "entente describe --by density,triad-census --directed\n"
                  "entente describe --by centralisation --with of=closeness",
      .group = CLI_QUESTIONS,
      .least = 0,
      .most = 0,
      .options = ANSWER | VIEW | NETWORK | ONTO | BIT(CLI_BY) | BIT(CLI_WITH) | BIT(CLI_TIMEOUT),
      .run = cli_run_describe },
    { .name = "groups",
      .usage = "",
      .summary = "nodes that are tied to each other more than to others",
      .text = "Communities by one of several methods, cores, cliques or components. A section for each group, largest "
              "first; each node with how many nodes it is tied to inside and outside. The same seed gives the same groups. "
              "--onto groups one mode of a two-mode network: states by the forums they share. --list shows the methods with "
              "their definition and source.",
      .examples = "entente groups\n"
                  "entente groups --method leiden --type MEMBER_OF --least 3\n"
                  "entente groups --method cliques --label State\n"
                  "entente groups --type MEMBER_OF -o groups.svg\n"
                  "entente groups --type MEMBER_OF --onto State --shared-as newman\n"
                  "entente groups --list",
      .group = CLI_QUESTIONS,
      .least = 0,
      .most = 0,
      .options = ANSWER | VIEW | DRAWING | BIT(CLI_METHOD) | BIT(CLI_SEED) | BIT(CLI_LEAST) | BIT(CLI_RESOLUTION) | BIT(CLI_ITERATIONS) | BIT(CLI_LIST) |
                 NETWORK | ONTO | BIT(CLI_TIMEOUT),
      .run = cli_run_groups },
    { .name = "similar",
      .usage = "[A]",
      .summary = "the nodes most like A, by whom they are tied to",
      .text = "Nodes with A's label, most alike first, by the measures that --by names: jaccard (the default), cosine, "
              "adamic-adar, common-neighbours, preferential-attachment, structural-distance. Without A, all pairs. With "
              "--untied only those not tied to each other: where a tie may be missing.",
      .examples = "entente similar India --type MEMBER_OF\n"
                  "entente similar India --by adamic-adar,jaccard --untied\n"
                  "entente similar --type MEMBER_OF --by cosine --top 10",
      .group = CLI_QUESTIONS,
      .least = 0,
      .most = 1,
      .options = ANSWER | VIEW | BIT(CLI_DIRECTED) | BIT(CLI_ISOLATES) | BIT(CLI_PLANNED) | BIT(CLI_BY) | BIT(CLI_TOP) |
                 BIT(CLI_WITH) | BIT(CLI_ALL) | BIT(CLI_UNTIED) | BIT(CLI_TIMEOUT),
      .run = cli_run_similar },
    { .name = "compare",
      .usage = "[D1 D2]",
      .summary = "two days, or two types of ties, as networks: QAP",
      .text = "How many pairs of nodes are tied in both of two networks, and how far the one goes with the other: their "
              "correlation, and how often it is as high when nodes are shuffled. The networks are those of two days, or of "
              "two types of ties (--type A --type B).",
      .examples = "entente compare 2000 2020 --type MEMBER_OF\n"
                  "entente compare --type MEMBER_OF --type PARTY_TO\n"
                  "entente compare 2000 2020 --type MEMBER_OF --with permutations=5000 --with seed=7",
      .group = CLI_QUESTIONS,
      .least = 0,
      .most = 2,
      .options = ANSWER | VIEW | NETWORK | ONTO | BIT(CLI_BY) | BIT(CLI_WITH) | BIT(CLI_TIMEOUT),
      .run = cli_run_compare },
    { .name = "diff",
      .usage = "D1 D2 [A...]",
      .summary = "what changed between two days: added, ended, not known",
      .text = "The ties that were added, ended or changed their status between two days, of the named nodes or of the whole "
              "network; what is planned is kept apart from what is in force, and events in between have a section of "
              "their own. A tie of which no source says whether it still holds is listed as not known, never as ended.",
      .examples = "entente diff 2015 2020 SCO\n"
                  "entente diff 2000 2014 India Russia China\n"
                  "entente diff 2020 2025 --type MEMBER_OF -o changes.csv\n"
                  "entente diff 2010 2025 India -o changes.svg",
      .group = CLI_QUESTIONS,
      .least = 2,
      .most = SIZE_MAX,
      .options = ANSWER | DRAWING | (VIEW & ~BIT(CLI_AS_OF) & ~BIT(CLI_ALL_DATES) & ~BIT(CLI_EVENTS)),
      .run = cli_run_diff },
    { .name = "timeline",
      .usage = "A [B...]",
      .summary = "the ties of nodes in the order of their dates",
      .text = "Every tie of the named nodes, whenever it held, with its period as it was given, its start and end as they "
              "are commonly read, and, where the dates leave room, the days on which it certainly and possibly held.",
      .examples = "entente timeline SCO\n"
                  "entente timeline India Pakistan --label Forum\n"
                  "entente timeline SCO --type MEMBER_OF -o sco.svg",
      .group = CLI_QUESTIONS,
      .least = 1,
      .most = SIZE_MAX,
      .options = ANSWER | DRAWING | (VIEW & ~BIT(CLI_CERTAIN) & ~BIT(CLI_POSSIBLE) & ~BIT(CLI_ALL_DATES) & ~BIT(CLI_EVENTS)),
      .run = cli_run_timeline },
    { .name = "show",
      .usage = "A",
      .summary = "a node's card: names, properties, every claim and its sources",
      .text = "Everything that is stored about one node, whenever it held, who says so, and how each claim stands on the "
              "day asked about.",
      .examples = "entente show SCO\n"
                  "entente show SCO --format json",
      .group = CLI_QUESTIONS,
      .least = 1,
      .most = 1,
      .options = ANSWER | VIEW,
      .run = cli_run_show },
    { .name = "find",
      .usage = "[TEXT]",
      .summary = "nodes whose key, name or alias holds a text, or all of a label",
      .text = "Best matches first, in any case and with or without diacritics; the nearest spellings when nothing matches. "
              "Without TEXT all nodes that --label and --source leave, by name, or in the order of a property with --by. "
              "SOURCES counts who tells of each.",
      .examples = "entente find corridor\n"
                  "entente find --label WeaponSystem --source seeds\n"
                  "entente find --label Figure --by period",
      .group = CLI_QUESTIONS,
      .least = 0,
      .most = SIZE_MAX,
      .options = ANSWER | BIT(CLI_DB) | BIT(CLI_LIMIT) | BIT(CLI_LABEL) | BIT(CLI_SOURCE) | BIT(CLI_BY),
      .run = cli_run_find },
    { .name = "info",
      .usage = "",
      .summary = "what the data holds: counts and spans",
      .text = "Nodes by label, ties by type, the time they span, how many are undated, and how many sources there are.",
      .examples = "entente info\n"
                  "entente info --db my.db",
      .group = CLI_QUESTIONS,
      .least = 0,
      .most = 0,
      .options = ANSWER | VIEW,
      .run = cli_run_info },
    { .name = "sources",
      .usage = "",
      .summary = "the sources, and what each supports alone and with others",
      .text = "A row for each source with the number of claims that only it makes and that others make too.",
      .examples = "entente sources",
      .group = CLI_QUESTIONS,
      .least = 0,
      .most = 0,
      .options = ANSWER | VIEW,
      .run = cli_run_sources },
    { .name = "draw",
      .usage = "",
      .summary = "the network, or the part of it that the filters leave",
      .text = "An SVG or DOT drawing of the network. With --format table, csv or json, the ties that would be drawn.",
      .examples = "entente draw --type MEMBER_OF -o members.svg\n"
                  "entente draw --label State --label Forum --as-of 2010 --format csv",
      .group = CLI_QUESTIONS,
      .least = 0,
      .most = 0,
      .options = ANSWER | VIEW | DRAWING,
      .run = cli_run_draw },
    { .name = "query",
      .usage = "QUERY",
      .summary = "any question, in openCypher",
      .text = "openCypher with AS OF a date after a pattern. With --db FILE it writes too: CREATE, MERGE, SET, DELETE. Statements "
              "are separated by \";\" and run one after another, each a transaction of its own unless BEGIN and COMMIT are around "
              "them; the answer is that of the last one. QUERY or --file, not both. At most a million rows are listed; --limit says another number. A result with "
              "nodes, ties or paths can be drawn: -o FILE.svg or FILE.dot draws them, and no tie that it does not hold.",
      .examples = "entente query \"MATCH (f:Forum) RETURN f, f.valid ORDER BY f.name\"\n"
                  "entente query \"MATCH (s:State)-[:MEMBER_OF]->({key: 'sco'}) AS OF date('2016-12-31') RETURN s\"\n"
                  "entente query --param who='\"india\"' 'MATCH (a {key: $who})-[t]->(b) RETURN type(t), b'\n"
                  "entente query --file question.cypher -o answer.csv\n"
                  "entente query --db my.db \"CREATE (:State {key: 'x', name: 'X'})\"\n"
                  "entente query \"MATCH p = (:State)-[:MEMBER_OF]->({key: 'sco'}) RETURN p\" -o sco.svg",
      .group = CLI_QUESTIONS,
      .least = 0,
      .most = 1,
      .options = ANSWER | DRAWING | BIT(CLI_DB) | BIT(CLI_LIMIT) | BIT(CLI_PARAM) | BIT(CLI_FILE) | BIT(CLI_TIMEOUT) |
                 BIT(CLI_MEMORY),
      .run = cli_run_query },
    { .name = "shell",
      .usage = "",
      .summary = "statements in openCypher, one after another",
      .text = "A prompt for statements, which end with \";\" and may go over several lines, and for commands, which begin with "
              "\":\" (:help lists them). With --db what they change is in the database when they are through, or at COMMIT "
              "after BEGIN; without it they change the bundled data until the shell ends. When standard input is not a "
              "terminal, what it holds is run without prompts, up to the first error unless --continue is given.",
      .examples = "entente shell --db my.db\n"
                  "entente shell --db my.db < changes.cypher\n"
                  "echo \"MATCH (f:Forum) RETURN count(f);\" | entente shell --format csv",
      .group = CLI_QUESTIONS,
      .least = 0,
      .most = 0,
      .options = GENERAL | BIT(CLI_DB) | BIT(CLI_FORMAT) | BIT(CLI_LIMIT) | BIT(CLI_PARAM) | BIT(CLI_TIMEOUT) |
                 BIT(CLI_MEMORY) | BIT(CLI_CONTINUE),
      .run = cli_run_shell },
    { .name = "init",
      .usage = "FILE",
      .summary = "make an empty database",
      .text = "The file must not exist. It is an SQLite database that any SQL tool can read.",
      .examples = "entente init my.db --name \"My network\"",
      .group = CLI_DATABASE,
      .least = 1,
      .most = 1,
      .options = GENERAL | BIT(CLI_NAME),
      .run = cli_run_init },
    { .name = "import",
      .usage = "FILE...",
      .summary = "add what files hold to a database",
      .text = "All the files are one import and land whole or not at all. \"-\" is standard input and needs --format. "
              "The database must exist; entente init makes one.",
      .examples = "entente import network.json --db my.db\n"
                  "entente import nodes.csv ties.csv --db my.db --existing update",
      .group = CLI_DATABASE,
      .least = 1,
      .most = SIZE_MAX,
      .options = GENERAL | BIT(CLI_DB) | BIT(CLI_FORMAT) | BIT(CLI_EXISTING),
      .run = cli_run_import },
    { .name = "export",
      .usage = "",
      .summary = "write everything the database holds",
      .text = "JSON (the default) holds all in one file and can be imported again. CSV needs two: -o NAME.csv writes "
              "NAME-nodes.csv and NAME-ties.csv, and --part nodes or --part ties writes one of them where -o says.",
      .examples = "entente export --db my.db -o my.json\n"
                  "entente export -o network.csv\n"
                  "entente export --format csv --part nodes",
      .group = CLI_DATABASE,
      .least = 0,
      .most = 0,
      .options = GENERAL | BIT(CLI_DB) | BIT(CLI_FORMAT) | BIT(CLI_OUTPUT) | BIT(CLI_PART),
      .run = cli_run_export },
    { .name = "check",
      .usage = "",
      .summary = "look for damage in a database",
      .text = "Prints a line for each finding and returns 1 when there are any.",
      .examples = "entente check --db my.db",
      .group = CLI_DATABASE,
      .least = 0,
      .most = 0,
      .options = GENERAL | BIT(CLI_DB),
      .run = cli_run_check },
    { .name = "help",
      .usage = "[COMMAND]",
      .summary = "how to use a command",
      .text = "Without a command, the list of them.",
      .examples = "entente help link",
      .group = CLI_ABOUT,
      .least = 0,
      .most = 1,
      .options = GENERAL | BIT(CLI_COMPLETION),
      .run = cli_run_help },
    { .name = "version",
      .usage = "",
      .summary = "the version",
      .text = "The version of the library, and the version the command was built as when they differ.",
      .examples = "entente version",
      .group = CLI_ABOUT,
      .least = 0,
      .most = 0,
      .options = GENERAL,
      .run = cli_run_version },
};

const cli_command *cli_command_at(size_t index)
{
    return index < sizeof commands / sizeof commands[0] ? &commands[index] : NULL;
}

const cli_command *cli_command_find(const char *name)
{
    const cli_command *command;
    for (size_t i = 0; (command = cli_command_at(i)) != NULL; i++)
        if (strcmp(command->name, name) == 0)
            return command;
    return NULL;
}

bool cli_command_takes(const cli_command *command, cli_option_id option)
{
    return (command->options & BIT(option)) != 0;
}

static const char *taking[sizeof commands / sizeof commands[0] + 1];

static const char *taking_at(size_t index)
{
    return taking[index];
}

char *cli_commands_taking(cli_option_id option)
{
    const cli_command *command;
    size_t count = 0;
    for (size_t i = 0; (command = cli_command_at(i)) != NULL; i++)
        if (cli_command_takes(command, option))
            taking[count++] = command->name;
    taking[count] = NULL;
    char *names = cli_join(taking_at, " and ");
    char *ret = NULL;
    if (names && asprintf(&ret, "%s %s", names, count == 1 ? "does" : "do") < 0)
        ret = NULL;
    free(names);
    return ret;
}
