package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Assembly;
import io.bulwark.riscv.GuestElf;
import io.bulwark.riscv.SystemCall;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MulMod256TableTest {
    private static final long SEED = 1003;
    private static final int BYTES = 32;
    private static final BigInteger ONE = BigInteger.ONE;
    private static final BigInteger TOP = ONE.shiftLeft(256).subtract(ONE);
    /** The field and the group order of secp256k1 (SEC 2, section 2.4.1). */
    private static final BigInteger FIELD =
            ONE.shiftLeft(256).subtract(ONE.shiftLeft(32)).subtract(BigInteger.valueOf(977));

    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    private static final MulMod256Table TABLE = new MulMod256Table();
    private static final Columns COLUMNS = TABLE.columns();

    /** A call to make: result at least does not overlap the operands. */
    private record Case(BigInteger a, BigInteger b, BigInteger m) {
        boolean hasRow() {
            return m.signum() > 0 && a.multiply(b).divide(m).bitLength() <= 256;
        }
    }

    private static List<Case> edges() {
        BigInteger two = BigInteger.TWO;
        List<Case> out = new ArrayList<>();
        List<BigInteger> moduli =
                List.of(ONE, two, TOP, TOP.subtract(ONE), FIELD, ORDER, ONE.shiftLeft(255), ONE.shiftLeft(16));
        for (BigInteger m : moduli) {
            List<BigInteger> factors =
                    List.of(BigInteger.ZERO, ONE, m.subtract(ONE), m, m.add(ONE).min(TOP), TOP, m.shiftRight(1));
            for (BigInteger a : factors) {
                for (BigInteger b : factors) {
                    out.add(new Case(a, b, m));
                }
            }
        }
        return out.stream().filter(Case::hasRow).toList();
    }

    private static List<Case> random(int count) {
        Random random = new Random(SEED);
        List<Case> out = new ArrayList<>();
        while (out.size() < count) {
            Case next = new Case(
                    new BigInteger(random.nextInt(257), random),
                    new BigInteger(random.nextInt(257), random),
                    new BigInteger(256 - random.nextInt(1 + random.nextInt(256)), random));
            if (next.hasRow()) {
                out.add(next);
            }
        }
        return out;
    }

    private static byte[] bytes(BigInteger x) {
        byte[] out = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            out[i] = x.shiftRight(8 * i).byteValue();
        }
        return out;
    }

    /** One call after the other, each with operands and result of its own. */
    private static RecordedCalls run(List<Case> cases) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        Assembly code = new Assembly();
        for (Case each : cases) {
            int at = GuestElf.DATA + data.size();
            data.writeBytes(bytes(each.a));
            data.writeBytes(bytes(each.b));
            data.writeBytes(bytes(each.m));
            data.writeBytes(bytes(TOP));
            code.call(SystemCall.MULMOD256.number(), at + 96, at, at + 32, at + 64);
        }
        return RecordedCalls.of(SystemCall.MULMOD256, data.toByteArray(), code);
    }

    private static CallChecks checks(Case... cases) {
        return new CallChecks(TABLE, run(List.of(cases)));
    }

    @Test
    void callsAtTheEdgesHold() {
        List<Case> edges = edges();
        assertThat(edges.size()).isGreaterThan(200);
        new CallChecks(TABLE, run(edges)).honestRowsHold();
    }

    @Test
    void randomCallsHold() {
        new CallChecks(TABLE, run(random(200))).honestRowsHold();
    }

    @Test
    void operandsMayOverlapEachOtherAndTheResult() {
        byte[] data = new byte[256];
        new Random(SEED).nextBytes(data);
        Assembly code = new Assembly();
        int d = GuestElf.DATA;
        int[][] operands = {
            {d, d, d, d + 32},
            {d + 64, d + 64, d + 64, d + 64},
            {d + 96, d + 100, d + 92, d + 96},
            {d + 4, d, d + 8, d + 128},
            {d + 128, d + 64, d, d + 128}
        };
        for (int[] o : operands) {
            // The last number's top word is made large, so that a quotient of 256 bits exists.
            code.set(5, o[3]).set(6, -1).add(Assembly.store("sw", 6, 5, 28));
            code.call(SystemCall.MULMOD256.number(), o);
        }
        new CallChecks(TABLE, RecordedCalls.of(SystemCall.MULMOD256, data, code)).honestRowsHold();
    }

    @Test
    void operandsMayStandAtTheVeryEndOfMemoryAndAtOddPlacesOfSixtyFourKilobytes() {
        Assembly code = new Assembly();
        int last = -32;
        int across = 0x1fff0;
        for (int at : new int[] {last, across}) {
            code.set(5, at).set(6, 7).add(Assembly.store("sw", 6, 5, 0));
        }
        code.call(SystemCall.MULMOD256.number(), across, across, last, last)
                .call(SystemCall.MULMOD256.number(), last, last, across + 4, last);
        new CallChecks(TABLE, RecordedCalls.of(SystemCall.MULMOD256, new byte[0], code)).honestRowsHold();
    }

    @Test
    void everyCellMatters() {
        CallChecks checks = checks(new Case(new BigInteger("1234567", 16).pow(7), ORDER.shiftRight(1), FIELD));
        checks.honestRowsHold();
        checks.changedCellsAreRefused(0);
    }

    @Test
    void obeysTheRulesOfMachines() {
        CallChecks.obeysTheRulesOfMachines(TABLE.chip());
    }

    @Test
    void paddingRowsSayNothing() {
        checks(new Case(ORDER, FIELD, TOP)).paddingRowsSayNothing();
    }

    @Test
    void noLineWrapsTheField() {
        LineBounds bounds = new LineBounds(new RowStatement(TABLE.chip()));
        List<LineBounds.Bound> lines = bounds.linesWith(COLUMNS, "c", MulModLines.CARRIES);
        assertThat(lines).hasSize(MulModLines.LINES);
        for (LineBounds.Bound line : lines) {
            assertThat(line.least()).isGreaterThan(-KoalaBear.P);
            assertThat(line.greatest()).isLessThan(KoalaBear.P);
        }
        // As the comment of the lines computes it.
        assertThat(lines.stream().mapToLong(LineBounds.Bound::greatest).max().orElseThrow())
                .isEqualTo(534_700_575 + (1 << 13) - 1 + (1 << 29));
        assertThat(lines.stream().mapToLong(LineBounds.Bound::least).min().orElseThrow())
                .isEqualTo(-534_700_575L - 65_535 - (1 << 13) - (1 << 16) * ((1L << 13) - 1));
    }

    /** Whether a row is accepted that names another quotient and remainder, whatever limb it claims to decide. */
    private static boolean isAccepted(CallChecks checks, BigInteger quotient, BigInteger remainder) {
        return IntStream.range(0, MulModForgery.DECIDING)
                .anyMatch(limb -> checks.accepts(0, new MulModForgery(quotient, remainder, limb)));
    }

    @Test
    void refusesRemaindersThatAreNotBelowTheModulus() {
        BigInteger m = ORDER.shiftRight(1);
        BigInteger a = TOP.shiftRight(1);
        CallChecks checks = checks(new Case(a, a, m));
        BigInteger[] honest = a.multiply(a).divideAndRemainder(m);
        assertThat(isAccepted(checks, honest[0], honest[1])).isTrue();
        assertThat(isAccepted(checks, honest[0].subtract(ONE), honest[1].add(m)))
                .isFalse();
        // The remainder is the modulus itself where the quotient is exact.
        CallChecks exact = checks(new Case(m, a, m));
        assertThat(isAccepted(exact, a, BigInteger.ZERO)).isTrue();
        assertThat(isAccepted(exact, a.subtract(ONE), m)).isFalse();
    }

    @Test
    void refusesOtherQuotientsAndRemainders() {
        BigInteger a = FIELD.subtract(BigInteger.valueOf(5));
        CallChecks checks = checks(new Case(a, a, FIELD));
        BigInteger[] honest = a.multiply(a).divideAndRemainder(FIELD);
        assertThat(honest[1]).isEqualTo(BigInteger.valueOf(25));
        assertThat(isAccepted(checks, honest[0], honest[1])).isTrue();
        BigInteger modulo = ONE.shiftLeft(256);
        Random random = new Random(SEED);
        for (int i = 0; i < 60; i++) {
            BigInteger change = new BigInteger(1 + random.nextInt(256), random).add(ONE);
            BigInteger other = honest[0].add(change).mod(modulo);
            BigInteger balance = honest[1].subtract(change.multiply(FIELD)).mod(modulo);
            assertThat(isAccepted(checks, other, honest[1]))
                    .as("seed %d, %d", SEED, i)
                    .isFalse();
            assertThat(isAccepted(checks, honest[0], honest[1].add(change).mod(FIELD)))
                    .as("seed %d, %d", SEED, i)
                    .isFalse();
            // Right modulo 2^256: only the upper lines tell.
            assertThat(isAccepted(checks, other, balance))
                    .as("seed %d, %d", SEED, i)
                    .isFalse();
        }
        assertThat(isAccepted(checks, honest[0].add(ONE), modulo.subtract(FIELD).add(honest[1])))
                .isFalse();
    }

    @Test
    void aRemainderThatIsOffByAMultipleOfThePrimeIsRefusedByTheLookupOfACarryAlone() {
        BigInteger a = FIELD.subtract(BigInteger.valueOf(5));
        CallChecks checks = checks(new Case(a, a, FIELD));
        BigInteger[] honest = a.multiply(a).divideAndRemainder(FIELD);
        BigInteger p = BigInteger.valueOf(KoalaBear.P);
        for (int place = 0; place < 10; place++) {
            BigInteger remainder = honest[1].add(p.shiftLeft(16 * place));
            MulModForgery forgery = new MulModForgery(honest[0], remainder, 0);
            String wrong = "c" + place;
            assertThat(checks.broken(0, forgery)).as("place %d", place).hasSize(1);
            // -1/2^16 is 0x7f00 in the field: all lines hold with this carry, which is no number of 14 bits.
            int[] cells = new int[COLUMNS.count()];
            checks.accepts(0, c -> {
                forgery.accept(c);
                System.arraycopy(c, 0, cells, 0, c.length);
            });
            int[] before = new int[COLUMNS.count()];
            checks.accepts(0, c -> System.arraycopy(c, 0, before, 0, c.length));
            assertThat(Math.floorMod(cells[COLUMNS.at(wrong)] - before[COLUMNS.at(wrong)], KoalaBear.P))
                    .isEqualTo(0x7f00);
        }
    }

    @Test
    void refusesPointersIntoTheRegisters() {
        CallChecks checks = checks(new Case(ORDER, TOP, TOP));
        for (int register = 10; register < 14; register++) {
            int u = COLUMNS.at("u" + register);
            int top = COLUMNS.at("T" + register);
            int f = COLUMNS.at("f" + register);
            int inverse = COLUMNS.at("i" + register);
            assertThat(checks.accepts(0, cells -> {
                        cells[u] = (1 << 14) - 8;
                        cells[top] = 0xffff;
                    }))
                    .as("the last operand that fits")
                    .isTrue();
            for (int slot = (1 << 14) - 7; slot < 1 << 14; slot++) {
                for (int claim : new int[] {0, 1}) {
                    for (int i : new int[] {0, 1, -1, 0xffff}) {
                        int at = slot;
                        assertThat(checks.accepts(0, cells -> {
                                    cells[u] = at;
                                    cells[top] = 0xffff;
                                    cells[f] = claim;
                                    cells[inverse] = i;
                                }))
                                .as("x%d, slot %d, claim %d", register, slot, claim)
                                .isFalse();
                    }
                }
            }
        }
    }
}
