/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The default vocabulary and the words for statuses, ranks, subjects and classes: const tables. */
#include <string.h>

#include "graph/model/graph.h"
#include "graph/model/vocabulary.h"

const ent_i_default_label ent_i_default_labels[] = {
    { "State", "States", NULL, ENT_CLASS_STATE },
    { "Organisation", "Organisations", NULL, ENT_CLASS_FORUM },
    { "Forum", "Forums", "Organisation", ENT_CLASS_FORUM },
    { "Company", "Companies", "Organisation", ENT_CLASS_OTHER },
    { "Corridor", "Corridors", NULL, ENT_CLASS_CORRIDOR },
    { "Pipeline", "Pipelines", "Corridor", ENT_CLASS_CORRIDOR },
    { "WeaponSystem", "Weapon systems", NULL, ENT_CLASS_WEAPON },
    { "Agreement", "Agreements", NULL, ENT_CLASS_AGREEMENT },
    { "Treaty", "Treaties", "Agreement", ENT_CLASS_AGREEMENT },
    { "Project", "Projects", NULL, ENT_CLASS_PROJECT },
    { "Person", "People", NULL, ENT_CLASS_OTHER },
    { "Place", "Places", NULL, ENT_CLASS_OTHER },
    { "Meeting", "Meetings", NULL, ENT_CLASS_OTHER },
    { "Source", "Sources", NULL, ENT_CLASS_OTHER },
    { NULL, NULL, NULL, 0 },
};

const ent_i_default_type ent_i_default_types[] = {
    { "MEMBER_OF", "is a member of", "has as a member", "member", ENT_SUBJECT_DIPLOMACY, false, false, NULL },
    { "OBSERVER_OF", "is an observer of", "has as an observer", "observer", ENT_SUBJECT_DIPLOMACY, false, false,
      "MEMBER_OF" },
    { "PARTY_TO", "is a party to", "has as a party", "party", ENT_SUBJECT_DIPLOMACY, false, false, NULL },
    { "ALLY_OF", "is an ally of", "is an ally of", "ally", ENT_SUBJECT_DEFENCE, true, false, NULL },
    { "SUPPLIES", "supplies", "is supplied by", "supplier", ENT_SUBJECT_DEFENCE, false, false, NULL },
    { "OPERATES", "operates", "is operated by", "operator", ENT_SUBJECT_DEFENCE, false, false, NULL },
    { "TRADES_WITH", "trades with", "trades with", "trade", ENT_SUBJECT_TRADE, true, false, NULL },
    { "LINKS", "links", "is linked by", "link", ENT_SUBJECT_TRANSPORT, false, false, NULL },
    { "SIGNED", "signed", "was signed by", "signed", ENT_SUBJECT_DIPLOMACY, false, true, NULL },
    { "MET", "met", "met", "met", ENT_SUBJECT_DIPLOMACY, true, true, NULL },
    { "VISITED", "visited", "was visited by", "visit", ENT_SUBJECT_DIPLOMACY, false, true, NULL },
    { "LAUNCHED", "launched", "was launched by", "launch", ENT_SUBJECT_SCIENCE, false, true, NULL },
    { NULL, NULL, NULL, NULL, ENT_SUBJECT_OTHER, false, false, NULL },
};

static const char *const status_texts[] = {
#define ENT_X(name, text, fold, word) [name] = text,
    ENT_TIE_STATUS_LIST(ENT_X)
#undef ENT_X
};
static const char *const status_words[] = {
#define ENT_X(name, text, fold, word) [name] = word,
    ENT_TIE_STATUS_LIST(ENT_X)
#undef ENT_X
};
static const unsigned char status_folds[] = {
#define ENT_X(name, text, fold, word) [name] = fold,
    ENT_TIE_STATUS_LIST(ENT_X)
#undef ENT_X
};
static const char *const rank_texts[] = {
#define ENT_X(name, text) [name] = text,
    ENT_RANK_LIST(ENT_X)
#undef ENT_X
};
static const char *const how_texts[] = {
#define ENT_X(name, text) [name] = text,
    ENT_HOW_LIST(ENT_X)
#undef ENT_X
};
static const char *const subject_texts[] = {
#define ENT_X(name, text) [name] = text,
    ENT_SUBJECT_LIST(ENT_X)
#undef ENT_X
};
static const char *const class_texts[] = {
#define ENT_X(name, text, heading) [name] = text,
    ENT_CLASS_LIST(ENT_X)
#undef ENT_X
};
static const char *const class_headings[] = {
#define ENT_X(name, text, heading) [name] = heading,
    ENT_CLASS_LIST(ENT_X)
#undef ENT_X
};

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const char *word_at(const char *const *table, size_t count, int code)
{
    return code >= 0 && (size_t)code < count ? table[code] : "unknown";
}

static int code_of(const char *const *table, size_t count, const char *text, size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(table[i]) == length && memcmp(table[i], text, length) == 0)
            return (int)i;
    return -1;
}

const char *ent_tie_status_text(ent_tie_status status)
{
    return word_at(status_texts, COUNT(status_texts), (int)status);
}

const char *ent_tie_status_word(ent_tie_status status)
{
    return word_at(status_words, COUNT(status_words), (int)status);
}

ent_fold ent_tie_status_fold(ent_tie_status status)
{
    return (unsigned)status < ENT_TIE_STATUS_COUNT ? (ent_fold)status_folds[status] : ENT_FOLD_IN_FORCE;
}

const char *ent_rank_text(ent_rank rank)
{
    return word_at(rank_texts, COUNT(rank_texts), (int)rank);
}

const char *ent_how_text(ent_how how)
{
    return word_at(how_texts, COUNT(how_texts), (int)how);
}

const char *ent_subject_text(ent_subject subject)
{
    return word_at(subject_texts, COUNT(subject_texts), (int)subject);
}

const char *ent_class_text(ent_class class_)
{
    return word_at(class_texts, COUNT(class_texts), (int)class_);
}

const char *ent_class_heading(ent_class class_)
{
    return word_at(class_headings, COUNT(class_headings), (int)class_);
}

int ent_i_tie_status_of(const char *text, size_t length)
{
    return code_of(status_texts, COUNT(status_texts), text, length);
}

int ent_i_rank_of(const char *text, size_t length)
{
    return code_of(rank_texts, COUNT(rank_texts), text, length);
}

int ent_i_how_of(const char *text, size_t length)
{
    return code_of(how_texts, COUNT(how_texts), text, length);
}

int ent_i_class_of(const char *text, size_t length)
{
    return code_of(class_texts, COUNT(class_texts), text, length);
}

int ent_i_subject_of(const char *text, size_t length)
{
    return code_of(subject_texts, COUNT(subject_texts), text, length);
}
