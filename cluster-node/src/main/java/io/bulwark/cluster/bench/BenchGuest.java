package io.bulwark.cluster.bench;

import io.bulwark.cluster.work.Guests;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.guests.BatchInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;

/**
 * A guest and an input on which it is measured, the same bytes each time.
 *
 * @param name of the guest, without its ending
 */
record BenchGuest(String name, Program program, Input input) {
    private static final long SEED = 20261129;

    /** SHA-256 in plain C: what other provers are compared on. */
    static final String COMPARED = "sha256-plain";

    /**
     * All guests.
     *
     * @param quick with inputs that take thousands of cycles, else about a million
     */
    static List<BenchGuest> all(boolean quick) {
        int sixteen = quick ? 1 : 16;
        byte[] numbers = new byte[4 * 250 * sixteen];
        new Random(SEED).nextBytes(numbers);
        return List.of(
                of(COMPARED, words(1024 * sixteen)),
                of("batch", BatchInput.valid(SEED, 8, quick ? 1 : 24).input()),
                of("keccak-chain", join(words(20 * sixteen), new byte[32])),
                of("json-query", query(quick ? 20 : 1500)),
                of("sort-check", join(words(numbers.length / 4), numbers)),
                of("workout", words(quick ? 1 : 16)),
                of("primes", words(quick ? 1000 : 30_000)));
    }

    /** The batch guest on so many transfers, each some 226,000 cycles. */
    static BenchGuest batch(int transfers) {
        return of("batch", BatchInput.valid(SEED, 8, transfers).input());
    }

    private static BenchGuest of(String name, byte[] input) {
        try {
            return new BenchGuest(name, Program.load(Files.readAllBytes(Guests.path(name))), Input.of(input));
        } catch (IOException e) {
            throw new UncheckedIOException("the guest " + name + " cannot be read", e);
        }
    }

    /** The last of so many orders in a document. */
    private static byte[] query(int orders) {
        StringBuilder document = new StringBuilder("{\"orders\": [");
        for (int i = 0; i < orders; i++) {
            document.append(i == 0 ? "" : ", ")
                    .append("{\"number\": %d, \"total\": %d.5, \"who\": \"x\"}".formatted(i, i * i));
        }
        byte[] path = "orders/%d/total/".formatted(orders - 1).getBytes(StandardCharsets.UTF_8);
        return join(words(path.length), path, document.append("]}").toString().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] words(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            bytes.putInt(word);
        }
        return bytes.array();
    }

    private static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }
}
