package io.bulwark.cluster.node;

import io.bulwark.cluster.artifact.ArtifactException;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.job.JobStatus;
import io.bulwark.cluster.membership.Membership;
import io.bulwark.cluster.membership.Reach;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.JobSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/** What a client asks of the cluster, through a node in its own process. Its calls block; not for use in actors. */
public final class Gateway {
    /** The cluster did not answer in time. */
    public static final class NoAnswerException extends Exception {
        private static final long serialVersionUID = 1;

        NoAnswerException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static final Duration KEEP_AT_MOST = Duration.ofMinutes(10);

    private final ClusterNode node;
    private final Reach reach;
    /** Jobs that were handed in here. */
    private final Map<JobId, JobRecord> accepted = new ConcurrentHashMap<>();

    public Gateway(ClusterNode node) {
        this.node = node;
        reach = new Reach(node.system());
    }

    /** How many members that prove are up, can be reached, and have introduced themselves: only from these a job takes a word. */
    public int provers() {
        var state = Cluster.get(node.system()).state();
        return (int) StreamSupport.stream(state.getMembers().spliterator(), false)
                .filter(member -> member.status().equals(MemberStatus.up())
                        && member.hasRole(NodeSettings.PROVER)
                        && !state.getUnreachable().contains(member)
                        && isKnown(member))
                .count();
    }

    private boolean isKnown(Member member) {
        String address = Membership.hostPort(member.address());
        return address.equals(node.address()) || node.registry().at(address).isPresent();
    }

    /** How many members there are, those that come or go included, and those of this region that cannot be reached; those of others that cannot are not. */
    public int members() {
        Set<Address> cutOff = reach.get();
        int count = 0;
        for (Member member : Cluster.get(node.system()).state().getMembers()) {
            count += member.status().equals(MemberStatus.removed()) || cutOff.contains(member.address()) ? 0 : 1;
        }
        return count;
    }

    /** Puts a file into the gateway's own store. */
    public Blob put(Path file) {
        ArtifactId id = node.store().put(file);
        return new Blob(id, node.store().size(id));
    }

    /** Makes the gateway's keeper remember a job whose artifacts it holds, so that the job finds them. */
    public void remember(JobSpec spec) throws NoAnswerException {
        for (Blob artifact : spec.artifacts()) {
            keep(artifact, List.of(), Optional.of(spec));
        }
    }

    /**
     * Submits the job, which may be known and under way already, and asks how far it is.
     *
     * @param patience how long to wait for the answer
     */
    public JobStatus submit(JobSpec spec, Duration patience) throws NoAnswerException {
        JobRecord record = accepted.get(spec.id());
        if (record == null) {
            record = await(node.jobs().accept(spec, 0), "job " + spec.id().brief() + " is not accepted");
            accepted.put(spec.id(), record);
        }
        return await(node.jobs().status(record, patience), silence(spec.id()));
    }

    /** How far a job is that was handed in anywhere. */
    public JobStatus status(JobId job, Duration patience) throws NoAnswerException {
        return await(node.jobs().status(record(job), patience), silence(job));
    }

    /** Has a job cancelled. The answer says how far it was. */
    public JobStatus cancel(JobId job, Duration patience) throws NoAnswerException {
        return await(node.jobs().cancel(record(job), patience), silence(job));
    }

    private JobRecord record(JobId job) throws NoAnswerException {
        return await(node.jobs().record(job), silence(job))
                .orElseThrow(() -> new NoAnswerException("nobody knows job " + job.brief(), null));
    }

    private static String silence(JobId job) {
        return "job " + job.brief() + " does not answer";
    }

    /** Fetches the joined proof of a job that succeeded into a file. */
    public void fetch(JobStatus.Result result, Path to) throws NoAnswerException {
        keep(new Blob(result.proof(), result.proofBytes()), List.of(result.holder()), Optional.empty());
        try {
            Files.copy(node.store().path(result.proof()), to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ArtifactException("the proof cannot be written to " + to, e);
        }
    }

    private void keep(Blob artifact, List<ActorRef<Keeper.Command>> sources, Optional<JobSpec> spec)
            throws NoAnswerException {
        Keeper.Kept kept = await(
                AskPattern.<Keeper.Command, Keeper.Kept>ask(
                                node.keeper(),
                                replyTo -> new Keeper.Keep(
                                        artifact.id(),
                                        artifact.bytes(),
                                        sources,
                                        Optional.<Fact>empty(),
                                        spec,
                                        replyTo),
                                KEEP_AT_MOST,
                                node.system().scheduler())
                        .toCompletableFuture(),
                "the keeper does not answer");
        if (kept.failure().isPresent()) {
            throw new NoAnswerException(kept.failure().get(), null);
        }
    }

    private static <T> T await(CompletionStage<T> answer, String otherwise) throws NoAnswerException {
        try {
            return answer.toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new NoAnswerException(otherwise, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException("interrupted", e);
        }
    }
}
