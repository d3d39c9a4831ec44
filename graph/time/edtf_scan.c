/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One EDTF date as written:
 *
 *   date   = [mark] year [mark] [ "-" [mark] month [mark] [ "-" [mark] day [mark] ] ] [ "T" time ]
 *   year   = ["-"] 4 * ( digit | "X" ) [ "S" digits ]
 *          | "Y" ["-"] digits [ "E" digits ] [ "S" digits ]
 *   month  = 2 * ( digit | "X" )        also 21 to 41, which take no day
 *   mark   = "?" | "~" | "%"            before a part: of that part; after it: of it and all before it
 *   time   = hh ":" mm ":" ss [ "Z" | ( "+" | "-" ) hh [ ":" mm ] ]
 */
#include "graph/time/edtf.h"

/* Beyond this, years and exponents only need to be very large. */
#define HUGE_NUMBER INT64_C(100000000000000000)

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static bool is_digit_or_x(int c)
{
    return is_digit(c) || c == 'X';
}

static void take_mark(ent_i_edtf *text, ent_i_edtf_date *date, int part)
{
    int c = ent_i_edtf_peek(text, text->at);
    if (c != '?' && c != '~' && c != '%')
        return;
    text->at++;
    date->marked[part] = true;
    date->qualifiers |= c == '?' ? ENT_UNCERTAIN : c == '~' ? ENT_APPROXIMATE : ENT_UNCERTAIN | ENT_APPROXIMATE;
}

static ent_status scan_part(ent_i_edtf *text, unsigned count, const char *digits_wanted, ent_i_edtf_part *ret)
{
    ret->at = text->at;
    ret->count = (unsigned char)count;
    ret->unknown = 0;
    for (unsigned i = 0; i < count; i++) {
        int c = ent_i_edtf_peek(text, text->at + i);
        if (!is_digit_or_x(c))
            return ent_i_edtf_reject_char(text, text->at + i, digits_wanted);
        ret->digits[i] = (signed char)(c == 'X' ? -1 : c - '0');
        ret->unknown = (unsigned char)(ret->unknown + (c == 'X'));
    }
    text->at += count;
    return ENT_OK;
}

/* digits: a number, cut off at HUGE_NUMBER. */
static ent_status scan_number(ent_i_edtf *text, const char *wanted, int64_t *ret, size_t *ret_digits)
{
    size_t start = text->at;
    int64_t number = 0;
    while (is_digit(ent_i_edtf_peek(text, text->at))) {
        number = number * 10 + (text->text[text->at++] - '0');
        if (number > HUGE_NUMBER)
            number = HUGE_NUMBER;
    }
    if (text->at == start)
        return ent_i_edtf_reject_char(text, start, wanted);
    *ret = number;
    *ret_digits = text->at - start;
    return ENT_OK;
}

/* [ "S" digits ]: the years that agree with the one given in so many leading digits. */
static ent_status scan_significant(ent_i_edtf *text, ent_i_edtf_date *date)
{
    int64_t significant = 0, unit = 1, rest = date->year < 0 ? -date->year : date->year;
    size_t digits, at = ++text->at;
    ENT_I_TRY(scan_number(text, "a count of significant digits", &significant, &digits));
    if (significant == 0)
        return ent_i_edtf_reject(text, at, "no significant digits");
    int64_t whole = 0;
    for (int64_t left = rest; left > 0; left /= 10)
        whole++;
    for (int64_t i = significant; i < whole; i++)
        unit *= 10;
    int64_t near = rest / unit * unit, far = near + (unit - 1);
    date->low = date->negative ? -far : near;
    date->high = date->negative ? -near : far;
    return ENT_OK;
}

