package io.bulwark.cluster.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.FinishTask;
import io.bulwark.protocol.FoldInput;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.JoinTask;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Span;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small run, folded to one proof by the circuits that everyone accepts. */
@Tag("slow")
class RiscvFoldingTest {
    /** 512 bytes to be hashed. */
    private static final byte[] INPUT = {0, 2, 0, 0};

    @TempDir
    private static Path directory;

    private static RiscvWorkload riscv;
    private static Folding folding;
    private static JobSpec spec;
    private static Path guest;
    private static Path input;
    /** Of the intervals, in order. */
    private static final List<Workload.Proof> PROOFS = new ArrayList<>();

    @BeforeAll
    static void prove() throws IOException {
        riscv = new RiscvWorkload(new WorkloadSettings(2, 1, Optional.of(directory.resolve("keys"))));
        guest = Guests.path("sha256-plain");
        input = Files.write(directory.resolve("input"), INPUT);
        JobSpec medium = riscv.specOf(Optional.of(new InputFile(guest).blob()), new InputFile(input).blob(), "128");
        spec = new JobSpec(medium.workload(), "128", 0, medium.program(), medium.input(), medium.inputBytes());
        folding = riscv.folding(spec).orElseThrow();
        try (Plan plan = riscv.plan(spec, RiscvFoldingTest::path)) {
            for (Optional<Plan.Interval> next = plan.next(); next.isPresent(); next = plan.next()) {
                PROOFS.add(proof(next.get()));
            }
        }
        assertThat(PROOFS).hasSizeBetween(2, 4);
    }

    private static Workload.Proof proof(Plan.Interval interval) {
        ByteString data = ((Plan.Made) interval.data()).bytes();
        TaskId id = TaskId.segment(spec.id(), PROOFS.size());
        int steps = (int) (interval.end().step() - interval.start().step());
        ArtifactId name = new ArtifactId(Sha256.of(data.toByteArray()));
        SegmentTask task = new SegmentTask(id, spec, interval.start(), steps, name, 0, data.size(), name.bytes());
        Workload.Proof proof = riscv.prove(task, data.toByteArray(), RiscvFoldingTest::path);
        assertThat(proof.claim()).isEqualTo(new Claim(interval.start(), interval.end()));
        return proof;
    }

    private static Path path(ArtifactId id) {
        return id.equals(spec == null ? null : spec.input()) ? input : guest;
    }

    private static FoldInput input(Workload.Proof proof) {
        ArtifactId name = new ArtifactId(Sha256.of(proof.bytes().toByteArray()));
        return new FoldInput(proof.claim(), new Blob(name, proof.bytes().size()));
    }

    private static Workload.Proof join(List<Workload.Proof> parts, List<byte[]> bytes) {
        TaskId id = new TaskId(spec.id(), TaskName.join(new Span(0, PROOFS.size())));
        List<FoldInput> inputs = parts.stream().map(RiscvFoldingTest::input).toList();
        return folding.join(new JoinTask(id, spec, inputs), bytes, RiscvFoldingTest::path);
    }

    private static List<byte[]> bytes(List<Workload.Proof> proofs) {
        return proofs.stream().map(proof -> proof.bytes().toByteArray()).toList();
    }

    private static Workload.Proof finish(Workload.Proof run) {
        TaskId id = new TaskId(spec.id(), TaskName.finish(PROOFS.size()));
        return folding.finish(new FinishTask(id, spec, input(run)), run.bytes().toByteArray(), RiscvFoldingTest::path);
    }

    @Test
    void foldsARunToOneProofThatIsAboutThisProgramAndInput() throws IOException {
        Workload.Proof run = PROOFS.getFirst();
        for (Workload.Proof next : PROOFS.subList(1, PROOFS.size())) {
            run = join(List.of(run, next), bytes(List.of(run, next)));
        }
        Workload.Proof last = finish(run);
        Path file = Files.write(directory.resolve("last"), last.bytes().toByteArray());

        Workload.Verified verified = riscv.verifyWhole(spec, file, RiscvFoldingTest::path, 1, count -> {});
        assertThat(verified.steps()).isEqualTo(PROOFS.getLast().claim().end().step());
        assertThat(verified.links()).isEqualTo(1);
        assertThat(verified.output()).contains("exit code 0", "output digest");
        assertThat((long) last.bytes().size()).isLessThanOrEqualTo(folding.largestProof());
        folding.verifyFinal(spec, last.claim(), last.bytes().toByteArray(), RiscvFoldingTest::path);
        Claim shorter =
                new Claim(last.claim().start(), PROOFS.getFirst().claim().end());
        refuses(
                "another claim",
                () -> folding.verifyFinal(spec, shorter, last.bytes().toByteArray(), RiscvFoldingTest::path));

        byte[] other = INPUT.clone();
        other[1]++;
        Path otherInput = Files.write(directory.resolve("other"), other);
        refuses(
                "another input",
                () -> riscv.verifyWhole(
                        spec, file, id -> id.equals(spec.input()) ? otherInput : guest, 1, count -> {}));
        Path otherGuest = Guests.path("workout");
        refuses(
                "another program",
                () -> new RiscvWorkload(WorkloadSettings.of(1))
                        .verifyWhole(spec, file, id -> id.equals(spec.input()) ? input : otherGuest, 1, count -> {}));
        byte[] broken = last.bytes().toByteArray();
        broken[broken.length / 2] ^= 1;
        Path brokenFile = Files.write(directory.resolve("broken"), broken);
        refuses("", () -> riscv.verifyWhole(spec, brokenFile, RiscvFoldingTest::path, 1, count -> {}));
        Path part = Files.write(directory.resolve("part"), run.bytes().toByteArray());
        refuses("", () -> riscv.verifyWhole(spec, part, RiscvFoldingTest::path, 1, count -> {}));
    }

    @Test
    void acceptsEachFoldedProofForItsOwnClaimOnly() {
        for (int i = 0; i < PROOFS.size(); i++) {
            byte[] proof = PROOFS.get(i).bytes().toByteArray();
            assertThat((long) proof.length).isLessThanOrEqualTo(folding.largestProof());
            folding.verifyFold(spec, PROOFS.get(i).claim(), proof, RiscvFoldingTest::path);
            Claim other = PROOFS.get((i + 1) % PROOFS.size()).claim();
            refuses("another claim", () -> folding.verifyFold(spec, other, proof, RiscvFoldingTest::path));
        }
        byte[] broken = PROOFS.getFirst().bytes().toByteArray();
        broken[broken.length - 100] ^= 1;
        Claim claim = PROOFS.getFirst().claim();
        refuses("", () -> folding.verifyFold(spec, claim, broken, RiscvFoldingTest::path));
        refuses("", () -> folding.verifyFold(spec, claim, new byte[7], RiscvFoldingTest::path));
        refuses(
                "",
                () -> folding.verifyFinal(
                        spec, claim, PROOFS.getFirst().bytes().toByteArray(), RiscvFoldingTest::path));
    }

    @Test
    void joinsNoPartsThatAreNotWhatTheTaskSaysAndFinishesNoPartOfARun() {
        List<Workload.Proof> pair = PROOFS.subList(0, 2);
        refuses("", () -> join(pair, bytes(pair).reversed()));
        refuses("", () -> finish(PROOFS.getFirst()));
    }

    private interface Call {
        void run() throws IOException;
    }

    private static void refuses(String words, Call call) {
        assertThatThrownBy(call::run).isInstanceOf(RefusedProofException.class).hasMessageContaining(words);
    }
}
