package io.bulwark.cluster.job;

import static io.bulwark.cluster.job.JobLedgerTest.SPEC;
import static io.bulwark.cluster.job.JobLedgerTest.at;
import static io.bulwark.cluster.job.JobLedgerTest.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Outcome;
import io.bulwark.protocol.Policy;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.SelfSigned;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Signer;
import io.bulwark.protocol.Standing;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** The world around one job: two regions with an owner each, what they keep, what is on the way between them, and provers of several operators. */
final class JobWorld {
    private static final int REGIONS = 2;
    private static final int PROVERS = 6;
    private static final int OPERATORS = 3;

    private static final long LEASE_PART = JobLedgerTest.LEASE / 4;
    private static final List<String> LAWS = List.of("DE", "FR", "JP");
    /** A signer for each prover and law; making keys takes longer than a course. */
    private static final Map<String, Signer> SIGNERS = new HashMap<>();

    /** A region's owner is told something by a prover. */
    private record Told(int region, Fact fact) {}

    /** A prover at work, for an owner that may be dead by now. */
    private record Work(int region, int segment) {}

    final String where;
    final int segments;
    final Policy policy;
    private final Random random;
    private final List<Signer> provers = new ArrayList<>();
    private final Set<ProverId> liars = new HashSet<>();
    private final Map<ProverId, Work> working = new TreeMap<>();
    private final List<Told> onTheWay = new ArrayList<>();
    private final Set<ArtifactId> valid = new HashSet<>();
    private final Map<ArtifactId, List<Fact>> wholes = new HashMap<>();
    /** Facts that nodes keep, whoever owns the job. */
    private final List<Fact> kept = new ArrayList<>();

    private final JobNews news;
    private final List<JobOwner> owners = new ArrayList<>();
    private final Set<NodeId> away = new HashSet<>();
    /** Outcomes that were looked at. */
    private final Set<Outcome> sound = new HashSet<>();

    private long now;
    private boolean calm;

    JobWorld(Random random, String where) {
        this.random = random;
        this.where = where;
        segments = 1 + random.nextInt(8);
        policy = random.nextInt(3) == 0
                ? Policy.NONE
                : new Policy(Set.of(), Set.of(), 1 + random.nextInt(3), 1 + random.nextInt(3), 34 + random.nextInt(67));
        for (int i = 0; i < PROVERS; i++) {
            provers.add(signer(i, LAWS.get(random.nextInt(LAWS.size()))));
        }
        if (random.nextBoolean()) {
            liars.add(prover(PROVERS - 1));
        }
        JobHeader header = new JobHeader(SPEC.under(policy), List.of(new Region("one"), new Region("two")), 0, 1);
        news = new JobNews(header, REGIONS, random, where);
        for (int region = 0; region < REGIONS; region++) {
            owners.add(new JobOwner(this));
        }
    }

    private static Signer signer(int number, String law) {
        OperatorId operator = new OperatorId("operator-" + number % OPERATORS);
        return SIGNERS.computeIfAbsent(
                number + law,
                any -> SelfSigned.of(
                        new Member(new NodeId("n" + number), operator, new Jurisdiction(law), new Region("here"))));
    }

    private ProverId prover(int number) {
        return new ProverId(provers.get(number).member().node(), number + 1L);
    }

    Claim claim(int segment) {
        return new Claim(at(segment), at(segment + 1));
    }

    boolean isValid(Fact fact) {
        return valid.contains(fact.proof());
    }

    List<Fact> whole(ArtifactId proof) {
        return wholes.get(proof);
    }

    List<JobRecord> records() {
        return news.records();
    }

    List<Fact> kept() {
        return kept;
    }

    List<Member> atHand() {
        return provers.stream()
                .map(Signer::member)
                .filter(member -> !away.contains(member.node()))
                .toList();
    }

    Member member(ProverId prover) {
        return provers.get((int) prover.process() - 1).member();
    }

    long now() {
        return now;
    }

    void step() {
        now += random.nextInt((int) LEASE_PART);
        int region = random.nextInt(REGIONS);
        int number = random.nextInt(PROVERS);
        switch (random.nextInt(20)) {
            case 0 -> disturb(region, number);
            case 1, 2 -> news.tell(region);
            case 3 -> news.hear(region);
            case 4, 5 -> owners.get(region).plan(segments);
            case 6, 7, 8, 9 -> pull(region, number);
            case 10, 11, 12 -> end(number);
            case 13, 14, 15 -> deliver();
            case 16 -> owners.get(region).expire();
            default -> verify(region);
        }
    }

