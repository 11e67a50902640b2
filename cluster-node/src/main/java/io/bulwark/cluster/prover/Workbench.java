package io.bulwark.cluster.prover;

import io.bulwark.cluster.artifact.ArtifactException;
import io.bulwark.cluster.job.Setback;
import io.bulwark.cluster.work.Artifacts;
import io.bulwark.cluster.work.Folding;
import io.bulwark.cluster.work.Workload;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.proof.MemoryBudgetException;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.FinishTask;
import io.bulwark.protocol.JoinTask;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.concurrent.CancellationException;

/** Does a task, in whichever process. */
final class Workbench {
    private Workbench() {}

    /**
     * Makes the proof that a task asks for. An interrupt stops it at the next step of the proof. Nothing is thrown but what ends the process.
     *
     * @param artifacts has what the task reads, the part that an interval reads by its own digest
     */
    static Maker.Report make(WorkloadSet workloads, Task task, Artifacts artifacts) {
        long start = System.nanoTime();
        try {
            Workload.Proof proof = prove(workloads.of(task.spec()), task, artifacts);
            return new Maker.Made(proof.claim(), proof.bytes(), System.nanoTime() - start);
        } catch (MemoryBudgetException e) {
            return new Maker.Undone(Setback.DECLINED, Limits.cause(task.name() + " does not fit: " + e.getMessage()));
        } catch (ArtifactException e) {
            return new Maker.Undone(Setback.DECLINED, Limits.cause(e.getMessage()));
        } catch (CancellationException e) {
            return new Maker.Undone(Setback.RETURNED, "stopped");
        } catch (RuntimeException e) {
            return new Maker.Undone(Setback.FAILED, Limits.cause(e.toString()));
        }
    }

    private static Workload.Proof prove(Workload workload, Task task, Artifacts artifacts) {
        // What is read was sound when it was gathered, a while ago: a proof of damaged bytes would make a liar of this
        // node.
        task.spec().program().ifPresent(program -> read(artifacts, program.id()));
        return switch (task) {
            case SegmentTask segment ->
                workload.prove(segment, read(artifacts, new ArtifactId(segment.dataDigest())), artifacts);
            case JoinTask join ->
                folding(workload, task)
                        .join(
                                join,
                                join.inputs().stream()
                                        .map(input ->
                                                read(artifacts, input.proof().id()))
                                        .toList(),
                                artifacts);
            case FinishTask finish ->
                folding(workload, task)
                        .finish(finish, read(artifacts, finish.input().proof().id()), artifacts);
            case PlanTask plan -> throw new IllegalArgumentException("of a plan there is no proof");
        };
    }

    private static Folding folding(Workload workload, Task task) {
        return workload.folding(task.spec())
                .orElseThrow(() -> new IllegalArgumentException("proofs of this job are not folded"));
    }

    private static byte[] read(Artifacts artifacts, ArtifactId id) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(artifacts.path(id));
        } catch (IOException e) {
            throw new UncheckedIOException("artifact " + id.brief() + " cannot be read", e);
        }
        if (!new ArtifactId(Sha256.of(bytes)).equals(id)) {
            throw new ArtifactException("artifact " + id.brief() + " has been damaged since it was gathered");
        }
        return bytes;
    }
}
