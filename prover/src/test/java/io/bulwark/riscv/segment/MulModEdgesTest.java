package io.bulwark.riscv.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.proof.ProverOptions;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.riscv.Assembly;
import io.bulwark.riscv.Executor;
import io.bulwark.riscv.GuestElf;
import io.bulwark.riscv.GuestException;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.Observer;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.RunResult;
import io.bulwark.riscv.TableId;
import io.bulwark.riscv.plan.Checkpoint;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Products modulo a number where that is odd in some way: the executor, the trace and the proof say the same, or there is no run. */
class MulModEdgesTest {
    private static final int MULMOD256 = 0x1003;
    private static final int EXIT = 93;
    private static final int BYTES = 32;
    private static final int ROWS = 48;

    private static final BigInteger ONE = BigInteger.ONE;
    private static final BigInteger MOST = ONE.shiftLeft(256).subtract(ONE);
    private static final BigInteger HALF = ONE.shiftLeft(255);
    /** The order of secp256k1, and its prime. */
    private static final List<BigInteger> CURVE = List.of(
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16),
            new BigInteger("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f", 16));

    /** Byte offsets of result, a, b and modulus behind {@link GuestElf#DATA}. Numbers lie from 0, 32, 64 and 96 on; the last four begin inside of each other. */
    private static final List<int[]> POINTERS = List.of(
            new int[] {0, 32, 64, 96},
            new int[] {32, 32, 64, 96},
            new int[] {64, 32, 64, 96},
            new int[] {96, 32, 64, 96},
            new int[] {0, 32, 32, 96},
            new int[] {32, 32, 32, 96},
            new int[] {0, 32, 64, 32},
            new int[] {64, 64, 64, 64},
            new int[] {36, 32, 64, 96},
            new int[] {60, 32, 64, 96},
            new int[] {92, 32, 64, 96},
            new int[] {48, 40, 56, 96});

    private static final SegmentMachine MACHINE = machine();

    private static SegmentMachine machine() {
        Map<TableId, Integer> rows = new EnumMap<>(TableId.class);
        EnumSet.range(TableId.JUMP, TableId.DIV).forEach(id -> rows.put(id, ROWS));
        rows.put(TableId.CONST, 4 * ROWS);
        rows.put(TableId.ADD_IMM, 4 * ROWS);
        rows.putAll(Map.of(TableId.HALT, 1, TableId.WRITE, 1, TableId.READ, 1, TableId.COPY, 16, TableId.MULMOD, ROWS));
        return SegmentMachine.of(List.of(new ShapeRows("products", SizeClass.SMALL, rows, 64, 256)), List.of(12));
    }

    private static List<BigInteger> numbers() {
        List<BigInteger> numbers = new ArrayList<>(List.of(BigInteger.ZERO, ONE, BigInteger.TWO, HALF, MOST));
        CURVE.forEach(n -> numbers.addAll(List.of(n, n.subtract(ONE), n.add(ONE))));
        return numbers;
    }

    private static void put(byte[] memory, int at, BigInteger number) {
        for (int i = 0; i < BYTES; i++) {
            memory[at + i] = number.shiftRight(8 * i).byteValue();
        }
    }

    private static BigInteger get(byte[] memory, int at) {
        byte[] bytes = Arrays.copyOfRange(memory, at, at + BYTES);
        BigInteger number = BigInteger.ZERO;
        for (int i = BYTES - 1; i >= 0; i--) {
            number = number.shiftLeft(8).or(BigInteger.valueOf(bytes[i] & 0xff));
        }
        return number;
    }

    /** What a call means: all is read before anything is written. Empty where there is no result. */
    private static Optional<BigInteger> meant(byte[] memory, int... pointers) {
        BigInteger modulus = get(memory, pointers[3]);
        BigInteger product = get(memory, pointers[1]).multiply(get(memory, pointers[2]));
        boolean exists = modulus.signum() > 0 && product.divide(modulus).bitLength() <= 256;
        return exists ? Optional.of(product.mod(modulus)) : Optional.empty();
    }

    /** Calls with these pointers, and the result of the last as digest. */
    private static Program program(byte[] memory, List<int[]> calls) {
        Assembly code = new Assembly();
        for (int[] call : calls) {
            code.call(MULMOD256, Arrays.stream(call).map(p -> GuestElf.DATA + p).toArray());
        }
        code.call(EXIT, 0, GuestElf.DATA + calls.getLast()[0]);
        return Program.load(GuestElf.of(memory, code.words()));
    }

    private static byte[] memory(BigInteger a, BigInteger b, BigInteger modulus) {
        byte[] memory = new byte[4 * BYTES];
        put(memory, 0, MOST);
        put(memory, 32, a);
        put(memory, 64, b);
        put(memory, 96, modulus);
        return memory;
    }

    private static byte[] digest(BigInteger number) {
        byte[] bytes = new byte[BYTES];
        put(bytes, 0, number);
        return bytes;
    }

    private static RunResult run(Program program) {
        return Executor.run(program, Input.none(), Limits.standard(), Observer.none());
    }

    @Test
    void executorAndTraceSayWhatIntegersSayOrThereIsNoRun() {
        int without = 0;
        int traced = 0;
        for (BigInteger modulus : numbers()) {
            for (BigInteger a : numbers()) {
                BigInteger b = a.testBit(0) ? MOST : a;
                byte[] memory = memory(a, b, modulus);
                int[] pointers = POINTERS.getFirst();
                Optional<BigInteger> meant = meant(memory, pointers);
                Program program = program(memory, List.of(pointers));
                String what = "%x %x mod %x".formatted(a, b, modulus);
                if (meant.isEmpty()) {
                    without++;
                    refused(what, program);
                } else {
                    assertThat(run(program).digest()).as(what).isEqualTo(digest(meant.get()));
                    // Some, as each is a machine's whole tables.
                    if (traced++ % 8 == 0) {
                        accepted(what, program, meant.get());
                    }
                }
            }
        }
        assertThat(without).isGreaterThan(20);
        assertThat(traced).isGreaterThan(50);
    }

    private static void refused(String what, Program program) {
        assertThatThrownBy(() -> run(program))
                .as(what)
                .isInstanceOfSatisfying(
                        GuestException.class, e -> assertThat(e.reason()).isEqualTo(GuestException.Reason.BAD_OPERAND));
    }

    private static void accepted(String what, Program program, BigInteger meant) {
        TracedSegment segment = TracedSegment.of(MACHINE, program, Input.none()).getFirst();
        assertThat(segment.isAccepted()).as(what).isTrue();
        assertThat(segment.claim().digest()).as(what).isEqualTo(OutputDigest.of(digest(meant)));
    }

    @Test
    void operandsThatOverlapAreReadBeforeTheResultIsWritten() {
        for (int[] pointers : POINTERS) {
            byte[] memory = memory(CURVE.get(1).subtract(BigInteger.TWO), HALF.add(BigInteger.TEN), CURVE.getFirst());
            Program program = program(memory, List.of(pointers));
            String what = Arrays.toString(pointers);
            Optional<BigInteger> meant = meant(memory, pointers);
            if (meant.isEmpty()) {
                refused(what, program);
            } else {
                assertThat(run(program).digest()).as(what).isEqualTo(digest(meant.get()));
                accepted(what, program, meant.get());
            }
        }
    }

    @Test
    void aProofOfAllTheseCallsOneAfterTheOtherVerifiesAsWhatIntegersSay() {
        byte[] memory = memory(CURVE.get(1).subtract(BigInteger.TWO), HALF.add(BigInteger.TEN), CURVE.getFirst());
        byte[] before = memory.clone();
        List<int[]> calls = new ArrayList<>();
        for (int[] pointers : POINTERS) {
            Optional<BigInteger> meant = meant(memory, pointers);
            meant.ifPresent(result -> {
                calls.add(pointers);
                put(memory, pointers[0], result);
            });
        }
        assertThat(calls).hasSizeGreaterThan(6);
        Program program = program(before, calls);
        ProverOptions options = ProverOptions.standard();
        ProvingKey key = ProvingKey.of(MACHINE, program, new SecurityParameters(1, 3, 0, 4, 4), options);
        Checkpoint checkpoint =
                TracedSegment.checkpoints(MACHINE, program, Input.none()).getFirst();
        RunVerifier verifier = new RunVerifier(key.key());
        verifier.add(new SegmentProver(key, options).prove(checkpoint).proof());
        SegmentClaim claim =
                verifier.end(new RunExpectation(RunInput.of(Input.none()), OptionalInt.of(0), Optional.empty()));
        assertThat(claim.digest()).isEqualTo(OutputDigest.of(digest(get(memory, calls.getLast()[0]))));
    }
}
