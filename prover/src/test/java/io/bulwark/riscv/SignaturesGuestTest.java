package io.bulwark.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Public keys of signatures over secp256k1, recovered inside the machine with its products, held to crate {@code k256}: edge cases one by one, seeded ones by the hash of
 * all keys. {@code guests/rust/kit/examples/signature_vectors.rs} makes the vectors.
 */
class SignaturesGuestTest {
    private static final Path ELF =
            Path.of("").toAbsolutePath().getParent().resolve("guests").resolve("signatures.elf");
    private static final int ANSWER = 68;
    private static final int KEY = 64;
    /** Every so many edge cases run under qemu in the ordinary tests, where products are software. */
    private static final int STEP = 12;

    /** Why there is no key, as the guest says it. */
    private static final Map<String, Integer> REASONS = Map.ofEntries(
            Map.entry("r-0-id-0", 1),
            Map.entry("r-order+0-id-0", 1),
            Map.entry("r-order+1-id-1", 1),
            Map.entry("r-2^256-1-id-0", 1),
            Map.entry("s-0", 2),
            Map.entry("s-order+0", 2),
            Map.entry("s-2^256-1", 2),
            Map.entry("id-4", 3),
            Map.entry("id-256", 3),
            Map.entry("id-4294967295", 3),
            Map.entry("r-field-less-order+0-id-2", 3),
            Map.entry("nonce-point-of-x-5-id-0", 4),
            Map.entry("infinity-of-nonce-1", 5),
            Map.entry("infinity-of-nonce-19", 5));

    /** A signature in hexadecimal; the id is a word; the key is empty where {@code k256} has none. */
    private record Signature(String name, String numbers, int id, String key) {
        static Signature of(String line) {
            String[] parts = line.split(" ", -1);
            String key = parts[5].equals("-") ? "" : parts[5];
            return new Signature(parts[0], parts[1] + parts[2] + parts[3], Integer.parseUnsignedInt(parts[4]), key);
        }
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = SignaturesGuestTest.class.getResourceAsStream("/vectors/secp256k1-recovery.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        }
    }

    private static List<Signature> edges() throws IOException {
        return lines().stream()
                .filter(line -> !line.startsWith("seeded "))
                .map(Signature::of)
                .toList();
    }

    private static byte[] input(List<Signature> signatures) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Signature signature : signatures) {
            out.writeBytes(HexFormat.of().parseHex(signature.numbers()));
            out.writeBytes(ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(signature.id())
                    .array());
        }
        return out.toByteArray();
    }

    private static byte[] run(byte[] input) throws IOException {
        Program program = Program.load(Files.readAllBytes(ELF));
        RunResult result = Executor.run(program, Input.of(input), Limits.standard(), Observer.none());
        assertThat(result.exitCode()).isZero();
        return result.output();
    }

    private static byte[] underQemu(byte[] input) {
        Qemu qemu = Qemu.run(ELF, input);
        assertThat(qemu.exitCode()).isZero();
        return qemu.output();
    }

    private static void agree(List<Signature> signatures, byte[] answers) {
        assertThat(answers).hasSize(ANSWER * signatures.size());
        for (int i = 0; i < signatures.size(); i++) {
            Signature signature = signatures.get(i);
            int why = ByteBuffer.wrap(answers).order(ByteOrder.LITTLE_ENDIAN).getInt(ANSWER * i);
            byte[] key = Arrays.copyOfRange(answers, ANSWER * i + 4, ANSWER * (i + 1));
            boolean none = signature.key().isEmpty();
            assertThat(why != 0).as(signature.name()).isEqualTo(none);
            assertThat(key)
                    .as(signature.name())
                    .isEqualTo(none ? new byte[KEY] : HexFormat.of().parseHex(signature.key()));
            if (REASONS.containsKey(signature.name())) {
                assertThat(why).as(signature.name()).isEqualTo(REASONS.get(signature.name()));
            }
        }
    }

    @Test
    void edgeCasesAnswerAsAnotherLibraryDoes() throws IOException {
        List<Signature> edges = edges();
        assertThat(edges).hasSizeGreaterThan(300);
        assertThat(edges.stream().map(Signature::name).toList()).containsAll(REASONS.keySet());
        assertThat(edges.stream().filter(edge -> !edge.key().isEmpty())).hasSizeBetween(100, 200);
        agree(edges, run(input(edges)));
    }

    @Test
    void someEdgeCasesAnswerTheSameInSoftware() throws IOException {
        Qemu.assumePresent();
        List<Signature> edges = edges();
        List<Signature> some = IntStream.range(0, edges.size() / STEP)
                .mapToObj(i -> edges.get(STEP * i))
                .toList();
        agree(some, underQemu(input(some)));
    }

    @Test
    void aSignatureThatIsCutShortIsRefused() throws IOException {
        byte[] input = input(edges().subList(0, 1));
        Program program = Program.load(Files.readAllBytes(ELF));
        Input cut = Input.of(Arrays.copyOf(input, input.length - 4));
        RunResult result = Executor.run(program, cut, Limits.standard(), Observer.none());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).isEmpty();
    }

    @Test
    void fortySeededSignaturesHaveTheKeysOfAnotherLibrary() throws IOException {
        seeded(40);
    }

    @Test
    @Tag("slow")
    void thousandsOfSeededSignaturesHaveTheKeysOfAnotherLibrary() throws IOException {
        seeded(4000);
    }

    @Test
    @Tag("slow")
    void allEdgeCasesAnswerTheSameInSoftware() throws IOException {
        Qemu.assumePresent();
        agree(edges(), underQemu(input(edges())));
    }

    /** The vectors' line of so many: seed, count, how many have a key, SHA-256 of all keys. */
    private static void seeded(int count) throws IOException {
        String[] line = lines().stream()
                .filter(each -> each.startsWith("seeded ") && each.split(" ", -1)[2].equals("" + count))
                .findFirst()
                .orElseThrow()
                .split(" ", -1);
        SplittableRandom random = new SplittableRandom(Long.parseLong(line[1]));
        List<Signature> signatures =
                Stream.generate(() -> drawn(random)).limit(count).toList();
        byte[] answers = run(input(signatures));
        MessageDigest keys = sha256();
        int found = 0;
        for (int i = 0; i < count; i++) {
            keys.update(answers, ANSWER * i + 4, KEY);
            found += answers[ANSWER * i] == 0 ? 1 : 0;
        }
        assertThat(found).isEqualTo(Integer.parseInt(line[3]));
        assertThat(HexFormat.of().formatHex(keys.digest()))
                .as("seed %s", line[1])
                .isEqualTo(line[4]);
    }

    private static Signature drawn(SplittableRandom random) {
        ByteBuffer numbers = ByteBuffer.allocate(96);
        while (numbers.hasRemaining()) {
            numbers.putLong(random.nextLong());
        }
        return new Signature("drawn", HexFormat.of().formatHex(numbers.array()), (int) (random.nextLong() & 1), "");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
