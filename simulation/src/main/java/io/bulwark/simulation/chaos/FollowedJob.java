package io.bulwark.simulation.chaos;

import io.bulwark.client.BulwarkClient;
import io.bulwark.client.BulwarkException;
import io.bulwark.client.UnreachableException;
import io.bulwark.client.Work;
import io.bulwark.cluster.certs.ConsortiumFile;
import io.bulwark.cluster.work.RefusedProofException;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.Policy;
import io.bulwark.protocol.api.JobState;
import io.bulwark.protocol.api.JobView;
import io.bulwark.protocol.identity.Consortium;
import io.bulwark.protocol.identity.NodeCertificate;
import io.bulwark.protocol.receipts.Admission;
import io.bulwark.protocol.receipts.ReceiptCheck;
import io.bulwark.protocol.receipts.ReceiptException;
import io.bulwark.protocol.receipts.ReceiptFile;
import io.bulwark.protocol.receipts.ReceiptReport;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/** A job as a client sees it, through whichever node answers. */
final class FollowedJob {
    private static final Duration ACCEPTED_WITHIN = Duration.ofSeconds(20);
    private static final Duration END = Duration.ofMinutes(4);
    private static final Duration AGREE = Duration.ofMinutes(1);
    private static final String SECURITY = "none";

    private final RealCluster cluster;
    private final Path input;
    private final int tasks;
    private final JobId id;

    /**
     * Hands a job of so many tasks in; no two inputs are alike.
     *
     * @throws ChaosException if it is not accepted
     */
    static FollowedJob submit(RealCluster cluster, RealNode gateway, int tasks) {
        byte[] content = new byte[LightWork.inputBytes(tasks)];
        new Random().nextBytes(content);
        try {
            Path input = Files.createTempFile(cluster.directory(), "input-", ".bin");
            Files.write(input, content);
            Work work = new Work(Optional.empty(), input, SECURITY, Policy.NONE, 0);
            return new FollowedJob(
                    cluster, input, tasks, accepted(gateway, work).id());
        } catch (IOException e) {
            throw new ChaosException("an input cannot be written: " + e.getMessage(), e);
        } catch (BulwarkException e) {
            throw new ChaosException("a job is not accepted by " + gateway + ": " + e.getMessage(), e);
        }
    }

    /** A node that has only just joined does not know yet who the others are, and says 503. */
    private static JobView accepted(RealNode gateway, Work work) {
        long until = System.nanoTime() + ACCEPTED_WITHIN.toNanos();
        while (true) {
            try {
                return gateway.client().submit(work);
            } catch (UnreachableException e) {
                if (System.nanoTime() - until > 0) {
                    throw e;
                }
            }
        }
    }

    private FollowedJob(RealCluster cluster, Path input, int tasks, JobId id) {
        this.cluster = cluster;
        this.input = input;
        this.tasks = tasks;
        this.id = id;
    }

    JobId id() {
        return id;
    }

    int tasks() {
        return tasks;
    }

    /** How it is; empty while no node that is up says so. */
    Optional<JobView> view() {
        return view(cluster.up());
    }

    private Optional<JobView> view(List<RealNode> asked) {
        return asked.stream().flatMap(node -> view(node).stream()).findFirst();
    }

    private Optional<JobView> view(RealNode node) {
        try {
            return Optional.of(node.client().job(id));
        } catch (BulwarkException e) {
            return Optional.empty();
        }
    }

    /**
     * Waits until the job is so, or has ended otherwise.
     *
     * @throws ChaosException if it is not within this time, or has failed
     */
    JobView await(Duration atMost, String what, Predicate<JobView> so) throws InterruptedException {
        return await(List.of(), atMost, what, so);
    }

    /** @param asked only these nodes; none: all that are up */
    JobView await(List<RealNode> asked, Duration atMost, String what, Predicate<JobView> so)
            throws InterruptedException {
        JobView[] last = new JobView[1];
        cluster.await(atMost, what, () -> {
            Optional<JobView> now = asked.isEmpty() ? view() : view(asked);
            now.ifPresent(view -> last[0] = view);
            requireUnfailed(now);
            return now.filter(so.or(view -> view.state().ended())).isPresent();
        });
        return last[0];
    }

    private static void requireUnfailed(Optional<JobView> now) {
        now.filter(view -> view.state() == JobState.FAILED || view.state() == JobState.CANCELLED)
                .ifPresent(view -> {
                    throw new ChaosException("the job ended as " + view.state() + ": "
                            + view.cause().orElse("no cause is known"));
                });
    }

