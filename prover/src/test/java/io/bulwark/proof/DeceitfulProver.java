package io.bulwark.proof;

import io.bulwark.air.Layout;
import io.bulwark.air.PieceTrace;
import io.bulwark.air.Trace;
import io.bulwark.commit.FriProver;
import io.bulwark.commit.OpeningReduction;
import io.bulwark.commit.StackedColumns;
import io.bulwark.commit.StackedCommitment;
import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.Kernels;
import io.bulwark.field.KoalaBear;
import io.bulwark.logup.GkrClaim;
import io.bulwark.logup.GkrProver;
import io.bulwark.logup.LeafFractions;
import io.bulwark.transcript.ProverChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The prover's steps under a statement that is not about what it proves: the key, the columns that it commits to and the trace that it computes with
 * are each its own choice. Preprocessed columns are left out.
 */
final class DeceitfulProver {
    private DeceitfulProver() {}

    /**
     * A proof that says it is about the key's machine.
     *
     * @param committed whose columns lie under the cap
     * @param computed a trace of a machine with the same layout: its columns, closed forms and constraints are used from step 3 on
     * @param publicValues canonical
     */
    static byte[] prove(Key key, int shapeIndex, Trace committed, Trace computed, int[] publicValues) {
        Layout layout = key.layout(shapeIndex);
        Layout used = new Layout(computed.machine(), shapeIndex, layout.parameters());
        Kernels kernels = Kernels.best();
        ProverChannel channel = new ProverChannel();
        try (Cores cores = Cores.one()) {
            agree(channel, key, shapeIndex, publicValues);
            StackedCommitment main = StackedCommitment.commit(
                    stack(layout, committed),
                    key.parameters().logBlowup(),
                    key.parameters().capHeight(),
                    cores);
            channel.send(main.tree().cap());
            Extension alpha = channel.challenge();
            Extension[] betas = channel.challenges(used.machine().longestMessage());
            GkrClaim leaves = GkrProver.prove(
                    channel, LeafFractions.of(used, computed, alpha, betas, kernels, cores), kernels, cores);
            ZerocheckProver.Challenges challenges =
                    new ZerocheckProver.Challenges(alpha, List.of(betas), channel.challenge(), channel.challenge());
            List<Extension> rho = ZerocheckProver.prove(channel, used, computed, leaves, challenges, kernels, cores);
            OpeningReduction opening = new OpeningReduction(stack(used, computed), used.slots(), rho, kernels, cores);
            channel.send(opening.openedValues().toArray());
            Extension[] tau = channel.challenges(Layout.logCeil(used.columns().size()));
            FriProver fri = new FriProver(used.fri(), kernels, cores);
            fri.proveRounds(channel, opening.proveColumnRounds(channel, tau));
            fri.answerQueries(
                    channel,
                    List.of(main),
                    key.parameters().queries(),
                    key.parameters().workBits());
            return channel.proof(shapeIndex);
        }
    }

    private static void agree(ProverChannel channel, Key key, int shapeIndex, int[] publicValues) {
        channel.agree(ProofVector.montgomery(key.parameters().elements()));
        channel.agree(key.machineDigest());
        channel.agree(KoalaBear.fromCanonical(shapeIndex));
        channel.agree(key.preprocessed(shapeIndex).orElseThrow().root());
        channel.agree(KoalaBear.fromCanonical(publicValues.length));
        channel.agree(ProofVector.montgomery(publicValues));
    }

    private static StackedColumns stack(Layout layout, Trace trace) {
        List<int[]> columns = new ArrayList<>();
        for (PieceTrace piece : trace.pieces()) {
            columns.addAll(Arrays.asList(piece.main()));
        }
        return StackedColumns.of(columns, layout.logStack());
    }
}
