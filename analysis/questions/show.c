/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A node's card: what it is, and every claim about it with who says so, whenever it held. */
#include <entente/question.h>

#include <stdio.h>
#include <string.h>

#include "analysis/view/words.h"
#include "graph/base/json_scan.h"
#include "graph/base/utf8.h"

typedef struct node_claim {
    ent_tie tie;
    ent_node other;
    bool forward;
    ent_standing standing;
    ent_i_reason reason;
    ent_subject subject;
    bool event;
    ent_i_dates dates;
} node_claim;

typedef struct node_card {
    const ent_view *view;
    ent_node node;
    node_claim *claims;
    size_t count, capacity;
} node_card;

typedef struct columns {
    size_t tie, with, period, standing, rank, sources, detail, status, type, subject, paragraphs, pages, urls, hows,
        notes;
} columns;

/* --- the claims ----------------------------------------------------------------------------------------- */

static ent_status collect_side(node_card *c, bool forward, ent_error *err)
{
    const ent_view *view = c->view;
    ent_arcs arcs = forward ? ent_graph_out(view->graph, c->node) : ent_graph_in(view->graph, c->node);
    for (size_t i = 0; i < arcs.count; i++) {
        if (!forward && arcs.others[i] == c->node)
            continue; /* a loop stands on both sides */
        ent_tie_view seen;
        ent_type_view type;
        ent_graph_tie(view->graph, arcs.ties[i], &seen);
        ent_graph_type(view->graph, seen.type, &type);
        node_claim found = { .tie = arcs.ties[i], .other = arcs.others[i], .forward = forward,
                        .subject = type.subject, .event = type.event,
                        .dates = ent_i_view_dates(view, arcs.ties[i]) };
        found.standing = ent_i_view_standing(view, found.tie, &c->node, 1, &found.reason);
        /* A filter was asked for: what it keeps out is not shown. Claims that are outranked are. */
        if (found.reason == ENT_I_REASON_TYPE || found.reason == ENT_I_REASON_LABEL ||
            found.reason == ENT_I_REASON_SOURCE || found.reason == ENT_I_REASON_STATUS)
            continue;
        ENT_I_TRY(ENT_I_RESERVE(c->claims, c->capacity, c->count + 1, err));
        c->claims[c->count++] = found;
    }
    return ENT_OK;
}

/* By subject, then what the claim is about, so that contradicting ones stand together; then by time. */
static int compare_claims(const void *left, const void *right, void *context)
{
    const node_claim *a = left, *b = right;
    const ent_graph *graph = context;
    if (a->subject != b->subject)
        return a->subject < b->subject ? -1 : 1;
    if (a->event != b->event)
        return a->event ? 1 : -1;
    int keys = strcmp(ent_i_node_key(graph, a->other), ent_i_node_key(graph, b->other));
    if (keys)
        return keys;
    ent_tie_view x, y;
    ent_graph_tie(graph, a->tie, &x);
    ent_graph_tie(graph, b->tie, &y);
    ent_type_view s, t;
    ent_graph_type(graph, x.type, &s);
    ent_graph_type(graph, y.type, &t);
    if (x.type != y.type)
        return strcmp(s.name, t.name);
    if (a->dates.dated != b->dates.dated)
        return a->dates.dated ? -1 : 1;
    if (a->dates.since != b->dates.since)
        return a->dates.since < b->dates.since ? -1 : 1;
    return ent_i_tie_order(graph, a->tie, b->tie);
}

/* --- the table ------------------------------------------------------------------------------------------ */

