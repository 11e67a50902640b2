package io.bulwark.cluster.cli;

import io.bulwark.cluster.doctor.ThisMachine;
import io.bulwark.cluster.guest.GuestProject;
import io.bulwark.cluster.guest.Language;
import io.bulwark.cluster.guest.ProjectException;
import io.bulwark.cluster.work.Guests;
import java.io.FileNotFoundException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a guest's project. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description =
                "Makes a directory with a guest of your own: a program to change, the guest library, and a Makefile that"
                        + " builds it, runs it under qemu and here, proves it and verifies the proof.",
        footer = {"", "Example: bulwark new hello", "         make -C hello run prove verify"})
final class NewVerb implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "where: its last part becomes the guest's name")
    private Path directory;

    @Option(names = "--lang", paramLabel = "LANG", defaultValue = "c", description = "c (default) or rust")
    private Language language;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            GuestProject.create(directory, language, Guests.directory(), launcher());
        } catch (FileNotFoundException | ProjectException e) {
            throw new UsageException(e.getMessage(), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        String make = "make -C " + directory;
        out.printf("%s: a guest in %s. What it does is in its README.md.%n", directory, language.title());
        out.printf("  %-24s runs it here%n", make + " run");
        out.printf("  %-24s the same under qemu-riscv32%n", make + " qemu");
        out.printf("  %-24s proves the run and checks the proof%n", make + " prove verify");
        if (!new ThisMachine().hasProgram(language.compiler())) {
            out.printf("%s is not on PATH yet. Debian: apt-get install %s%n", language.compiler(), language.packages());
        }
        out.flush();
        return ExitCode.OK;
    }

    /** How the launcher was called, or by its name where there was none. */
    private static String launcher() {
        return System.getProperty("bulwark.launcher", "bulwark");
    }
}
