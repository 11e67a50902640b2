package io.bulwark.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.backend.NativeBackend;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.commit.FriVerifier.Rounds;
import io.bulwark.commit.FriVerifier.Stack;
import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.Kernels;
import io.bulwark.field.KoalaBear;
import io.bulwark.poly.EqualityPolynomial;
import io.bulwark.poly.SplitEquality;
import io.bulwark.poly.SumcheckVerifier;
import io.bulwark.poly.SumcheckVerifier.Reduced;
import io.bulwark.transcript.ProverChannel;
import io.bulwark.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps 1 and 5 to 8 alone, prover against verifier, over random stacks of mixed heights and random parameters. */
class CommitmentRoundTripTest {
    private static final int QUERIES = 3;
    private static final int WORK_BITS = 2;

    private final NativeBackend backend = NativeBackend.INSTANCE;

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    private static FriLayout layout(ColumnsExample example, int seed) {
        Random random = new Random(seed);
        return new FriLayout(
                example.logRows(), 1 + random.nextInt(3), random.nextInt(example.logRows() + 1), random.nextInt(5));
    }

    private static int logColumns(ColumnsExample example) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(example.slots().size() - 1);
    }

    private int[] prove(ColumnsExample example, FriLayout layout, int threads) {
        ProverChannel channel = new ProverChannel();
        try (Cores cores = new Cores(threads)) {
            List<StackedCommitment> commitments = new ArrayList<>();
            for (List<int[]> columns : List.of(example.main(), example.prep())) {
                if (!columns.isEmpty()) {
                    StackedCommitment commitment = StackedCommitment.commit(
                            StackedColumns.of(columns, example.logRows()),
                            layout.logBlowup(),
                            layout.capHeight(),
                            cores);
                    channel.send(commitment.tree().cap());
                    commitments.add(commitment);
                }
            }
            OpeningReduction reduction = new OpeningReduction(
                    example.stack(), example.slots(), List.of(example.rho().toArray()), Kernels.best(), cores);
            channel.send(reduction.openedValues().toArray());
            OpeningReduction.RowClaim claim =
                    reduction.proveColumnRounds(channel, channel.challenges(logColumns(example)));
            FriProver fri = new FriProver(layout, Kernels.best(), cores);
            fri.proveRounds(channel, claim);
            fri.answerQueries(channel, commitments, QUERIES, WORK_BITS);
        }
        return channel.elements();
    }

    private void verify(ColumnsExample example, FriLayout layout, int[] proof) {
        VerifierChannel<Integer, Extension, int[], Boolean> channel = new VerifierChannel<>(backend, proof);
        List<Stack<int[]>> stacks = new ArrayList<>();
        for (List<int[]> columns : List.of(example.main(), example.prep())) {
            int width = StackedColumns.of(columns, example.logRows()).width();
            if (width > 0) {
                int elements = MerkleVerifier.capElements(layout.logDomain(), layout.capHeight());
                stacks.add(new Stack<>(channel.receive(elements), width));
            }
        }
        List<Extension> values = channel.receiveExtensions(example.slots().size());
        int logWidth = example.stack().logWidth();
        OpeningVerifier<Extension> opening = new OpeningVerifier<>(
                backend.extension(), example.slots(), example.logRows(), logWidth, layout.logFinal());
        SplitEquality<Extension> weights = opening.columnWeights(channel.challenges(opening.weightChallenges()));
        Reduced<Extension> columns = SumcheckVerifier.receive(channel, opening.claim(weights, values), logWidth, 2);
        FriVerifier<Integer, Extension, int[], Boolean> fri = new FriVerifier<>(channel, layout);
        Rounds<Extension, int[]> rounds = fri.receiveRounds(columns.claim());
        List<Extension> z = new ArrayList<>(columns.point());
        z.addAll(rounds.point());
        backend.assertEqual(
                opening.expectedClaim(weights, List.of(example.rho().toArray()), z, rounds.finalEntries()),
                rounds.claim(),
                Reason.OPENING_FINAL_CLAIM);
        int width = stacks.stream().mapToInt(Stack::width).sum();
        fri.checkQueries(
                stacks,
                new EqualityPolynomial<>(backend.extension()).firstOf(columns.point(), width),
                rounds,
                QUERIES,
                WORK_BITS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theVerifierAcceptsWhatTheProverSends(int seed) {
        ColumnsExample example = ColumnsExample.random(seed);
        FriLayout layout = layout(example, seed);
        int[] proof = prove(example, layout, 1);

        assertThatCode(() -> verify(example, layout, proof))
                .as("seed %d, %s", seed, layout)
                .doesNotThrowAnyException();
        assertThat(prove(example, layout, 2)).as("two threads, seed %d", seed).isEqualTo(proof);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theVerifierRefusesAnOpenedValueThatIsNotTheColumns(int seed) {
        ColumnsExample example = ColumnsExample.random(seed);
        FriLayout layout = layout(example, seed);
        int[] proof = prove(example, layout, 1);
        int caps =
                (example.prep().isEmpty() ? 1 : 2) * MerkleVerifier.capElements(layout.logDomain(), layout.capHeight());
        proof[caps] = KoalaBear.add(proof[caps], KoalaBear.ONE);

        assertThatThrownBy(() -> verify(example, layout, proof))
                .as("seed %d, %s", seed, layout)
                .isInstanceOf(VerificationException.class);
    }
}
