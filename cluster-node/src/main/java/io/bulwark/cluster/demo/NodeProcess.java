package io.bulwark.cluster.demo;

import io.bulwark.cluster.prover.ProvingJvm;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A node on the loopback interface: a JVM of its own, started by the verb {@code node}, which ends with this process, however it ends. */
public record NodeProcess(Member member, int port, Process process, Path log) {
    /** Where others reach such nodes. */
    public static final String HOST = "127.0.0.1";

    private static final int TAIL = 12;

    /**
     * What nodes are started with.
     *
     * @param main the class whose {@code main} is the command line
     * @param heapMegabytes of each node's process
     * @param jvm further options for the JVM
     * @param before a command that becomes the JVM, keeping its process id ({@code env}, {@code ip netns exec}); none: the JVM at once
     * @param directory gets each node's data, in a directory of its name, and its log, behind that of an earlier process of the name
     */
    public record Launch(Class<?> main, int heapMegabytes, List<String> jvm, List<String> before, Path directory) {
        public Launch {
            jvm = List.copyOf(jvm);
            before = List.copyOf(before);
        }

        /** As a process of this machine. */
        public Launch(Class<?> main, int heapMegabytes, List<String> jvm, Path directory) {
            this(main, heapMegabytes, jvm, List.of(), directory);
        }

        /** With the JVM as it is for all. */
        public Launch(Class<?> main, int heapMegabytes, Path directory) {
            this(main, heapMegabytes, List.of(), directory);
        }

        /** The same, with further options of the JVM. */
        public Launch with(List<String> more) {
            List<String> all = new ArrayList<>(jvm);
            all.addAll(more);
            return new Launch(main, heapMegabytes, all, before, directory);
        }

        /** The same, by such a command more. */
        public Launch within(List<String> command) {
            List<String> all = new ArrayList<>(before);
            all.addAll(command);
            return new Launch(main, heapMegabytes, jvm, all, directory);
        }

        /**
         * Starts a node; does not wait for it.
         *
         * @param certificates the directory of its certificate, of this member
         * @param more further options of the verb
         * @throws IOException if there can be no such process
         */
        public NodeProcess start(Member member, int port, Path certificates, List<String> more) throws IOException {
            String name = member.node().name();
            Path log = directory.resolve(name + ".log");
            List<String> arguments = new ArrayList<>(List.of("node", "--certs", certificates.toString()));
            arguments.addAll(List.of("--port", String.valueOf(port)));
            arguments.addAll(List.of("--data", directory.resolve(name).toString()));
            arguments.addAll(
                    List.of("--end-with", String.valueOf(ProcessHandle.current().pid())));
            arguments.addAll(more);
            List<String> command = new ArrayList<>(ProvingJvm.command(main, heapMegabytes, arguments));
            command.addAll(1, jvm);
            command.addAll(0, before);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new NodeProcess(member, port, process, log);
        }
    }

    public NodeId name() {
        return member.node();
    }

    /** Where others reach it, as "host:port". */
    public String address() {
        return HOST + ":" + port;
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
    }

    /** The last lines of its log. */
    public String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
        } catch (IOException e) {
            return "(its log " + log + " cannot be read: " + e.getMessage() + ")";
        }
    }
}
