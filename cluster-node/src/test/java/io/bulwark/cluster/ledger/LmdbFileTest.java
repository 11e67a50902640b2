package io.bulwark.cluster.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What LMDB writes is taken, whatever its history; with a bit changed it is refused, or says what it said before. */
@Timeout(120)
class LmdbFileTest {
    private static final long ENOUGH = 64L << 20;
    private static final Set<String> TABLES = Set.of("records", "others");
    private static final int PAGE = 4096;
    private static final int HEAD = 152;

    @TempDir
    private Path directory;

    private final Map<Integer, byte[]> written = new HashMap<>();

    private Path file() {
        return directory.resolve("data.mdb");
    }

    private static byte[] key(int number) {
        return Table.numbered(new byte[number % 40], number);
    }

    /** Puts and removes records of all sizes, many in one transaction or one, at random. */
    private void change(Environment environment, Table table, Random random) {
        environment.write("changing", txn -> {
            for (int i = random.nextInt(4) == 0 ? 100 : 1; i > 0; i--) {
                int number = random.nextInt(300);
                if (random.nextInt(5) < 2) {
                    table.delete(txn, key(number));
                    written.remove(number);
                } else {
                    byte[] content = new byte[random.nextInt(random.nextInt(10) == 0 ? 30_000 : 300)];
                    random.nextBytes(content);
                    table.put(txn, key(number), content);
                    written.put(number, content);
                }
            }
        });
    }

    private static boolean says(Environment environment, Table table, Map<Integer, byte[]> wanted) {
        return environment.read("reading", txn -> {
            Map<ByteBuffer, ByteBuffer> found = new HashMap<>();
            table.scan(txn, (key, content) -> found.put(ByteBuffer.wrap(key), ByteBuffer.wrap(content)) == null);
            Map<ByteBuffer, ByteBuffer> expected = new HashMap<>();
            wanted.forEach((number, content) -> expected.put(ByteBuffer.wrap(key(number)), ByteBuffer.wrap(content)));
            return found.equals(expected)
                    && wanted.keySet().stream()
                            .allMatch(n -> table.get(txn, key(n)).isPresent());
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void takesWhatLmdbLeavesWhateverItsHistory(long seed) throws DamagedFileException {
        Random random = new Random(seed);
        for (int start = 0; start < 4; start++) {
            try (Environment environment = Environment.open(directory, TABLES, ENOUGH)) {
                LmdbFile.check(file(), TABLES);
                Table table = environment.table("records");
                environment.table("others");
                LmdbFile.check(file(), TABLES);
                for (int i = 0; i < 100; i++) {
                    change(environment, table, random);
                    LmdbFile.check(file(), TABLES);
                }
                environment.write("removing all", txn -> written.keySet().forEach(n -> table.delete(txn, key(n))));
                LmdbFile.check(file(), TABLES);
                written.clear();
                change(environment, table, random);
            }
            LmdbFile.check(file(), TABLES);
        }
    }

    @Test
    void takesWhatIsWrittenWhileSomebodyReads() throws DamagedFileException {
        Random random = new Random(4);
        try (Environment environment = Environment.open(directory, TABLES, ENOUGH)) {
            Table table = environment.table("records");
            change(environment, table, random);
            environment.read("reading for long", txn -> {
                Thread writer = Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 100; i++) {
                        change(environment, table, random);
                    }
                });
                join(writer);
                return table.get(txn, key(1));
            });
            LmdbFile.check(file(), TABLES);
            change(environment, table, random);
            LmdbFile.check(file(), TABLES);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A file with pages of all kinds. */
    private byte[] whole() throws IOException {
        Random random = new Random(5);
        try (Environment environment = Environment.open(directory, TABLES, ENOUGH)) {
            Table table = environment.table("records");
            for (int i = 0; i < 60; i++) {
                change(environment, table, random);
            }
        }
        return Files.readAllBytes(file());
    }

    /** Whether a file with this bit changed is refused; if not, it says what it said. */
    private boolean refused(byte[] whole, int at, int bit) throws IOException {
        byte[] damaged = whole.clone();
        damaged[at] ^= (byte) (1 << bit);
        Files.write(file(), damaged);
        try {
            LmdbFile.check(file(), TABLES);
        } catch (DamagedFileException e) {
            return true;
        }
        try (Environment environment = Environment.open(directory, TABLES, ENOUGH)) {
            assertThat(says(environment, environment.table("records"), written))
                    .as("bit %d of byte %d of page %d", bit, at % PAGE, at / PAGE)
                    .isTrue();
            return false;
        } catch (LedgerException e) {
            assertThat(e.fault()).as("%d.%d: %s", at, bit, e).isEqualTo(LedgerException.Fault.DAMAGED);
            return true;
        }
    }

    @Test
    void everyBitOfTheFirstTwoPagesCountsOrChangesNothing() throws IOException {
        byte[] whole = whole();
        int refused = 0;
        for (int page = 0; page < 2; page++) {
            for (int at = page * PAGE; at < page * PAGE + HEAD; at++) {
                for (int bit = 0; bit < 8; bit++) {
                    refused += refused(whole, at, bit) ? 1 : 0;
                }
            }
        }
        // Not the 8 bytes of an address that is not used, the number that the page has, ...
        assertThat(refused).isGreaterThan(2 * HEAD * 8 / 2);
    }

    /** Headers, places of records, and what is before these. */
    @Test
    void bitsOfATreesPagesCountOrChangeNothing() throws IOException {
        byte[] whole = whole();
        ByteBuffer bytes = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
        Random random = new Random(6);
        int refused = 0;
        for (int i = 0; i < 1500; i++) {
            int page = (2 + random.nextInt(whole.length / PAGE - 2)) * PAGE;
            boolean tree = bytes.getShort(page + 10) == 1 || bytes.getShort(page + 10) == 2;
            int records = tree ? Math.clamp((bytes.getShort(page + 12) - 16) / 2, 0, 1000) : 0;
            int at = page + random.nextInt(16 + 2 * records);
            if (records > 0 && random.nextBoolean()) {
                int record = Short.toUnsignedInt(bytes.getShort(page + 16 + 2 * random.nextInt(records)));
                // Pages that are not in use may hold anything.
                at = page + record % (PAGE - 8) + random.nextInt(8);
            }
            refused += refused(whole, at, random.nextInt(8)) ? 1 : 0;
        }
        assertThat(refused).isPositive();
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        byte[] whole = whole();
        ByteBuffer bytes = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
        int newest = bytes.getLong(144) > bytes.getLong(PAGE + 144) ? 0 : PAGE;
        assertThat(refused(whole, newest + 88 + 32, 0))
                .as("entries of the main tree")
                .isTrue();
        assertThatThrownBy(() -> Environment.open(directory, TABLES, ENOUGH))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("is damaged. Move the directory away")
                .hasMessageContaining("entries=");
        Files.write(file(), whole);
        assertThatThrownBy(() -> Environment.open(directory, Set.of("others"), ENOUGH))
                .as("the lock is free again")
                .hasMessageContaining("expected tables of [others], found [records]");
    }
}
