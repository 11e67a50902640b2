package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** For each constraint and lookup of the call poseidon2 a row that nothing else refuses: all are needed. Those of the times of accesses all tables share. */
class Poseidon2CallForgeriesTest {
    private static final long SEED = 2424;
    private static final int WORDS = Poseidon2.WIDTH;
    private static final int P = KoalaBear.P;
    private static final CallForgeries FORGERIES = new CallForgeries(new Poseidon2CallTable());

    /** Beginnings of the second window of high limbs, and of the one that ends with that of p. */
    private static final int UPPER = 0x3f00;

    private static final int LAST = 0x3f01;

    // Places of constraints, in the order of their declaration: of each word the windows before, what the last of them
    // asks of the low limb, and the same after.
    private static final int WINDOW = 2;
    private static final int LOW = WINDOW + 1;
    private static final int REAL = WINDOW + 4 * WORDS;

    private static final List<int[]> SMALL = statesWithASmallResult();

    private static int[] random(Random random) {
        return random.ints(WORDS, 0, P).toArray();
    }

    private static CallForgeries.Row row(int... state) {
        SimulatedCalls calls = new SimulatedCalls();
        calls.set(0x20000000, state);
        calls.poseidon2(4, CallForgeries.CALL, 0x20000000);
        return FORGERIES.honest(calls);
    }

    private static CallForgeries.Row row() {
        return row(random(new Random(SEED)));
    }

    /** Puts a word before, canonical or not, and after it what its element permutes to, which is canonical. */
    private static CallForgeries.Row withWord(int i, long word, int window) {
        int[] state = random(new Random(SEED + i));
        state[i] = (int) (word % P);
        return row(state).set("l" + i, word & 0xffff).set("h" + i, word >>> 16).set("o" + i, window);
    }

    /** What a word after stands for. */
    private static long after(CallForgeries.Row row, int i) {
        return row.get("L" + i) + (row.get("H" + i) << 16);
    }

    private static CallForgeries.Row setAfter(CallForgeries.Row row, int i, long word, int window) {
        return row.set("L" + i, word & 0xffff).set("H" + i, word >>> 16).set("O" + i, window);
    }

    private static List<String> each(IntFunction<String> lie) {
        return IntStream.range(0, WORDS).mapToObj(lie).toList();
    }

    private static List<String> constraints(int first) {
        return each(i -> CallForgeries.constraint(first + 4 * i));
    }

    @Test
    void nothingRefusesHonestRows() {
        assertThat(row().refusals()).isEmpty();
        assertThat(SMALL).hasSize(WORDS).allMatch(state -> row(state).refusals().isEmpty());
    }

    private static List<String> wordsBefore() {
        List<String> out = new ArrayList<>();
        // 2^32 - 2^16, in a window of its own.
        out.addAll(each(i -> withWord(i, 0xffff_0000L, 0xffff).refusesTheCall()));
        // p itself, in the window that is there for p - 1.
        out.addAll(each(i -> withWord(i, P, LAST).refusesTheCall()));
        out.addAll(each(i -> withWord(i, P, UPPER).refusesTheCall()));
        return out;
    }

    @Test
    void onlyOneThingRefusesAWordThatIsNoElement() {
        List<String> expected = new ArrayList<>(constraints(WINDOW));
        expected.addAll(constraints(LOW));
        expected.addAll(each(i -> "Range of h%1$d o%1$d".formatted(i)));
        assertThat(wordsBefore()).isEqualTo(expected);
    }

