package io.bulwark.cluster.guest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A new directory with a guest in it: templates with the project's name, and the guest library beside them, so that the project builds without Bulwark's
 * own checkout.
 */
public final class GuestProject {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");

    private final Path directory;
    private final String name;
    private final Language language;

    private GuestProject(Path directory, String name, Language language) {
        this.directory = directory;
        this.name = name;
        this.language = language;
    }

    /** Where it lies. */
    public Path directory() {
        return directory;
    }

    /** What the guest is called: the directory's name. */
    public String name() {
        return name;
    }

    /**
     * Makes a project.
     *
     * @param directory a place where nothing is yet, or an empty directory
     * @param guests the directory that the guest library is in
     * @param launcher the command that the project calls Bulwark by
     * @throws ProjectException if the place is taken, its name is none for a guest, or it cannot be written
     */
    public static GuestProject create(Path directory, Language language, Path guests, String launcher) {
        Path place = directory.toAbsolutePath().normalize();
        String name = place.getFileName() == null ? "" : place.getFileName().toString();
        if (!NAME.matcher(name).matches()) {
            throw new ProjectException(
                    "expected a directory named as a guest: a letter, then letters, digits, - and _, 63 at most; got '"
                            + name + "'");
        }
        for (String part : language.parts().keySet()) {
            if (!Files.exists(guests.resolve(part))) {
                throw new ProjectException("the guest library in %s is not whole: %s is not there"
                        .formatted(language.title(), guests.resolve(part)));
            }
        }
        GuestProject project = new GuestProject(place, name, language);
        try {
            project.demandEmpty(directory);
            project.writeTemplates(launcher);
            project.copyLibrary(guests);
        } catch (IOException e) {
            throw new ProjectException(directory + " cannot be written: " + reason(e), e);
        }
        return project;
    }

    private void demandEmpty(Path asNamed) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        if (!Files.isDirectory(directory)) {
            throw new ProjectException(asNamed + " is there already, and is a file");
        }
        try (Stream<Path> files = Files.list(directory)) {
            if (files.findAny().isPresent()) {
                throw new ProjectException(asNamed + " is there already, and is not empty");
            }
        }
    }

    private void writeTemplates(String launcher) throws IOException {
        for (String template : language.templates()) {
            String text = template(template).replace("@NAME@", name).replace("@BULWARK@", forMake(launcher));
            Path file = directory.resolve(template.equals("gitignore") ? ".gitignore" : template);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
    }

    private String template(String template) throws IOException {
        String resource = language.name().toLowerCase(Locale.ROOT) + "/" + template;
        try (InputStream in = GuestProject.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the template " + resource + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A path as make takes it for a variable's value. */
    private static String forMake(String path) {
        return path.replace("$", "$$").replace("#", "\\#");
    }

    private void copyLibrary(Path guests) throws IOException {
        for (Map.Entry<String, String> part : language.parts().entrySet()) {
            Path from = guests.resolve(part.getKey());
            Path to = directory.resolve(part.getValue());
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    Path copy = to.resolve(from.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + ", " + e.getMessage();
    }
}
