package io.bulwark.simulation.chaos;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.Region;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Stands in front of a node: others connect here, and what they send and are sent goes through {@link Wires}. A cut closes nothing: bytes stop, as they do in a
 * network that is cut, and go on when it is healed.
 */
final class Relay implements AutoCloseable {
    private static final int CHUNK = 1 << 14;
    /** Chunks on their way in one direction; more wait with the sender. */
    private static final int UNDER_WAY = 256;

    /** Bytes that arrive at a time, in nanoseconds; none: the end. */
    private record Parcel(ByteString bytes, long due) {}

    /** The node, as it is reached from here. */
    @FunctionalInterface
    interface Target {
        Socket connect() throws IOException;
    }

    private final ServerSocket door;
    private final Target target;
    private final Region home;
    private final Wires wires;
    private final IntFunction<Optional<Region>> regionOf;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /**
     * Opens it.
     *
     * @param door where others connect
     * @param target where the node really is
     * @param home the node's region
     * @param regionOf the region of whoever has a socket with this local port
     */
    Relay(int door, Target target, Region home, Wires wires, IntFunction<Optional<Region>> regionOf) {
        this.target = target;
        this.home = home;
        this.wires = wires;
        this.regionOf = regionOf;
        try {
            this.door = new ServerSocket(door, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("port " + door + " cannot be used: " + e.getMessage(), e);
        }
        Thread.ofVirtual().name("relay-" + door).start(this::accept);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket caller = door.accept();
                sockets.add(caller);
                Thread.ofVirtual().start(() -> connect(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket caller) {
        Optional<Region> from = regionOf.apply(caller.getPort());
        if (from.isEmpty()) {
            end(caller);
            return;
        }
        try {
            wires.awaitOpen(from.get(), home);
            Socket node = target.connect();
            sockets.add(node);
            carry(caller, node, from.get(), home);
            carry(node, caller, home, from.get());
        } catch (IOException | InterruptedException gone) {
            end(caller);
        }
    }

    private void carry(Socket in, Socket out, Region from, Region to) {
        BlockingQueue<Parcel> line = new LinkedBlockingQueue<>(UNDER_WAY);
        Thread.ofVirtual().start(() -> take(in, line, from, to));
        Thread.ofVirtual().start(() -> give(out, line, from, to));
    }

    private void take(Socket in, BlockingQueue<Parcel> line, Region from, Region to) {
        byte[] chunk = new byte[CHUNK];
        try {
            try {
                for (int n = in.getInputStream().read(chunk);
                        n >= 0;
                        n = in.getInputStream().read(chunk)) {
                    line.put(new Parcel(ByteString.copyFrom(chunk, 0, n), System.nanoTime() + wires.delay(from, to)));
                }
            } catch (IOException gone) {
                // That is an end, too.
            }
            line.put(new Parcel(ByteString.EMPTY, System.nanoTime() + wires.delay(from, to)));
        } catch (InterruptedException e) {
            end(in);
        }
    }

    private void give(Socket out, BlockingQueue<Parcel> line, Region from, Region to) {
        try {
            while (true) {
                Parcel parcel = line.take();
                long early = parcel.due() - System.nanoTime();
                if (early > 0) {
                    TimeUnit.NANOSECONDS.sleep(early);
                }
                wires.awaitOpen(from, to);
                if (parcel.bytes().isEmpty()) {
                    end(out);
                    return;
                }
                parcel.bytes().writeTo(out.getOutputStream());
            }
        } catch (IOException | InterruptedException gone) {
            end(out);
            line.clear();
        }
    }

    private void end(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException closed) {
            // It is closed.
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException closed) {
            // It is closed.
        }
        sockets.forEach(this::end);
    }
}
