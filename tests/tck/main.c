/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runner.h"

int main(int argc, char **argv)
{
    return tck_main(argc, argv, stdout);
}
