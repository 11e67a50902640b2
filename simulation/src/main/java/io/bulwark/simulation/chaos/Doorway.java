package io.bulwark.simulation.chaos;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Opens sockets in another network namespace of this machine. A socket belongs to the namespace of the thread that makes it, and any thread may use it then; so one
 * thread of this process moves there (setns(2), which takes root) and makes them all.
 */
final class Doorway implements AutoCloseable {
    private static final int READ_ONLY = 0;
    /** CLONE_NEWNET of sched.h: the descriptor has to be of a network namespace. */
    private static final int NETWORK = 0x4000_0000;

    private final ExecutorService inside = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("doorway-", 0).factory());

    /**
     * A way into a namespace.
     *
     * @param namespace its file
     * @throws ChaosException if this process cannot get there
     */
    Doorway(Path namespace) {
        try {
            int code = answered(() -> enter(namespace));
            if (code != 0) {
                throw new ChaosException("the network namespace " + namespace + " cannot be entered");
            }
        } catch (IOException e) {
            throw new ChaosException(e.getMessage(), e);
        }
    }

    /** Moves the thread that calls this; 0 if that worked. The three functions are called by the types that their manual pages give. */
    @SuppressWarnings("restricted")
    private static int enter(Path namespace) throws IOException {
        Linker linker = Linker.nativeLinker();
        SymbolLookup lookup = linker.defaultLookup();
        MethodHandle open = linker.downcallHandle(
                lookup.findOrThrow("open"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                Linker.Option.firstVariadicArg(2));
        MethodHandle move = linker.downcallHandle(
                lookup.findOrThrow("setns"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        MethodHandle close = linker.downcallHandle(
                lookup.findOrThrow("close"), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            int file = (int) open.invokeExact(arena.allocateFrom(namespace.toString()), READ_ONLY);
            int code = (int) move.invokeExact(file, NETWORK);
            int closed = (int) close.invokeExact(file);
            return code | closed;
        } catch (Throwable e) {
            throw new IOException("a native call failed: " + e.getMessage(), e);
        }
    }

    /** A connection to this port of the namespace's own loopback interface. */
    Socket connect(int port) throws IOException {
        return answered(() -> new Socket(InetAddress.getLoopbackAddress(), port));
    }

    private <T> T answered(Callable<T> question) throws IOException {
        try {
            return inside.submit(question).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        inside.shutdownNow();
    }
}
