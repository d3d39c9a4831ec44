/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "loaders/csv_reader.h"

#include <csv.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/base/utf8.h"

/* How much libcsv enlarges its buffer for one field at a time. */
#define FIELD_STEP ((size_t)64 << 10)
/* Rows without quotes are passed on this many at a time. */
#define ROWS_AHEAD 16
#define OPTIONS (CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL | CSV_EMPTY_IS_NULL)

const char ent_i_csv_blank[1] = "";

typedef struct rows {
    struct csv_parser parser;
    ent_i_source *source;
    ent_error *err;
    ent_i_csv_row_function *row;
    ent_i_csv_ahead_function *ahead;
    void *context;
    ent_status failure; /* below 0: nothing more is passed on */
    size_t max_item;
    /* the row being read: field i ends at fields[i].length of text, until the row is complete */
    char *text;
    size_t length, capacity;
    ent_text *fields;
    size_t count, field_capacity;
    uint64_t line, row_line; /* of the next byte; of the row's first */
    bool after_return;       /* the last byte was a carriage return that ended a line */
    bool quotes;             /* a quote was seen: fields may hold line ends */
    bool between;            /* libcsv is not inside a row */
    uint64_t column;         /* bytes of the line before the piece being parsed */
    char carry[4];           /* an incomplete UTF-8 sequence */
    size_t carried;
    unsigned mark; /* bytes of a byte order mark seen; 4: past the place for one */
} rows;

/* --- what libcsv calls ------------------------------------------------------------------------ */

/* Blanks belong to the field (RFC 4180, 2.4). */
static int no_blank(unsigned char c)
{
    (void)c;
    return 0;
}

static void count_lines(rows *self, const char *data, size_t length)
{
    for (const char *end = data + length; (data = memchr(data, '\n', (size_t)(end - data))); data++)
        self->line++;
}

static ent_status too_long(rows *self, uint64_t line)
{
    return ent_i_fail_at(self->err, ENT_ERR_LIMIT, self->source->name, line, 1,
                         "a row is longer than the limit of %zu bytes (is a quote not closed?)", self->max_item);
}

static void take_field(void *data, size_t length, void *context)
{
    rows *self = context;
    if (self->failure < 0)
        return;
    self->after_return = false;
    if (!self->count)
        self->row_line = self->line;
    if (self->length + length + (self->count + 1) * sizeof *self->fields > self->max_item) {
        self->failure = too_long(self, self->row_line);
        return;
    }
    if (self->length + length + 1 > self->capacity || self->count == self->field_capacity) {
        self->failure = ENT_I_RESERVE(self->text, self->capacity, self->length + length + 1, self->err);
        if (self->failure >= 0)
            self->failure = ENT_I_RESERVE(self->fields, self->field_capacity, self->count + 1, self->err);
        if (self->failure < 0)
            return;
    }
    if (length)
        memcpy(self->text + self->length, data, length);
    self->length += length;
    /* Any other place tells it from a blank one: which, is known when the row ends. */
    self->fields[self->count++] = (ent_text){ data ? data : ent_i_csv_blank, self->length };
    if (self->quotes && length)
        count_lines(self, data, length);
}

/* CR LF is one line end, seen as two. */
static void end_line(rows *self, int c)
{
    if (!(c == '\n' && self->after_return))
        self->line++;
    self->after_return = c == '\r';
}

static void take_end(int c, void *context)
{
    rows *self = context;
    if (self->failure < 0)
        return;
    if (self->count) {
        size_t from = 0;
        for (size_t i = 0; i < self->count; i++) {
            size_t end = self->fields[i].length;
            bool blank = self->fields[i].data == ent_i_csv_blank;
            self->fields[i] = (ent_text){ blank ? ent_i_csv_blank : self->text + from, end - from };
            from = end;
        }
        self->failure = self->row(self->context, self->fields, self->count, self->row_line);
        self->count = self->length = 0;
    }
    end_line(self, c);
}

/* --- pieces ----------------------------------------------------------------------------------- */

/* Fail at byte `at` of a piece of which all before it has been parsed. */
static ent_status fail_in(rows *self, ent_status code, const char *piece, size_t at, const char *message,
                          unsigned byte)
{
    if (self->parser.entry_pos)
        count_lines(self, (const char *)self->parser.entry_buf, self->parser.entry_pos);
    const char *end = at ? memrchr(piece, '\n', at) : NULL;
    uint64_t column = end ? at - (size_t)(end - piece) : self->column + at + 1;
    return ent_i_fail_at(self->err, code, self->source->name, self->line, column, message, byte);
}

