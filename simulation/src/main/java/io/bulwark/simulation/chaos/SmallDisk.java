package io.bulwark.simulation.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A file system of a few megabytes in memory, mounted for a scenario; only root can do that. */
final class SmallDisk implements AutoCloseable {
    private static final int MEGABYTES = 128;
    private static final int CHUNK = 1 << 16;
    private static final String FILLER = "filler";

    private final Path place;

    private SmallDisk(Path place) {
        this.place = place;
    }

    /** Why there can be none here; empty if there can. */
    static Optional<String> impossible() {
        try {
            Path probe = Files.createTempDirectory("bulwark-mount-");
            try (SmallDisk disk = mount(probe)) {
                return disk.place.equals(probe) ? Optional.empty() : Optional.of("mount went astray");
            } catch (ChaosException e) {
                return Optional.of(e.getMessage());
            } finally {
                Files.deleteIfExists(probe);
            }
        } catch (IOException e) {
            return Optional.of("no directory can be made to mount at: " + e.getMessage());
        }
    }

    /**
     * Mounts one here; the directory is made if it is not there.
     *
     * @throws ChaosException if that is not allowed
     */
    static SmallDisk mount(Path place) {
        try {
            Files.createDirectories(place);
        } catch (IOException e) {
            throw new ChaosException(place + " cannot be made: " + e.getMessage(), e);
        }
        run("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "bulwark-chaos", place.toString());
        return new SmallDisk(place);
    }

    private static void run(String... command) {
        Command.run("root and a system that lets it mount a tmpfs", List.of(command));
    }

    /** Writes until there is no room left. */
    void fill() {
        byte[] zeros = new byte[CHUNK];
        try (OutputStream out = Files.newOutputStream(place.resolve(FILLER))) {
            while (true) {
                out.write(zeros);
            }
        } catch (IOException full) {
            // That is what was wanted.
        }
    }

    /** Gives the room back. */
    void free() {
        try {
            Files.deleteIfExists(place.resolve(FILLER));
        } catch (IOException e) {
            throw new ChaosException("the filler cannot be removed: " + e.getMessage(), e);
        }
    }

    /** Nobody may have a file of it open for writing. */
    void readOnly(boolean only) {
        run("mount", "-o", "remount," + (only ? "ro" : "rw"), place.toString());
    }

    @Override
    public void close() {
        run("umount", "-l", place.toString());
    }
}
