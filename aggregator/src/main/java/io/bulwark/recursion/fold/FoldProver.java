package io.bulwark.recursion.fold;

import io.bulwark.air.Table;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.Cores;
import io.bulwark.field.KoalaBear;
import io.bulwark.proof.MemoryNeed;
import io.bulwark.proof.Prover;
import io.bulwark.proof.ProverOptions;
import io.bulwark.recursion.circuit.Witness;
import io.bulwark.recursion.fold.FoldCircuit.Bundle;
import io.bulwark.recursion.fold.FoldCircuit.Finish;
import io.bulwark.recursion.fold.FoldCircuit.Lift;
import io.bulwark.recursion.tables.CircuitTables;
import io.bulwark.riscv.segment.ProgramKey;
import io.bulwark.riscv.segment.RunInput;
import io.bulwark.riscv.segment.SegmentProof;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Folds: makes of proofs one proof that they verify. What it is given is looked at before any proving: lengths and forms first, then every assertion of the circuit,
 * so that a proof which does not verify is refused with the reason and costs a moment. The same proofs give the same proof. Safe for several threads.
 */
public final class FoldProver {
    private final FoldKeys keys;
    private final FoldIdentities identities;
    private final FoldHints hints;
    private final ProverOptions options;

    /**
     * A prover.
     *
     * @param keys of the identities' system
     * @param options of each proof
     */
    public FoldProver(FoldKeys keys, FoldIdentities identities, ProverOptions options) {
        this.keys = keys;
        this.identities = identities;
        this.hints = new FoldHints(identities);
        this.options = options;
    }

    public FoldIdentities identities() {
        return identities;
    }

    /**
     * A segment's proof, verified by a proof.
     *
     * @throws VerificationException if it does not verify
     * @throws io.bulwark.proof.MemoryBudgetException if that takes more memory than the options allow
     */
    public FoldProof lift(ProgramKey program, SegmentProof segment) {
        int shapes = identities.system().segments().shapes().size();
        if (Integer.compareUnsigned(segment.shape(), shapes) >= 0) {
            throw new VerificationException(
                    Reason.SHAPE_INDEX, "an index below " + shapes, Integer.toUnsignedString(segment.shape()));
        }
        Lift circuit = new Lift(segment.shape());
        return new FoldProof(prove(circuit, hints.lift(circuit, program, segment)));
    }

    /**
     * Neighbours as one.
     *
     * @param parts 2 to 4 in their order
     * @throws VerificationException if one does not verify, or they are no neighbours
     * @throws FoldException of kind NO_SUCH_CIRCUIT if there is no circuit for so many, or for three or four of different shapes, see
     *     {@link FoldIdentities#canJoin}
     * @throws io.bulwark.proof.MemoryBudgetException if that takes more memory than the options allow
     */
    public FoldProof join(List<FoldProof> parts) {
        parts.forEach(part -> identities.of(part.circuit(), CircuitKind.LIFT, CircuitKind.JOIN));
        FoldCircuit circuit =
                identities.join(parts.stream().map(FoldProof::circuit).toList());
        List<CircuitProof> bodies = parts.stream().map(FoldProof::body).toList();
        return new FoldProof(prove(circuit, hints.children(bodies, new int[0])));
    }

    /**
     * The proof of a whole run.
     *
     * @param run from its start to its exit call
     * @throws VerificationException if it does not verify, or is not the whole run of this program with this input
     * @throws io.bulwark.proof.MemoryBudgetException if that takes more memory than the options allow
     */
    public FinalProof finish(FoldProof run, ProgramKey program, RunInput input) {
        CircuitIdentity identity = identities.of(run.circuit(), CircuitKind.LIFT, CircuitKind.JOIN);
        Finish circuit = new Finish(identity.shape());
        return new FinalProof(
                prove(circuit, hints.children(List.of(run.body()), FoldHints.finish(program, input))));
    }

    /**
     * Whole runs, of any programs, under one root; {@link MembershipPath#of} gives the way to each.
     *
     * @param runs 1 to {@link FoldSystem#MAX_BUNDLE}
     * @throws VerificationException if one does not verify
     * @throws FoldException of kind NO_SUCH_CIRCUIT if there is no circuit for so many
     * @throws io.bulwark.proof.MemoryBudgetException if that takes more memory than the options allow
     */
    public BundleProof bundle(List<FinalProof> runs) {
        runs.forEach(run -> identities.of(run.circuit(), CircuitKind.FINISH));
        List<CircuitProof> bodies = runs.stream().map(FinalProof::body).toList();
        return new BundleProof(prove(new Bundle(runs.size()), hints.children(bodies, new int[0])));
    }

    /** Which of the system's circuits it is, once its proofs are known to fit the memory. */
    private int index(FoldCircuit circuit) {
        FoldSystem system = identities.system();
        int index = system.circuits().entrySet().stream()
                .filter(e -> e.getValue().equals(circuit))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new FoldException(
                        FoldException.Kind.NO_SUCH_CIRCUIT, "one of " + system.circuits().size(), circuit));
        int shape = identities.all().get(index).shape();
        MemoryNeed.of(system.layout(circuit.kind(), shape)).require(options.memoryBudget());
        return index;
    }

    private CircuitProof prove(FoldCircuit circuit, int[] hintElements) {
        int index = index(circuit);
        FoldKey key = keys.get(index);
        if (!key.identity().equals(identities.all().get(index))) {
            throw new FoldException(FoldException.Kind.IDENTITY, identities.all().get(index), key.identity());
        }
        Witness witness = Witness.of(key.circuit(), hintElements);
        int[] values = Arrays.stream(witness.publicValues())
                .map(KoalaBear::toCanonical)
                .toArray();
        List<Table> tables;
        try (Cores cores = new Cores(options.threads())) {
            tables = CircuitTables.main(witness, cores);
        }
        byte[] proof = Prover.prove(key.key(), key.shape(), tables, values, options).proof();
        int[] cap = identities.cap(index).isPresent() ? new int[0] : key.cap();
        return new CircuitProof(identities.system().parameters().set(), index, values, cap, proof);
    }
}
