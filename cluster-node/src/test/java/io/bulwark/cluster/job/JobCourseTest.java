package io.bulwark.cluster.job;

import static io.bulwark.cluster.job.JobLedgerTest.A;
import static io.bulwark.cluster.job.JobLedgerTest.B;
import static io.bulwark.cluster.job.JobLedgerTest.C;
import static io.bulwark.cluster.job.JobLedgerTest.LEASE;
import static io.bulwark.cluster.job.JobLedgerTest.SPEC;
import static io.bulwark.cluster.job.JobLedgerTest.at;
import static io.bulwark.cluster.job.JobLedgerTest.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.aggregator.FoldTree;
import io.bulwark.aggregator.Piece;
import io.bulwark.aggregator.Width;
import io.bulwark.cluster.Facts;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.FinishTask;
import io.bulwark.protocol.FoldInput;
import io.bulwark.protocol.JoinTask;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Ledger and tree together, as a job has them, through whatever happens: silence, deaths, duplicates, lies of holders, and moves of the job itself. */
class JobCourseTest {
    private static final List<ProverId> PROVERS = List.of(A, B, C);

    /** The world around one job. What is kept outlives every owner of the job. */
    private static final class World {
        private final Random random;
        private final int intervals;
        private final Map<TaskName, Fact> kept = new TreeMap<>();
        private final Map<TaskName, Width> widths = new HashMap<>();
        private final Map<ProverId, Task> working = new HashMap<>();
        private final List<Offer> sent = new ArrayList<>();
        private JobLedger ledger = new JobLedger(LEASE);
        private FoldTree<Piece> tree = new FoldTree<>(at(0), Piece.RULE);
        private int planned;
        private boolean finishWanted;
        private long now;

        World(int intervals, Random random) {
            this.intervals = intervals;
            this.random = random;
        }

        Fact run() {
            TaskName finish = TaskName.finish(intervals);
            while (!kept.containsKey(finish)) {
                now += random.nextInt(30);
                ProverId prover = PROVERS.get(random.nextInt(PROVERS.size()));
                switch (random.nextInt(60)) {
                    case 0 -> {
                        if (random.nextInt(4) == 0) {
                            move();
                        }
                    }
                    case 1 -> {
                        working.remove(prover);
                        ledger.gone(prover);
                    }
                    case 2 -> ledger.expire(now);
                    case 4, 5 ->
                        Optional.ofNullable(working.get(prover))
                                .ifPresent(task -> ledger.renew(prover, task.name(), now));
                    case 6, 7, 8 -> plan();
                    case 9 -> join(ledger.tasks() > 0 && !ledger.hasOpen());
                    default -> step(prover);
                }
            }
            return kept.get(finish);
        }

        private void step(ProverId prover) {
            switch (random.nextInt(4)) {
                case 0 -> pull(prover);
                case 1 -> Optional.ofNullable(working.remove(prover)).ifPresent(task -> sent.add(made(task, prover)));
                case 2 -> {
                    if (!sent.isEmpty()) {
                        Offer offer = sent.get(random.nextInt(sent.size()));
                        ledger.offer(offer, now);
                        if (random.nextInt(4) > 0) {
                            sent.remove(offer);
                        }
                    }
                }
                default -> ledger.nextToVerify().ifPresent(this::verify);
            }
        }

        /** The job's node dies; its heir asks what is kept, and plans anew. */
        private void move() {
            ledger = new JobLedger(LEASE);
            tree = new FoldTree<>(at(0), Piece.RULE);
            planned = 0;
            finishWanted = false;
            kept.values().forEach(fact -> ledger.offer(new Offer(fact, null, true), now));
        }

        private void plan() {
            if (planned < intervals) {
                ledger.plan(task(planned), at(planned + 1));
                planned++;
                if (planned == intervals) {
                    ledger.complete();
                    tree.ends(intervals);
                }
            }
        }

        private void pull(ProverId prover) {
            if (!working.containsKey(prover)) {
                ledger.pull(prover, now).ifPresent(task -> {
                    assertThat(kept).as("what is kept is not made again").doesNotContainKey(task.name());
                    working.put(prover, task);
                });
            }
        }

        private Offer made(Task task, ProverId prover) {
            Claim claim = new Claim(
                    at(task.name().span().first()), at(task.name().span().end()));
            if (task instanceof JoinTask join) {
                assertThat(join.claim()).isEqualTo(claim);
                widths.putIfAbsent(join.name(), join.inputs().size() == 2 ? Width.NARROW : Width.WIDE);
            }
            ArtifactId proof =
                    new ArtifactId(Sha256.of((task.name() + " by " + prover).getBytes(StandardCharsets.UTF_8)));
            return new Offer(Facts.fact(task.id(), claim, proof, 5, prover, 10), null, false);
        }

        private void verify(Offer offer) {
            if (!offer.recalled() && random.nextInt(5) == 0) {
                ledger.unavailable(offer);
                return;
            }
            ledger.verified(offer);
            TaskName name = offer.fact().task().name();
            kept.putIfAbsent(name, offer.fact());
            if (name.stage() != Stage.FINISH) {
                Width width = widths.getOrDefault(name, name.span().first() % 5 == 2 ? Width.WIDE : Width.NARROW);
                assertThat(tree.add(new Piece(offer.fact(), width))).isNotEqualTo(FoldTree.Outcome.CONTRADICTS);
                join(false);
            }
        }

        private void join(boolean spare) {
            for (var join = tree.start(spare); join.isPresent(); join = tree.start(false)) {
                List<FoldInput> inputs =
                        join.get().parts().stream().map(World::input).toList();
                TaskId id = new TaskId(SPEC.id(), TaskName.join(join.get().span()));
                ledger.want(new JoinTask(id, SPEC, inputs));
            }
            if (tree.whole().isPresent() && !finishWanted) {
                finishWanted = true;
                TaskId id = new TaskId(SPEC.id(), TaskName.finish(intervals));
                ledger.want(new FinishTask(id, SPEC, input(tree.whole().get())));
            }
        }

        private static FoldInput input(Piece piece) {
            return new FoldInput(
                    piece.claim(), new Blob(piece.fact().proof(), piece.fact().proofBytes()));
        }
    }

    @Test
    void endsWithOneProofOfTheWholeRunAndMakesNothingTwiceThatIsKept() {
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            int intervals = 1 + random.nextInt(20);
            World world = new World(intervals, random);

            Fact last = world.run();

            assertThat(last.claim()).as("seed %d", seed).isEqualTo(new Claim(at(0), at(intervals)));
            assertThat(world.ledger.proven()).as("seed %d", seed).isEqualTo(intervals);
        }
    }
}