    /** States of which some result is below 2^16 - 1, by the result's place. */
    private static List<int[]> statesWithASmallResult() {
        Random random = new Random(SEED);
        List<Optional<int[]>> found = new ArrayList<>();
        IntStream.range(0, WORDS).forEach(i -> found.add(Optional.empty()));
        int[] state = random(random);
        for (int tried = 0; found.contains(Optional.<int[]>empty()); tried++) {
            state[tried % WORDS] = random.nextInt(P);
            int[] lanes = Arrays.stream(state).map(KoalaBear::fromCanonical).toArray();
            Poseidon2.permute(lanes);
            for (int i = 0; i < WORDS; i++) {
                if (KoalaBear.toCanonical(lanes[i]) < 0xffff) {
                    found.set(i, Optional.of(state.clone()));
                }
            }
        }
        return found.stream().map(Optional::orElseThrow).toList();
    }

    private static List<String> secondWordsAfter() {
        List<String> out = new ArrayList<>();
        // A high limb that is none, in a window of its own.
        long inverse = KoalaBear.toCanonical(KoalaBear.inverse(KoalaBear.fromCanonical(Word.W)));
        out.addAll(each(i -> {
            CallForgeries.Row row = row();
            long high = after(row, i) * inverse % P;
            return row.set("L" + i, 0).set("H" + i, high).set("O" + i, high).refusesASecondResult();
        }));
        // p more, of a small result and of any.
        out.addAll(each(i -> {
            CallForgeries.Row row = row(SMALL.get(i));
            return setAfter(row, i, P + after(row, i), LAST).refusesASecondResult();
        }));
        out.addAll(each(i -> {
            CallForgeries.Row row = row();
            return setAfter(row, i, P + after(row, i), UPPER).refusesASecondResult();
        }));
        return out;
    }

    private static List<String> lowLimbsAfter() {
        return each(i -> {
            CallForgeries.Row row = row();
            long high = row.get("H" + i) - 1;
            row.add("L" + i, Word.W).set("H" + i, high).set("O" + i, high < 1 << 14 ? 0 : UPPER);
            return row.refusesASecondResult();
        });
    }

    @Test
    void onlyOneThingRefusesASecondWordForAnElementOfTheResult() {
        List<String> expected = new ArrayList<>(constraints(WINDOW + 2));
        expected.addAll(constraints(LOW + 2));
        expected.addAll(each(i -> "Range of H%1$d O%1$d".formatted(i)));
        assertThat(secondWordsAfter()).isEqualTo(expected);
        assertThat(lowLimbsAfter()).isEqualTo(each(i -> "Range of L" + i));
    }

    private static String anotherResult(int i) {
        CallForgeries.Row row = row();
        return row.set("L" + i, row.get("L" + i) ^ 1).refusesASecondResult();
    }

    @Test
    void onlyThePermutationsTableRefusesAnotherResult() {
        assertThat(each(Poseidon2CallForgeriesTest::anotherResult))
                .allMatch(refusal -> refusal.startsWith("Hash24 of l0 h0 l1 "));
    }

    private static List<String> pointers() {
        return PointerLies.of(Poseidon2CallForgeriesTest::row, 10, WORDS);
    }

    @Test
    void onlyOneThingRefusesAStateThatIsNotInMemory() {
        assertThat(pointers())
                .containsExactly(CallForgeries.constraint(0), CallForgeries.constraint(1), "Range of u10 f10");
    }

    private static List<String> rowsOfNoCall() {
        List<String> twice = row().set("real", 2).refusals();
        assertThat(twice).hasSize(1);
        return List.of(twice.getFirst(), PointerLies.elsewhere(row()));
    }

    @Test
    void onlyOneThingRefusesARowOfTwoCallsOrOfNone() {
        assertThat(rowsOfNoCall()).containsExactly(CallForgeries.constraint(REAL), "Program of pcw");
    }

    @Test
    void nothingIsLeftThatNoLieNeeds() {
        Set<String> needed = new LinkedHashSet<>(each(Poseidon2CallForgeriesTest::anotherResult));
        Stream.of(wordsBefore(), secondWordsAfter(), lowLimbsAfter(), pointers(), rowsOfNoCall())
                .forEach(needed::addAll);
        assertThat(needed).isEqualTo(FORGERIES.all());
    }
}
