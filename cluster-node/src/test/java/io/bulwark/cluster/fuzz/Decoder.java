package io.bulwark.cluster.fuzz;

import java.util.List;
import java.util.Set;

/**
 * Something that reads bytes from outside.
 *
 * @param name of the directory of its corpus, too
 * @param refusals what it may throw; anything else is a defect
 * @param mostBytes what it may allocate for one input, garbage included, beside a copy or some of the input
 * @param seeds inputs that it reads
 */
record Decoder(
        String name, Reading reading, Set<Class<? extends Exception>> refusals, long mostBytes, List<byte[]> seeds) {
    /** Reads bytes, to see whether it can. */
    interface Reading {
        void read(byte[] bytes) throws Exception;
    }

    boolean refusesBy(Throwable thrown) {
        return refusals.stream().anyMatch(refusal -> refusal.isInstance(thrown));
    }

    @Override
    public String toString() {
        return name;
    }
}