    private void disturb(int region, int number) {
        if (calm) {
            return;
        }
        switch (random.nextInt(6)) {
            // The owner dies; its heir knows what is kept, and the record.
            case 0, 1 -> owners.set(region, new JobOwner(this));
            case 2 -> {
                ProverId dead = prover(number);
                working.remove(dead);
                owners.forEach(owner -> owner.gone(dead));
            }
            case 3 -> {
                NodeId node = provers.get(number).member().node();
                if (!away.remove(node)) {
                    away.add(node);
                }
            }
            case 4 -> {
                if (random.nextInt(12) == 0) {
                    news.know(region, records().get(region).cancelled());
                }
            }
            default -> giveBack(number);
        }
    }

    private void giveBack(int number) {
        Work work = working.remove(prover(number));
        if (work != null) {
            owners.get(work.region())
                    .giveBack(prover(number), TaskName.segment(work.segment()))
                    .ifPresent(why -> news.know(
                            work.region(), records().get(work.region()).with(new Standing.Failed(why))));
        }
    }

    private void pull(int region, int number) {
        ProverId prover = prover(number);
        boolean there = !away.contains(prover.node()) && !working.containsKey(prover);
        if (there && !records().get(region).standing().terminal()) {
            owners.get(region).pull(prover).ifPresent(segment -> working.put(prover, new Work(region, segment)));
        }
    }

    private void end(int number) {
        ProverId prover = prover(number);
        Work work = working.remove(prover);
        if (work != null) {
            boolean lies = liars.contains(prover);
            String proof = work.segment() + " by " + prover + " lies " + lies;
            ArtifactId name = new ArtifactId(Sha256.of(proof.getBytes(StandardCharsets.UTF_8)));
            if (!lies) {
                valid.add(name);
            }
            TaskId id = new TaskId(SPEC.id(), task(work.segment()).name());
            Fact fact = Fact.of(id, claim(work.segment()), new Blob(name, 5), prover, 10, provers.get(number));
            onTheWay.add(new Told(work.region(), fact));
        }
    }

    private void deliver() {
        if (!onTheWay.isEmpty()) {
            Told told = onTheWay.get(random.nextInt(onTheWay.size()));
            boolean lost = !calm && random.nextInt(8) == 0;
            boolean doubled = !calm && random.nextInt(4) == 0;
            if (!doubled) {
                onTheWay.remove(told);
            }
            if (!lost) {
                owners.get(told.region()).offer(told.fact(), false);
            }
        }
    }

    private void verify(int region) {
        owners.get(region).verify(fact -> {
            if (!calm && random.nextInt(10) == 0) {
                return JobOwner.Verdict.UNAVAILABLE;
            }
            return isValid(fact) ? JobOwner.Verdict.VALID : JobOwner.Verdict.WRONG;
        });
        JobRecord record = records().get(region);
        boolean goesOn = !record.standing().terminal() && !record.cancelRequested();
        owners.get(region).whole().filter(any -> goesOn).ifPresent(facts -> {
            ArtifactId proof = new ArtifactId(Sha256.of(facts.toString().getBytes(StandardCharsets.UTF_8)));
            wholes.put(proof, facts);
            Outcome outcome = new Outcome(new Claim(at(0), at(segments)), new Blob(proof, 1));
            news.know(region, record.with(new Standing.Succeeded(outcome)));
        });
        if (record.cancelRequested()) {
            news.know(region, record.with(new Standing.Cancelled()));
        }
    }

    void keep(Fact fact) {
        kept.add(fact);
    }

    /** I2 and I3, at every step. */
    void holds() {
        news.neverGoesBack();
        for (JobRecord record : records()) {
            if (record.standing() instanceof Standing.Succeeded succeeded && sound.add(succeeded.outcome())) {
                JobInterleavingsTest.succeededImpliesVerified(this, succeeded);
            }
        }
        // I4: what is kept and what is on the way is bounded by what was asked for.
        assertThat(working).as(where).hasSizeLessThanOrEqualTo(PROVERS);
        assertThat(kept.stream().map(Fact::proof).distinct().count())
                .as(where)
                .isLessThanOrEqualTo((long) segments * PROVERS);
    }

    /** From now on nothing is lost, and nobody dies, fails or comes back. */
    boolean endsLeftAlone(int bound) {
        calm = true;
        for (int step = 0; step < bound; step++) {
            step();
            if (step % 200 == 199) {
                owners.forEach(JobOwner::longWaited);
            }
            if (records().stream().allMatch(record -> record.standing().terminal())
                    || (step > 5_000 && saysWhyItWaits() && working.isEmpty() && onTheWay.isEmpty())) {
                break;
            }
        }
        return news.heal().standing().terminal();
    }

    @Override
    public String toString() {
        return where + ": " + policy + ", at hand " + atHand() + ", " + owners;
    }

    boolean saysWhyItWaits() {
        return owners.stream().allMatch(owner -> owner.waits().isPresent());
    }
}
