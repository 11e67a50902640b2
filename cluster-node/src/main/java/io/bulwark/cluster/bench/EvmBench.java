package io.bulwark.cluster.bench;

import io.bulwark.cluster.evm.ContractCall;
import io.bulwark.cluster.evm.EvmBlock;
import io.bulwark.cluster.evm.EvmBlock.Fork;
import io.bulwark.cluster.evm.EvmBlock.Kind;
import io.bulwark.cluster.evm.EvmBlock.Order;
import io.bulwark.cluster.work.Guests;
import io.bulwark.riscv.Execution;
import io.bulwark.riscv.Executor;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.Observer;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.RunResult;
import io.bulwark.riscv.SystemCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What a block of Ethereum transactions costs: instructions by phase, which the guest tells in its log, and what one transaction more of each kind adds, for which no
 * clock is asked; and what its proof takes.
 */
public final class EvmBench {
    /** What can be measured by itself. */
    public enum Part {
        COUNTS,
        PROOF
    }

    /** The log's line that ends it; all before are names of phases. */
    private static final String GAS = "gas ";

    private static final String GUEST = "evm";
    /** The same guest, built to ask the machine for no computation. */
    private static final String SOFTWARE = "evm-software";

    private static final long SEED = 20261129;
    private static final int PEOPLE = 1000;

    /** What the guest has done by now, and with which calls. */
    private record Count(long cycles, long permutations, long products) {
        Count minus(Count other) {
            return new Count(cycles - other.cycles, permutations - other.permutations, products - other.products);
        }
    }

    /** Counts calls; the log says a word and ends it with a second call, so every second one is a phase's end. */
    private static final class Phases implements Observer {
        private final Map<SystemCall, Long> calls = new EnumMap<>(SystemCall.class);
        private final List<Count> marks = new ArrayList<>();

        @Override
        public long allowance(Execution execution) {
            return Long.MAX_VALUE;
        }

        @Override
        public void calls(Execution execution, SystemCall call, int copyRows) {
            calls.merge(call, 1L, Long::sum);
            if (call == SystemCall.WRITE) {
                marks.add(now(execution.cycles()));
            }
        }

        private Count now(long cycles) {
            return new Count(
                    cycles,
                    calls.getOrDefault(SystemCall.KECCAK_F1600, 0L),
                    calls.getOrDefault(SystemCall.MULMOD256, 0L));
        }
    }

    private EvmBench() {}

    /**
     * Measures.
     *
     * @param command what was called
     * @param quick with few transactions
     * @param threads of the proof
     * @param tell hears what is being measured
     */
    public static Report run(String command, boolean quick, int threads, List<Part> parts, Consumer<String> tell) {
        Program program = program(GUEST);
        int transactions = quick ? 4 : 20;
        List<Grid> grids = new ArrayList<>();
        if (parts.contains(Part.COUNTS)) {
            tell.accept("phases");
            grids.add(phases(program, transactions));
            tell.accept("kinds");
            grids.add(kinds(program, transactions));
            tell.accept("contracts");
            grids.add(contracts(program));
        }
        if (parts.contains(Part.PROOF)) {
            tell.accept("proof");
            Order order = Order.mixed(SEED, Fork.CANCUN, transactions, PEOPLE);
            Input input = Input.of(EvmBlock.of(order).input());
            long gas = gas(run(program, order, Observer.none()));
            grids.add(EvmProofFigures.measure(new BenchGuest(GUEST, program, input), transactions, gas, threads));
        }
        return new Report(Surroundings.now(command), grids);
    }

