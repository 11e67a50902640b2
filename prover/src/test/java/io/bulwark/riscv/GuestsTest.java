package io.bulwark.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.riscv.guests.BatchInput;
import io.bulwark.riscv.guests.BatchInput.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The committed guests: what they answer, here and under qemu, where the same files compute in software what is a call here. */
class GuestsTest {
    private static final Path GUESTS = Path.of("").toAbsolutePath().getParent().resolve("guests");
    private static final long SEED = 20261124;

    private static RunResult run(String guest, byte[] input) throws IOException {
        Program program = Program.load(Files.readAllBytes(GUESTS.resolve(guest + ".elf")));
        RunResult result = Executor.run(program, Input.of(input), Limits.standard(), Observer.none());
        assertThat(result.digest()).as("the digest that %s names", guest).isEqualTo(sha256(result.output()));
        return result;
    }

    private static void agreesWithQemu(String guest, byte[] input, RunResult ours) {
        Qemu.assumePresent();
        Qemu theirs = Qemu.run(GUESTS.resolve(guest + ".elf"), input);
        assertThat(HexFormat.of().formatHex(ours.output()))
                .as("output of %s", guest)
                .isEqualTo(HexFormat.of().formatHex(theirs.output()));
        assertThat(ours.exitCode()).as("exit code of %s", guest).isEqualTo(theirs.exitCode());
    }

    @Test
    void everyGuestIsTheFileThatItsSumNames() throws IOException {
        List<String> sums = Files.readAllLines(GUESTS.resolve("SHA256SUMS"));
        try (Stream<Path> files = Files.walk(GUESTS, 3)) {
            List<String> built = files.filter(file -> file.toString().endsWith(".elf"))
                    .map(file -> GUESTS.relativize(file).toString())
                    .toList();
            assertThat(sums.stream().map(line -> line.split(" +", -1)[1])).containsExactlyInAnyOrderElementsOf(built);
        }
        for (String line : sums) {
            String[] parts = line.split(" +", -1);
            assertThat(HexFormat.of().formatHex(sha256(Files.readAllBytes(GUESTS.resolve(parts[1])))))
                    .as(parts[1])
                    .isEqualTo(parts[0]);
        }
    }

    @Test
    void callsOfTheMachineGiveWhatTheKitComputesInSoftware() throws IOException {
        byte[] input = words(7, 6);
        agreesWithQemu("selftest", input, run("selftest", input));
    }

    @Test
    void plainSha256DigestsTheBytesThatItMakes() throws IOException {
        byte[] input = words(1028);
        RunResult result = run("sha256-plain", input);
        agreesWithQemu("sha256-plain", input, result);
        byte[] made = new byte[1028];
        int x = 0x12345678;
        for (int i = 0; i < made.length; i += 4) {
            x ^= x << 13;
            x ^= x >>> 17;
            x ^= x << 5;
            for (int j = 0; j < 4; j++) {
                made[i + j] = (byte) ((x * 0x9e3779b1) >>> (8 * j));
            }
        }
        assertThat(result.output()).isEqualTo(sha256(made));
    }

    @Test
    void aProgramComputesTheSameHoweverItWasCompiled() throws IOException {
        for (String guest : List.of("workout", "sort-check")) {
            byte[] input = guest.equals("workout") ? words(3) : words(4, 9, -1, 7, 7);
            RunResult result = run(guest, input);
            for (String options : List.of("O0", "Os")) {
                RunResult other = run("variants/" + options + "/" + guest, input);
                assertThat(other.output()).as("%s -%s", guest, options).isEqualTo(result.output());
                assertThat(other.digest()).as("%s -%s", guest, options).isEqualTo(result.digest());
                assertThat(other.cycles()).as("%s -%s", guest, options).isNotEqualTo(result.cycles());
            }
        }
    }