static ent_status scan_long_year(ent_i_edtf *text, ent_i_edtf_date *date)
{
    int64_t year = 0, power = 0;
    size_t digits, start = text->at++;
    date->negative = ent_i_edtf_peek(text, text->at) == '-';
    text->at += date->negative;
    ENT_I_TRY(scan_number(text, "a year", &year, &digits));
    date->exponent = ent_i_edtf_peek(text, text->at) == 'E';
    if (date->exponent) {
        text->at++;
        ENT_I_TRY(scan_number(text, "an exponent", &power, &digits));
        for (; power > 0 && year > 0 && year < HUGE_NUMBER; power--)
            year = year > HUGE_NUMBER / 10 ? HUGE_NUMBER : year * 10;
        if (year == 0 && date->negative)
            return ent_i_edtf_reject(text, start, "there is no year -0,");
    } else if (year <= 9999) {
        return ent_i_edtf_reject(text, start, "Y before a year of four digits or fewer");
    }
    date->year = date->low = date->high = date->negative ? -year : year;
    if (ent_i_edtf_peek(text, text->at) == 'S')
        ENT_I_TRY(scan_significant(text, date));
    return ENT_OK;
}

static ent_status scan_plain_year(ent_i_edtf *text, ent_i_edtf_date *date)
{
    ent_i_edtf_part *part = &date->parts[ENT_I_YEAR];
    size_t start = text->at;
    int value = 0;
    date->negative = ent_i_edtf_peek(text, text->at) == '-';
    text->at += date->negative;
    ENT_I_TRY(scan_part(text, 4, "a year of four digits", part));
    if (is_digit_or_x(ent_i_edtf_peek(text, text->at)))
        return ent_i_edtf_reject(text, text->at, "a fifth digit (a longer year has Y before it)");
    date->plain = true;
    if (part->unknown > 0)
        return ENT_OK;
    for (int i = 0; i < 4; i++)
        value = value * 10 + part->digits[i];
    if (value == 0 && date->negative)
        return ent_i_edtf_reject(text, start, "there is no year -0000,");
    date->year = date->negative ? -value : value;
    if (ent_i_edtf_peek(text, text->at) != 'S')
        return ENT_OK;
    date->plain = false;
    return scan_significant(text, date);
}

/* Whether some number from 1 to most can stand for a part of two digits. */
static bool part_within(const ent_i_edtf_part *part, int most)
{
    for (int value = 1; value <= most; value++)
        if ((part->digits[0] < 0 || part->digits[0] == value / 10) &&
            (part->digits[1] < 0 || part->digits[1] == value % 10))
            return true;
    return false;
}

static ent_status scan_month(ent_i_edtf *text, ent_i_edtf_date *date)
{
    ent_i_edtf_part *month = &date->parts[ENT_I_MONTH];
    ENT_I_TRY(scan_part(text, 2, "a month of two digits", month));
    if (part_within(month, 12))
        return ENT_OK;
    int value = month->digits[0] * 10 + month->digits[1];
    if (month->unknown == 0 && value >= 21 && value <= 41) {
        date->season = value;
        return ENT_OK;
    }
    return ent_i_edtf_reject(text, month->at, "month %.2s", text->text + month->at);
}

static ent_status scan_day(ent_i_edtf *text, ent_i_edtf_date *date)
{
    ent_i_edtf_part *day = &date->parts[ENT_I_DAY];
    ENT_I_TRY(scan_part(text, 2, "a day of two digits", day));
    if (!part_within(day, 31))
        return ent_i_edtf_reject(text, day->at, "day %.2s", text->text + day->at);
    return ENT_OK;
}

/* Two digits, at most `most`. */
static ent_status scan_clock(ent_i_edtf *text, const char *name, int most, int *ret)
{
    size_t at = text->at;
    for (size_t i = 0; i < 2; i++)
        if (!is_digit(ent_i_edtf_peek(text, at + i)))
            return ent_i_edtf_reject_char(text, at + i, "a digit of the time");
    int value = (text->text[at] - '0') * 10 + (text->text[at + 1] - '0');
    if (value > most)
        return ent_i_edtf_reject(text, at, "%s %.2s", name, text->text + at);
    text->at += 2;
    *ret = value;
    return ENT_OK;
}

