package io.bulwark.cluster.guest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
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
     * @param kit the directory of the guest library
     * @param launcher the command that the project calls Bulwark by
     * @throws ProjectException if the place is taken, its name is none for a guest, or it cannot be written
     */
    public static GuestProject create(Path directory, Language language, Path kit, String launcher) {
        Path place = directory.toAbsolutePath().normalize();
        String name = place.getFileName() == null ? "" : place.getFileName().toString();
        if (!NAME.matcher(name).matches()) {
            throw new ProjectException(
                    "expected a directory named as a guest: a letter, then letters, digits, - and _, 63 at most; got '" + name
                            + "'");
        }
        if (!Files.isRegularFile(kit.resolve("bulwark.h"))) {
            throw new ProjectException("the guest library is not at " + kit + ", where the launcher says it is");
        }
        GuestProject project = new GuestProject(place, name, language);
        try {
            project.demandEmpty(directory);
            project.writeTemplates(launcher);
            project.copyKit(kit);
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

    private void copyKit(Path kit) throws IOException {
        Path copy = Files.createDirectories(directory.resolve("kit"));
        try (Stream<Path> files = Files.list(kit)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Files.copy(file, copy.resolve(file.getFileName().toString()));
            }
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + ", " + e.getMessage();
    }
}
