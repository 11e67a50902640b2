package io.bulwark.riscv.tables;

import static io.bulwark.riscv.Assembly.register;
import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.KoalaBear;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Attacks on the lines of products and divisions by whoever can solve equations: digits, quotients and remainders are chosen at will, and everything else is
 * solved modulo p so that every constraint holds. Only lookups are left to refuse such a row, and they must unless it says the truth.
 */
class LinesModuloPTest {
    private static final long SEED = 31;
    private static final int TRIES = 3000;
    private static final int MANY = 100;
    private static final MulTable MUL = new MulTable();
    private static final MulHighTable HIGH = new MulHighTable();
    private static final DivTable DIV = new DivTable();

    /** x / d modulo p. */
    private static long over(long x, int d) {
        int inverse = KoalaBear.inverse(KoalaBear.fromCanonical(d));
        return KoalaBear.toCanonical(KoalaBear.mul(KoalaBear.fromLong(x), inverse));
    }

    /** A number modulo p as the signed one that is smallest. */
    private static long centred(long x) {
        long r = Math.floorMod(x, (long) KoalaBear.P);
        return r > KoalaBear.P / 2 ? r - KoalaBear.P : r;
    }

    /** What a row writes to register d: the last of its messages on Memory that it sends. */
    private static List<Integer> written(Forgery row) {
        return row.messages().stream()
                .filter(m -> m.bus() == Buses.MEMORY.number() && m.sends())
                .toList()
                .getLast()
                .entries();
    }

    /** Accepted or not, a row like this must be consistent, or the attack tests nothing. */
    private static void checkRefusedUnlessTrue(Forgery forged, Forgery honest, long seed) {
        assertThat(forged.brokenConstraints()).as("%s, seed %d", forged, seed).isZero();
        if (forged.isAccepted()) {
            assertThat(written(forged)).as("%s, seed %d", forged, seed).isEqualTo(written(honest));
        }
    }

    /** One digit in so many is another; carries follow. */
    private static Forgery withDigits(Forgery honest, int digits, Random random) {
        boolean high = digits == 6;
        long[] b = {honest.at("b0"), honest.at("b1") - (high ? 65536L * honest.at("mb") : 0)};
        long[] c = new long[4];
        for (int i = 0; i < 4; i++) {
            c[i] = honest.at("c" + i) - (high && i == 3 ? 256L * honest.at("mc") : 0);
        }
        Forgery forged = honest;
        long carry = 0;
        for (int line = 0; line < digits; line++) {
            long sum = carry + (line < 4 ? b[0] * c[line] : 0) + (line > 1 ? b[1] * c[line - 2] : 0);
            long digit = honest.at("a" + line);
            digit = random.nextInt(3) == 0 ? random.nextInt(256) : digit;
            forged = forged.with("a" + line, digit);
            carry = centred(over(sum - digit, 256));
            if (line == 5) {
                forged = forged.with("hi", carry + 65536L * honest.at("neg"));
            } else {
                forged = forged.with("k" + line, carry);
                forged = line > 1 ? withTop(forged, line, carry, high) : forged;
            }
        }
        return forged;
    }

    /** The t of a carry that would do, if one does. */
    private static Forgery withTop(Forgery forged, int line, long carry, boolean high) {
        long offset = !high ? 0 : line == 2 ? 1 << 15 : 1 << 16;
        return forged.with("t" + line, Math.clamp((carry + offset) >> 16, 0, high ? 2 : 1));
    }

    private static void attackProducts(long seed) {
        Random random = new Random(seed);
        MadeSteps made = new MadeSteps(seed);
        for (int k = 0; k < TRIES; k++) {
            String name = List.of("mul", "mulh", "mulhsu", "mulhu").get(k % 4);
            made.add(register(name, 3, 1, 2), made.word(), made.word());
        }
        int accepted = 0;
        for (InstructionTable table : List.of(MUL, HIGH)) {
            for (Forgery honest : Forgery.all(table, made)) {
                Forgery forged = withDigits(honest, table == MUL ? 4 : 6, random);
                checkRefusedUnlessTrue(forged, honest, seed);
                accepted += forged.isAccepted() ? 1 : 0;
            }
        }
        // Sometimes no digit is changed at all: the row as forged is the honest one, so that acceptance is possible.
        assertThat(accepted).isPositive();
    }

