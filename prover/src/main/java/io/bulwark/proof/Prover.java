package io.bulwark.proof;

import io.bulwark.air.Layout;
import io.bulwark.air.MachineException;
import io.bulwark.air.PieceTrace;
import io.bulwark.air.Table;
import io.bulwark.air.Trace;
import io.bulwark.commit.FriProver;
import io.bulwark.commit.OpeningReduction;
import io.bulwark.commit.OpeningReduction.RowClaim;
import io.bulwark.commit.StackedColumns;
import io.bulwark.commit.StackedCommitment;
import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import io.bulwark.logup.GkrClaim;
import io.bulwark.logup.GkrProver;
import io.bulwark.logup.LeafFractions;
import io.bulwark.transcript.ProverChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The prover: steps 0 to 8, one method each, numbered and named as the verifier's. The same input gives the same bytes, whatever the threads and kernels.
 *
 * <p>It trusts its tables: ones that break a constraint or leave a bus unbalanced give a proof that is refused. What it does not trust is their form.
 */
public final class Prover {
    private final ProverKey key;
    private final Layout layout;
    private final Trace trace;
    private final ProverOptions options;
    private final Cores cores;
    private final ProverChannel channel = new ProverChannel();

    private Prover(ProverKey key, Layout layout, Trace trace, ProverOptions options, Cores cores) {
        this.key = key;
        this.layout = layout;
        this.trace = trace;
        this.options = options;
        this.cores = cores;
    }

    /**
     * Proves that the tables satisfy the machine.
     *
     * @param shapeIndex which of the machine's shapes holds the tables
     * @param tables the main columns of each chip, without padding
     * @param publicValues canonical numbers
     * @throws MachineException of kind SHAPE_INDEX, TRACE_SHAPE, ROWS, PUBLIC_VALUES or NON_CANONICAL, before any work
     * @throws MemoryBudgetException if the shape needs more than the budget, before any work
     */
    public static Proven prove(
            ProverKey key, int shapeIndex, List<Table> tables, int[] publicValues, ProverOptions options) {
        key.key().machine().shape(shapeIndex);
        if (key.key().preprocessed(shapeIndex).isEmpty()) {
            throw new MachineException(MachineException.Kind.SHAPE_INDEX, "a shape that the key is for", shapeIndex);
        }
        Layout layout = key.key().layout(shapeIndex);
        int[] values = checkPublicValues(key, publicValues);
        MemoryNeed.of(layout).require(options.memoryBudget());
        PhaseClock clock = new PhaseClock(options.listener());
        Trace trace = Trace.of(key.key().machine(), shapeIndex, tables, key.preprocessedTables());
        clock.ended(ProverPhase.TRACE);
        try (Cores cores = new Cores(options.threads())) {
            return new Prover(key, layout, trace, options, cores).prove(values, clock);
        }
    }

    private Proven prove(int[] publicValues, PhaseClock clock) {
        statement(publicValues);
        StackedCommitment main = commit();
        clock.ended(ProverPhase.COMMIT);
        Fingerprints fingerprints = fingerprints();
        GkrClaim leaves = logUp(fingerprints);
        clock.ended(ProverPhase.LOGUP);
        List<Extension> rho = zerocheck(leaves, fingerprints);
        clock.ended(ProverPhase.ZEROCHECK);
        OpeningReduction opening = openings(main, rho);
        RowClaim claim = openingReduction(opening);
        clock.ended(ProverPhase.OPENING);
        FriProver fri = fri(claim);
        clock.ended(ProverPhase.FRI);
        queries(main, fri);
        byte[] proof = channel.proof(layout.shapeIndex());
        clock.ended(ProverPhase.QUERIES);
        return new Proven(proof, clock.times());
    }

    private record Fingerprints(Extension alpha, List<Extension> betas) {}

    /** 0. Statement: what both sides hold before the proof begins. */
    private void statement(int[] publicValues) {
        channel.agree(montgomery(key.key().parameters().elements()));
        channel.agree(key.key().machineDigest());
        channel.agree(KoalaBear.fromCanonical(layout.shapeIndex()));
        channel.agree(key.key().preprocessed(layout.shapeIndex()).orElseThrow().root());
        channel.agree(KoalaBear.fromCanonical(publicValues.length));
        channel.agree(publicValues);
    }