    private static long gas(RunResult result) {
        return lines(result)
                .filter(line -> line.startsWith(GAS))
                .mapToLong(line -> Long.parseLong(line.substring(GAS.length())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the guest did not say how much gas the block used"));
    }

    private static Stream<String> lines(RunResult result) {
        return new String(result.log(), StandardCharsets.UTF_8).lines();
    }

    private static Program program(String guest) {
        try {
            return Program.load(Files.readAllBytes(Guests.path(guest)));
        } catch (IOException e) {
            throw new UncheckedIOException("the guest " + guest + " cannot be read", e);
        }
    }

    private static RunResult run(Program program, Order order, Observer observer) {
        RunResult result = Executor.run(program, Input.of(EvmBlock.of(order).input()), Limits.standard(), observer);
        if (result.exitCode() != 0) {
            throw new IllegalStateException("the guest refused its block with exit code " + result.exitCode());
        }
        return result;
    }

    /** A phase's name and what had been done when it ended. */
    private record Mark(String name, Count count) {}

    private static List<Mark> marks(Program program, int transactions) {
        Phases phases = new Phases();
        RunResult result = run(program, Order.mixed(SEED, Fork.CANCUN, transactions, PEOPLE), phases);
        List<String> names =
                lines(result).takeWhile(line -> !line.startsWith(GAS)).toList();
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            marks.add(new Mark(names.get(i), phases.marks.get(2 * i)));
        }
        marks.add(new Mark("output", phases.now(result.cycles())));
        return marks;
    }

    private static Grid phases(Program program, int transactions) {
        List<Mark> with = marks(program, transactions);
        List<Mark> without = marks(program(SOFTWARE), transactions);
        List<List<Object>> rows = new ArrayList<>();
        Count none = new Count(0, 0, 0);
        for (int i = 0; i < with.size(); i++) {
            Count done =
                    with.get(i).count().minus(i == 0 ? none : with.get(i - 1).count());
            Count inSoftware = without.get(i)
                    .count()
                    .minus(i == 0 ? none : without.get(i - 1).count());
            rows.add(row(with.get(i).name(), done, inSoftware, transactions));
        }
        rows.add(row("all", with.getLast().count(), without.getLast().count(), transactions));
        return new Grid(
                "A block of %d transactions of all kinds; aim for recovery: <= 250,000 instructions a transaction"
                        .formatted(transactions),
                List.of(
                        "until",
                        "instructions",
                        "Keccak-f",
                        "mulmod256",
                        "instructions a transaction",
                        "without precompiles",
                        "without, a transaction"),
                rows);
    }

    private static List<Object> row(String name, Count count, Count software, int transactions) {
        return List.of(
                name,
                count.cycles(),
                count.permutations(),
                count.products(),
                count.cycles() / transactions,
                software.cycles(),
                software.cycles() / transactions);
    }

    /** What one call more of a contract of the fork adds to a block. */
    private static Grid contracts(Program program) {
        List<List<Object>> rows = new ArrayList<>();
        for (ContractCall call : ContractCall.values()) {
            long once = cycles(program, call.input(1));
            long more = cycles(program, call.input(2)) - once;
            String name = call.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            rows.add(List.of(name, more, call.gas(), more / call.gas()));
        }
        return new Grid(
                "Calls of the contracts 1 to 9; all but key recovery and SHA-256 are computed in software",
                List.of("call", "instructions", "gas", "instructions a gas"),
                rows);
    }

    private static long cycles(Program program, byte[] input) {
        RunResult result = Executor.run(program, Input.of(input), Limits.standard(), Observer.none());
        if (result.exitCode() != 0) {
            throw new IllegalStateException("the guest refused its block with exit code " + result.exitCode());
        }
        return result.cycles();
    }

    private static Grid kinds(Program program, int transactions) {
        List<List<Object>> rows = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            long some = cycles(program, kind, transactions);
            long more = cycles(program, kind, 2 * transactions);
            rows.add(List.of(
                    kind.name().toLowerCase(Locale.ROOT),
                    some / transactions,
                    (more - some) / transactions,
                    aim(kind)));
        }
        return new Grid(
                "Instructions a transaction, its share of the witness included",
                List.of(
                        "kind",
                        "of %d alike in a block".formatted(transactions),
                        "each of %d more".formatted(transactions),
                        "aim"),
                rows);
    }

    private static long cycles(Program program, Kind kind, int transactions) {
        Order order = new Order(SEED, Fork.CANCUN, transactions, PEOPLE, Optional.of(kind));
        return run(program, order, Observer.none()).cycles();
    }

    private static String aim(Kind kind) {
        return switch (kind) {
            case TRANSFER -> "<= 450,000";
            case TOKEN_TRANSFER -> "<= 600,000";
            case SWAP, CREATION -> "";
        };
    }
}
