/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entente: an embedded graph database and relationship-network analyser. */
#ifndef ENTENTE_MAIN_H
#define ENTENTE_MAIN_H

#include <entente/answer.h>
#include <entente/change.h>
#include <entente/date.h>
#include <entente/draw.h>
#include <entente/graph.h>
#include <entente/groups.h>
#include <entente/load.h>
#include <entente/measure.h>
#include <entente/output.h>
#include <entente/query.h>
#include <entente/question.h>
#include <entente/status.h>
#include <entente/store.h>
#include <entente/view.h>

#endif
