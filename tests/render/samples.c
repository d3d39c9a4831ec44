/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "samples.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct sample_thing {
    const char *key, *label;
    ent_class class_;
} sample_thing;

static const sample_thing things[] = {
    { "india", "India", ENT_CLASS_STATE },
    { "russia", "Russia", ENT_CLASS_STATE },
    { "china", "China", ENT_CLASS_STATE },
    { "united-states", "United States", ENT_CLASS_STATE },
    { "iran", "Iran", ENT_CLASS_STATE },
    { "pakistan", "Pakistan", ENT_CLASS_STATE },
    { "japan", "Japan", ENT_CLASS_STATE },
    { "brazil", "Brazil", ENT_CLASS_STATE },
    { "kazakhstan", "Kazakhstan", ENT_CLASS_STATE },
    { "bangladesh", "Bangladesh", ENT_CLASS_STATE },
    { "g20", "G20", ENT_CLASS_FORUM },
    { "brics", "BRICS", ENT_CLASS_FORUM },
    { "sco", "SCO", ENT_CLASS_FORUM },
    { "ric", "RIC", ENT_CLASS_FORUM },
    { "quad", "Quad", ENT_CLASS_FORUM },
    { "unsc", "UNSC", ENT_CLASS_FORUM },
    { "eas", "East Asia Summit", ENT_CLASS_FORUM },
    { "eaeu", "EAEU", ENT_CLASS_FORUM },
    { "wassenaar", "Wassenaar Arrangement", ENT_CLASS_FORUM },
    { "nsg", "Nuclear Suppliers Group", ENT_CLASS_FORUM },
    { "instc", "INSTC", ENT_CLASS_CORRIDOR },
    { "chennai-vladivostok", "Chennai\xE2\x80\x93Vladivostok", ENT_CLASS_CORRIDOR },
    { "power-of-siberia", "Power of Siberia", ENT_CLASS_CORRIDOR },
    { "s-400", "S-400", ENT_CLASS_WEAPON },
    { "brahmos", "BrahMos", ENT_CLASS_WEAPON },
    { "su-30mki", "Su-30MKI", ENT_CLASS_WEAPON },
    { "t-90", "T-90", ENT_CLASS_WEAPON },
    { "ins-vikramaditya", "INS Vikramaditya", ENT_CLASS_WEAPON },
    { "fgfa", "FGFA", ENT_CLASS_WEAPON },
    { "ka-226t", "Ka-226T", ENT_CLASS_WEAPON },
    { "relos", "RELOS", ENT_CLASS_AGREEMENT },
    { "lemoa", "LEMOA", ENT_CLASS_AGREEMENT },
    { "eaeu-fta", "EAEU\xE2\x80\x93India FTA", ENT_CLASS_AGREEMENT },
    { "partnership-2000", "Partnership 2000", ENT_CLASS_AGREEMENT },
    { "special-partnership", "Special Partnership 2010", ENT_CLASS_AGREEMENT },
    { "two-plus-two", "2+2 Dialogue", ENT_CLASS_AGREEMENT },
    { "kudankulam", "Kudankulam", ENT_CLASS_PROJECT },
    { "rooppur", "Rooppur", ENT_CLASS_PROJECT },
    { "sakhalin-1", "Sakhalin-1", ENT_CLASS_PROJECT },
    { "gaganyaan", "Gaganyaan", ENT_CLASS_PROJECT },
};

#define DIPLOMACY ENT_SUBJECT_DIPLOMACY
#define DEFENCE ENT_SUBJECT_DEFENCE
#define ENERGY ENT_SUBJECT_ENERGY
#define TRADE ENT_SUBJECT_TRADE
#define TRANSPORT ENT_SUBJECT_TRANSPORT
#define SCIENCE ENT_SUBJECT_SCIENCE

