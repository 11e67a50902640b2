package io.bulwark.cluster.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.bulwark.aggregator.ChainProof;
import io.bulwark.cluster.Facts;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.TaskId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole line on one thread, with real proofs of 100 bits: plan, prove, join, verify. A run of a few segments of the smallest class. */
class RiscvWorkloadTest {
    private static final RiscvWorkload RISCV = new RiscvWorkload(WorkloadSettings.of(1));
    /** 512 bytes to be hashed. */
    private static final byte[] INPUT = {0, 2, 0, 0};

    @TempDir
    private static Path directory;

    private static Path guest;
    private static Path input;
    private static JobSpec spec;
    private static final List<Workload.Proof> PROOFS = new ArrayList<>();
    private static final List<Fact> LINKS = new ArrayList<>();
    private static ChainProof chain;

    @BeforeAll
    static void prove() throws IOException {
        guest = Guests.path("sha256-plain");
        input = Files.write(directory.resolve("input"), INPUT);
        JobSpec medium = RISCV.specOf(Optional.of(new InputFile(guest).blob()), new InputFile(input).blob(), "100");
        spec = new JobSpec(medium.workload(), "100", 0, medium.program(), medium.input(), medium.inputBytes());
        try (Plan plan = RISCV.plan(spec, RiscvWorkloadTest::path)) {
            Checkpoint reached = plan.start();
            for (Optional<Plan.Interval> next = plan.next(); next.isPresent(); next = plan.next()) {
                assertThat(next.get().start()).isEqualTo(reached);
                reached = next.get().end();
                LINKS.add(link(next.get()));
            }
        }
        assertThat(LINKS).hasSizeGreaterThan(1);
        chain = new ChainProof(LINKS);
    }

    private static Fact link(Plan.Interval interval) {
        ByteString data = ((Plan.Made) interval.data()).bytes();
        TaskId id = TaskId.segment(spec.id(), PROOFS.size());
        int steps = (int) (interval.end().step() - interval.start().step());
        ArtifactId name = new ArtifactId(Sha256.of(data.toByteArray()));
        SegmentTask task = new SegmentTask(id, spec, interval.start(), steps, name, 0, data.size(), name.bytes());
        Workload.Proof proof = RISCV.prove(task, data.toByteArray(), RiscvWorkloadTest::path);
        assertThat(proof.claim()).isEqualTo(new Claim(interval.start(), interval.end()));
        PROOFS.add(proof);
        ProverId prover = new ProverId(new NodeId("test"), 1);
        return Facts.fact(id, proof.claim(), name, proof.bytes().size(), prover, 1);
    }

    private static Path path(ArtifactId id) {
        return id.equals(spec == null ? null : spec.input()) ? input : guest;
    }

    private static Path whole(ChainProof what) throws IOException {
        Path file = Files.createTempFile(directory, "run", "");
        try (OutputStream out = Files.newOutputStream(file)) {
            RISCV.write(
                    spec,
                    what,
                    fact -> PROOFS.get(fact.task().name().span().first())
                            .bytes()
                            .toByteArray(),
                    out,
                    RiscvWorkloadTest::path);
        }
        return file;
    }

    @Test
    void acceptsTheWholeRunAndRefusesAPartOfIt() throws IOException {
        List<Integer> progress = new ArrayList<>();
        Workload.Verified verified = RISCV.verifyWhole(spec, whole(chain), RiscvWorkloadTest::path, 2, progress::add);

        assertThat(verified.steps()).isEqualTo(chain.claim().steps());
        assertThat(verified.links()).isEqualTo(LINKS.size());
        assertThat(verified.output()).contains("exit code 0", "output digest");
        assertThat(progress).hasSize(LINKS.size()).isSorted();
        refusesWhole(LINKS.getFirst(), "exit call");
        refusesWhole(LINKS.getLast(), "expected");
    }

    private static void refusesWhole(Fact part, String words) throws IOException {
        Path file = whole(new ChainProof(List.of(part)));
        assertThatThrownBy(() -> RISCV.verifyWhole(spec, file, RiscvWorkloadTest::path, 1, count -> {}))
                .isInstanceOf(RefusedProofException.class)
                .hasMessageContaining(words);
    }

    @Test
    void acceptsEachProofForItsOwnClaimOnly() {
        for (int i = 0; i < PROOFS.size(); i++) {
            byte[] proof = PROOFS.get(i).bytes().toByteArray();
            assertThat((long) proof.length).isLessThanOrEqualTo(RISCV.largestProof(spec));
            RISCV.verify(spec, PROOFS.get(i).claim(), proof, RiscvWorkloadTest::path);
            Claim other = PROOFS.get((i + 1) % PROOFS.size()).claim();
            refuses(other, proof);
            byte[] broken = proof.clone();
            broken[broken.length / 2] ^= 1;
            refuses(PROOFS.get(i).claim(), broken);
            refuses(PROOFS.get(i).claim(), new byte[i]);
        }
    }

    private static void refuses(Claim claim, byte[] proof) {
        assertThatThrownBy(() -> RISCV.verify(spec, claim, proof, RiscvWorkloadTest::path))
                .isInstanceOf(RefusedProofException.class);
    }

    @Test
    void saysWhyAProgramCannotBeRun() throws IOException {
        Path noProgram = Files.writeString(directory.resolve("no.elf"), "this is no program");
        JobSpec wrong = RISCV.specOf(Optional.of(new InputFile(noProgram).blob()), new InputFile(input).blob(), "100");
        assertThatThrownBy(() -> RISCV.plan(wrong, id -> noProgram))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("cannot be run");
        Path empty = Files.write(directory.resolve("empty"), new byte[0]);
        JobSpec silent = RISCV.specOf(Optional.of(new InputFile(guest).blob()), new InputFile(empty).blob(), "100");
        try (Plan plan = RISCV.plan(silent, id -> id.equals(silent.input()) ? empty : guest)) {
            Plan.Interval only = plan.next().orElseThrow();
            assertThat(only.end().step()).isPositive();
            assertThat(plan.next()).as("the guest exits with code 2").isEmpty();
        }
    }

    @Test
    void refusesJobsThatItCannotDo() {
        Blob blob = new Blob(spec.input(), 4);
        refuses(new JobSpec("riscv", "128", 9, Optional.of(blob), blob.id(), 4), "size classes");
        refuses(new JobSpec("riscv", "64", 0, Optional.of(blob), blob.id(), 4), "parameter sets");
        refuses(new JobSpec("riscv", "128", 0, blob.id(), 4), "a program");
        refuses(new JobSpec("riscv", "128", 0, Optional.of(blob), blob.id(), 1L << 30), "input below");
    }

    private static void refuses(JobSpec job, String words) {
        assertThatThrownBy(() -> RISCV.check(job))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }
}
