/**
 * The simulated network, its nodes, and what they do with the cluster's own decisions.
 *
 * <p>What stands here are shells, as actors are on a real node: they carry messages, wait and store. What a ledger, a tree, a record or a placement decides is
 * decided by the same classes as on a real node.
 */
package io.bulwark.simulation.world;