static const sample_tie ties[] = {
    /* The first 24 make a ring around India. */
    { "india", "PARTNER_OF", "partnership", "russia", "2000", NULL, NULL, DIPLOMACY },
    { "india", "MEMBER_OF", "member", "brics", "2009", NULL, NULL, DIPLOMACY },
    { "india", "MEMBER_OF", "member", "ric", "2002", NULL, NULL, DIPLOMACY },
    { "india", "MEMBER_OF", "member", "sco", "2017", NULL, NULL, DIPLOMACY },
    { "india", "MEMBER_OF", "member", "quad", "2017", NULL, NULL, DIPLOMACY },
    { "india", "PARTY_TO", "party", "eaeu-fta", "2025", NULL, "negotiating", TRADE },
    { "india", "PARTNER_IN", "partner", "chennai-vladivostok", "2019", NULL, "planned", TRANSPORT },
    { "india", "PARTNER_IN", "partner", "instc", "2000", NULL, NULL, TRANSPORT },
    { "india", "OPERATES", "operates", "kudankulam", "1988", NULL, NULL, ENERGY },
    { "india", "PARTY_TO", "party", "relos", NULL, NULL, NULL, DEFENCE },
    { "india", "CO_DEVELOPS", "co-develops", "fgfa", "2007", "2018", "ended", DEFENCE },
    { "india", "CO_DEVELOPS", "co-develops", "brahmos", "1998", NULL, NULL, DEFENCE },
    { "s-400", "DELIVERED_TO", "delivered", "india", "2021", NULL, NULL, DEFENCE },
    { "russia", "MEMBER_OF", "member", "brics", "2009", NULL, NULL, DIPLOMACY },
    { "russia", "MEMBER_OF", "member", "ric", "2002", NULL, NULL, DIPLOMACY },
    { "russia", "MEMBER_OF", "member", "sco", "2001", NULL, NULL, DIPLOMACY },
    { "russia", "PARTNER_IN", "partner", "chennai-vladivostok", "2019", NULL, "planned", TRANSPORT },
    { "russia", "PARTNER_IN", "partner", "instc", "2000", NULL, NULL, TRANSPORT },
    { "russia", "BUILDS", "builds", "kudankulam", "1988", NULL, NULL, ENERGY },
    { "russia", "PARTY_TO", "party", "relos", "2025", NULL, NULL, DEFENCE },
    { "russia", "CO_DEVELOPS", "co-develops", "fgfa", "2007", "2018", "ended", DEFENCE },
    { "russia", "CO_DEVELOPS", "co-develops", "brahmos", "1998", NULL, NULL, DEFENCE },
    { "russia", "PRODUCES", "produces", "s-400", NULL, NULL, NULL, DEFENCE },
    { "india", "MEETS", "2+2", "russia", "2021", NULL, NULL, DEFENCE },
    /* With these, wings and a network. */
    { "india", "MEMBER_OF", "member", "g20", "1999", NULL, NULL, DIPLOMACY },
    { "india", "MEMBER_OF", "member", "eas", "2005", NULL, NULL, DIPLOMACY },
    { "india", "MEMBER_OF", "member", "unsc", "1994", NULL, "sought", DIPLOMACY },
    { "india", "PARTY_TO", "party", "partnership-2000", "2000", "2010", "ended", DIPLOMACY },
    { "india", "PARTY_TO", "party", "special-partnership", "2010", NULL, NULL, DIPLOMACY },
    { "india", "PARTY_TO", "party", "two-plus-two", "2021", NULL, NULL, DIPLOMACY },
    { "india", "OPERATES", "operates", "su-30mki", "2000", NULL, NULL, DEFENCE },
    { "india", "OPERATES", "operates", "t-90", "2001", NULL, NULL, DEFENCE },
    { "india", "OPERATES", "operates", "ins-vikramaditya", "2013", NULL, NULL, DEFENCE },
    { "india", "PARTY_TO", "party", "lemoa", "2016", NULL, NULL, DEFENCE },
    { "india", "CO_DEVELOPS", "co-develops", "ka-226t", "2015", NULL, "planned", DEFENCE },
    { "india", "INVESTS_IN", "invests", "sakhalin-1", "2001", NULL, NULL, ENERGY },
    { "india", "BUILDS", "builds", "rooppur", "c. 2018", NULL, NULL, ENERGY },
    { "india", "RUNS", "runs", "gaganyaan", "2019", "2021", "ended", SCIENCE },
    { "russia", "MEMBER_OF", "member", "g20", "1999", NULL, NULL, DIPLOMACY },
    { "russia", "MEMBER_OF", "member", "eas", "2011", NULL, NULL, DIPLOMACY },
    { "russia", "MEMBER_OF", "member", "unsc", "1991", NULL, NULL, DIPLOMACY },
    { "russia", "MEMBER_OF", "member", "eaeu", "2015", NULL, NULL, TRADE },
    { "russia", "PARTY_TO", "party", "special-partnership", "2010", NULL, NULL, DIPLOMACY },
    { "russia", "PARTY_TO", "party", "partnership-2000", "2000", "2010", "ended", DIPLOMACY },
    { "russia", "PARTY_TO", "party", "two-plus-two", "2021", NULL, NULL, DIPLOMACY },
    { "russia", "PRODUCES", "produces", "su-30mki", "2000", NULL, NULL, DEFENCE },
    { "russia", "PRODUCES", "produces", "t-90", "2001", NULL, NULL, DEFENCE },
    { "russia", "BUILDS", "builds", "ins-vikramaditya", "2013", NULL, NULL, DEFENCE },
    { "russia", "CO_DEVELOPS", "co-develops", "ka-226t", "2015", NULL, "planned", DEFENCE },
    { "russia", "OPERATES", "operates", "sakhalin-1", "1996", NULL, NULL, ENERGY },
    { "russia", "BUILDS", "builds", "rooppur", "2018", NULL, NULL, ENERGY },
    { "russia", "TRAINS", "trains", "gaganyaan", "2019", "2021", "ended", SCIENCE },
    { "russia", "SUPPLIES", "supplies", "power-of-siberia", "2019", NULL, NULL, ENERGY },
    { "bangladesh", "OPERATES", "operates", "rooppur", "2018", NULL, NULL, ENERGY },
    { "china", "BUYS", "buys", "power-of-siberia", "2019", NULL, NULL, ENERGY },
    { "china", "MEMBER_OF", "member", "brics", "2009", NULL, NULL, DIPLOMACY },
    { "china", "MEMBER_OF", "member", "sco", "2001", NULL, NULL, DIPLOMACY },
    { "china", "MEMBER_OF", "member", "ric", "2002", NULL, NULL, DIPLOMACY },
    { "china", "MEMBER_OF", "member", "g20", "1999", NULL, NULL, DIPLOMACY },
    { "china", "MEMBER_OF", "member", "eas", "2005", NULL, NULL, DIPLOMACY },
    { "china", "MEMBER_OF", "member", "unsc", "1971", NULL, NULL, DIPLOMACY },
    { "china", "PARTNER_OF", "partnership", "russia", "2001", NULL, NULL, DIPLOMACY },
    { "china", "PARTNER_OF", "partnership", "pakistan", "2005", NULL, NULL, DIPLOMACY },
    { "united-states", "MEMBER_OF", "member", "g20", "1999", NULL, NULL, DIPLOMACY },
    { "united-states", "MEMBER_OF", "member", "unsc", "1945", NULL, NULL, DIPLOMACY },
    { "united-states", "MEMBER_OF", "member", "quad", "2017", NULL, NULL, DIPLOMACY },
    { "united-states", "MEMBER_OF", "member", "eas", "2011", NULL, NULL, DIPLOMACY },
    { "united-states", "PARTY_TO", "party", "lemoa", "2016", NULL, NULL, DEFENCE },
    { "iran", "MEMBER_OF", "member", "brics", "2024", NULL, NULL, DIPLOMACY },
    { "iran", "MEMBER_OF", "member", "sco", "2023", NULL, NULL, DIPLOMACY },
    { "iran", "PARTNER_IN", "partner", "instc", "2000", NULL, NULL, TRANSPORT },
    { "iran", "PARTY_TO", "party", "eaeu", "2025", NULL, NULL, TRADE },
    { "pakistan", "MEMBER_OF", "member", "sco", "2017", NULL, NULL, DIPLOMACY },
    { "eaeu", "PARTY_TO", "party", "eaeu-fta", "2025", NULL, "negotiating", TRADE },
    { "russia", "SELLS", "sells", "pakistan", "2014", NULL, NULL, DEFENCE },
};
#define ALL (sizeof ties / sizeof *ties)
#define RING 24

