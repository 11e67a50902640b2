package io.bulwark.simulation.world;

import io.bulwark.aggregator.Width;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.TaskName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is so, whatever nodes say: which proofs were made, and what each of them proves, if it proves anything. */
final class Truth {
    /**
     * A proof's bytes.
     *
     * @param sound whether they verify for the claim
     */
    record Proof(JobId job, TaskName name, Claim claim, Width width, boolean sound) {}

    private final Map<ArtifactId, Proof> proofs = new HashMap<>();
    private final Map<JobId, List<ArtifactId>> ofJob = new HashMap<>();
    private long made;

    /** Somebody makes a proof; its name is new. */
    ArtifactId make(Proof proof) {
        byte[] bytes = ByteBuffer.allocate(8).putLong(made++).array();
        ArtifactId id = new ArtifactId(Sha256.of(bytes));
        proofs.put(id, proof);
        ofJob.computeIfAbsent(proof.job, any -> new ArrayList<>()).add(id);
        return id;
    }

    /** What a verifier answers who is shown the proof that the fact names: its width, or nothing if it is not what the fact says. */
    Optional<Width> verify(Fact fact) {
        Proof proof = proofs.get(fact.proof());
        boolean holds = proof != null
                && proof.sound
                && proof.job.equals(fact.task().job())
                && proof.name.stage() == fact.task().name().stage()
                && proof.claim.equals(fact.claim());
        return holds ? Optional.of(proof.width) : Optional.empty();
    }

    /** Whether these are the bytes of a proof that verifies for the claim of a job's whole run. */
    boolean proves(JobId job, ArtifactId id, Claim claim) {
        Proof proof = proofs.get(id);
        return proof != null && proof.sound && proof.job.equals(job) && proof.claim.equals(claim);
    }

    /** A job's proofs of its whole run, ready to be handed out. */
    Set<ArtifactId> lasts(JobId job) {
        return ofJob.getOrDefault(job, List.of()).stream()
                .filter(id -> proofs.containsKey(id) && proofs.get(id).name.stage() == Stage.FINISH)
                .collect(Collectors.toSet());
    }

    /** A job's proofs are of no interest any more, but for its last ones. */
    void retire(JobId job) {
        Set<ArtifactId> lasts = lasts(job);
        List<ArtifactId> all = ofJob.getOrDefault(job, new ArrayList<>());
        all.removeIf(id -> {
            boolean useless = !lasts.contains(id);
            if (useless) {
                proofs.remove(id);
            }
            return useless;
        });
    }
}
