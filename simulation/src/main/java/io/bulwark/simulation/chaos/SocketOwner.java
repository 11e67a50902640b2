package io.bulwark.simulation.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds out which process has the other end of a connection on the loopback interface, as Linux says it in /proc. */
final class SocketOwner {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final Pattern GAPS = Pattern.compile("\\s+");
    private static final int LOCAL = 1;
    private static final int INODE = 9;
    private static final int HEX = 16;

    private SocketOwner() {}

    /** Why this machine does not say it; empty if it does. */
    static Optional<String> impossible() {
        return Files.isReadable(TABLES.getFirst())
                ? Optional.empty()
                : Optional.of("this needs Linux: the relay tells connections apart by " + TABLES.getFirst());
    }

    /**
     * The one of these processes that has a socket with this local port; empty if none has.
     *
     * @param pids of processes of this user
     */
    static Optional<Long> of(int port, List<Long> pids) throws IOException {
        for (Path table : TABLES) {
            if (Files.isReadable(table)) {
                Optional<String> inode = inode(port, Files.readAllLines(table));
                if (inode.isPresent()) {
                    return pids.stream().filter(pid -> has(pid, inode.get())).findFirst();
                }
            }
        }
        return Optional.empty();
    }

    /** The inode of the socket with this local port, in a table as the kernel prints it. */
    static Optional<String> inode(int port, List<String> table) {
        return table.stream()
                .skip(1)
                .map(line -> GAPS.split(line.strip()))
                .filter(cells -> cells.length > INODE && port(cells[LOCAL]) == port)
                .map(cells -> cells[INODE])
                .filter(inode -> !inode.equals("0"))
                .findFirst();
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), HEX);
    }

    private static boolean has(long pid, String inode) {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return files.anyMatch(file -> isSocket(file, inode));
        } catch (IOException gone) {
            return false;
        }
    }

    private static boolean isSocket(Path file, String inode) {
        try {
            return Files.readSymbolicLink(file).toString().equals("socket:[" + inode + "]");
        } catch (IOException closed) {
            return false;
        }
    }
}