static ent_status scan_colon(ent_i_edtf *text)
{
    if (ent_i_edtf_peek(text, text->at) != ':')
        return ent_i_edtf_reject_char(text, text->at, "a colon");
    text->at++;
    return ENT_OK;
}

static ent_status scan_time(ent_i_edtf *text)
{
    int hour, minute, second;
    size_t at = text->at;
    ENT_I_TRY(scan_clock(text, "hour", 24, &hour));
    ENT_I_TRY(scan_colon(text));
    ENT_I_TRY(scan_clock(text, "minute", 59, &minute));
    ENT_I_TRY(scan_colon(text));
    /* 60 is a leap second: at 23:59 in universal time, so at the end of a quarter of an hour anywhere. */
    ENT_I_TRY(scan_clock(text, "second", minute % 15 == 14 ? 60 : 59, &second));
    if (hour == 24 && (minute != 0 || second != 0))
        return ent_i_edtf_reject(text, at, "hour 24 that is not midnight");
    int c = ent_i_edtf_peek(text, text->at);
    if (c == 'Z')
        text->at++;
    if (c != '+' && c != '-')
        return ENT_OK;
    at = text->at++;
    minute = 0;
    ENT_I_TRY(scan_clock(text, "hour of the time zone", 23, &hour));
    if (ent_i_edtf_peek(text, text->at) == ':') {
        text->at++;
        ENT_I_TRY(scan_clock(text, "minute of the time zone", 59, &minute));
    }
    if (c == '-' && hour == 0 && minute == 0)
        return ent_i_edtf_reject(text, at, "a time zone of minus nothing");
    return ENT_OK;
}

static bool take_hyphen(ent_i_edtf *text)
{
    bool found = ent_i_edtf_peek(text, text->at) == '-';
    text->at += found;
    return found;
}

/* What follows the day, the last part of a date. */
static ent_status scan_after_day(ent_i_edtf *text, bool time_allowed, ent_i_edtf_date *date)
{
    if (ent_i_edtf_peek(text, text->at) != 'T')
        return ENT_OK;
    if (!time_allowed)
        return ent_i_edtf_reject(text, text->at, "a time of day (only a single date takes one)");
    if (date->qualifiers != 0)
        return ent_i_edtf_reject(text, text->at, "a time of day after a qualified date");
    for (int part = 0; part < ENT_I_PARTS; part++)
        if (date->parts[part].unknown > 0)
            return ent_i_edtf_reject(text, text->at, "a time of day after an unspecified date");
    text->at++;
    date->timed = true;
    return scan_time(text);
}

ent_status ent_i_edtf_scan(ent_i_edtf *text, bool time_allowed, ent_i_edtf_date *ret)
{
    ent_i_edtf_date date = { .at = text->at };
    take_mark(text, &date, ENT_I_YEAR);
    if (ent_i_edtf_peek(text, text->at) == 'Y')
        ENT_I_TRY(scan_long_year(text, &date));
    else
        ENT_I_TRY(scan_plain_year(text, &date));
    take_mark(text, &date, ENT_I_YEAR);
    if (take_hyphen(text)) {
        if (!date.plain)
            return ent_i_edtf_reject(text, text->at - 1, "a month after a year with Y or S");
        take_mark(text, &date, ENT_I_MONTH);
        ENT_I_TRY(scan_month(text, &date));
        take_mark(text, &date, ENT_I_MONTH);
        if (take_hyphen(text)) {
            if (date.season != 0)
                return ent_i_edtf_reject(text, text->at - 1, "a day after a season");
            take_mark(text, &date, ENT_I_DAY);
            ENT_I_TRY(scan_day(text, &date));
            take_mark(text, &date, ENT_I_DAY);
            ENT_I_TRY(scan_after_day(text, time_allowed, &date));
        }
    }
    date.end = text->at;
    *ret = date;
    return ENT_OK;
}