static void add_columns(const node_card *card, columns *c, ent_i_reply *reply)
{
    char day[ENT_DAY_TEXT], heading[ENT_DAY_TEXT + 8] = "STANDING";
    if (!card->view->all_dates)
        snprintf(heading, sizeof heading, "ON %s", ent_day_format(card->view->day, day));
    c->tie = ent_i_reply_column(reply, "tie", "WHAT", ENT_CELL_TEXT);
    c->with = ent_i_reply_column(reply, "with", "WITH", ENT_CELL_NODE);
    c->period = ent_i_reply_column(reply, "period", "PERIOD", ENT_CELL_DATE);
    c->standing = ent_i_reply_column(reply, "standing", heading, ENT_CELL_TEXT);
    c->rank = ent_i_reply_column(reply, "rank", "RANK", ENT_CELL_TEXT);
    c->sources = ent_i_reply_column(reply, "sources", "SOURCES", ENT_CELL_LIST);
    c->detail = ent_i_reply_column(reply, "detail", "DETAIL", ENT_CELL_TEXT);
    c->status = ent_i_reply_machine_column(reply, "status", "STATUS", ENT_CELL_TEXT);
    c->type = ent_i_reply_machine_column(reply, "type", "TYPE", ENT_CELL_TEXT);
    c->subject = ent_i_reply_machine_column(reply, "subject", "SUBJECT", ENT_CELL_TEXT);
    c->paragraphs = ent_i_reply_machine_column(reply, "paragraphs", "PARAGRAPHS", ENT_CELL_LIST);
    c->pages = ent_i_reply_machine_column(reply, "pages", "PAGES", ENT_CELL_LIST);
    c->urls = ent_i_reply_machine_column(reply, "urls", "URLS", ENT_CELL_LIST);
    c->hows = ent_i_reply_machine_column(reply, "hows", "HOW", ENT_CELL_LIST);
    c->notes = ent_i_reply_machine_column(reply, "notes", "NOTES", ENT_CELL_LIST);
}

/* How to read a citation's owner: ties and nodes are cited alike. */
typedef void citation_of(const ent_graph *graph, uint32_t owner, size_t index, ent_citation_view *ret);

/* "paragraph 26, implied: our own words; https://..." */
static void describe(const ent_graph *graph, const ent_citation_view *citation, ent_i_buffer *text)
{
    ent_i_buffer_printf(text, "%s%s", text->length ? " | " : "", ent_i_node_key(graph, citation->source));
    if (citation->paragraph)
        ent_i_buffer_printf(text, " paragraph %s", citation->paragraph);
    if (citation->page)
        ent_i_buffer_printf(text, " page %s", citation->page);
    if (citation->how != ENT_HOW_STATED)
        ent_i_buffer_printf(text, " (%s)", ent_how_text(citation->how));
    if (citation->note)
        ent_i_buffer_printf(text, ": %s", citation->note);
    if (citation->url)
        ent_i_buffer_printf(text, " <%s>", citation->url);
}

static void write_citations(const ent_view *view, citation_of *of, uint32_t owner, size_t count, const columns *c,
                            ent_i_buffer *detail, ent_i_reply *reply)
{
    size_t allowed = 0, at = 0;
    ent_citation_view citation;
    for (size_t i = 0; i < count; i++) {
        of(view->graph, owner, i, &citation);
        allowed += ent_i_view_allows_source(view, citation.source);
    }
    ent_cell *sources = ent_i_reply_list(reply, c->sources, allowed);
    ent_cell *paragraphs = ent_i_reply_list(reply, c->paragraphs, allowed);
    ent_cell *pages = ent_i_reply_list(reply, c->pages, allowed);
    ent_cell *urls = ent_i_reply_list(reply, c->urls, allowed);
    ent_cell *hows = ent_i_reply_list(reply, c->hows, allowed);
    ent_cell *notes = ent_i_reply_list(reply, c->notes, allowed);
    for (size_t i = 0; i < count && reply->status >= 0; i++) {
        of(view->graph, owner, i, &citation);
        if (!ent_i_view_allows_source(view, citation.source))
            continue;
        sources[at] = ent_i_reply_node_cell(reply, citation.source);
        paragraphs[at] = ent_i_reply_text_cell(reply, citation.paragraph);
        pages[at] = ent_i_reply_text_cell(reply, citation.page);
        urls[at] = ent_i_reply_text_cell(reply, citation.url);
        hows[at] = ent_i_reply_text_cell(reply, ent_how_text(citation.how));
        notes[at] = ent_i_reply_text_cell(reply, citation.note);
        describe(view->graph, &citation, detail);
        at++;
    }
}

