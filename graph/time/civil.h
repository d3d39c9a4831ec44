/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Day numbers: arithmetic that treats the two infinities as such. */
#ifndef ENT_I_CIVIL_H
#define ENT_I_CIVIL_H

#include <entente/date.h>

static inline bool ent_i_leap_year(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* month: 1 to 12. */
static inline int ent_i_month_days(bool leap, int month)
{
    static const unsigned char days[13] = { 0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return days[month] + (leap && month == 2);
}

/* The same day numbers in 64 bits, for years of up to nine digits and more. month: 1 to 12; a day beyond the month's
 * end counts on. */
int64_t ent_i_civil_days(int64_t year, int month, int day);
void ent_i_civil_date(int64_t days, int64_t *ret_year, int *ret_month, int *ret_day);

static inline bool ent_i_day_infinite(ent_day day)
{
    return day == ENT_DAY_MIN || day == ENT_DAY_MAX;
}

/* The infinities stay what they are, and whatever leaves the range becomes one. */
static inline ent_day ent_i_day_add(ent_day day, int days)
{
    int64_t sum = (int64_t)day + days;
    if (ent_i_day_infinite(day))
        return day;
    return sum <= ENT_DAY_MIN ? ENT_DAY_MIN : sum >= ENT_DAY_MAX ? ENT_DAY_MAX : (ent_day)sum;
}

/* The same day of another month, or its last day when it is too short (or when to_month_end). */
ent_day ent_i_day_add_months(ent_day day, int months, bool to_month_end);

#endif
