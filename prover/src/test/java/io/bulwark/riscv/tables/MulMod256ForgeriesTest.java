package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.KoalaBear;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * For each constraint and lookup of mulmod256 a row that nothing else refuses, or the reason why there is none.
 * The times of accesses all tables share; r < m is {@link MulModOrderForgeriesTest}'s.
 */
class MulMod256ForgeriesTest {
    private static final long SEED = 2561;
    private static final int LIMBS = MulModLines.LIMBS;
    private static final BigInteger ONE = BigInteger.ONE;
    private static final BigInteger P = BigInteger.valueOf(KoalaBear.P);
    /** 2^16 times this is -1 modulo p: p = 1 + 2^16 times this. */
    private static final long WRAP = (KoalaBear.P - 1) >>> 16;

    private final Random random = new Random(SEED);

    private BigInteger random(int bits) {
        return new BigInteger(bits, random);
    }

    /** Of 256 bits, so that quotients of what is below 2^511 have no more. */
    private BigInteger largeModulus() {
        return random(255).setBit(255);
    }

    /** Even bytes are random, and of the odd ones the first is 1 and all others are 0. */
    private BigInteger withOneOddByte(int evenBytes) {
        BigInteger out = BigInteger.valueOf(Word.B);
        for (int i = 0; i < evenBytes; i++) {
            out = out.add(random(8).shiftLeft(16 * i));
        }
        return out;
    }

    @Test
    void nothingRefusesHonestRowsNorWhatTheyAreSolvedForAgain() {
        for (int i = 0; i < 20; i++) {
            BigInteger a = random(256);
            BigInteger b = random(255);
            BigInteger m = largeModulus();
            ForgedMulMod honest = ForgedMulMod.of(a, b, m);
            assertThat(honest.row.refusals()).isEmpty();
            assertThat(honest.divides(a.multiply(b), m).carried().row.refusals())
                    .isEmpty();
        }
    }

