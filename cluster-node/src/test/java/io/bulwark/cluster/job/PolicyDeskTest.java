package io.bulwark.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.aggregator.Width;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Compliance;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.Policy;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.SelfSigned;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Signer;
import io.bulwark.protocol.TaskName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PolicyDeskTest {
    private static final int STEPS = 60;
    private static final long SECOND = 1_000_000_000L;
    /** All of them ask for something; of a job without a policy nothing is noted. */
    private static final List<Policy> POLICIES = List.of(
            PlacementTest.policy(1, 2, 100),
            PlacementTest.policy(2, 1, 100),
            PlacementTest.policy(2, 2, 60),
            PlacementTest.policy(1, 1, 60));

    private static final List<Signer> SIGNERS = Stream.of(
                    PlacementTest.member("a", "acme", "DE"),
                    PlacementTest.member("b", "bolt", "FR"),
                    PlacementTest.member("c", "cord", "JP"))
            .<Signer>map(SelfSigned::of)
            .toList();

    /** A job of a few segments under a policy. What it is told of and when is by chance. */
    private static final class Course implements PolicyDesk.Listener, Workforce {
        private final Random random;
        private final int segments;
        private final Policy policy;
        private final JobLedger ledger = new JobLedger(JobLedgerTest.LEASE);
        private final Map<TaskName, Member> counting = new TreeMap<>();
        private final List<Member> atHand = new ArrayList<>();
        private final PolicyDesk desk;
        private long now;

        private Course(int seed) {
            random = new Random(seed);
            segments = 1 + random.nextInt(4);
            policy = POLICIES.get(random.nextInt(POLICIES.size()));
            desk = new PolicyDesk(policy, ledger, this, this);
        }

        private void step() {
            now += random.nextInt(5) * SECOND;
            switch (random.nextInt(4)) {
                case 0 -> plan();
                case 1 -> proofComes();
                case 2 -> {
                    atHand.clear();
                    SIGNERS.stream()
                            .map(Signer::member)
                            .filter(any -> random.nextBoolean())
                            .forEach(atHand::add);
                }
                default -> desk.tick(now);
            }
        }

        private void plan() {
            int planned = ledger.planned();
            if (planned < segments) {
                ledger.plan(JobLedgerTest.task(planned), JobLedgerTest.at(planned + 1));
            } else {
                ledger.complete();
            }
        }

        private void proofComes() {
            int index = random.nextInt(segments);
            Signer signer = SIGNERS.get(random.nextInt(SIGNERS.size()));
            SegmentTask task = JobLedgerTest.task(index);
            Blob proof = new Blob(new ArtifactId(Sha256.of(new byte[] {(byte) index})), 5);
            Claim claim = new Claim(JobLedgerTest.at(index), JobLedgerTest.at(index + 1));
            ProverId prover = new ProverId(signer.member().node(), 1);
            ledger.offer(new Offer(Fact.of(task.id(), claim, proof, prover, 10, signer), null, true), now);
            for (Optional<Offer> next = ledger.nextToVerify(); next.isPresent(); next = ledger.nextToVerify()) {
                desk.verified(next.get(), Optional.of(Width.NARROW));
            }
        }

        @Override
        public void counts(Offer offer, Optional<Width> width) {
            ledger.verified(offer);
            counting.put(offer.fact().task().name(), offer.fact().maker());
        }

        @Override
        public void setAside(TaskName segment) {
            counting.remove(segment);
        }

        @Override
        public Optional<Member> member(NodeId node) {
            return SIGNERS.stream()
                    .map(Signer::member)
                    .filter(member -> member.node().equals(node))
                    .findFirst();
        }

        @Override
        public Collection<ProverId> processes() {
            return atHand.stream().map(member -> new ProverId(member.node(), 1)).toList();
        }

        @Override
        public boolean takesWork(ProverId prover) {
            return true;
        }

        @Override
        public boolean rests(NodeId node, long when) {
            return false;
        }
    }

    /** A job that ends says who proved each of its segments: those whose proofs count, each of which it has been told of. */
    @Test
    void isSatisfiedOnlyWhereTheRunKnowsOfEachSegmentWhoseProofCounts() {
        int satisfied = 0;
        for (int seed = 0; seed < 2000; seed++) {
            Course course = new Course(seed);
            for (int step = 0; step < STEPS; step++) {
                course.step();
                if (course.desk.satisfied()) {
                    satisfied++;
                    assertThat(course.counting.keySet())
                            .as("seed %d, step %d, %s", seed, step, course.policy)
                            .isEqualTo(Set.copyOf(IntStream.range(0, course.segments)
                                    .mapToObj(TaskName::segment)
                                    .toList()));
                    assertThat(Compliance.breaches(course.policy, course.counting.values(), List.of()))
                            .as("seed %d, step %d", seed, step)
                            .isEmpty();
                }
            }
        }
        assertThat(satisfied).as("steps that were satisfied").isPositive();
    }
}
