package io.bulwark.simulation.world;

import io.bulwark.aggregator.Width;
import io.bulwark.cluster.job.JobLedger;
import io.bulwark.cluster.job.Offer;
import io.bulwark.cluster.job.Setback;
import io.bulwark.protocol.Fact;
import io.bulwark.simulation.plan.TaskTimes;
import io.bulwark.simulation.plan.Weakness;
import java.util.Optional;

/** Where a job's proofs arrive: whose they are is looked at first, then what they claim, then whether they are right; only then do they count. */
final class Desk {
    private static final int CHECKS_AT_ONCE = 2;
    private static final int LOSSY_ONE_IN = 7;

    /** What the desk tells the job. */
    interface Listener {
        /** A proof has been verified that claims what the plan does. */
        void verified(Offer offer, Optional<Width> width);
    }

    private final World world;
    private final Node node;
    private final Statement statement;
    private final JobLedger ledger;
    private final Surroundings around;
    private final Workers workers;
    private final Listener job;
    private int checks;
    private boolean closed;

    Desk(
            World world,
            Node node,
            Statement statement,
            JobLedger ledger,
            Surroundings around,
            Workers workers,
            Listener job) {
        this.world = world;
        this.node = node;
        this.statement = statement;
        this.ledger = ledger;
        this.around = around;
        this.workers = workers;
        this.job = job;
    }

    /** A prover says that it has done a task. */
    void delivered(Fact fact, Node holder) {
        boolean seventh = fact.task().name().span().first() % LOSSY_ONE_IN == LOSSY_ONE_IN - 1;
        if (seventh && world.scenario().weakness() == Weakness.LOSSY) {
            return;
        }
        if (node.exclusions().holds(fact.maker().operator())) {
            ledger.giveBack(fact.prover(), fact.task().name(), Setback.RETURNED, node.clock());
        } else {
            offer(fact, holder, false);
        }
    }

    /** A proof is said to exist. */
    void offer(Fact fact, Node holder, boolean recalled) {
        JobLedger.Answer answer = ledger.offer(new Offer(fact, new KeeperAt(holder), recalled), node.clock());
        if (answer == JobLedger.Answer.ASTRAY) {
            wrong(fact);
        }
        check();
    }

    /** Nothing is checked any more. */
    void close() {
        closed = true;
    }

    /** Goes on with what is in line. */
    void check() {
        while (checks < CHECKS_AT_ONCE && !closed) {
            Optional<Offer> offer = ledger.nextToVerify();
            if (offer.isEmpty()) {
                return;
            }
            checks++;
            world.fetch(
                    node,
                    around.sources(offer.get()),
                    statement,
                    offer.get().fact().proof(),
                    got -> {
                        if (got) {
                            node.bench().busyOtherwise(TaskTimes.VERIFY);
                            node.later((long) (TaskTimes.VERIFY * node.slowness()), () -> checked(offer.get()));
                        } else {
                            checks--;
                            unavailable(offer.get());
                            check();
                        }
                    });
        }
    }

    private void unavailable(Offer offer) {
        if (!offer.recalled()) {
            workers.inVain(maker(offer.fact()));
        }
        ledger.unavailable(offer);
    }

    private void checked(Offer offer) {
        checks--;
        Fact fact = offer.fact();
        Optional<Width> width = world.scenario().weakness() == Weakness.CREDULOUS
                ? Optional.of(Width.NARROW)
                : world.truth().verify(fact);
        if (width.isPresent() && !ledger.disputes(offer)) {
            note(Message.VERIFIED, offer);
            job.verified(offer, width);
        } else {
            note(Message.REFUSED, offer);
            world.figures().refused();
            ledger.refused(offer);
            if (!offer.recalled()) {
                wrong(fact);
            }
        }
        check();
    }

    private void note(Message what, Offer offer) {
        int holder = ((KeeperAt) offer.holder()).node().index();
        long detail = statement.detail(offer.fact().task().name());
        world.log().note(world.now(), what, node.index(), holder, detail);
    }

    /** What a maker signed is wrong. */
    private void wrong(Fact fact) {
        world.invariants().caught(node, fact.maker().operator());
        node.exclusions().hold(fact.maker(), statement.id(), fact.task().name() + " is wrong");
    }

    /** A verified proof counts: the ledger is told, the fact kept, and copies are made. */
    void counts(Offer offer) {
        Fact fact = offer.fact();
        ledger.verified(offer);
        if (!offer.recalled()) {
            workers.right(maker(fact));
        }
        node.store().remember(fact);
        around.verified(fact, ((KeeperAt) offer.holder()).node());
    }

    private Node maker(Fact fact) {
        return world.node(fact.maker().node());
    }
}