    /** 1. Commit: the cap of the main columns. */
    private StackedCommitment commit() {
        List<int[]> columns = new ArrayList<>();
        for (PieceTrace piece : trace.pieces()) {
            columns.addAll(Arrays.asList(piece.main()));
        }
        SecurityParameters parameters = key.key().parameters();
        StackedCommitment main = StackedCommitment.commit(
                StackedColumns.of(columns, layout.logStack()), parameters.logBlowup(), parameters.capHeight(), cores);
        channel.send(main.tree().cap());
        return main;
    }

    /** 2. Fingerprints: alpha and the betas. */
    private Fingerprints fingerprints() {
        Extension alpha = channel.challenge();
        return new Fingerprints(
                alpha, List.of(channel.challenges(layout.machine().longestMessage())));
    }

    /** 3. LogUp by GKR. */
    private GkrClaim logUp(Fingerprints fingerprints) {
        Extension[] betas = fingerprints.betas().toArray(Extension[]::new);
        return GkrProver.prove(
                channel,
                LeafFractions.of(layout, trace, fingerprints.alpha(), betas, options.kernels(), cores),
                options.kernels(),
                cores);
    }

    /** 4. Zerocheck and bus claims in one sumcheck. */
    private List<Extension> zerocheck(GkrClaim leaves, Fingerprints fingerprints) {
        Extension mu = channel.challenge();
        Extension a = channel.challenge();
        ZerocheckProver.Challenges challenges =
                new ZerocheckProver.Challenges(fingerprints.alpha(), fingerprints.betas(), mu, a);
        return ZerocheckProver.prove(channel, layout, trace, leaves, challenges, options.kernels(), cores);
    }

    /** 5. Openings: every column of every piece. */
    private OpeningReduction openings(StackedCommitment main, List<Extension> rho) {
        StackedColumns stack =
                preprocessed().map(p -> main.stack().followedBy(p.stack())).orElse(main.stack());
        OpeningReduction opening = new OpeningReduction(stack, layout.slots(), rho, options.kernels(), cores);
        channel.send(opening.openedValues().toArray());
        return opening;
    }

    /** 6. Opening reduction: weights, then the rounds over the index of a stacked column. */
    private RowClaim openingReduction(OpeningReduction opening) {
        Extension[] tau = channel.challenges(Layout.logCeil(layout.columns().size()));
        return opening.proveColumnRounds(channel, tau);
    }

    /** 7. FRI: caps and the rounds over the rows, then the final entries. */
    private FriProver fri(RowClaim claim) {
        FriProver fri = new FriProver(layout.fri(), options.kernels(), cores);
        fri.proveRounds(channel, claim);
        return fri;
    }

    /** 8. Queries. */
    private void queries(StackedCommitment main, FriProver fri) {
        List<StackedCommitment> commitments = new ArrayList<>(List.of(main));
        preprocessed().ifPresent(commitments::add);
        SecurityParameters parameters = key.key().parameters();
        fri.answerQueries(channel, commitments, parameters.queries(), parameters.workBits());
    }

    private Optional<StackedCommitment> preprocessed() {
        return key.commitment(layout.shapeIndex());
    }

    /** In Montgomery form. */
    private static int[] checkPublicValues(ProverKey key, int[] publicValues) {
        int count = key.key().machine().publicContributions().count();
        if (publicValues.length != count) {
            throw new MachineException(
                    MachineException.Kind.PUBLIC_VALUES, count + " public values", publicValues.length);
        }
        for (int i = 0; i < count; i++) {
            if (!KoalaBear.isCanonical(publicValues[i])) {
                throw new MachineException(
                        MachineException.Kind.NON_CANONICAL,
                        "[0, p) in public value " + i,
                        Integer.toUnsignedString(publicValues[i]));
            }
        }
        return montgomery(publicValues);
    }

    private static int[] montgomery(int[] canonical) {
        return Arrays.stream(canonical).map(KoalaBear::fromCanonical).toArray();
    }
}
