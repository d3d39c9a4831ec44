/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <locale.h>
#include <math.h>
#include <unistd.h>

#include "graph/base/number.h"
#include "support.h"

static void check_all(void)
{
    static const struct {
        double value;
        const char *text;
    } shortest[] = {
        { 0, "0" }, { -0.0, "-0" }, { 3, "3" }, { -3, "-3" }, { 0.1, "0.1" }, { 47.5, "47.5" }, { 1.0 / 3, "0.3333333333333333" },
        { 0.1 + 0.2, "0.30000000000000004" }, { 1e300, "1e+300" }, { 5e-324, "5e-324" },
        { 999999999999999, "999999999999999" }, { -0.5, "-0.5" }, { 1234567.25, "1234567.25" },
        { NAN, "NaN" }, { INFINITY, "Infinity" }, { -INFINITY, "-Infinity" },
    };
    char buffer[ENT_I_NUMBER_TEXT];
    for (size_t i = 0; i < sizeof shortest / sizeof shortest[0]; i++)
        assert_string_equal(ent_i_number_format(shortest[i].value, buffer), shortest[i].text);

    static const struct {
        double value;
        int decimals;
        const char *text;
    } fixed[] = {
        { 47.5, 2, "47.50" }, { 0, 0, "0" }, { -0.001, 2, "0.00" }, { -0.006, 2, "-0.01" }, { 1e15, 1, "1000000000000000.0" },
        { 0.125, 3, "0.125" }, { 1.999, 2, "2.00" }, { 12, -4, "12" }, { NAN, 2, "NaN" }, { -INFINITY, 2, "-Infinity" },
    };
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
        assert_string_equal(ent_i_number_fixed(fixed[i].value, fixed[i].decimals, buffer), fixed[i].text);

    static const struct {
        const char *text;
        double value;
    } good[] = { { "0", 0 }, { "-0.5", -0.5 }, { "1e3", 1000 }, { "1E+3", 1000 }, { "2.5e-1", 0.25 },
                 { "12345678901234567890", 12345678901234567890.0 },
                 { "0.1000000000000000055511151231257827021181583404541015625", 0.1 },
                 { "3.141592653589793238462643383279502884197169399375105820974944592307816406286", M_PI } };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        double value = -1;
        assert_true(ent_i_number_parse(good[i].text, strlen(good[i].text), &value));
        assert_true(value == good[i].value);
    }
    static const char *const bad[] = { "", "-", "+1", "01", "1.", ".5", "1e", "1e+", "0x10", "NaN", "Infinity", "1,5",
                                       "1 ", " 1", "1e999", "--1", "1.2.3" };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        double value = -1;
        if (ent_i_number_parse(bad[i], strlen(bad[i]), &value))
            fail_msg("\"%s\" is read as a number", bad[i]);
        assert_true(value == -1);
    }
    double value;
    assert_true(ent_i_number_parse("1.5garbage", 3, &value)); /* the length counts */
    assert_true(value == 1.5);
}

static void test_number__is_written_and_read(void **state)
{
    (void)state;
    check_all();
}

/* The first language at hand that writes a comma; else one is built in a folder of its own. */
static bool use_comma(char *folder)
{
    static const char *const names[] = { "de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "ru_RU.UTF-8", "de_DE", NULL };
    for (size_t i = 0; names[i]; i++)
        if (setlocale(LC_NUMERIC, names[i]) && localeconv()->decimal_point[0] == ',')
            return true;
    char command[256];
    snprintf(command, sizeof command, "localedef -i de_DE -f UTF-8 '%s/de_DE.UTF-8' >/dev/null 2>&1", folder);
    if (system(command) == -1)
        return false;
    setenv("LOCPATH", folder, 1);
    return setlocale(LC_NUMERIC, "de_DE.UTF-8") && localeconv()->decimal_point[0] == ',';
}

static void test_number__does_not_depend_on_the_locale(void **state)
{
    (void)state;
    char folder[] = "/tmp/entente-locale-XXXXXX", command[64];
    assert_non_null(mkdtemp(folder));
    bool comma = use_comma(folder);
    char probe[8] = "";
    if (comma) {
        snprintf(probe, sizeof probe, "%.1f", 0.5);
        check_all();
    }
    setlocale(LC_NUMERIC, "C");
    unsetenv("LOCPATH");
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    assert_int_equal(system(command), 0);
    if (!comma) {
        print_message("no locale with a decimal comma here: skipped\n");
        skip();
    }
    assert_string_equal(probe, "0,5"); /* the C library did write a comma */
}

static void test_number__shortest_text_reads_back(void **state)
{
    (void)state;
    uint32_t seed = 5;
    for (int i = 0; i < 200000; i++) {
        uint64_t bits = (uint64_t)next_random(&seed) << 40 ^ (uint64_t)next_random(&seed) << 20 ^ next_random(&seed);
        double value, back;
        char buffer[ENT_I_NUMBER_TEXT];
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            continue;
        ent_i_number_format(value, buffer);
        assert_true(ent_i_number_parse(buffer, strlen(buffer), &back));
        if (back != value)
            fail_msg("%s is not the number it was written from", buffer);
    }
}

static void test_number__whole_numbers_have_limits(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool good;
        int64_t value;
    } cases[] = {
        { "0", true, 0 }, { "-1", true, -1 }, { "9223372036854775807", true, INT64_MAX },
        { "9223372036854775808", false, 0 }, { "-9223372036854775808", true, INT64_MIN },
        { "-9223372036854775809", false, 0 }, { "99999999999999999999", false, 0 },
        { "18446744073709551617", false, 0 }, { "", false, 0 }, { "-", false, 0 }, { "1.0", false, 0 },
        { "+1", false, 0 }, { " 1", false, 0 }, { "1a", false, 0 }, { "000000000000000000000001", false, 0 },
        { "007", true, 7 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t value = 77;
        assert_int_equal(ent_i_integer_parse(cases[i].text, strlen(cases[i].text), &value), cases[i].good);
        assert_true(value == (cases[i].good ? cases[i].value : 77));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_number__is_written_and_read),
        cmocka_unit_test(test_number__does_not_depend_on_the_locale),
        cmocka_unit_test(test_number__shortest_text_reads_back),
        cmocka_unit_test(test_number__whole_numbers_have_limits),
    };
    return cmocka_run_group_tests_name("number", tests, NULL, NULL);
}
