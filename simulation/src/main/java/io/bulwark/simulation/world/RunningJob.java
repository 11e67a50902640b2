package io.bulwark.simulation.world;

import io.bulwark.aggregator.Width;
import io.bulwark.cluster.job.JobLedger;
import io.bulwark.cluster.job.Offer;
import io.bulwark.cluster.job.Setback;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.Outcome;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.Standing;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import io.bulwark.simulation.plan.TaskTimes;
import io.bulwark.simulation.plan.Weakness;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A job on the node that runs it: gathers what is known, plans, hands out, has proofs verified, folds, and says how it ended. */
final class RunningJob implements Folds.Listener {
    private static final long TICK = 250_000_000L;
    private static final long LEASE = 1_600_000_000L;
    private static final int CHECKS_AT_ONCE = 2;
    private static final int LOOK_EVERY = 4;
    private static final int LOSSY_ONE_IN = 7;

    private enum Phase {
        GATHERING,
        PROVING,
        ENDED
    }

    private final World world;
    private final Node node;
    private final Statement statement;
    private final JobLedger ledger = new JobLedger(LEASE);
    private final Folds folds;
    private final Surroundings around;
    private final Gathering gathering;
    private final Ending ending;
    /** Provers that came for work when there was none. */
    private final Set<ProverId> idle = new HashSet<>();

    private Phase phase = Phase.GATHERING;
    private int checks;
    private int ticks;
    private int planning;
    private boolean stopped;

    RunningJob(World world, Node node, Statement statement) {
        this.world = world;
        this.node = node;
        this.statement = statement;
        folds = new Folds(statement, node, this);
        around = new Surroundings(world, node, statement);
        gathering = new Gathering(world, node, statement);
        ending = new Ending(world, node, statement);
    }

    void start() {
        world.log().note(world.now(), Message.JOB_STARTS, node.index(), node.index(), statement.number());
        world.figures().jobStarted(statement);
        around.look(ledger);
        gathering.askNew(this::recalled);
        node.later(TICK, this::tick);
    }

    private void recalled(Node keeper, java.util.List<Fact> facts) {
        for (Fact fact : facts) {
            around.held(fact.proof(), keeper);
            offer(fact, keeper, true);
        }
    }

    private void tick() {
        if (stopped) {
            return;
        }
        if (around.look(ledger)) {
            gathering.askNew(this::recalled);
        }
        ledger.expire(node.clock());
        switch (phase) {
            case GATHERING -> gather();
            case PROVING -> goOn();
            case ENDED -> {
                if (ending.isKnown(around.copied())) {
                    stop();
                }
            }
        }
        if (!stopped) {
            if (ticks++ % LOOK_EVERY == 0) {
                around.copy();
            }
            node.later(TICK, this::tick);
        }
    }

    private void goOn() {
        if (ledger.hasOpen() || ledger.hasStraggler(node.clock())) {
            around.reserve(ledger);
        } else if (ledger.tasks() > 0 && !idle.isEmpty()) {
            folds.spare();
        }
        world.invariants().tasks(statement, ledger.planned());
        if (ticks % LOOK_EVERY == 0) {
            wantedStill();
        }
    }

    private void gather() {
        if (gathering.isDone()) {
            phase = Phase.PROVING;
            around.inputHeld(gathering.withInput());
            plan();
        }
    }

    /** The program runs here, and is cut into intervals as it goes. */
    private void plan() {
        node.later((long) (TaskTimes.PLAN * node.slowness()), () -> {
            boolean nothing = !ledger.hasOpen();
            ledger.plan(statement.task(planning), statement.state(planning + 1));
            planning++;
            if (planning < statement.segments()) {
                plan();
            } else {
                ledger.complete();
                folds.ends(ledger.tasks());
            }
            if (nothing && phase == Phase.PROVING) {
                around.reserve(ledger);
            }
            check();
        });
    }

