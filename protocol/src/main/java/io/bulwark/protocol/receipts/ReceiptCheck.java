package io.bulwark.protocol.receipts;

import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Compliance;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.Span;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.TaskName;
import io.bulwark.protocol.receipts.ReceiptException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Recomputes from a job's receipts who made what where, and whether its policy holds.
 *
 * <p>It shows who signed for each segment that the proved run consists of. It does not show that the proof is valid, which the proof does by itself, nor on whose
 * machine a segment was really computed: an operator answers for what it signs.
 */
public final class ReceiptCheck {
    private final ReceiptFile file;
    private final NavigableMap<TaskName, Fact> facts = new TreeMap<>();

    private ReceiptCheck(ReceiptFile file) {
        this.file = file;
    }

    /**
     * Checks the receipts of a job.
     *
     * @param job the job that they are said to be of
     * @param proof the proof that they are said to be of, if there is one at hand
     * @param admission says whose a certificate is: what the file's own list of operators is worth, the caller has found out
     * @throws ReceiptException if a receipt is forged, altered, missing, doubled or another job's
     */
    public static ReceiptReport check(ReceiptFile file, JobId job, Optional<Blob> proof, Admission admission) {
        ReceiptException.require(
                file.spec().id().equals(job),
                Reason.FOREIGN_JOB,
                "expected receipts of job " + job + ", got those of "
                        + file.spec().id());
        proof.ifPresent(wanted -> ReceiptException.require(
                file.outcome().proof().equals(wanted),
                Reason.OTHER_STATEMENT,
                "expected receipts of the proof " + wanted.id() + ", got those of "
                        + file.outcome().proof().id()));
        return new ReceiptCheck(file).report(admission);
    }

    private ReceiptReport report(Admission admission) {
        for (Fact fact : file.facts()) {
            TaskName name = fact.task().name();
            ReceiptException.require(
                    fact.task().job().equals(file.spec().id()),
                    Reason.FOREIGN_JOB,
                    "the receipt of " + name + " is of job " + fact.task().job());
            ReceiptException.require(
                    facts.put(name, fact) == null, Reason.DOUBLED, "there are two receipts of " + name);
            Signatures.verify(fact, admission);
        }
        List<Checkpoint> borders = segments();
        folds(borders);
        return new ReceiptReport(
                file.spec(),
                file.outcome().claim(),
                facts.values().stream().map(ReceiptReport.Part::of).toList(),
                Compliance.breaches(file.spec().policy(), makers(true), makers(false)));
    }

    /** The states between segments, each of which has a receipt, from the run's first state to its last. */
    private List<Checkpoint> segments() {
        Claim whole = file.outcome().claim();
        List<Checkpoint> borders = new ArrayList<>(List.of(whole.start()));
        while (!borders.getLast().equals(whole.end())) {
            int number = borders.size() - 1;
            Fact fact = facts.get(TaskName.segment(number));
            ReceiptException.require(
                    fact != null,
                    Reason.MISSING,
                    "there is no receipt of interval " + number + ", from step "
                            + borders.getLast().step() + " of " + whole.end().step() + " on");
            ReceiptException.require(
                    fact.claim().start().equals(borders.getLast())
                            && (fact.claim().end().step() < whole.end().step()
                                    || fact.claim().end().equals(whole.end())),
                    Reason.OTHER_CLAIM,
                    "the receipt of interval " + number + " is of another stretch of the run than the proof is");
            borders.add(fact.claim().end());
        }
        long listed = facts.keySet().stream()
                .filter(name -> name.stage() == Stage.SEGMENT)
                .count();
        ReceiptException.require(
                listed == borders.size() - 1,
                Reason.OTHER_CLAIM,
                "there are receipts of " + listed + " intervals of a run of " + (borders.size() - 1));
        return borders;
    }

    private void folds(List<Checkpoint> borders) {
        facts.forEach((name, fact) -> {
            Span span = name.span();
            boolean fits = span.end() < borders.size()
                    && fact.claim().equals(new Claim(borders.get(span.first()), borders.get(span.end())));
            ReceiptException.require(
                    fits, Reason.OTHER_CLAIM, "the receipt of " + name + " is of another claim than its intervals are");
            if (name.stage() == Stage.FINISH) {
                Blob proof = new Blob(fact.proof(), fact.proofBytes());
                ReceiptException.require(
                        span.end() == borders.size() - 1
                                && proof.equals(file.outcome().proof()),
                        Reason.OTHER_STATEMENT,
                        "the receipt of the last proof is of another proof");
            }
        });
        boolean folded = facts.keySet().stream().anyMatch(name -> name.stage() == Stage.JOIN);
        boolean finished = facts.keySet().stream().anyMatch(name -> name.stage() == Stage.FINISH);
        ReceiptException.require(!folded || finished, Reason.MISSING, "there is no receipt of the last proof");
    }

    private List<Member> makers(boolean ofSegments) {
        return facts.values().stream()
                .filter(fact -> (fact.task().name().stage() == Stage.SEGMENT) == ofSegments)
                .map(Fact::maker)
                .toList();
    }
}