    /** Any quotient; and a remainder that is right, or any, or what the high line leaves. */
    private static Forgery withQuotient(Forgery honest, int q, int r0) {
        long q0 = q & 0xffff;
        long q1 = Integer.toUnsignedLong(q) >>> 16;
        long[] c = new long[4];
        for (int i = 0; i < 4; i++) {
            c[i] = honest.at("C" + i);
        }
        q1 = c[2] == 0 && c[3] == 0 ? q1 : 0;
        long s0 = q0 * c[1] % 256;
        long s1 = q0 * c[1] / 256;
        long kp = centred(over(q0 * c[0] + 256 * s0 + r0 - honest.at("B0"), Word.W));
        long t0 = q0 * c[3] + q1 * c[1];
        long r1 = centred(honest.at("B1") - q0 * c[2] - q1 * c[0] - 256 * t0 - s1 - kp);
        long high = c[2] + 256 * c[3];
        boolean lowDecides = r1 == high;
        long d = lowDecides ? r0 - c[0] - 256 * c[1] : r1 - high;
        Forgery forged = honest.with("Q0", q0).with("Q1", q1).with("s0", s0).with("s1", s1);
        forged = forged.with("kp", kp).with("t0", t0).with("R0", r0).with("R1", r1);
        forged = forged.with("e", lowDecides ? 1 : 0).with("D", d);
        long x0 = honest.at("rem") == 1 ? r0 : q0;
        long x1 = honest.at("rem") == 1 ? r1 : q1;
        int sign = honest.at("sg");
        int w0 = sign == 1 && x0 != 0 ? 1 : 0;
        int w1 = sign == 1 && (x0 != 0 || x1 != 0) ? 1 : 0;
        return forged.with("w0", w0)
                .with("w1", w1)
                .with("a0", sign == 1 ? 65536L * w0 - x0 : x0)
                .with("a1", sign == 1 ? 65536L * w1 - w0 - x1 : x1);
    }

    private static void attackDivisions(long seed) {
        Random random = new Random(seed);
        MadeSteps made = new MadeSteps(seed);
        for (int k = 0; k < TRIES; k++) {
            int divisor = made.word() >> random.nextInt(32);
            String name = List.of("div", "divu", "rem", "remu").get(k % 4);
            made.add(register(name, 3, 1, 2), made.word(), divisor == 0 ? 1 : divisor);
        }
        int accepted = 0;
        for (Forgery honest : Forgery.all(DIV, made)) {
            int right = honest.at("Q0") | honest.at("Q1") << 16;
            int divisor = honest.at("C0") | honest.at("C1") << 8 | honest.at("C2") << 16 | honest.at("C3") << 24;
            int wrapped = right + Integer.divideUnsigned(KoalaBear.P, divisor);
            int[] quotients = {right, right + 1, right - 1, wrapped, random.nextInt()};
            int q = quotients[random.nextInt(quotients.length)];
            int low = honest.at("B0") - q * divisor & 0xffff;
            Forgery forged = withQuotient(honest, q, random.nextInt(4) == 0 ? random.nextInt(Word.W) : low);
            checkRefusedUnlessTrue(forged, honest, seed);
            accepted += forged.isAccepted() ? 1 : 0;
        }
        assertThat(accepted).isPositive();
    }

    @Test
    void noOtherProductSolvesTheLines() {
        attackProducts(SEED);
    }

    @Test
    void noOtherQuotientSolvesTheLines() {
        attackDivisions(SEED);
    }

    @Test
    @Tag("slow")
    void noOtherProductSolvesTheLinesInManyTries() {
        for (long seed = 0; seed < MANY; seed++) {
            attackProducts(seed);
        }
    }

    @Test
    @Tag("slow")
    void noOtherQuotientSolvesTheLinesInManyTries() {
        for (long seed = 0; seed < MANY; seed++) {
            attackDivisions(seed);
        }
    }
}