static ent_status fail_quote(rows *self, const char *piece, size_t at)
{
    unsigned char byte = (unsigned char)piece[at];
    return fail_in(self, ENT_ERR_SYNTAX, piece, at,
                   byte > 0x20 && byte < 0x7f
                       ? "after the closing quote of a field, expected a comma or the end of the line, not '%c'; a quote "
                         "inside a quoted field is doubled"
                       : "after the closing quote of a field, expected a comma or the end of the line, not byte 0x%02X; a "
                         "quote inside a quoted field is doubled",
                   byte);
}

/* A quote in a field that did not begin with one: read it as the character that it is. */
static void take_quote(rows *self, const char *at)
{
    csv_set_opts(&self->parser, OPTIONS & ~CSV_STRICT);
    (void)csv_parse(&self->parser, at, 1, take_field, take_end, self);
    csv_set_opts(&self->parser, OPTIONS);
}

static ent_status parse_quoted(rows *self, const char *piece, size_t length)
{
    size_t done = 0;
    while (done < length) {
        done += csv_parse(&self->parser, piece + done, length - done, take_field, take_end, self);
        if (self->failure < 0)
            return self->failure;
        if (done >= length)
            break;
        if (csv_error(&self->parser) != CSV_EPARSE)
            return ent_i_nomem(self->err);
        if (self->parser.quoted)
            return fail_quote(self, piece, done);
        take_quote(self, piece + done);
        done++;
    }
    if (self->length + self->parser.entry_pos > self->max_item)
        return too_long(self, self->count ? self->row_line : self->line);
    if (length)
        self->between = !self->parser.quoted && (piece[length - 1] == '\n' || piece[length - 1] == '\r');
    return ENT_OK;
}

/* A row without quotes that was found and is not passed on yet. */
typedef struct found {
    size_t first, count; /* its fields */
    uint64_t line;
} found;

static ent_status pass_on(rows *self, const found *waiting, size_t count)
{
    for (size_t i = 0; self->ahead && i < count; i++)
        self->ahead(self->context, self->fields + waiting[i].first, waiting[i].count);
    for (size_t i = 0; i < count; i++)
        ENT_I_TRY(self->row(self->context, self->fields + waiting[i].first, waiting[i].count, waiting[i].line));
    return ENT_OK;
}

/* The complete rows at the start of a piece without quotes, passed on where they lie: four times as fast as
 * a parser that must expect a quote at every byte. *ret: the bytes they take. */
static ent_status parse_plain(rows *self, const char *piece, size_t length, size_t *ret)
{
    const char *row = piece, *field = piece, *end = piece + length;
    found waiting[ROWS_AHEAD];
    size_t rows_waiting = 0, first = 0, used = 0; /* fields: of this row from first on, up to used */
    for (const char *at = piece; at < end; at++) {
        char c = *at;
        if ((unsigned char)c > ',' || (c != ',' && c != '\n' && c != '\r'))
            continue;
        if (c == ',' || at > row) {
            if (used == self->field_capacity)
                ENT_I_TRY(ENT_I_RESERVE(self->fields, self->field_capacity, used + 1, self->err));
            self->fields[used++] = (ent_text){ at > field ? field : ent_i_csv_blank, (size_t)(at - field) };
            field = at + 1;
        }
        if (c == ',')
            continue;
        if (used > first) {
            if ((size_t)(at - row) + (used - first) * sizeof *self->fields > self->max_item) {
                ENT_I_TRY(pass_on(self, waiting, rows_waiting));
                return too_long(self, self->line);
            }
            self->after_return = false;
            waiting[rows_waiting++] = (found){ first, used - first, self->line };
            first = used;
        }
        end_line(self, c);
        if (rows_waiting == ROWS_AHEAD) {
            ENT_I_TRY(pass_on(self, waiting, rows_waiting));
            rows_waiting = first = used = 0;
        }
        row = field = at + 1;
    }
    *ret = (size_t)(row - piece);
    return pass_on(self, waiting, rows_waiting);
}

/* Bytes up to and including the first line end. */
static size_t first_line(const char *piece, size_t length)
{
    size_t at = 0;
    while (at < length && piece[at] != '\n' && piece[at] != '\r')
        at++;
    return at < length ? at + 1 : length;
}

/* Valid UTF-8 without NUL, complete characters. */
static ent_status parse(rows *self, const char *piece, size_t length)
{
    size_t done = 0;
    if (memchr(piece, '"', length)) {
        self->quotes = true;
    } else {
        if (!self->between)
            ENT_I_TRY(parse_quoted(self, piece, done = first_line(piece, length)));
        size_t plain = 0;
        if (self->between)
            ENT_I_TRY(parse_plain(self, piece + done, length - done, &plain));
        done += plain;
    }
    ENT_I_TRY(parse_quoted(self, piece + done, length - done));
    const char *end = length ? memrchr(piece, '\n', length) : NULL;
    self->column = end ? (uint64_t)(piece + length - end - 1) : self->column + length;
    return ENT_OK;
}

