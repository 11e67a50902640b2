package io.bulwark.recursion.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.proof.ProverOptions;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.plan.Checkpoint;
import io.bulwark.riscv.plan.SegmentPlanner;
import io.bulwark.riscv.segment.ProvingKey;
import io.bulwark.riscv.segment.RunInput;
import io.bulwark.riscv.segment.SegmentProver;
import io.bulwark.riscv.segment.SegmentShape;
import io.bulwark.riscv.segment.SizeClass;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs of ten different programs, each proved, finished and bundled at 128 bits. */
@Tag("slow")
class BundleOfTenTest {
    private static final int RUNS = 10;
    private static final int OUTSIDER = RUNS;
    private static final ProverOptions OPTIONS = ProverOptions.standard().withThreads(2);

    @TempDir
    private Path directory;

    private final FoldIdentities identities = FoldIdentities.standard(128);
    private final FoldVerifier verifier = FoldVerifier.standard(128);

    @Test
    void tenProgramsRunsVerifyAsOneAndNoOtherRunHasAPath() {
        FoldKeys keys = FoldKeys.of(identities, OPTIONS, 2, directory);
        FoldProver prover = new FoldProver(keys, identities, OPTIONS);
        List<FinalProof> runs = new ArrayList<>();
        for (int i = 0; i <= RUNS; i++) {
            runs.add(finished(prover, TinyGuest.counting(10 + i, 3, i)));
        }
        FinalProof outsider = runs.remove(OUTSIDER);
        BundleProof proof = BundleProof.decode(prover.bundle(runs).encode(), identities);
        BundleClaim bundle = verifier.verify(proof);
        assertThat(bundle.runs()).isEqualTo(RUNS);
        List<MembershipPath> paths = MembershipPath.of(runs);
        Set<Object> programs = new HashSet<>();
        for (int i = 0; i < RUNS; i++) {
            FinalClaim claim = paths.get(i).verify(bundle, runs.get(i).values());
            assertThat(claim).isEqualTo(verifier.verify(runs.get(i)));
            assertThat(claim.exitCode()).isEqualTo(i);
            programs.add(claim.program());
        }
        assertThat(programs).hasSize(RUNS);
        for (MembershipPath path : paths) {
            assertThatThrownBy(() -> path.verify(bundle, outsider.values()))
                    .isInstanceOfSatisfying(
                            VerificationException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.BUNDLE_PATH));
        }
        assertThatThrownBy(() -> paths.get(1).verify(bundle, runs.getFirst().values()))
                .isInstanceOf(VerificationException.class);
    }

    /** The final proof of a run that is one segment of a narrow shape. */
    private FinalProof finished(FoldProver prover, Program program) {
        ProvingKey key = ProvingKey.of(
                identities.system().segments(),
                program,
                identities.system().parameters().segments(),
                OPTIONS);
        List<Checkpoint> checkpoints = new ArrayList<>();
        SegmentPlanner.run(
                program,
                Input.none(),
                Limits.standard(),
                key.capacities(place -> isNarrow(key.shape(place))),
                Optional.of(key.id().digest()),
                checkpoints::add);
        assertThat(checkpoints).hasSize(1);
        FoldProof lift = prover.lift(
                key.key(),
                new SegmentProver(key, OPTIONS).prove(checkpoints.getFirst()).proof());
        return prover.finish(lift, key.key(), RunInput.of(Input.none()));
    }

    private static boolean isNarrow(SegmentShape shape) {
        return shape.size() == SizeClass.SMALL && shape.name().equals("bits");
    }
}
