package io.bulwark.cluster.cli;

/** Whether a person looks on. */
final class Terminal {
    private Terminal() {}

    // JDK 25 answers null again where there is no terminal; the check knows JDK 22 only.
    @SuppressWarnings("SystemConsoleNull")
    static boolean attached() {
        return System.console() != null && System.console().isTerminal();
    }
}
