package io.bulwark.cluster.work;

import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The project's own guest programs as files: where the launcher says they are, or in the checkout that this process was started in. */
public final class Guests {
    private Guests() {}

    /**
     * The file of a guest.
     *
     * @param name without its ending
     * @throws FileNotFoundException if it is not there
     */
    public static Path path(String name) throws FileNotFoundException {
        String told = System.getProperty("bulwark.guests", "");
        if (!told.isEmpty()) {
            return existing(Path.of(told, name + ".elf"));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path guest = at.resolve("guests").resolve(name + ".elf");
            if (Files.isRegularFile(guest)) {
                return guest;
            }
        }
        return existing(Path.of("guests", name + ".elf"));
    }

    /**
     * The directory that the guests and their library are in.
     *
     * @throws FileNotFoundException if it is not there
     */
    public static Path directory() throws FileNotFoundException {
        String told = System.getProperty("bulwark.guests", "");
        if (!told.isEmpty()) {
            return Path.of(told);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("guests").resolve("kit"))) {
                return at.resolve("guests");
            }
        }
        throw new FileNotFoundException("no directory guests is here or above: start by ./bulwark");
    }

    private static Path existing(Path guest) throws FileNotFoundException {
        if (!Files.isRegularFile(guest)) {
            throw new FileNotFoundException("the guest program " + guest.toAbsolutePath() + " is not there");
        }
        return guest;
    }
}
