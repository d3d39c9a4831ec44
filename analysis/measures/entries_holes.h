/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entries of the table of measures: structural holes and those who broker across them. */
ENT_I_MEASURE(ent_i_measure_constraint,
    .name = "constraint", .heading = "Constraint", .scope = ENT_SCOPE_NODE,
    .definition = "How far a node's contacts are each other's contacts: the sum over its contacts j of (p_ij + sum over "
                  "q of p_iq p_qj) squared, p being the share of a node's ties that goes to a contact. Low where a node "
                  "bridges structural holes.",
    .unit = "1", .range = "above 0; 1 with a single contact; at most 1.125 in an undirected network without weights",
    .directed = "In a directed network a tie in each direction weighs twice as much as one in a single direction.",
    .weighted = "Weights are strengths: shares are of their sum.",
    .loops = HOLES,
    .disconnected = "A node without contacts has no number.",
    .source = "Burt, Structural Holes (1992), chapter 2; Structural holes and good ideas, American Journal of Sociology "
              "110 (2004), 349-399",
    .doi = "10.1086/421787", .computed_by = "igraph", .takes_strength = true)

ENT_I_MEASURE(ent_i_measure_effective_size,
    .name = "effective-size", .heading = "Effective size", .scope = ENT_SCOPE_NODE,
    .definition = "The number of the node's contacts, less what is redundant in them: the sum over its contacts j of 1 - sum "
                  "over q of p_iq m_jq, p being the share of a node's ties that goes to a contact and m_jq the tie of j and q "
                  "over the strongest of j's. Without weights and directions: n - 2t/n for n contacts with t ties among them.",
    .unit = "nodes", .range = "0 .. the number of contacts",
    .directed = "In a directed network a tie in each direction weighs twice as much as one in a single direction.",
    .weighted = "Weights are strengths: shares are of their sum.",
    .loops = HOLES,
    .disconnected = "A node without contacts has no number.",
    .source = "Burt, Structural Holes (1992), chapter 2; Structural holes and good ideas, American Journal of Sociology "
              "110 (2004), 349-399",
    .doi = "10.1086/421787", .computed_by = "entente", .takes_strength = true)

ENT_I_MEASURE(ent_i_measure_efficiency,
    .name = "efficiency", .heading = "Efficiency", .scope = ENT_SCOPE_NODE,
    .definition = "The effective size over the number of the node's contacts.",
    .unit = "1", .range = "0 .. 1",
    .directed = "In a directed network a tie in each direction weighs twice as much as one in a single direction.",
    .weighted = "Weights are strengths: shares are of their sum.",
    .loops = HOLES,
    .disconnected = "A node without contacts has no number.",
    .source = "Burt, Structural Holes (1992), chapter 2; Structural holes and good ideas, American Journal of Sociology "
              "110 (2004), 349-399",
    .doi = "10.1086/421787", .computed_by = "entente", .takes_strength = true)

ENT_I_MEASURE(ent_i_measure_hierarchy,
    .name = "hierarchy", .heading = "Hierarchy", .scope = ENT_SCOPE_NODE,
    .definition = "How far the node's constraint comes from a single contact: the Coleman-Theil index of disorder of what "
                  "its contacts add to its constraint.",
    .unit = "1", .range = "0: all add the same .. 1: one adds all",
    .directed = "In a directed network a tie in each direction weighs twice as much as one in a single direction.",
    .weighted = "Weights are strengths: shares are of their sum.",
    .loops = HOLES,
    .disconnected = "A node with fewer than two contacts has no number.",
    .source = "Burt, Structural Holes (1992), chapter 2; Structural holes and good ideas, American Journal of Sociology "
              "110 (2004), 349-399",
    .doi = "10.1086/421787", .computed_by = "entente", .takes_strength = true)

ENT_I_MEASURE(ent_i_measure_coordinator,
    .name = "coordinator", .heading = "Coordinator", .scope = ENT_SCOPE_NODE,
    .definition = "The number of ordered pairs of others, the first tied to the node and the node to the second but the "
                  "first not to the second, where the node and both others are of one group.",
    BROKERAGE)

ENT_I_MEASURE(ent_i_measure_itinerant,
    .name = "itinerant", .heading = "Itinerant broker", .scope = ENT_SCOPE_NODE,
    .definition = "The number of ordered pairs of others, the first tied to the node and the node to the second but the "
                  "first not to the second, where both others are of one group and the node of another (a consultant).",
    BROKERAGE)

ENT_I_MEASURE(ent_i_measure_gatekeeper,
    .name = "gatekeeper", .heading = "Gatekeeper", .scope = ENT_SCOPE_NODE,
    .definition = "The number of ordered pairs of others, the first tied to the node and the node to the second but the "
                  "first not to the second, where the node passes something on from another group into its own.",
    BROKERAGE)

ENT_I_MEASURE(ent_i_measure_representative,
    .name = "representative", .heading = "Representative", .scope = ENT_SCOPE_NODE,
    .definition = "The number of ordered pairs of others, the first tied to the node and the node to the second but the "
                  "first not to the second, where the node passes something on from its own group to another.",
    BROKERAGE)

ENT_I_MEASURE(ent_i_measure_liaison,
    .name = "liaison", .heading = "Liaison", .scope = ENT_SCOPE_NODE,
    .definition = "The number of ordered pairs of others, the first tied to the node and the node to the second but the "
                  "first not to the second, where all three are of different groups.",
    BROKERAGE)

ENT_I_MEASURE(ent_i_measure_brokerage,
    .name = "brokerage", .heading = "Brokerage", .scope = ENT_SCOPE_NODE,
    .definition = "The number of ordered pairs of others, the first tied to the node and the node to the second but the "
                  "first not to the second: the five roles of a broker together.",
    BROKERAGE)