    @Test
    void theBatchAppliesSignedTransfers() throws IOException {
        BatchInput batch = BatchInput.valid(SEED, 4, 2);
        RunResult result = run("batch", batch.input());
        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).isEqualTo(batch.output());
        assertThat(result.rows().get(TableId.MULMOD)).isGreaterThan(1000);
    }

    @Test
    void theBatchRefusesEveryKindOfWrongTransferAndGoesOn() throws IOException {
        BatchInput batch = BatchInput.of(SEED, 3, List.of(Verdict.values()));
        RunResult result = run("batch", batch.input());
        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).isEqualTo(batch.output());
    }

    @Test
    void theBatchUnderQemuAgrees() throws IOException {
        byte[] input = BatchInput.of(SEED + 1, 3, List.of(Verdict.DONE, Verdict.WRONG_NONCE))
                .input();
        agreesWithQemu("batch", input, run("batch", input));
    }

    @Test
    void theKeccakChainHashesAsEthereumDoes() throws IOException {
        byte[] input = concatenate(words(1), new byte[32]);
        // Keccak-256 of 32 zero bytes, as every Ethereum client has it.
        assertThat(HexFormat.of().formatHex(run("keccak-chain", input).output()))
                .isEqualTo("290decd9548b62a8d60345a988386fc84ba6bc95484008f6362f93160ef3e563");
        byte[] longer = concatenate(words(50), new byte[32]);
        agreesWithQemu("keccak-chain", longer, run("keccak-chain", longer));
    }

    @Test
    void theQueryFindsAValueInADocumentWhoseHashIsPublic() throws IOException {
        byte[] document =
                "{\"orders\": [1, {\"total\": -12.5e3, \"who\": \"a\\u00e9\\\"b\"}], \"orders\": [], \"x\": {}}"
                        .getBytes(StandardCharsets.UTF_8);
        assertThat(query("orders/1/total/", document)).isEqualTo("0 -12.5e3");
        assertThat(query("orders/1/who/", document)).isEqualTo("0 \"a\\u00e9\\\"b\"");
        assertThat(query("orders/1/", document)).isEqualTo("0 {\"total\": -12.5e3, \"who\": \"a\\u00e9\\\"b\"}");
        assertThat(query("x/", document)).isEqualTo("0 {}");
        assertThat(query("orders/2/", document)).isEqualTo("1 ");
        assertThat(query("order/", document)).isEqualTo("1 ");
        assertThat(query("x/", Arrays.copyOf(document, document.length - 1))).isEqualTo("2");
    }

    private static String query(String path, byte[] document) throws IOException {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        byte[] input = concatenate(words(name.length), name, document);
        RunResult result = run("json-query", input);
        agreesWithQemu("json-query", input, result);
        if (result.exitCode() == 2) {
            return "2";
        }
        assertThat(Arrays.copyOf(result.output(), 64)).isEqualTo(concatenate(sha256(document), sha256(name)));
        byte[] value = Arrays.copyOfRange(result.output(), 64, result.output().length);
        return result.exitCode() + " " + new String(value, StandardCharsets.UTF_8);
    }

    @Test
    void theSorterShowsTheEndsAndTheMiddle() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        int[] numbers = random.ints(1000).toArray();
        byte[] input = concatenate(words(numbers.length), words(numbers));
        RunResult result = run("sort-check", input);
        int[] sorted = Arrays.stream(numbers)
                .boxed()
                .sorted(Integer::compareUnsigned)
                .mapToInt(Integer::intValue)
                .toArray();
        assertThat(result.output())
                .as("seed %d", SEED)
                .isEqualTo(concatenate(words(1000, sorted[0], sorted[500], sorted[999]), sha256(words(sorted))));
        agreesWithQemu("sort-check", input, result);
    }

    @Test
    void theWorkoutDoesTheSameWorkUnderQemu() throws IOException {
        RunResult result = run("workout", words(3));
        assertThat(result.output()).hasSize(4);
        agreesWithQemu("workout", words(3), result);
    }

    @Test
    void theGuestInRustCountsPrimes() throws IOException {
        RunResult result = run("primes", words(1000));
        assertThat(result.output()).isEqualTo(words(168, 997));
        agreesWithQemu("primes", words(1000), result);
    }

    private static byte[] words(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            bytes.putInt(word);
        }
        return bytes.array();
    }

    private static byte[] concatenate(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