/* "signed", "outranked (signed)", "not yet (ratified)": what it would be is in brackets. */
static void write_standing(const ent_view *view, const node_claim *claim, ent_tie_status status, const columns *c,
                           ent_i_reply *reply)
{
    const char *word = ent_i_standing_word(view, claim->tie, claim->standing, claim->reason);
    const char *mark = ent_view_tie_uncertain(view, claim->tie) ? " ?" : "";
    if (claim->standing != ENT_STANDING_HOLDS && status != ENT_TIE_IN_FORCE)
        ent_i_reply_printf(reply, c->standing, "%s (%s)%s", word, ent_tie_status_word(status), mark);
    else
        ent_i_reply_printf(reply, c->standing, "%s%s", word, mark);
}

static void write_claim(const node_card *card, const node_claim *claim, const columns *c, ent_i_reply *reply)
{
    const ent_graph *graph = card->view->graph;
    ent_tie_view seen;
    ent_type_view type;
    ent_graph_tie(graph, claim->tie, &seen);
    ent_graph_type(graph, seen.type, &type);
    ent_i_reply_text(reply, c->tie, ent_i_tie_phrase(graph, claim->tie, claim->forward));
    ent_i_reply_node(reply, c->with, claim->other);
    ent_i_reply_period(reply, c->period, claim->tie, ENT_I_ALL);
    write_standing(card->view, claim, seen.status, c, reply);
    if (seen.rank != ENT_RANK_NORMAL)
        ent_i_reply_text(reply, c->rank, ent_rank_text(seen.rank));
    ent_i_reply_text(reply, c->status, ent_tie_status_text(seen.status));
    ent_i_reply_text(reply, c->type, type.name);
    ent_i_reply_text(reply, c->subject, ent_subject_text(type.subject));
    ent_i_buffer detail = ENT_I_BUFFER_INIT;
    write_citations(card->view, ent_graph_tie_citation, claim->tie, ent_graph_tie_citation_count(graph, claim->tie), c,
                    &detail, reply);
    if (detail.length)
        ent_i_reply_text(reply, c->detail, ent_i_buffer_string(&detail));
    ent_i_reply_drop(reply, &detail);
    ent_i_reply_row(reply);
}

static void write_fact(const char *what, const char *detail, const columns *c, ent_i_reply *reply)
{
    ent_i_reply_text(reply, c->tie, what);
    ent_i_reply_text(reply, c->detail, detail);
    ent_i_reply_row(reply);
}

static void write_properties(const ent_node_view *node, const columns *c, ent_i_reply *reply)
{
    const char *cursor = node->properties, *name, *value;
    size_t name_length, value_length;
    ent_i_buffer what = ENT_I_BUFFER_INIT, text = ENT_I_BUFFER_INIT;
    while (cursor && ent_i_json_next(&cursor, &name, &name_length, &value, &value_length)) {
        ent_i_reply_reset(reply, &what);
        ent_i_reply_reset(reply, &text);
        if (!ent_i_json_unescape(name, name_length, &what))
            continue;
        if (!ent_i_json_unescape(value, value_length, &text))
            ent_i_buffer_add(&text, value, value_length);
        write_fact(ent_i_buffer_string(&what), ent_i_buffer_string(&text), c, reply);
    }
    ent_i_reply_drop(reply, &what);
    ent_i_reply_drop(reply, &text);
}

/* What sources that were not asked for say of a node is left out, as their claims are. */
static bool is_said(const ent_view *view, ent_node node, size_t citations)
{
    bool said = !view->sources || !citations;
    for (size_t i = 0; i < citations && !said; i++) {
        ent_citation_view citation;
        ent_graph_node_citation(view->graph, node, i, &citation);
        said = ent_i_view_allows_source(view, citation.source);
    }
    return said;
}