    private List<String> bytesOfFactors() {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < LIMBS; i++) {
            // With one odd byte in the other factor, line i gets -2^16 WRAP = 1 more and line i + 1 WRAP: p 2^(16 i).
            BigInteger a = random(250);
            BigInteger b = withOneOddByte(LIMBS);
            BigInteger m = largeModulus();
            BigInteger forged = a.multiply(b).add(P.shiftLeft(16 * i));
            for (String name : List.of("a", "b")) {
                ForgedMulMod lie = name.equals("a") ? ForgedMulMod.of(a, b, m) : ForgedMulMod.of(b, a, m);
                out.add(lie.split(name, i, WRAP)
                        .divides(forged, m)
                        .carried()
                        .row
                        .refusesASecondResult());
            }
        }
        return out;
    }

    private List<String> bytesOfTheModulus() {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < LIMBS; i++) {
            BigInteger m = largeModulus();
            BigInteger q = withOneOddByte(1);
            BigInteger product = m.multiply(q).add(P.shiftLeft(16 * i));
            // A remainder with which a b is a multiple of 2^32.
            BigInteger low = product.negate().mod(ONE.shiftLeft(32));
            BigInteger r = random(200).shiftLeft(32).add(low);
            ForgedMulMod lie = ForgedMulMod.of(product.add(r).shiftRight(32), ONE.shiftLeft(32), m);
            lie.quotient(q).remainder(r).ordered().split("m", i, WRAP);
            out.add(lie.carried().row.refusesASecondResult());
        }
        return out;
    }

    private List<String> bytesOfTheQuotient() {
        List<String> out = new ArrayList<>();
        BigInteger m = BigInteger.valueOf(40_961);
        long inverse = m.modInverse(P).longValue();
        for (int i = 0; i < LIMBS; i++) {
            // A quotient with a "byte" of 1/m.
            BigInteger a = random(254).setBit(254);
            BigInteger b = random(14).setBit(13);
            ForgedMulMod lie = ForgedMulMod.of(a, b, m);
            lie.divides(a.multiply(b).subtract(ONE.shiftLeft(16 * i)), m);
            lie.row.add("q" + 2 * i, inverse);
            out.add(lie.carried().row.refusesASecondResult());
        }
        return out;
    }

    private static List<String> ands(String name) {
        return IntStream.range(0, LIMBS)
                .mapToObj(i -> "And of %1$s%2$d %1$s%3$d n%1$s%4$d".formatted(name, 2 * i, 2 * i + 1, i))
                .toList();
    }

    @Test
    void onlyItsLookupRefusesAByteThatIsNone() {
        assertThat(bytesOfFactors())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(ands("a").stream(), ands("b").stream()).toList());
        assertThat(bytesOfTheModulus()).isEqualTo(ands("m"));
        assertThat(bytesOfTheQuotient()).isEqualTo(ands("q"));
    }

    private List<String> limbsOfTheRemainder() {
        List<String> out = new ArrayList<>();
        BigInteger m = largeModulus();
        for (int i = 0; i < LIMBS - 1; i++) {
            ForgedMulMod lie = ForgedMulMod.of(random(256), random(255), m);
            lie.row.add("r" + i, -Word.W).add("r" + (i + 1), 1);
            out.add(lie.ordered().carried().row.refusesASecondResult());
        }
        // A remainder below 0, which is less than the modulus.
        BigInteger a = random(250);
        BigInteger small = random(249).setBit(249);
        BigInteger[] honest = a.multiply(a).divideAndRemainder(small);
        ForgedMulMod lie =
                ForgedMulMod.of(a, a, small).quotient(honest[0].add(ONE)).remainder(honest[1].subtract(small));
        out.add(lie.ordered().carried().row.refusesASecondResult());
        return out;
    }

    @Test
    void onlyItsLookupRefusesALimbThatIsNone() {
        assertThat(limbsOfTheRemainder())
                .isEqualTo(IntStream.range(0, LIMBS)
                        .mapToObj(i -> "Range of r" + i)
                        .toList());
    }

    private List<String> carries() {
        List<String> out = new ArrayList<>();
        for (int l = 0; l < MulModLines.CARRIES; l++) {
            // Off by p 2^(16 l): a carry of WRAP too much makes up for 1 in line l and for WRAP in line l + 1.
            BigInteger a = random(240);
            BigInteger b = random(240);
            BigInteger m = largeModulus();
            ForgedMulMod lie = ForgedMulMod.of(a, b, m);
            lie.divides(a.multiply(b).add(P.shiftLeft(16 * l)), m);
            out.add(lie.carried().row.refusesASecondResult());
        }
        return out;
    }

    @Test
    void onlyItsLookupRefusesACarryThatIsTooLarge() {
        assertThat(carries())
                .isEqualTo(IntStream.range(0, MulModLines.CARRIES)
                        .mapToObj(l -> "Range of c" + l)
                        .toList());
    }

    private List<String> lines() {
        List<String> out = new ArrayList<>();
        for (int l = 0; l < MulModLines.LINES; l++) {
            BigInteger a = random(240);
            BigInteger b = random(240);
            BigInteger m = largeModulus();
            ForgedMulMod lie = ForgedMulMod.of(a, b, m);
            lie.divides(a.multiply(b).add(ONE.shiftLeft(16 * l)), m);
            out.add(lie.carriedBut(l).row.refusesASecondResult());
        }
        return out;
    }

    @Test
    void onlyItsLineRefusesAProductThatIsOffByOneOfIt() {
        assertThat(lines()).isEqualTo(CallForgeries.constraints(ForgedMulMod.LINE, MulModLines.LINES));
    }

    private List<String> pointers() {
        BigInteger m = largeModulus();
        return Stream.of(11, 12, 13, 10)
                .flatMap(register -> PointerLies.of(() -> ForgedMulMod.of(m, m, m).row, register, 8).stream())
                .toList();
    }

    @Test
    void onlyOneThingRefusesAnOperandThatIsNotInMemory() {
        List<String> pointers = pointers();
        assertThat(pointers).containsAll(CallForgeries.constraints(ForgedMulMod.POINTER, 8));
        assertThat(pointers).contains("Range of u10 f10", "Range of u13 f13");
        assertThat(pointers).hasSize(3 * 4);
    }

    private static List<String> rowsOfNoCall() {
        BigInteger m = BigInteger.valueOf(30_000).shiftLeft(240);
        ForgedMulMod twice = ForgedMulMod.of(m.subtract(ONE.shiftLeft(162)), ONE, m.subtract(ONE.shiftLeft(160)));
        twice.row.set("real", 2);
        twice.chosenBy(new int[] {1, 1, 0, 0}, new int[] {1, 1, 0, 0});
        assertThat(twice.row.refusals()).hasSize(1);
        return List.of(twice.row.refusals().getFirst(), PointerLies.elsewhere(ForgedMulMod.of(m, m, m).row));
    }

    @Test
    void onlyOneThingRefusesARowOfTwoCallsOrOfNone() {
        assertThat(rowsOfNoCall()).containsExactly(CallForgeries.constraint(ForgedMulMod.REAL), "Program of pcw");
    }

    @Test
    void nothingIsLeftThatNoLieNeeds() {
        Set<String> needed = new LinkedHashSet<>();
        Stream.of(
                        bytesOfFactors(),
                        bytesOfTheModulus(),
                        bytesOfTheQuotient(),
                        limbsOfTheRemainder(),
                        carries(),
                        lines(),
                        MulModOrderForgeriesTest.lies(),
                        pointers(),
                        rowsOfNoCall())
                .forEach(needed::addAll);
        assertThat(needed).doesNotContainAnyElementsOf(MulModOrderForgeriesTest.REDUNDANT);
        needed.addAll(MulModOrderForgeriesTest.REDUNDANT);
        assertThat(needed).isEqualTo(ForgedMulMod.FORGERIES.all());
    }
}
