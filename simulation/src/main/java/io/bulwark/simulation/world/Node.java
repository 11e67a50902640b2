package io.bulwark.simulation.world;

import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.ProverId;
import io.bulwark.simulation.plan.Weakness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A machine of the simulated cluster: its disk, and the process that runs on it, or does not. */
final class Node implements Comparable<Node> {
    /** What a message is sent to: the node's process, whichever it is when the message comes, or one that may be gone by then. */
    record Address(Node node, int incarnation) {
        static final int ANY = -1;

        void receive(Runnable act) {
            if (incarnation == ANY || incarnation == node.incarnation) {
                node.soon(act);
            }
        }
    }

    private static final long WALL_START = 1_800_000_000_000L;

    private final World world;
    private final int index;
    private final Member member;
    private final Store store;
    private final Address address;
    private final Exclusions exclusions;

    private boolean runs;
    /** Whether the others count it as a member of the cluster. */
    private boolean admitted;

    private int incarnation;
    private ProverId process;
    private Address processAddress;
    /** What a monotonic clock of the process showed at the run's begin: it may be anything, and below 0. */
    private long clockBase;

    private long clockJump;
    private long wallJump;
    private long downSince;
    private long pausedUntil;
    private double slowness = 1;
    private Lies lies = Lies.NONE;
    private Bench bench;
    private Headers headers;
    private final Map<JobId, RunningJob> jobs = new LinkedHashMap<>();

    Node(World world, int index, Member member) {
        this.world = world;
        this.index = index;
        this.member = member;
        store = world.disks().add();
        address = new Address(this, Address.ANY);
        exclusions = new Exclusions(world, this);
    }

    /** A process starts, and is let into the cluster. */
    void start() {
        incarnation++;
        runs = true;
        admitted = true;
        process = new ProverId(member.node(), incarnation);
        processAddress = new Address(this, incarnation);
        clockBase = world.dice().between(-(1L << 60), 1L << 60);
        jobs.clear();
        bench = new Bench(world, this);
        headers = new Headers(world, this);
        bench.start();
        headers.start();
        exclusions.start();
        world.log().note(world.now(), Message.STARTS, index, index, incarnation);
    }

    /** The process ends, by whatever cause. What is on the disk stays. */
    void die() {
        if (runs) {
            world.log().note(world.now(), Message.DIES, index, index, incarnation);
            runs = false;
            downSince = world.now();
            incarnation++;
            jobs.clear();
            if (world.scenario().weakness() == Weakness.FORGETFUL) {
                store.forgetHeaders();
            }
        }
    }

    /** The others remove it from the cluster. */
    void expel() {
        admitted = false;
    }

    boolean runs() {
        return runs;
    }

    boolean isMember() {
        return admitted;
    }

    boolean isPaused() {
        return world.now() < pausedUntil;
    }

    /** The process stands still until then. */
    void pause(long until) {
        downSince = world.now();
        pausedUntil = Math.max(pausedUntil, until);
    }

    /** Whether the others have not heard of it for so long. */
    boolean silentFor(long patience) {
        return (!runs || isPaused()) && world.now() - downSince >= patience;
    }

    /** The act is done by this process after so long, as soon as it is awake, unless it has ended by then. */
    void later(long delay, Runnable act) {
        int mine = incarnation;
        world.agenda().after(delay, () -> {
            if (incarnation == mine) {
                soon(act);
            }
        });
    }

    /** The act is done again and again. */
    void every(long interval, Runnable act) {
        later(interval, () -> {
            act.run();
            every(interval, act);
        });
    }

    private void soon(Runnable act) {
        if (!runs) {
            return;
        }
        if (isPaused()) {
            int mine = incarnation;
            world.agenda().at(pausedUntil, () -> {
                if (incarnation == mine) {
                    soon(act);
                }
            });
            return;
        }
        act.run();
    }

    /** What the process reads as monotonic time. */
    long clock() {
        return clockBase + world.now() + clockJump;
    }

    /** The monotonic clock jumps forward. */
    void clockJumps(long by) {
        clockJump += by;
    }

    /** What the node takes for the time of day, in milliseconds since 1970. */
    long wallMillis() {
        return WALL_START + world.now() / 1_000_000 + wallJump;
    }

    void wallJumps(long millis) {
        wallJump += millis;
    }

    /** The job's shell on this node, if it runs here. */
    Optional<RunningJob> job(JobId id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** The job's shell, started if it does not run here; nothing if the job is known to have ended. */
    Optional<RunningJob> startJob(Statement statement) {
        RunningJob running = jobs.get(statement.id());
        if (running != null) {
            return Optional.of(running);
        }
        if (headers.ended(statement.id())) {
            return Optional.empty();
        }
        RunningJob job = new RunningJob(world, this, statement);
        jobs.put(statement.id(), job);
        job.start();
        return Optional.of(job);
    }

    void stopJob(JobId id) {
        jobs.remove(id);
    }

    List<RunningJob> jobs() {
        return new ArrayList<>(jobs.values());
    }

    int index() {
        return index;
    }

    Member member() {
        return member;
    }

    @Override
    public int compareTo(Node other) {
        return Integer.compare(index, other.index);
    }

    Exclusions exclusions() {
        return exclusions;
    }

    int region() {
        return world.scenario().regionOf(index);
    }

    Store store() {
        return store;
    }

    Bench bench() {
        return bench;
    }

    Headers headers() {
        return headers;
    }

    ProverId process() {
        return process;
    }

    /** Of whichever process runs on the node. */
    Address address() {
        return address;
    }

    /** Of the process that runs now. */
    Address processAddress() {
        return processAddress;
    }

    double slowness() {
        return slowness;
    }

    void slowness(double times) {
        slowness = times;
    }

    Lies lies() {
        return lies;
    }

    void lies(Lies told) {
        lies = told;
    }
}