    /** Waits until so many segments are proven and the job's node is known; there must be something left to disturb. */
    JobView underWay(int proven) throws InterruptedException {
        JobView view = await(
                Duration.ofMinutes(1),
                "that " + proven + " segments are proven",
                now -> now.proven() >= proven && now.home().isPresent());
        if (view.state().ended()) {
            throw new ChaosException("the job ended before anything was done to it");
        }
        return view;
    }

    /** The job's node, as this view says. */
    RealNode home(JobView view) {
        NodeId home = view.home().orElseThrow(() -> new ChaosException("the job has no node"));
        return cluster.node(home);
    }

    /** Waits for the end, and checks it: one state everywhere, a valid proof of this run, receipts that hold. */
    JobView end(Trial trial) throws InterruptedException {
        return end(trial, cluster.consortium().list());
    }

    /** @param list of operators by which receipts are checked */
    JobView end(Trial trial, ConsortiumFile list) throws InterruptedException {
        JobView end = await(END, "the job's end", view -> false);
        trial.require(end.state() == JobState.SUCCEEDED, "the job ended as " + end.state());
        if (cluster.startsAgain() > 0) {
            trial.measured(Figure.count("starts of nodes that had ended by themselves", cluster.startsAgain()));
        }
        cluster.await(
                AGREE,
                "that all nodes say the same of the job's end",
                () -> cluster.up().stream()
                        .allMatch(node -> view(node)
                                .filter(view -> view.state() == end.state()
                                        && view.proof().equals(end.proof()))
                                .isPresent()));
        RealNode asked = cluster.up().getFirst();
        Path proof = cluster.directory().resolve(id.brief() + ".proof");
        Path receipts = cluster.directory().resolve(id.brief() + ".receipts");
        try {
            Blob fetched = asked.client().proof(id, proof);
            asked.client().receipts(id, receipts);
            verify(trial, proof);
            check(trial, receipts, fetched, list.inForce().newest());
        } catch (BulwarkException e) {
            trial.require(false, "the proof or its receipts cannot be had: " + e.getMessage());
        }
        return end;
    }

    private void verify(Trial trial, Path proof) {
        LightWork work = LightWork.unnoted();
        try {
            Blob blob = BulwarkClient.blob(input);
            JobSpec spec = work.specOf(Optional.empty(), blob, SECURITY);
            work.verifyWhole(spec, proof, artifact -> input, 1, count -> {});
        } catch (RefusedProofException e) {
            trial.require(false, "I2: the proof is refused: " + e.getMessage());
        } catch (IOException e) {
            throw new ChaosException("the proof cannot be read: " + e.getMessage(), e);
        }
    }

    private void check(Trial trial, Path file, Blob proof, Consortium list) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Admission admission = der -> {
                NodeCertificate certificate = NodeCertificate.parse(der.toByteArray());
                return new Admission.Admitted(list.admits(certificate, Instant.now()), certificate.key());
            };
            ReceiptReport report = ReceiptCheck.check(ReceiptFile.read(in), id, Optional.of(proof), admission);
            trial.require(report.holds(), "the receipts show a breach: " + report.breaches());
        } catch (ReceiptException e) {
            trial.require(false, "the receipts are refused: " + e.getMessage());
        } catch (IOException e) {
            throw new ChaosException("the receipts cannot be read: " + e.getMessage(), e);
        }
    }

    /** What all processes have proved of it so far. */
    Proved proved() {
        return Proved.of(id, cluster.directory());
    }

    /**
     * Whether no segment was proved again whose proof the cluster had: all that the job said to be proven before is proven still, and no more was repeated than
     * was proved but not yet counted, or under way, when it happened.
     *
     * @param before what the job last said before it was disturbed
     * @param then what all processes had proved when they were disturbed
     */
    void requireNothingTwice(Trial trial, JobView before, Proved then) {
        int repeated = proved().repeated();
        int uncounted = Math.max(0, then.segments() - before.proven());
        int most = uncounted + cluster.nodes().size();
        trial.measured(Figure.count("segments proved again, of " + tasks, repeated));
        trial.require(
                repeated <= most,
                "%d segments were proved again; %d were proved but not counted, and at most %d under way"
                        .formatted(repeated, uncounted, cluster.nodes().size()));
    }
}