/* Bytes of the UTF-8 sequence that begins with c, as far as c tells. */
static size_t sequence_length(char c)
{
    unsigned char u = (unsigned char)c;
    return u < 0xC2 || u > 0xF4 ? 1 : u < 0xE0 ? 2 : u < 0xF0 ? 3 : 4;
}

static ent_status fail_utf8(rows *self, const char *piece, size_t at, char byte)
{
    bool first = self->line == 1 && self->column + at == 0;
    if (first && ((unsigned char)byte == 0xFE || (unsigned char)byte == 0xFF))
        return fail_in(self, ENT_ERR_UTF8, piece, at, "byte 0x%02X: the file seems to be UTF-16, not UTF-8",
                       (unsigned char)byte);
    return fail_in(self, ENT_ERR_UTF8, piece, at, "byte 0x%02X is not UTF-8", (unsigned char)byte);
}

/* Complete the sequence that the last block broke off. */
static ent_status parse_carry(rows *self, const char **block, size_t *length)
{
    while (self->carried && *length) {
        self->carry[self->carried++] = *(*block)++;
        (*length)--;
        if (self->carried < sequence_length(self->carry[0]))
            continue;
        if (ent_i_utf8_valid(self->carry, self->carried) != self->carried)
            return fail_utf8(self, self->carry, 0, self->carry[0]);
        size_t carried = self->carried;
        self->carried = 0;
        ENT_I_TRY(parse(self, self->carry, carried));
    }
    return ENT_OK;
}

static void skip_mark(rows *self, const char **block, size_t *length)
{
    static const char mark[] = "\xEF\xBB\xBF";
    for (; self->mark < 3 && *length; (*block)++, (*length)--, self->mark++)
        if (**block != mark[self->mark]) {
            memcpy(self->carry, mark, self->mark);
            self->carried = self->mark;
            break;
        }
    if (*length || self->mark == 3)
        self->mark = 4;
}

static ent_status parse_block(rows *self, const char *block, size_t length)
{
    if (self->mark < 4)
        skip_mark(self, &block, &length);
    ENT_I_TRY(parse_carry(self, &block, &length));
    if (!length)
        return ENT_OK;
    size_t valid = ent_i_utf8_valid(block, length), rest = length - valid;
    const char *nul = memchr(block, '\0', valid);
    if (nul)
        valid = (size_t)(nul - block);
    ENT_I_TRY(parse(self, block, valid));
    if (nul && self->line == 1 && self->column < 4)
        return fail_in(self, ENT_ERR_UTF8, block + valid, 0, "a NUL character (byte 0x%02X): the file seems to be "
                       "UTF-16, not UTF-8", 0);
    if (nul)
        return fail_in(self, ENT_ERR_INVALID, block + valid, 0, "a NUL character (byte 0x%02X)", 0);
    if (rest && (rest >= sequence_length(block[valid]) || rest > 3))
        return fail_utf8(self, block + valid, 0, block[valid]);
    memcpy(self->carry, block + valid, rest);
    self->carried = rest;
    return ENT_OK;
}

static ent_status finish(rows *self)
{
    if (self->mark && self->mark < 3)
        self->carried = self->mark; /* a file of one or two bytes of a mark */
    if (self->carried)
        return fail_utf8(self, self->carry, 0, self->carry[0]);
    if (csv_fini(&self->parser, take_field, take_end, self) != 0)
        return ent_i_fail_at(self->err, ENT_ERR_SYNTAX, self->source->name, self->count ? self->row_line : self->line, 1,
                             "the row that begins here has a quote that is never closed");
    return self->failure;
}

ent_status ent_i_csv_read(ent_i_source *source, size_t max_item, ent_i_csv_row_function *row,
                          ent_i_csv_ahead_function *ahead, void *context, ent_error *err)
{
    rows self = { .source = source, .err = err, .row = row, .ahead = ahead, .context = context,
                  .max_item = max_item, .line = 1, .between = true };
    if (csv_init(&self.parser, OPTIONS) != 0)
        return ent_i_nomem(err);
    csv_set_space_func(&self.parser, no_blank);
    csv_set_blk_size(&self.parser, FIELD_STEP);
    const char *block = NULL;
    size_t length = 0;
    ent_status status;
    while ((status = ent_i_source_next(source, &block, &length, err)) == ENT_OK) {
        status = parse_block(&self, block, length);
        if (status < 0)
            break;
    }
    if (status == ENT_DONE)
        status = finish(&self);
    csv_free(&self.parser);
    free(self.text);
    free(self.fields);
    return status;
}
