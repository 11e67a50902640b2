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
     * A directory beside the guests, such as the guest library.
     *
     * @throws FileNotFoundException if it is not there
     */
    public static Path directory(String name) throws FileNotFoundException {
        String told = System.getProperty("bulwark.guests", "");
        Path start = told.isEmpty() ? Path.of("").toAbsolutePath() : Path.of(told);
        for (Path at = start; at != null; at = told.isEmpty() ? at.getParent() : null) {
            Path directory = (told.isEmpty() ? at.resolve("guests") : at).resolve(name);
            if (Files.isDirectory(directory)) {
                return directory;
            }
        }
        throw new FileNotFoundException("the directory guests/" + name + " is not at " + start + " or above");
    }

    private static Path existing(Path guest) throws FileNotFoundException {
        if (!Files.isRegularFile(guest)) {
            throw new FileNotFoundException("the guest program " + guest.toAbsolutePath() + " is not there");
        }
        return guest;
    }
}
