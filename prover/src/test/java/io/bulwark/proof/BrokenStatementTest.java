package io.bulwark.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bulwark.air.Machine;
import io.bulwark.air.Piece;
import io.bulwark.air.Shape;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A good proof of something else: other public values, another shape, machine, key or file. */
class BrokenStatementTest {
    private static final ProofVector WALK = ProofVector.read("walk");

    static List<String> vectors() {
        return ProofVector.NAMES;
    }

    private static Reason refusal(Key key, int[] publicValues, byte[] proof) {
        VerificationException refused =
                catchThrowableOfType(VerificationException.class, () -> Verifier.verify(key, publicValues, proof));
        assertThat(refused).as("refused").isNotNull();
        return refused.reason();
    }

    private static Reason fileRefusal(byte[] file) {
        VerificationException refused = catchThrowableOfType(
                VerificationException.class, () -> Verifier.verifyFile(WALK.key(), WALK.publicValues(), file));
        assertThat(refused).as("refused").isNotNull();
        return refused.reason();
    }

    private static Key walkKey(Preprocessed... ofSecondShape) {
        List<Optional<Preprocessed>> preprocessed = new ArrayList<>();
        preprocessed.add(WALK.key().preprocessed(0));
        preprocessed.add(Arrays.stream(ofSecondShape).findFirst());
        return new Key(WALK.key().machine(), WALK.key().parameters(), preprocessed);
    }

    @Test
    void refusesOtherPublicValues() {
        for (int i = 0; i < WALK.publicValues().length; i++) {
            for (int delta : new int[] {1, KoalaBear.P - 1}) {
                int[] values = WALK.publicValues();
                values[i] = (int) (((long) values[i] + delta) % KoalaBear.P);
                assertThat(refusal(WALK.key(), values, WALK.proof())).isNotNull();
            }
        }
    }

    @Test
    void refusesAnotherNumberOfPublicValues() {
        for (int n : new int[] {0, 3, 5, 400}) {
            assertThat(refusal(WALK.key(), Arrays.copyOf(WALK.publicValues(), n), WALK.proof()))
                    .isEqualTo(Reason.NUMBER_OF_PUBLIC_VALUES);
        }
        assertThat(refusal(WALK.key(), null, WALK.proof())).isEqualTo(Reason.NUMBER_OF_PUBLIC_VALUES);
    }

    @Test
    void refusesPublicValuesThatAreNotCanonical() {
        for (int i = 0; i < WALK.publicValues().length; i++) {
            for (int value : new int[] {KoalaBear.P, KoalaBear.P + WALK.publicValues()[i], -1, Integer.MIN_VALUE}) {
                int[] values = WALK.publicValues();
                values[i] = value;
                assertThat(refusal(WALK.key(), values, WALK.proof())).isEqualTo(Reason.PUBLIC_VALUE_NOT_CANONICAL);
            }
        }
    }

    @Test
    void refusesAShapeThatTheMachineDoesNotHave() {
        for (int index : new int[] {2, 3, KoalaBear.P - 1, KoalaBear.P, KoalaBear.P + 1, -1, Integer.MIN_VALUE}) {
            assertThat(refusal(WALK.key(), WALK.publicValues(), WALK.with(0, index)))
                    .isEqualTo(Reason.SHAPE_INDEX);
        }
    }

    @Test
    void refusesAnotherShapeOfTheSameLength() {
        Shape shape = WALK.key().machine().shape(WALK.shape());
        Machine twice = new Machine(
                WALK.key().machine().buses(),
                WALK.key().machine().chips(),
                List.of(shape, shape),
                WALK.key().machine().publicContributions());
        Optional<Preprocessed> preprocessed = WALK.key().preprocessed(WALK.shape());
        Key key = new Key(twice, WALK.key().parameters(), List.of(preprocessed, preprocessed));
        for (int index : new int[] {0, 1}) {
            assertThat(refusal(key, WALK.publicValues(), WALK.with(0, index))).isNotEqualTo(Reason.PROOF_LENGTH);
        }
    }

