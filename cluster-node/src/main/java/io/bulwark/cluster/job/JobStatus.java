package io.bulwark.cluster.job;

import io.bulwark.aggregator.ChainFile;
import io.bulwark.aggregator.ChainProof;
import io.bulwark.cluster.artifact.ArtifactException;
import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.work.Workload;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.Outcome;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Standing;
import io.bulwark.protocol.WireMessage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * How far a job has come.
 *
 * @param home the process in which the job runs now
 * @param tasks how many intervals the run has; 0 while its plan is not complete
 * @param planned intervals whose ends are known
 * @param proven intervals of which a proof has been verified, or one of a join that covers them
 * @param kept what of that would outlive a node
 * @param folds how far the proofs have been folded
 * @param recalled proven intervals that were remembered when the job started here, and not proved again
 * @param duplicates proofs that arrived for intervals that had one already
 * @param hedges tasks that were run a second time beside a straggler
 * @param shares who did what, the busiest first
 * @param recoveries the latest, oldest first
 * @param result present exactly if the job succeeded
 * @param cause present exactly if the job failed
 * @param remark what the job waits for, or what is to be known of its end, if there is anything
 * @param waiting what the job's policy asks for that is missing, while nobody at hand may do what is to be done
 */
public record JobStatus(
        JobId job,
        Phase phase,
        ProverId home,
        int tasks,
        int planned,
        int proven,
        Kept kept,
        Folds folds,
        int recalled,
        int duplicates,
        int hedges,
        List<Share> shares,
        List<Recovery> recoveries,
        Optional<Result> result,
        Optional<String> cause,
        Optional<String> remark,
        Optional<String> waiting)
        implements WireMessage {
    /** How far a job is that is worked on here; how it stands is said by {@link #standing}. */
    static JobStatus of(
            JobId job, Phase phase, ProverId home, JobLedger ledger, Kept kept, int pieces, Optional<String> waiting) {
        Tally tally = ledger.tally();
        List<Share> shares = tally.shares();
        return new JobStatus(
                job,
                phase,
                home,
                ledger.tasks(),
                ledger.planned(),
                ledger.proven(),
                kept,
                new Folds(pieces, tally.joins(), ledger.folding()),
                tally.recalled(),
                tally.duplicates(),
                tally.hedges(),
                shares.subList(0, Math.min(shares.size(), Limits.SHARES)),
                tally.recoveries(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                waiting);
    }

    /** What a node knows of a job that it has not worked on. */
    static JobStatus unseen(JobRecord record, Home home) {
        return new JobStatus(
                record.id(),
                Phase.GATHERING,
                home.id(),
                0,
                0,
                0,
                Kept.NOTHING,
                Folds.NONE,
                0,
                0,
                0,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("the job waits for " + record.header().home()
                        + ", its home, or for another region to adopt it"),
                Optional.empty());
    }

    /**
     * This status of a job that stands as its record says.
     *
     * @param reached an end that is not in the record yet
     */
    JobStatus standing(JobRecord record, Optional<Standing> reached, Home home) {
        Standing standing = record.standing();
        Optional<String> said = reached.isPresent()
                ? Optional.of("the job has come to its end, which is being written down")
                : Optional.of("cancelling it was asked for; a proof was finished all the same")
                        .filter(any -> standing instanceof Standing.Succeeded && record.cancelRequested());
        return new JobStatus(
                job,
                standing.terminal() ? Phase.of(standing) : reached.isPresent() ? Phase.PROVING : phase,
                this.home,
                tasks,
                planned,
                proven,
                kept,
                folds,
                recalled,
                duplicates,
                hedges,
                shares,
                recoveries,
                standing instanceof Standing.Succeeded succeeded
                        ? Optional.of(Result.of(succeeded.outcome(), home.keeper()))
                        : Optional.empty(),
                standing instanceof Standing.Failed failed ? Optional.of(failed.cause()) : Optional.empty(),
                standing.terminal() || reached.isPresent() ? said : remark,
                standing.terminal() || reached.isPresent() ? Optional.empty() : waiting);
    }

    /** The states of a job. */
    public enum Phase {
        /** The job has started here, and gathers what is known of it and its input. */
        GATHERING,
        /** The run is planned, proved and folded. */
        PROVING,
        /** One proof of the whole run exists. */
        SUCCEEDED,
        /** The job cannot be done, and the cause is named. */
        FAILED,
        /** Somebody had the job cancelled. */
        CANCELLED;

        /** Whether it stays so, but for what other regions have come to. */
        public boolean ended() {
            return this == SUCCEEDED || this == FAILED || this == CANCELLED;
        }

        static Phase of(Standing standing) {
            return switch (standing) {
                case Standing.Open open -> PROVING;
                case Standing.Failed failed -> FAILED;
                case Standing.Cancelled cancelled -> CANCELLED;
                case Standing.Succeeded succeeded -> SUCCEEDED;
            };
        }
    }

    /**
     * What of a job's finished work would outlive a node.
     *
     * @param copied proven intervals whose proofs two nodes hold, in two jurisdictions if there are two
     * @param nodes that hold copies for the job and can be reached
     */
    public record Kept(int copied, int nodes) {
        /** Nothing is proven. */
        public static final Kept NOTHING = new Kept(0, 0);
    }

    /**
     * How far a job's proofs have been folded.
     *
     * @param pieces pieces that the proven intervals have been folded to; 0 for a job whose proofs do not fold
     * @param joins joins that are done, by level from 1 on: those of up to four intervals, of up to sixteen, and so on
     * @param running joins that are being made, the finish included
     */
    public record Folds(int pieces, List<Integer> joins, int running) {
        /** Nothing is folded. */
        public static final Folds NONE = new Folds(0, List.of(), 0);

        public Folds {
            joins = List.copyOf(joins);
        }

        /** Joins on all levels. */
        public int done() {
            return joins.stream().mapToInt(Integer::intValue).sum();
        }
    }

    /**
     * The end of a job.
     *
     * @param claim what is proved of the whole run
     * @param proof the one proof, or the chain, in the workload's form
     * @param holder a keeper that has it
     */
    public record Result(Claim claim, ArtifactId proof, long proofBytes, ActorRef<Keeper.Command> holder) {
        static Result of(Outcome outcome, ActorRef<Keeper.Command> holder) {
            return new Result(
                    outcome.claim(), outcome.proof().id(), outcome.proof().bytes(), holder);
        }

        /** The proof with its length. */
        public Blob blob() {
            return new Blob(proof, proofBytes);
        }

        /**
         * Writes a chain, whose proofs the node holds, into the node's store.
         *
         * @throws io.bulwark.cluster.artifact.ArtifactException if that fails
         */
        static Result write(JobSpec spec, ChainProof chain, Home home, Workload workload) {
            ArtifactStore store = home.store();
            try (ArtifactStore.Writer writer = store.create()) {
                OutputStream out = new BufferedOutputStream(writer, 1 << 16);
                ChainFile.Proofs proofs = fact -> store.read(fact.proof(), 0, Math.toIntExact(fact.proofBytes()));
                workload.write(spec, chain, proofs, out, store::path);
                out.flush();
                ArtifactId proof = writer.publish();
                return new Result(chain.claim(), proof, store.size(proof), home.keeper());
            } catch (IOException e) {
                throw new ArtifactException("the proofs' chain cannot be written", e);
            }
        }
    }
}
