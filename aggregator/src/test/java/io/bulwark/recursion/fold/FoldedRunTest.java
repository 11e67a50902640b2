package io.bulwark.recursion.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.proof.ProverOptions;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.plan.Checkpoint;
import io.bulwark.riscv.plan.SegmentPlanner;
import io.bulwark.riscv.segment.ProvingKey;
import io.bulwark.riscv.segment.RunInput;
import io.bulwark.riscv.segment.SegmentProof;
import io.bulwark.riscv.segment.SegmentProver;
import io.bulwark.riscv.segment.SizeClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guest's run at 128 bits, from its segments to the final proof and a bundle; prints what each step takes. */
@Tag("slow")
class FoldedRunTest {
    private static final int MAX_FINAL_BYTES = 300 << 10;
    private static final ProverOptions OPTIONS = ProverOptions.standard().withThreads(2);

    @TempDir
    private Path directory;

    private static <T> T timed(String what, Supplier<T> step) {
        long start = System.nanoTime();
        T result = step.get();
        System.out.printf(Locale.ROOT, "%-24s %6.2f s%n", what, (System.nanoTime() - start) / 1e9);
        return result;
    }

    @Test
    void aGuestsRunBecomesOneSmallProof() throws IOException {
        FoldIdentities identities = FoldIdentities.standard(128);
        FoldSystem system = identities.system();
        Program program = Program.load(Files.readAllBytes(Path.of("../guests/primes.elf")));
        Input input = Input.of(new byte[] {(byte) 0xa0, 0x0f, 0, 0});
        ProvingKey key = timed(
                "program's key",
                () -> ProvingKey.of(
                        system.segments(), program, system.parameters().segments(), OPTIONS));
        List<Checkpoint> checkpoints = new ArrayList<>();
        SegmentPlanner.run(
                program,
                input,
                Limits.standard(),
                key.capacities(place -> key.shape(place).size() == SizeClass.SMALL),
                Optional.of(key.id().digest()),
                checkpoints::add);
        assertThat(checkpoints).hasSizeGreaterThan(2);
        SegmentProver segments = new SegmentProver(key, OPTIONS);
        FoldKeys keys = FoldKeys.of(identities, OPTIONS, 2, directory);
        FoldProver prover = new FoldProver(keys, identities, OPTIONS);
        FoldVerifier verifier = FoldVerifier.standard(128);
        List<FoldProof> parts = new ArrayList<>();
        for (Checkpoint checkpoint : checkpoints) {
            SegmentProof proof =
                    timed("segment", () -> segments.prove(checkpoint)).proof();
            prepare(keys, proof.shape());
            parts.add(timed("lift", () -> prover.lift(key.key(), proof)));
            verifier.verify(parts.getLast());
        }
        while (parts.size() > 1) {
            List<FoldProof> two = List.of(parts.removeFirst(), parts.removeFirst());
            prepare(
                    keys,
                    system.indexOf(identities.join(two.stream().map(FoldProof::circuit).toList())));
            parts.addFirst(timed("join of two", () -> prover.join(two)));
            verifier.verify(parts.getFirst());
        }
        prepare(keys, CircuitKind.FINISH.index(identities.all().get(parts.getFirst().circuit()).shape()));
        RunInput given = RunInput.of(input);
        FinalProof end = timed("finish", () -> prover.finish(parts.getFirst(), key.key(), given));
        byte[] bytes = end.encode();
        System.out.println("final proof: " + bytes.length + " bytes");
        assertThat(bytes).hasSizeLessThanOrEqualTo(MAX_FINAL_BYTES);
        FinalClaim claim = timed("verification", () -> verifier.verify(FinalProof.decode(bytes, identities)));
        assertThat(claim.program()).isEqualTo(key.id());
        assertThat(claim.input()).isEqualTo(given.digest());
        assertThat(claim.exitCode()).isZero();
        prepare(keys, CircuitKind.BUNDLE.index(0));
        BundleProof bundle = timed("bundle of one", () -> prover.bundle(List.of(end)));
        assertThat(MembershipPath.of(List.of(end)).getFirst().verify(verifier.verify(bundle), end.values()))
                .isEqualTo(claim);
    }

    private static void prepare(FoldKeys keys, int circuit) {
        timed("key of circuit " + circuit, () -> {
            keys.prepare(circuit);
            return circuit;
        });
    }
}
