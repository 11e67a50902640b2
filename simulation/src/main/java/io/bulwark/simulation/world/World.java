package io.bulwark.simulation.world;

import com.google.protobuf.ByteString;
import io.bulwark.aggregator.Width;
import io.bulwark.cluster.job.Adoption;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.FinishTask;
import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.JoinTask;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.Receipt;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import io.bulwark.simulation.engine.Agenda;
import io.bulwark.simulation.engine.Dice;
import io.bulwark.simulation.engine.EventLog;
import io.bulwark.simulation.plan.Scenario;
import io.bulwark.simulation.plan.TaskTimes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** One simulated cluster: its nodes, its network, its time, and who watches it. */
final class World {
    private static final long RETIRE_AFTER = 60_000_000_000L;
    private static final int MADE_UP = 3;
    private static final ByteString NO_CERTIFICATE = ByteString.copyFromUtf8("simulated");
    private static final ByteString NO_SIGNATURE = ByteString.copyFrom(new byte[Receipt.SIGNATURE_BYTES]);

    private final Scenario scenario;
    private final Agenda agenda = new Agenda();
    private final EventLog log;
    private final Dice dice;
    private final Network network;
    private final Truth truth = new Truth();
    private final Figures figures = new Figures();
    private final Timesheet timesheet = new Timesheet();
    private final Invariants invariants;
    private final Regions regions;
    private final Injector injector;
    private final Submitters submitters;
    private final List<Statement> statements = new ArrayList<>();
    private final Map<JobId, Statement> byId = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<NodeId, Node> byName = new HashMap<>();
    private final Disks disks = new Disks();
    private long lastEnd;

    World(Scenario scenario, EventLog log) {
        this.scenario = scenario;
        this.log = log;
        dice = new Dice(scenario.seed(), "cluster");
        network = new Network(agenda, log, new Dice(scenario.seed(), "network"));
        invariants = new Invariants(this);
        Dice sizes = new Dice(scenario.seed(), "jobs");
        for (int i = 0; i < scenario.jobs(); i++) {
            int segments = (int) Math.min(4096, 1 + sizes.exponential(scenario.segments() - 1));
            Statement statement = Statement.of(i, segments, scenario.policyOf(i, segments));
            statements.add(statement);
            byId.put(statement.id(), statement);
        }
        regions = new Regions(this);
        injector = new Injector(this);
        for (int i = 0; i < scenario.nodes(); i++) {
            Node node = new Node(this, i, member(i));
            nodes.add(node);
            byName.put(node.member().node(), node);
        }
        nodes.forEach(Node::start);
        submitters = new Submitters(this, new Dice(scenario.seed(), "submitters"));
    }

    private Member member(int index) {
        return new Member(
                new NodeId("node-" + index),
                scenario.operatorOf(index),
                scenario.jurisdictionOf(index),
                new Region("region-" + scenario.regionOf(index)));
    }

    void start() {
        regions.start(nodes);
        injector.schedule(scenario.plan());
        agenda.after(1_000_000_000L, submitters::start);
    }

    /** The header of a job that a node accepts. */
    JobRecord header(Statement statement, Node gateway) {
        Set<Region> all = new TreeSet<>();
        nodes.forEach(node -> all.add(node.member().region()));
        List<Region> order = Adoption.order(gateway.member().region(), all, Limits.REGIONS);
        return JobRecord.accepted(new JobHeader(statement.spec(), order, 0, gateway.wallMillis()));
    }

    /** Something is done again and again, for the world and not for a node. */
    void every(long interval, Runnable act) {
        agenda.after(interval, () -> {
            act.run();
            every(interval, act);
        });
    }

    /** What a task takes on a node that has nothing else to do. */
    long nominal(Statement statement, Task task) {
        return switch (task) {
            case PlanTask plan -> TaskTimes.PLAN * statement.segments();
            case SegmentTask segment ->
                TaskTimes.segment(new Dice(
                        scenario.seed(),
                        "segment",
                        statement.number() * 8192 + segment.name().span().first()));
            case JoinTask join -> TaskTimes.join(join.inputs().size());
            case FinishTask finish -> TaskTimes.FINISH;
        };
    }

    Fact fact(Node maker, TaskId task, Claim claim, ArtifactId proof) {
        Receipt receipt = new Receipt(maker.member(), NO_CERTIFICATE, NO_SIGNATURE);
        return new Fact(task, claim, proof, TaskTimes.NARROW_BYTES, maker.process(), 0, receipt);
    }

    /** What a node makes up that is asked for a job's facts. */
    List<Fact> madeUp(Node liar, Statement statement) {
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < Math.min(MADE_UP, statement.segments()); i++) {
            TaskName name = TaskName.segment(i);
            Claim claim = statement.claim(name.span());
            figures.lied();
            ArtifactId proof = truth.make(new Truth.Proof(statement.id(), name, claim, Width.NARROW, false));
            liar.store().put(statement.id(), proof);
            facts.add(fact(liar, new TaskId(statement.id(), name), claim, proof));
        }
        return facts;
    }

    /** A node gets an artifact from one of these, the first one first, and keeps it; it hears whether it has it now. */
    void fetch(Node at, List<Node> from, Statement statement, ArtifactId artifact, Consumer<Boolean> then) {
        new Fetch(this, at, from, statement, artifact, then).begin();
    }

    /** A job has ended, as far as somebody knows. */
    void ended(Statement statement) {
        lastEnd = agenda.now();
        submitters.ended();
        if (submitters.allSubmitted()) {
            nodes.forEach(node -> node.bench().countTime());
            timesheet.close();
        }
        agenda.after(RETIRE_AFTER, () -> retire(statement));
    }

    /** What only served to finish a job goes where its end is known; while something is wrong, that waits. */
    private void retire(Statement statement) {
        if (injector.active() > 0
                && scenario.plan().stream()
                        .anyMatch(fault -> fault.until() > agenda.now() && fault.until() < Long.MAX_VALUE)) {
            agenda.after(RETIRE_AFTER, () -> retire(statement));
            return;
        }
        Set<ArtifactId> lasts = truth.lasts(statement.id());
        disks.retire(statement.id(), lasts);
        truth.retire(statement.id());
        figures.ended(statement);
    }

    /** Whether two parts of the cluster may have come to different ends: something cut them off. */
    boolean mayDisagree() {
        return scenario.faults().stream().anyMatch(kind -> kind.cuts());
    }

    Statement statement(JobId id) {
        return byId.get(id);
    }

    int region(Region region) {
        return Integer.parseInt(region.name().substring("region-".length()));
    }

    Node node(NodeId id) {
        return byName.get(id);
    }

    boolean mayStart(Node node) {
        return injector.mayStart(node);
    }

    Scenario scenario() {
        return scenario;
    }

    Agenda agenda() {
        return agenda;
    }

    long now() {
        return agenda.now();
    }

    /** When the last job ended so far. */
    long lastEnd() {
        return lastEnd;
    }

    EventLog log() {
        return log;
    }

    Dice dice() {
        return dice;
    }

    Network network() {
        return network;
    }

    Truth truth() {
        return truth;
    }

    Disks disks() {
        return disks;
    }

    Timesheet timesheet() {
        return timesheet;
    }

    Figures figures() {
        return figures;
    }

    Invariants invariants() {
        return invariants;
    }

    Regions regions() {
        return regions;
    }

    Submitters submitters() {
        return submitters;
    }

    List<Statement> statements() {
        return statements;
    }

    List<Node> nodes() {
        return nodes;
    }
}