static const char *const ego[] = { "india", NULL };
static const char *const nobody[] = { NULL };

const sample samples[] = {
    { "ring", ENT_I_EGO, ego, RING, true },
    { "wings", ENT_I_EGO, ego, ALL, true },
    { "matrix", ENT_I_LINK, (const char *const[]){ "india", "russia", "china", NULL }, ALL, false },
    { "network", ENT_I_VIEW, nobody, ALL, true },
};
const size_t sample_count = sizeof samples / sizeof *samples;

static int64_t year_of(const char *text)
{
    while (*text != '\0' && (*text < '0' || *text > '9'))
        text++;
    return strtol(text, NULL, 10);
}

static ent_i_line make_line(const ent_i_diagram *diagram, const sample_tie *tie)
{
    ent_i_line line = { .type = tie->type,
                        .phrase = tie->brief,
                        .brief = tie->brief,
                        .valid = tie->since != NULL ? tie->since : "",
                        .status = tie->status != NULL ? tie->status : "in-force",
                        .word = "in force",
                        .since = tie->since,
                        .until = tie->until,
                        .subject = tie->subject,
                        .directed = strcmp(tie->type, "PARTNER_OF") != 0 && strcmp(tie->type, "MEETS") != 0,
                        .order = tie->since != NULL ? year_of(tie->since) : INT64_MAX };
    for (int s = 0; s < ENT_TIE_STATUS_COUNT; s++) {
        if (strcmp(ent_tie_status_text((ent_tie_status)s), line.status) == 0) {
            line.fold = ent_tie_status_fold((ent_tie_status)s);
            line.word = ent_tie_status_word((ent_tie_status)s);
        }
    }
    for (uint32_t i = 0; i < diagram->entity_count; i++) {
        if (strcmp(diagram->entities[i].key, tie->from) == 0)
            line.from = i;
        if (strcmp(diagram->entities[i].key, tie->to) == 0)
            line.to = i;
    }
    return line;
}

