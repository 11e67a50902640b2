package io.bulwark.cluster.demo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Where a demonstration keeps its nodes' data and logs, the input that it made, and the proof. */
public final class DemoDirectory {
    /** The input is copied to the gateway and to three nodes, and its proofs are about as large as it is. */
    private static final int ROOM_PER_INPUT_BYTE = 10;

    private static final long SEED = 0x42554c5741524b00L;

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

    /** The input that the settings name, or the one that they have made here: the same bytes each time. */
    Path input(DemoSettings settings) {
        try {
            long bytes =
                    settings.input().isPresent() ? Files.size(settings.input().get()) : settings.madeBytes();
            long room = Files.getFileStore(directory).getUsableSpace();
            if (room < bytes * ROOM_PER_INPUT_BYTE) {
                throw new DemoException(
                        DemoException.Fault.INPUT,
                        "%s has room for %,d bytes; a demonstration with an input of %,d bytes needs %,d"
                                .formatted(directory, room, bytes, bytes * ROOM_PER_INPUT_BYTE));
            }
            return settings.input().isPresent() ? settings.input().get() : make(bytes);
        } catch (IOException e) {
            throw new DemoException(DemoException.Fault.INPUT, "the input cannot be made: " + e.getMessage(), e);
        }
    }

    private Path make(long bytes) throws IOException {
        Path file = directory.resolve("input.bin");
        SplittableRandom random = new SplittableRandom(SEED);
        byte[] block = new byte[1 << 16];
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (long left = bytes; left > 0; left -= block.length) {
                random.nextBytes(block);
                out.write(block, 0, (int) Math.min(left, block.length));
            }
        }
        return file;
    }

    /** Removes the nodes' data and logs; what the user can use, the made input and the proof, stays. */
    public void clean() throws IOException {
        List<Path> entries;
        try (Stream<Path> files = Files.walk(directory)) {
            entries = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : entries) {
            boolean own =
                    entry.equals(directory.resolve("input.bin")) || entry.equals(directory.resolve("digest.proof"));
            boolean holds = entry.equals(directory) && holdsSomething();
            if (!own && !holds) {
                Files.deleteIfExists(entry);
            }
        }
    }

    private boolean holdsSomething() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isPresent();
        }
    }
}