    @Test
    void refusesAShapeOfAnotherLength() {
        assertThat(refusal(WALK.key(), WALK.publicValues(), WALK.with(0, 0))).isEqualTo(Reason.PROOF_LENGTH);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void refusesOtherParameters(String name) {
        ProofVector vector = ProofVector.read(name);
        SecurityParameters p = vector.key().parameters();
        for (SecurityParameters other : List.of(
                new SecurityParameters(p.logBlowup() + 1, p.queries(), p.workBits(), p.logFinal(), p.capHeight()),
                new SecurityParameters(p.logBlowup(), p.queries() - 1, p.workBits(), p.logFinal(), p.capHeight()),
                new SecurityParameters(p.logBlowup(), p.queries(), 0, p.logFinal(), p.capHeight()),
                new SecurityParameters(p.logBlowup(), p.queries(), p.workBits() + 1, p.logFinal(), p.capHeight()),
                new SecurityParameters(p.logBlowup(), p.queries(), p.workBits(), p.logFinal() + 1, p.capHeight()),
                new SecurityParameters(p.logBlowup(), p.queries(), p.workBits(), p.logFinal(), p.capHeight() + 1))) {
            List<Optional<Preprocessed>> preprocessed = new ArrayList<>();
            for (int i = 0; i < vector.key().machine().shapes().size(); i++) {
                preprocessed.add(vector.key().preprocessed(i));
            }
            Key key = new Key(vector.key().machine(), other, preprocessed);
            assertThat(refusal(key, vector.publicValues(), vector.proof())).isNotNull();
        }
    }

    @Test
    void refusesAnotherMachine() {
        // One more shape behind the others: the proof's own shape is as it was, yet the digest differs.
        List<Shape> shapes = new ArrayList<>(WALK.key().machine().shapes());
        shapes.add(new Shape(
                List.of(new Piece(2, 5), new Piece(0, 3), new Piece(1, 1)),
                shapes.getFirst().logStack()));
        Machine other = new Machine(
                WALK.key().machine().buses(),
                WALK.key().machine().chips(),
                shapes,
                WALK.key().machine().publicContributions());
        Key key = new Key(
                other,
                WALK.key().parameters(),
                List.of(WALK.key().preprocessed(0), WALK.key().preprocessed(1), Optional.empty()));
        assertThat(refusal(key, WALK.publicValues(), WALK.proof())).isNotNull();
    }

    @Test
    void refusesAShapeWithoutAPreprocessedRoot() {
        assertThat(refusal(walkKey(), WALK.publicValues(), WALK.proof())).isEqualTo(Reason.NO_PREPROCESSED_ROOT);
    }

    @Test
    void refusesAPreprocessedCapThatDoesNotFoldToItsRoot() {
        Preprocessed honest = WALK.key().preprocessed(1).orElseThrow();
        assertThat(honest.cap()).hasSize(18);
        Verifier.verify(walkKey(honest), WALK.publicValues(), WALK.proof());
        for (int i = 0; i < honest.cap().length; i++) {
            int[] cap = honest.cap();
            cap[i] ^= 1;
            assertThat(refusal(walkKey(new Preprocessed(honest.root(), cap)), WALK.publicValues(), WALK.proof()))
                    .isEqualTo(Reason.PREPROCESSED_CAP_ROOT);
        }
        for (int i = 0; i < honest.root().length; i++) {
            int[] root = honest.root();
            root[i] ^= 1;
            assertThat(refusal(walkKey(new Preprocessed(root, honest.cap())), WALK.publicValues(), WALK.proof()))
                    .isEqualTo(Reason.PREPROCESSED_CAP_ROOT);
        }
    }

    @Test
    void refusesAPreprocessedCapOfAnotherLength() {
        Preprocessed honest = WALK.key().preprocessed(1).orElseThrow();
        for (int length : new int[] {0, 9, 17, 19, 36}) {
            Preprocessed other = new Preprocessed(honest.root(), Arrays.copyOf(honest.cap(), length));
            assertThat(refusal(walkKey(other), WALK.publicValues(), WALK.proof()))
                    .isEqualTo(Reason.PREPROCESSED_CAP_LENGTH);
        }
    }

    @Test
    void refusesAPreprocessedRootWhereThereIsNoSuchColumn() {
        ProofVector product = ProofVector.read("product");
        int[] root = new int[9];
        root[0] = KoalaBear.ONE;
        Key key = new Key(
                product.key().machine(),
                product.key().parameters(),
                List.of(Optional.of(new Preprocessed(root, new int[0]))));
        assertThat(refusal(key, product.publicValues(), product.proof())).isEqualTo(Reason.PREPROCESSED_CAP_ROOT);
    }

    @Test
    void aFileSaysWhatItIs() {
        byte[] file = ProofFile.encode(WALK.key().machineDigest(), WALK.proof());
        Reason[] byWord = new Reason[ProofFile.HEADER_BYTES / Integer.BYTES];
        Arrays.fill(byWord, Reason.MACHINE_DIGEST);
        byWord[0] = Reason.FILE_MAGIC;
        byWord[1] = Reason.FILE_VERSION;
        byWord[2] = Reason.PROOF_SYSTEM_VERSION;
        for (int at = 0; at < ProofFile.HEADER_BYTES; at++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                byte[] changed = file.clone();
                changed[at] ^= (byte) (1 << bit);
                assertThat(fileRefusal(changed)).isEqualTo(byWord[at / Integer.BYTES]);
            }
        }
    }

    @Test
    void aFileThatEndsInItsHeaderIsRefused() {
        byte[] file = ProofFile.encode(WALK.key().machineDigest(), WALK.proof());
        for (int length = 0; length < ProofFile.HEADER_BYTES; length++) {
            assertThat(fileRefusal(Arrays.copyOf(file, length))).isEqualTo(Reason.FILE_TRUNCATED);
        }
        assertThat(fileRefusal(null)).isEqualTo(Reason.FILE_TRUNCATED);
        assertThat(fileRefusal(Arrays.copyOf(file, ProofFile.HEADER_BYTES))).isEqualTo(Reason.NO_PROOF);
        assertThat(fileRefusal(Arrays.copyOf(file, file.length + 4))).isEqualTo(Reason.PROOF_LENGTH);
    }
}
