package io.bulwark.simulation.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command of this machine that a scenario cannot do without. */
final class Command {
    private static final int SECONDS = 20;

    private Command() {}

    /**
     * Runs it, and answers what it said.
     *
     * @param need what it takes, in words, for whoever is told that it failed
     * @throws ChaosException if it is not there, does not end within some seconds, or fails; the message has the need and what it said
     */
    static String run(String need, List<String> command) {
        return run(need, command, "");
    }

    /** @param input what it reads; short */
    static String run(String need, List<String> command, String input) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new ChaosException("this needs " + need + " (" + command.getFirst() + ": "
                        + said.lines().findFirst().orElse("it failed and said nothing") + ")");
            }
            return said;
        } catch (IOException e) {
            throw new ChaosException(
                    "this needs " + need + " (there is no command " + command.getFirst() + " here)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChaosException("interrupted", e);
        }
    }
}