    /** A prover is free, and comes for the best task. */
    void pull(Node prover, Node.Address process) {
        ProverId id = new ProverId(prover.member().node(), Math.max(1, process.incarnation()));
        around.came(prover);
        Optional<Task> task = phase == Phase.PROVING ? ledger.pull(id, node.clock()) : Optional.empty();
        if (task.isPresent()) {
            idle.remove(id);
            Task given = task.get();
            world.network()
                    .send(
                            node,
                            process,
                            Message.ASSIGN,
                            statement.detail(given.name()),
                            1024,
                            () -> prover.bench().assigned(statement, node.region(), given, node.processAddress()));
        } else {
            idle.add(id);
            world.network()
                    .send(
                            node,
                            process,
                            Message.NOTHING,
                            statement.number(),
                            0,
                            () -> prover.bench().nothing(statement.id()));
        }
    }

    void renew(ProverId prover, TaskName task) {
        ledger.renew(prover, task, node.clock());
    }

    void giveBack(ProverId prover, TaskName task, Setback kind, String cause) {
        if (!kind.charged()) {
            ledger.giveBack(prover, task, kind, node.clock());
            return;
        }
        ledger.giveBack(prover, task, cause, node.clock()).ifPresent(why -> {
            if (task.stage() == Stage.SEGMENT) {
                failed(why);
            } else {
                folds.failed(task, why);
            }
        });
    }

    /** A prover has a proof. */
    void offered(Fact fact, Node holder) {
        boolean seventh = fact.task().name().span().first() % LOSSY_ONE_IN == LOSSY_ONE_IN - 1;
        if (!seventh || world.scenario().weakness() != Weakness.LOSSY) {
            offer(fact, holder, false);
        }
    }

    private void offer(Fact fact, Node holder, boolean recalled) {
        ledger.offer(new Offer(fact, new KeeperAt(holder), recalled), node.clock());
        check();
    }

    private void check() {
        while (checks < CHECKS_AT_ONCE && phase != Phase.ENDED) {
            Optional<Offer> offer = ledger.nextToVerify();
            if (offer.isEmpty()) {
                return;
            }
            checks++;
            Node holder = ((KeeperAt) offer.get().holder()).node();
            world.fetch(node, holder.address(), statement, offer.get().fact().proof(), got -> {
                if (got) {
                    node.bench().busyOtherwise(TaskTimes.VERIFY);
                    node.later((long) (TaskTimes.VERIFY * node.slowness()), () -> checked(offer.get(), holder));
                } else {
                    checks--;
                    ledger.unavailable(offer.get());
                    check();
                }
            });
        }
    }

    private void checked(Offer offer, Node holder) {
        checks--;
        Fact fact = offer.fact();
        Optional<Width> width = world.scenario().weakness() == Weakness.CREDULOUS
                ? Optional.of(Width.NARROW)
                : world.truth().verify(fact);
        if (width.isPresent() && !ledger.disputes(offer)) {
            world.log()
                    .note(
                            world.now(),
                            Message.VERIFIED,
                            node.index(),
                            holder.index(),
                            statement.detail(fact.task().name()));
            ledger.verified(offer);
            around.verified(fact, holder);
            node.store().remember(fact);
            folds.add(fact, width.get());
        } else {
            world.log()
                    .note(
                            world.now(),
                            Message.REFUSED,
                            node.index(),
                            holder.index(),
                            statement.detail(fact.task().name()));
            world.figures().refused();
            ledger.refused(offer);
        }
        check();
    }

    @Override
    public void wanted(Task task) {
        ledger.want(task);
        if (phase == Phase.PROVING) {
            around.reserve(ledger);
        }
    }

    @Override
    public void complete(Fact last) {
        end(new Standing.Succeeded(new Outcome(last.claim(), new Blob(last.proof(), last.proofBytes()))));
    }

    @Override
    public void failed(String cause) {
        end(new Standing.Failed(cause));
    }

    private void end(Standing standing) {
        if (phase != Phase.ENDED) {
            phase = Phase.ENDED;
            ending.is(standing);
        }
    }

    /** Whether nobody has cancelled the job meanwhile, or has ended it elsewhere. */
    private void wantedStill() {
        Optional<JobRecord> known = node.headers().read(statement.id());
        if (known.isPresent() && known.get().standing().terminal()) {
            endedElsewhere();
        } else if (known.isPresent() && known.get().cancelRequested()) {
            end(new Standing.Cancelled());
        }
    }

    void endedElsewhere() {
        if (phase != Phase.ENDED) {
            stop();
        }
    }

    private void stop() {
        stopped = true;
        node.stopJob(statement.id());
    }
}
