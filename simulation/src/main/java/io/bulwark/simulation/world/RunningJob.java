package io.bulwark.simulation.world;

import io.bulwark.aggregator.Width;
import io.bulwark.cluster.job.JobLedger;
import io.bulwark.cluster.job.Offer;
import io.bulwark.cluster.job.PolicyDesk;
import io.bulwark.cluster.job.SafeProofs;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A job on the node that runs it: gathers what is known, plans, hands out, has proofs verified, folds, and says how it ended. */
final class RunningJob implements Folds.Listener, Desk.Listener, PolicyDesk.Listener {
    private static final long TICK = 250_000_000L;
    private static final long LEASE = 1_600_000_000L;
    private static final int LOOK_EVERY = 4;

    private enum Phase {
        GATHERING,
        PROVING,
        ENDED
    }

    private final World world;
    private final Node node;
    private final Statement statement;
    private final JobLedger ledger = new JobLedger(LEASE);
    private final SafeProofs proofs;
    private final Surroundings around;
    private final Workers workers;
    private final Desk desk;
    private final Gathering gathering;
    private final Ending ending;
    /** Of each task the proof that counts. */
    private final Map<TaskName, Fact> counted = new TreeMap<>();

    private Phase phase = Phase.GATHERING;
    private Optional<Fact> result = Optional.empty();
    private int ticks;
    private int planning;
    private boolean stopped;

    RunningJob(World world, Node node, Statement statement) {
        this.world = world;
        this.node = node;
        this.statement = statement;
        around = new Surroundings(world, node, statement, this::safer);
        proofs = new SafeProofs(new Folds(statement, node, this), around::safe);
        workers = new Workers(world, node, statement, ledger, this);
        desk = new Desk(world, node, statement, ledger, around, workers, this);
        gathering = new Gathering(world, node, statement);
        ending = new Ending(world, node, statement);
    }

    void start() {
        world.log().note(world.now(), Message.JOB_STARTS, node.index(), node.index(), statement.number());
        world.figures().jobStarted(statement);
        look();
        node.later(TICK, this::tick);
    }

    /** Who can be reached? Of those who can now, and could not, all is asked. */
    private void look() {
        if (around.look()) {
            workers.reachable(around.visible());
            gathering.askNew(this::recalled);
        }
    }

    private void recalled(Node keeper, List<Fact> facts) {
        for (Fact fact : facts) {
            around.held(fact.proof(), keeper);
            desk.offer(fact, keeper, true);
        }
    }

    private void tick() {
        if (stopped) {
            return;
        }
        look();
        ledger.expire(node.clock());
        workers.policy().tick(node.clock());
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
        workers.reserve();
        // When all is handed out, an idle prover may make a join that is not the best.
        if (ledger.tasks() > 0 && !ledger.hasOpen() && workers.someIdle()) {
            proofs.spare();
        }
        world.invariants().tasks(statement, ledger.planned());
        safer();
        if (ticks % LOOK_EVERY == 0) {
            wantedStill();
        }
    }

    /** More copies are held, perhaps, than before. */
    private void safer() {
        if (phase != Phase.ENDED) {
            proofs.look();
            goToEnd();
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
                proofs.ends(ledger.tasks());
            }
            if (nothing && phase == Phase.PROVING) {
                workers.reserve();
            }
            desk.check();
        });
    }

    /** A prover is free, and comes for the best task. */
    void pull(Node prover, Node.Address process, long rate) {
        ProverId id = new ProverId(prover.member().node(), Math.max(1, process.incarnation()));
        Optional<Task> task = workers.pull(prover, id, rate, phase == Phase.PROVING);
        if (task.isPresent()) {
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
                proofs.failed(task, why);
            }
        });
    }

    /** A prover has a proof. */
    void offered(Fact fact, Node holder) {
        desk.delivered(fact, holder);
    }

    @Override
    public void verified(Offer offer, Optional<Width> width) {
        workers.policy().verified(offer, width);
    }

    @Override
    public void counts(Offer offer, Optional<Width> width) {
        desk.counts(offer);
        counted.put(offer.fact().task().name(), offer.fact());
        proofs.add(offer.fact(), width);
    }

    @Override
    public void setAside(TaskName segment) {
        counted.remove(segment);
        proofs.setAside(segment);
    }

    @Override
    public void wanted(Task task) {
        ledger.want(task);
        if (phase == Phase.PROVING) {
            workers.reserve();
        }
    }

    @Override
    public void complete(Fact last) {
        result = Optional.of(last);
        goToEnd();
    }

    /** The end is reached when the last proof outlives this node, and those have worked for it whom the policy asks for. */
    private void goToEnd() {
        result.filter(last -> workers.policy().satisfied() && around.safe(last.proof()))
                .ifPresent(last -> {
                    world.invariants().made(statement, counted.values());
                    end(new Standing.Succeeded(new Outcome(last.claim(), new Blob(last.proof(), last.proofBytes()))));
                });
    }

    @Override
    public void failed(String cause) {
        end(new Standing.Failed(cause));
    }

    private void end(Standing standing) {
        if (phase != Phase.ENDED) {
            phase = Phase.ENDED;
            desk.close();
            ending.is(standing);
        }
    }

    /** What is missing, if nobody at hand may do what is to be done. */
    Optional<String> waiting() {
        return workers.policy().waiting();
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
        desk.close();
        node.stopJob(statement.id());
    }
}
