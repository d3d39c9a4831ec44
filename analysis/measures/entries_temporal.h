/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entries of the table of measures: along ties in the order of time. */
#define IN_TIME                                                                                                       \
    .directed = ONE_WAY, .weighted = NULL,                                                                            \
    .loops = "Loops make no difference; every parallel tie counts on its own days.",                                  \
    .of_the_day = true, .computed_by = "entente",                                                                     \
    PARAMETERS({ .name = "since", .kind = ENT_PARAMETER_DATE,                                                         \
                 .meaning = "The first day, of a month or year its first; when not given, the first on which a tie "  \
                            "begins. The last day is the one asked about." })

ENT_I_MEASURE(ent_i_measure_temporal_closeness,
    .name = "temporal-closeness", .heading = "Temporal closeness", .scope = ENT_SCOPE_NODE,
    .definition = "The mean, over all other nodes of the data that the filters let in, of 1 over the days until something that "
                  "starts at the node can be there, the first day counting one; ties are used one after another on days that "
                  "never go back, those that hold while they hold and events on their day alone, passing one takes no time and "
                  "one may wait.",
    .unit = "1 / days", .range = "0 .. 1",
    IN_TIME,
    .disconnected = "A node that is not reached by the last day adds nothing; a node alone in the data has no number.",
    .source = "Pan and Saramaki, Path lengths, correlations, and centrality in temporal networks, Physical Review E 84 (2011), "
              "016105",
    .doi = "10.1103/PhysRevE.84.016105")

ENT_I_MEASURE(ent_i_measure_temporal_reach,
    .name = "temporal-reach", .heading = "Temporal reach", .scope = ENT_SCOPE_NODE,
    .definition = "How many other nodes something that starts at the node on the first day can reach by the last, over ties on "
                  "days that never go back, as for temporal-closeness.",
    .unit = "nodes", .range = "0 .. one less than the nodes of the data",
    IN_TIME,
    .disconnected = "Only nodes that can be reached in time count.",
    .source = "Kempe, Kleinberg and Kumar, Connectivity and inference problems for temporal networks, Journal of Computer and "
              "System Sciences 64 (2002), 820-842; Holme, Network reachability of real-world contact sequences, Physical "
              "Review E 71 (2005), 046119",
    .doi = "10.1103/PhysRevE.71.046119")

ENT_I_MEASURE(ent_i_measure_temporal_reached,
    .name = "temporal-reached", .heading = "Temporally reached by", .scope = ENT_SCOPE_NODE,
    .definition = "From how many other nodes something that starts there on the first day can reach the node by the last, over "
                  "ties on days that never go back, as for temporal-closeness.",
    .unit = "nodes", .range = "0 .. one less than the nodes of the data",
    IN_TIME,
    .disconnected = "Only nodes from which it can be reached in time count.",
    .source = "Kempe, Kleinberg and Kumar, Connectivity and inference problems for temporal networks, Journal of Computer and "
              "System Sciences 64 (2002), 820-842; Holme, Network reachability of real-world contact sequences, Physical "
              "Review E 71 (2005), 046119",
    .doi = "10.1103/PhysRevE.71.046119")
#undef IN_TIME
