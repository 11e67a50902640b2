package io.bulwark.cluster.demo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is to be shown.
 *
 * @param nodes how many node processes
 * @param firstPort the nodes' ports from here on; 0 for any free ones
 * @param threads threads for each proof
 * @param heapMegabytes heap of the process in which each node proves
 * @param kill whether a prover and the job's node are killed on the way
 * @param keep whether the nodes' data and logs stay
 * @param out where the proof goes; none: into the demonstration's directory
 * @param keys where the nodes keep keys of circuits, together
 */
public record DemoSettings(
        int nodes,
        int firstPort,
        int threads,
        int heapMegabytes,
        String security,
        boolean kill,
        boolean keep,
        Optional<Path> out,
        Path keys) {
    /** With fewer, nobody would be left to prove, or no majority to go on. */
    public static final int NODES_FOR_KILLING = 3;
}