static bool is_asked(const sample *which, const char *key)
{
    for (const char *const *asked = which->asked; *asked != NULL; asked++) {
        if (strcmp(*asked, key) == 0)
            return true;
    }
    return false;
}

static uint32_t asked_rank(const sample *which, const char *key)
{
    uint32_t rank = 0;
    while (which->asked[rank] != NULL && strcmp(which->asked[rank], key) != 0)
        rank++;
    return rank;
}

static bool takes(const sample *which, const sample_tie *tie)
{
    if (which->question == ENT_I_LINK)
        return strcmp(tie->type, "MEMBER_OF") == 0 && strcmp(tie->to, "eaeu") != 0 && strcmp(tie->to, "quad") != 0;
    if (which->question == ENT_I_EGO) {
        const sample_tie *end = ties + which->tie_count;
        bool from = is_asked(which, tie->from), to = is_asked(which, tie->to);
        for (const sample_tie *own = ties; own < end; own++) {
            if (!is_asked(which, own->from) && !is_asked(which, own->to))
                continue;
            from = from || strcmp(own->from, tie->from) == 0 || strcmp(own->to, tie->from) == 0;
            to = to || strcmp(own->from, tie->to) == 0 || strcmp(own->to, tie->to) == 0;
        }
        return from && to;
    }
    return true;
}