/* What the node itself is. Returns the rows written. */
static void write_facts(const node_card *card, const columns *c, ent_i_reply *reply)
{
    const ent_graph *graph = card->view->graph;
    ent_node_view node;
    ent_graph_node(graph, card->node, &node);
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    ent_i_reply_section(reply, "%s", node.name);
    write_fact("key", node.key, c, reply);
    for (size_t i = 0; i < node.label_count; i++) {
        ent_label_view label;
        ent_graph_label(graph, node.labels[i], &label);
        ent_i_buffer_printf(&text, "%s%s", i ? ", " : "", label.name);
    }
    if (node.label_count)
        write_fact("is a", ent_i_buffer_string(&text), c, reply);
    if (strcmp(node.short_name, node.name))
        write_fact("short name", node.short_name, c, reply);
    for (size_t i = 0; i < ent_graph_alias_count(graph, card->node); i++) {
        ent_alias_view alias;
        ent_graph_alias(graph, card->node, i, &alias);
        write_fact(alias.ambiguous ? "also known as (as others are)" : "also known as", alias.name, c, reply);
    }
    if (*node.valid) {
        ent_i_reply_date(reply, c->period, node.valid);
        write_fact("exists", NULL, c, reply);
    }
    if (node.status >= 0)
        write_fact("status", ent_tie_status_word((ent_tie_status)node.status), c, reply);
    size_t citations = ent_graph_node_citation_count(graph, card->node);
    bool said = is_said(card->view, card->node, citations);
    if (said)
        write_properties(&node, c, reply);
    if (said && citations) {
        ent_i_reply_reset(reply, &text);
        write_citations(card->view, ent_graph_node_citation, card->node, citations, c, &text, reply);
        write_fact("according to", ent_i_buffer_string(&text), c, reply);
    }
    ent_i_reply_drop(reply, &text);
}

static void write_claims(const node_card *card, const columns *c, ent_i_reply *reply)
{
    for (size_t i = 0; i < card->count; i++) {
        const node_claim *claim = &card->claims[i];
        if (!i || claim->subject != card->claims[i - 1].subject || claim->event != card->claims[i - 1].event) {
            const char *subject = ent_subject_text(claim->subject);
            ent_i_reply_section(reply, "%c%s%s", ent_i_ascii_upper(subject[0]), subject + 1,
                                claim->event ? ": events" : "");
        }
        write_claim(card, claim, c, reply);
    }
}

/* --- the headline --------------------------------------------------------------------------------------- */

/* One kind of standing in the headline. */
typedef struct headline {
    const char *word;
    size_t count;
    int order; /* what is signed, planned or has happened first, then what is in force, then what does not hold */
} headline;

static int order_of(const node_claim *claim, const char *word)
{
    if (claim->standing != ENT_STANDING_HOLDS)
        return 2 + (int)claim->standing;
    return strcmp(word, "in force") ? 0 : 1;
}

/* Does the claim stand on the day without being in force? */
static bool is_planned(const node_card *card, const node_claim *claim)
{
    ent_tie_view seen;
    ent_graph_tie(card->view->graph, claim->tie, &seen);
    return claim->standing == ENT_STANDING_HOLDS && ent_tie_status_fold(seen.status) == ENT_FOLD_PLANNED;
}

/* "sought" rather than a drawing's "seeks": the headline does not say who. */
static const char *headline_word(const node_card *card, const node_claim *claim)
{
    ent_tie_view seen;
    ent_graph_tie(card->view->graph, claim->tie, &seen);
    if (claim->standing == ENT_STANDING_HOLDS && seen.status != ENT_TIE_IN_FORCE)
        return ent_tie_status_text(seen.status);
    return ent_i_standing_word(card->view, claim->tie, claim->standing, claim->reason);
}

/* Every claim is counted under one word. */
static size_t count_words(const node_card *card, headline *words)
{
    size_t count = 0;
    for (size_t i = 0; i < card->count; i++) {
        const node_claim *claim = &card->claims[i];
        const char *word = headline_word(card, claim);
        size_t at = 0;
        while (at < count && strcmp(words[at].word, word))
            at++;
        if (at == count)
            words[count++] = (headline){ word, 0, order_of(claim, word) };
        words[at].count++;
    }
    return count;
}

