package io.bulwark.simulation.fault;

import java.util.List;

/**
 * Something goes wrong for a while.
 *
 * @param number its place in its run's plan, by which a command names it
 * @param at when it begins, in nanoseconds from the run's begin
 * @param until when it ends
 * @param nodes the numbers of the nodes that it strikes: one side of a cut, or who crashes, stands still or lies
 * @param share of the messages, jobs or artifacts concerned
 * @param variant which of several forms it has, from 0 on
 */
public record Fault(int number, FaultKind kind, long at, long until, List<Integer> nodes, double share, int variant) {
    public Fault {
        nodes = List.copyOf(nodes);
    }

    /** For the eye: "#3 crash of 7 from 12.1 s to 15.1 s". */
    @Override
    public String toString() {
        String whom = nodes.isEmpty() ? "" : " of " + (nodes.size() > 8 ? nodes.size() + " nodes" : nodes.toString());
        return "#%d %s%s from %.1f s to %.1f s".formatted(number, kind, whom, at / 1e9, until / 1e9);
    }
}