/* A permutation of 0..count-1: multiplication by an odd number modulo a power of two, then the small ones. */
static size_t shuffled(size_t i, size_t count, unsigned seed)
{
    size_t size = 1;
    while (size < count)
        size *= 2;
    do
        i = (i * (2 * (size_t)seed + 5) + seed) % size;
    while (i >= count);
    return i;
}

static void frame(ent_i_diagram *diagram)
{
    diagram->as_of = "2025-12-05";
    diagram->as_of_long = "5 December 2025";
    diagram->thing = "forum";
    diagram->things = "forums";
    diagram->members = true;
    diagram->hops = 1;
}

void sample_fill(const sample *which, unsigned seed, ent_i_diagram *ret)
{
    static const char *const names[] = { "Talukdar & Tourangbam 2025", "Chatterjee 2025", "21st Summit 2021" };
    size_t count = sizeof things / sizeof *things;
    uint32_t index;
    ent_i_diagram_init(ret, which->question);
    frame(ret);
    for (size_t i = 0; i < count; i++) {
        const sample_thing *thing = &things[seed == 0 ? i : shuffled(i, count, seed)];
        ent_i_role role = is_asked(which, thing->key)                                         ? ENT_I_ASKED
                          : which->question == ENT_I_LINK && thing->class_ == ENT_CLASS_FORUM ? ENT_I_THING
                                                                                              : ENT_I_OTHER;
        ent_i_entity entity = { .key = thing->key,
                                .name = thing->label,
                                .label = thing->label,
                                .class_ = thing->class_,
                                .fold = -1,
                                .role = role,
                                .rank = asked_rank(which, thing->key) };
        if (role == ENT_I_THING)
            entity.rank = (uint32_t)(thing - things);
        assert_int_equal(ent_i_diagram_add_entity(ret, &entity, &index, NULL), ENT_OK);
    }
    for (size_t i = 0; i < which->tie_count; i++) {
        size_t at = seed == 0 ? i : shuffled(i, which->tie_count, seed);
        if (!takes(which, &ties[at]))
            continue;
        ent_i_line line = make_line(ret, &ties[at]);
        uint32_t source;
        assert_int_equal(ent_i_diagram_add_source(ret, names[at % 3], &source, NULL), ENT_OK);
        line.sources = &source;
        line.source_count = 1;
        assert_int_equal(ent_i_diagram_add_line(ret, &line, NULL), ENT_OK);
    }
    assert_int_equal(ent_i_diagram_finish(ret, true, NULL), ENT_OK);
}

static uint32_t add(ent_i_diagram *diagram, const char *key, const char *label, ent_class class_, ent_i_role role)
{
    uint32_t index;
    ent_i_entity entity = { .key = key, .name = label, .label = label, .class_ = class_, .fold = -1, .role = role };
    assert_int_equal(ent_i_diagram_add_entity(diagram, &entity, &index, NULL), ENT_OK);
    return index;
}

void sample_fill_star(size_t neighbours, ent_i_diagram *ret)
{
    ent_i_diagram_init(ret, ENT_I_EGO);
    frame(ret);
    uint32_t hub = add(ret, "hub", "The Hub", ENT_CLASS_STATE, ENT_I_ASKED);
    for (size_t i = 0; i < neighbours; i++) {
        char key[32], label[64], year[16];
        snprintf(key, sizeof key, "n%zu", i);
        snprintf(label, sizeof label, i % 3 == 0 ? "Neighbour %zu" : "No. %zu", i);
        snprintf(year, sizeof year, "%zu", 1950 + i % 70);
        ent_fold fold = i % 11 == 5 ? ENT_FOLD_ENDED : i % 7 == 3 ? ENT_FOLD_PLANNED : ENT_FOLD_IN_FORCE;
        ent_i_line line = { .from = hub,
                            .to = add(ret, key, label, (ent_class)(i % ENT_CLASS_COUNT), ENT_I_OTHER),
                            .type = "TIED_TO",
                            .phrase = "is tied to",
                            .brief = "tied",
                            .valid = year,
                            .since = year,
                            .status = fold == ENT_FOLD_ENDED     ? "ended"
                                      : fold == ENT_FOLD_PLANNED ? "planned"
                                                                 : "in-force",
                            .word = fold == ENT_FOLD_ENDED     ? "ended"
                                    : fold == ENT_FOLD_PLANNED ? "planned"
                                                               : "in force",
                            .until = fold == ENT_FOLD_ENDED ? "2021" : NULL,
                            .fold = fold,
                            .order = 1950 + (int64_t)(i % 70),
                            .subject = (ent_subject)((i * i) % ENT_SUBJECT_COUNT) };
        assert_int_equal(ent_i_diagram_add_line(ret, &line, NULL), ENT_OK);
    }
    assert_int_equal(ent_i_diagram_finish(ret, true, NULL), ENT_OK);
}