static void write_title(const node_card *card, ent_i_reply *reply)
{
    headline words[ENT_TIE_STATUS_COUNT + 8]; /* a status each, happened, and what does not hold */
    size_t count = count_words(card, words);
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    ent_i_buffer_printf(&text, "%s ", ent_i_node_name(card->view->graph, card->node));
    ent_i_words_day(&text, card->view);
    ent_i_buffer_text(&text, count ? ": " : ": no claims");
    bool first = true;
    for (int order = 0; order <= 2 + (int)ENT_STANDING_FILTERED; order++)
        for (size_t i = 0; i < count; i++)
            if (words[i].order == order) {
                /* "2 signed, 5 other ties in force": those five do not make what is signed be in force. */
                const char *other = order != 1 || first ? "" : words[i].count == 1 ? "other tie " : "other ties ";
                ent_i_buffer_printf(&text, "%s%zu %s%s", first ? "" : ", ", words[i].count, other, words[i].word);
                first = false;
            }
    ent_i_reply_title(reply, "%s", ent_i_buffer_string(&text));
    ent_i_reply_drop(reply, &text);
}

/* A source's card also says what rests on it. */
static void write_support(const node_card *card, ent_i_reply *reply)
{
    const ent_graph *graph = card->view->graph;
    size_t alone = 0, together = 0;
    for (size_t i = 0; i < ent_graph_tie_count(graph); i++) {
        size_t count = ent_graph_tie_citation_count(graph, (ent_tie)i);
        bool here = false, others = false;
        for (size_t j = 0; j < count; j++) {
            ent_citation_view citation;
            ent_graph_tie_citation(graph, (ent_tie)i, j, &citation);
            here = here || citation.source == card->node;
            others = others || citation.source != card->node;
        }
        alone += here && !others;
        together += here && others;
    }
    ent_i_reply_note(reply, "This source supports %zu tie%s: %zu alone, %zu with others.", alone + together,
                     ent_i_s(alone + together), alone, together);
}

ent_status ent_show_ask(const ent_view *view, ent_node node, ent_answer **ret, ent_error *err)
{
    node_card card = { .view = view, .node = node };
    ent_status status = collect_side(&card, true, err);
    if (status >= 0)
        status = collect_side(&card, false, err);
    if (status < 0) {
        free(card.claims);
        return status;
    }
    if (card.count)
        qsort_r(card.claims, card.count, sizeof *card.claims, compare_claims, (void *)(uintptr_t)view->graph);
    ent_i_buffer question = ENT_I_BUFFER_INIT;
    ent_i_buffer_printf(&question, "show %s", ent_i_node_key(view->graph, node));
    ent_node_view seen;
    ent_graph_node(view->graph, node, &seen);
    size_t uncertain = 0, undated = 0, planned = 0;
    for (size_t i = 0; i < card.count; i++) {
        planned += is_planned(&card, &card.claims[i]);
        uncertain += ent_view_tie_uncertain(view, card.claims[i].tie);
        undated += card.claims[i].dates.undated;
    }
    ent_i_reply reply;
    columns c;
    ent_i_reply_open(&reply, view->graph, view, ent_i_buffer_string(&question), err);
    ent_i_reply_drop(&reply, &question);
    write_title(&card, &reply);
    add_columns(&card, &c, &reply);
    write_facts(&card, &c, &reply);
    write_claims(&card, &c, &reply);
    if (seen.source)
        write_support(&card, &reply);
    if (planned)
        ent_i_reply_note(&reply, "%zu tie%s that %s signed, planned or sought %s not in force.", planned,
                         planned == 1 ? "" : "s", planned == 1 ? "is" : "are", planned == 1 ? "is" : "are");
    ent_i_note_dates(&reply, undated, "claim");
    ent_i_note_uncertain(&reply, uncertain);
    free(card.claims);
    return ent_i_reply_finish(&reply, ret);
}
