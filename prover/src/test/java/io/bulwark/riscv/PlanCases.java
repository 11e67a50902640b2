package io.bulwark.riscv;

import io.bulwark.riscv.plan.Capacity;
import io.bulwark.riscv.plan.Checkpoint;
import io.bulwark.riscv.plan.RunSummary;
import io.bulwark.riscv.plan.SegmentPlanner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Runs to plan, and size classes to plan them with. */
final class PlanCases {
    static final long SEED = 405;

    private static final Path GUESTS = Path.of("").toAbsolutePath().getParent().resolve("guests");

    private PlanCases() {}

    /** A run to plan. */
    record Case(String name, Program program, Input input) {
        RunResult plain() {
            return Executor.run(program, input, Limits.standard(), Observer.none());
        }

        RunSummary plan(List<Capacity> shapes, List<Checkpoint> checkpoints) {
            return SegmentPlanner.run(program, input, Limits.standard(), shapes, Optional.empty(), checkpoints::add);
        }
    }

    static Case random(long seed) {
        return new Case("random program of seed " + seed, Program.load(RandomProgram.of(seed)), Input.none());
    }

    static Case guest(String name, byte[]... input) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(1 << 16);
        for (byte[] part : input) {
            all.put(part);
        }
        byte[] bytes = new byte[all.position()];
        all.flip().get(bytes);
        return new Case(name, Program.load(Files.readAllBytes(GUESTS.resolve(name + ".elf"))), Input.of(bytes));
    }

    static byte[] words(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(words);
        return bytes.array();
    }

    static List<Case> cases() throws IOException {
        int[] numbers = new SplittableRandom(SEED).ints(60).toArray();
        byte[] path = "orders/1/total/".getBytes(StandardCharsets.UTF_8);
        byte[] document = "{\"orders\": [1, {\"total\": -12.5e3}]}".getBytes(StandardCharsets.UTF_8);
        return List.of(
                random(SEED),
                random(SEED + 1),
                random(SEED + 2),
                guest("sort-check", words(numbers.length), words(numbers)),
                guest("selftest", words(3, 1)),
                guest("keccak-chain", words(20), new byte[32]),
                guest("json-query", words(path.length), path, document),
                guest("primes", words(300)),
                guest("workout", words(1)));
    }

    /** Every table with so many rows. */
    static Map<TableId, Integer> rows(int each) {
        Map<TableId, Integer> rows = new EnumMap<>(TableId.class);
        for (TableId table : TableId.values()) {
            rows.put(table, each);
        }
        return rows;
    }

    static Capacity shape(int rows, int blocks, int nodes, long cells) {
        return new Capacity(rows(rows), blocks, nodes, 2 * (blocks + nodes) + rows, 2, cells);
    }

    /** Lists of classes; the larger the scale, the fewer segments. */
    static List<List<Capacity>> lists(int scale) {
        Capacity tiny = shape(400 * scale, 60 * scale, 700 * scale, 1);
        Capacity rowsFew = shape(150 * scale, 100 * scale, 1500 * scale, 2);
        Map<TableId, Integer> uneven = rows(1500 * scale);
        uneven.put(TableId.DIV, 40);
        uneven.put(TableId.ADD, 500 * scale);
        uneven.put(TableId.POSEIDON2, 2);
        Capacity unequal = new Capacity(uneven, 90, 900, 2300, 2, 4);
        Map<TableId, Integer> lean = rows(4000);
        lean.put(TableId.KECCAK, 0);
        lean.put(TableId.MULMOD, 0);
        Capacity withoutCalls = new Capacity(lean, 200, 2000, 9000, 0, 3);
        Capacity large = shape(1 << 20, 1 << 16, 1 << 19, 1000);
        return List.of(
                List.of(tiny), List.of(unequal, rowsFew), List.of(withoutCalls, unequal, tiny), List.of(tiny, large));
    }
}
