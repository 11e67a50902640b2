package io.bulwark.cluster.prover;

import io.bulwark.cluster.work.Artifacts;
import io.bulwark.cluster.work.HashChain;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.SegmentTask;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** A worker's process that misbehaves in one way at the first task that it is given. */
public final class TestWorker {
    /** How it behaves. */
    enum Manner {
        HONEST,
        /** Needs more memory than there is. */
        GREEDY,
        /** Writes what is no message. */
        BABBLING,
        /** Says that it will write more than anybody would take. */
        BOASTING,
        /** Ends with a code of its own. */
        QUITTING,
        /** Takes some seconds. */
        SLOW,
        /** Never comes to an end, and takes no notice of being told to stop. */
        ENDLESS
    }

    private TestWorker() {}

    /** The command line of such a process. */
    static List<String> command(Manner manner) {
        List<String> command = new ArrayList<>(ProvingJvm.command(TestWorker.class, 64, List.of(manner.name())));
        // It computes next to nothing: it is to start quickly.
        command.add(1, "-XX:TieredStopAtLevel=1");
        command.set(command.indexOf("-cp") + 1, classPath());
        return command;
    }

    /** That of this class: whoever runs the tests may have loaded them otherwise than by the class path. */
    private static String classPath() {
        return TestWorker.class.getClassLoader() instanceof URLClassLoader loader
                ? Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    static Maker.Source makers(Manner manner) {
        return Makers.processes(command(manner));
    }

    public static void main(String[] args) throws IOException {
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        Manner manner = Manner.valueOf(args[0]);
        WorkerMain.work(
                WorkloadSet.of(new HashChain(50, 0) {
                    @Override
                    public Proof prove(SegmentTask task, byte[] part, Artifacts artifacts) {
                        misbehave(manner, out);
                        return super.prove(task, part, artifacts);
                    }
                }),
                new FileInputStream(FileDescriptor.in),
                out);
        System.exit(0);
    }

    private static void misbehave(Manner manner, FileOutputStream out) {
        try {
            switch (manner) {
                case HONEST -> {}
                case GREEDY -> {
                    Object[] all = {};
                    while (true) {
                        all = new Object[] {all, new byte[1 << 20]};
                    }
                }
                case BABBLING ->
                    out.write("I would rather talk about something else.".getBytes(StandardCharsets.UTF_8));
                case BOASTING -> out.write(new byte[] {0x3f, -1, -1, -1});
                case SLOW -> LockSupport.parkNanos(3_000_000_000L);
                case QUITTING -> Runtime.getRuntime().halt(7);
                case ENDLESS -> {
                    while (true) {
                        LockSupport.parkNanos(100_000_000);
                        Thread.interrupted();
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
