package io.bulwark.cluster.demo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where a demonstration keeps its nodes' data and logs, the input that it made, and the proof. */
public final class DemoDirectory {
    /** The input is copied to the gateway and to three nodes, and its proofs are about as large as it is. */
    private static final int ROOM_PER_INPUT_BYTE = 10;

    private static final String INPUT = "input.bin";
    private static final String PROOF = "digest.proof";

    private final Path directory;

    /**
     * A new directory.
     *
     * @throws DemoException if none can be made
     */
    public DemoDirectory() {
        try {
            directory = Files.createTempDirectory("bulwark-demo-");
        } catch (IOException e) {
            throw new DemoException(
                    DemoException.Fault.INPUT, "no directory can be made for temporary files: " + e.getMessage(), e);
        }
    }

    public Path path() {
        return directory;
    }

    /** Where the proof goes, unless the user says otherwise. */
    Path proof() {
        return directory.resolve(PROOF);
    }

    /** Writes what a demonstration works on. */
    @FunctionalInterface
    public interface Maker {
        void write(OutputStream out) throws IOException;
    }

    /** Makes an input here. */
    public Path made(Maker maker) {
        Path file = directory.resolve(INPUT);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            maker.write(out);
            return file;
        } catch (IOException e) {
            throw new DemoException(DemoException.Fault.INPUT, "the input cannot be made: " + e.getMessage(), e);
        }
    }

    /** Refuses to begin where the disk has no room for an input of this size and what is made of it. */
    void checkRoom(Path input) {
        try {
            long bytes = Files.size(input);
            long room = Files.getFileStore(directory).getUsableSpace();
            if (room < bytes * ROOM_PER_INPUT_BYTE) {
                throw new DemoException(
                        DemoException.Fault.INPUT,
                        "%s has room for %,d bytes; a demonstration with an input of %,d bytes needs %,d"
                                .formatted(directory, room, bytes, bytes * ROOM_PER_INPUT_BYTE));
            }
        } catch (IOException e) {
            throw new DemoException(DemoException.Fault.INPUT, input + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Removes the nodes' data and logs; what the user can use, the made input and the proof, stays. */
    public void clean() throws IOException {
        remove(Set.of(directory.resolve(INPUT), directory.resolve(PROOF)));
    }

    /** Removes all of it. */
    public void discard() throws IOException {
        remove(Set.of());
    }

    /** Whether a node has left a log here. */
    public boolean hasLogs() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(file -> file.toString().endsWith(".log"));
        }
    }

    private void remove(Set<Path> staying) throws IOException {
        List<Path> entries;
        try (Stream<Path> files = Files.walk(directory)) {
            entries = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : entries) {
            boolean holdsSome = staying.stream().anyMatch(kept -> Files.exists(kept) && kept.startsWith(entry));
            if (!holdsSome) {
                Files.deleteIfExists(entry);
            }
        }
    }
}
