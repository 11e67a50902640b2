package io.bulwark.cluster.prover;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a JVM is started in which proofs are made: the options of {@code ./bulwark}, which says why. */
public final class ProvingJvm {
    private static final String LARGE_PAGES = "-XX:+UseTransparentHugePages";
    /** What {@code ./bulwark} has learnt of a node's start. */
    private static final String LEARNT = "-XX:AOTCache=";

    private ProvingJvm() {}

    /**
     * The command line of such a process, of this process's Java and class path.
     *
     * @param main the class whose {@code main} it calls
     * @param heapMegabytes its heap
     */
    public static List<String> command(Class<?> main, long heapMegabytes, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                // LMDB reads its pages through buffers of its own making.
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseParallelGC",
                "-XX:NewRatio=1",
                "-XX:+ExitOnOutOfMemoryError",
                // The JVM has last words of its own. Standard output may be a pipe on which they would be nonsense.
                "-XX:+DisplayVMOutputToStderr",
                "-Xlog:disable",
                "-Xlog:all=warning:stderr"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option ->
                        option.equals(LARGE_PAGES) || option.startsWith(LEARNT) || option.startsWith("-Dbulwark."))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return List.copyOf(command);
    }
}
