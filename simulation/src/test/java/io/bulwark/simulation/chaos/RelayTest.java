package io.bulwark.simulation.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.protocol.Region;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(60)
class RelayTest {
    private static final Region NORTH = new Region("north");
    private static final Region SOUTH = new Region("south");
    private static final int SOON_MILLIS = 300;
    private static final int LATE_MILLIS = 30_000;

    private final Wires wires = new Wires();
    private ServerSocket node;
    private int door;
    private Relay relay;
    private volatile Optional<Region> callers = Optional.of(NORTH);

    @BeforeEach
    void open() throws IOException {
        node = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        try (ServerSocket free = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            door = free.getLocalPort();
        }
        relay = new Relay(
                door,
                () -> new Socket(InetAddress.getLoopbackAddress(), node.getLocalPort()),
                SOUTH,
                wires,
                port -> callers);
    }

    @AfterEach
    void close() throws IOException {
        relay.close();
        node.close();
    }

    private Socket call() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), door);
    }

    private static void say(Socket socket, String word) throws IOException {
        socket.getOutputStream().write(word.getBytes(StandardCharsets.UTF_8));
    }

    private static String hear(Socket socket, int bytes, int patience) throws IOException {
        socket.setSoTimeout(patience);
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
    }

    @Test
    void carriesBothWaysAndTheEnd() throws IOException {
        try (Socket caller = call();
                Socket taken = node.accept()) {
            say(caller, "hello");
            assertThat(hear(taken, 5, LATE_MILLIS)).isEqualTo("hello");
            say(taken, "you");
            assertThat(hear(caller, 3, LATE_MILLIS)).isEqualTo("you");
            taken.shutdownOutput();
            assertThat(hear(caller, 1, LATE_MILLIS)).isEmpty();
        }
    }

    @Test
    void whatIsSentIntoACutArrivesWhenItIsHealedAndNotBefore() throws IOException {
        try (Socket caller = call();
                Socket taken = node.accept()) {
            say(caller, "a");
            assertThat(hear(taken, 1, LATE_MILLIS)).isEqualTo("a");
            wires.cut(Set.of(SOUTH));
            say(caller, "b");
            say(taken, "c");
            assertThatThrownBy(() -> hear(taken, 1, SOON_MILLIS)).isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(() -> hear(caller, 1, SOON_MILLIS)).isInstanceOf(SocketTimeoutException.class);
            wires.heal();
            assertThat(hear(taken, 1, LATE_MILLIS)).isEqualTo("b");
            assertThat(hear(caller, 1, LATE_MILLIS)).isEqualTo("c");
        }
    }

    @Test
    void insideOfARegionNothingIsCutOrSlow() {
        wires.cut(Set.of(NORTH));
        wires.slow(Duration.ofSeconds(1));
        assertThat(wires.open(NORTH, NORTH)).isTrue();
        assertThat(wires.open(NORTH, SOUTH)).isFalse();
        assertThat(wires.open(SOUTH, NORTH)).isFalse();
        assertThat(wires.delay(NORTH, NORTH)).isZero();
        assertThat(wires.delay(NORTH, SOUTH)).isEqualTo(1_000_000_000L);
    }

    @Test
    void aCallerOfNoRegionIsShownTheDoor() throws IOException {
        callers = Optional.empty();
        try (Socket caller = call()) {
            assertThat(hear(caller, 1, LATE_MILLIS)).isEmpty();
        }
    }

    @Test
    void findsASocketInTheKernelsTable() {
        List<String> table = List.of(
                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
                "   0: 0100007F:1F90 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 4711 1 0"
                        + " 20 4 30 10 -1",
                "   1: 0100007F:9C40 0100007F:1F90 06 00000000:00000000 00:00000000 00000000     0        0 0 1 0 20 4"
                        + " 30 10 -1");
        assertThat(SocketOwner.inode(0x1F90, table)).contains("4711");
        assertThat(SocketOwner.inode(0x9C40, table))
                .as("nobody has it any more")
                .isEmpty();
        assertThat(SocketOwner.inode(1, table)).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void findsTheProcessThatHasASocket() throws IOException {
        try (Socket caller = call();
                Socket taken = node.accept()) {
            long self = ProcessHandle.current().pid();
            assertThat(taken.isConnected()).isTrue();
            assertThat(SocketOwner.of(caller.getLocalPort(), List.of(1L, self))).contains(self);
            assertThat(SocketOwner.of(caller.getLocalPort(), List.of())).isEmpty();
        }
    }
}