void sample_fill_hostile(ent_i_question question, ent_i_diagram *ret)
{
    static const char *const labels[] = {
        "\"<&>]]>",
        "\\N \\G \\E",
        "trailing \\",
        "two\nlines\tand\rmore",
        "\xE0\xA4\xAD\xE0\xA4\xBE\xE0\xA4\xB0\xE0\xA4\xA4 "
        "\xE0\xA4\x97\xE0\xA4\xA3\xE0\xA4\xB0\xE0\xA4\xBE\xE0\xA4\x9C\xE0\xA5\x8D\xE0\xA4\xAF",
        "\xD0\xA0\xD0\xBE\xD1\x81\xD1\x81\xD0\xB8\xD1\x8F",
        "\xE4\xB8\xAD\xE5\x8D\x8E\xE4\xBA\xBA\xE6\xB0\x91\xE5\x85\xB1\xE5\x92\x8C\xE5\x9B\xBD",
        "\xD8\xA5\xD9\x8A\xD8\xB1\xD8\xA7\xD9\x86",
        "",
        "\x01\x02\x7F",
        "A hundred and twenty characters of a name that nobody would ever want to put into a box on a slide but "
        "somebody will do",
        "Averyveryverylongwordwithoutanyblankinitthatcannotbebrokenanywhereatall",
        "&amp; <b>bold</b>",
        "%s%n%d",
    };
    ent_i_diagram_init(ret, question);
    frame(ret);
    size_t count = sizeof labels / sizeof *labels;
    uint32_t hub = add(ret, "ego \"<&>\\N\\", "Ego \"<&>\\N\\", ENT_CLASS_STATE, ENT_I_ASKED);
    uint32_t second = question == ENT_I_LINK ? add(ret, "-second", "\xC3\x9Cnited \xC5\x9Etates of \xC3\x85land",
                                                   ENT_CLASS_STATE, ENT_I_ASKED)
                                             : hub;
    if (second != hub)
        ret->entities[second].rank = 1;
    for (size_t i = 0; i < count; i++) {
        char key[256];
        snprintf(key, sizeof key, "%zu%s", i, labels[i]);
        uint32_t other = add(ret, key, labels[i], (ent_class)(i % ENT_CLASS_COUNT),
                             question == ENT_I_LINK ? ENT_I_THING : ENT_I_OTHER);
        ret->entities[other].rank = (uint32_t)i;
        for (uint32_t end = hub;; end = second) {
            ent_i_line line = { .from = end,
                                .to = other,
                                .type = "TYPE \"<&>",
                                .phrase = labels[i],
                                .brief = labels[(i + 3) % count],
                                .valid = "",
                                .status = "in-force",
                                .word = "in force",
                                .order = INT64_MAX,
                                .subject = (ent_subject)(i % ENT_SUBJECT_COUNT) };
            assert_int_equal(ent_i_diagram_add_line(ret, &line, NULL), ENT_OK);
            if (end == second)
                break;
        }
    }
    assert_int_equal(ent_i_diagram_finish(ret, true, NULL), ENT_OK);
}
