package io.bulwark.cluster.job;

import com.google.protobuf.ByteString;
import io.bulwark.cluster.certs.NodeIdentity;
import io.bulwark.cluster.work.Plan;
import io.bulwark.cluster.work.Workload;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Delivery;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.FinishTask;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.JoinTask;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.Planned;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.receptionist.Receptionist;

/** Somebody who works for a job, move by move as the test says. */
final class Hand {
    final ProverId id;
    final NodeIdentity identity;
    private final Crew crew;
    private final TestProbe<Job.Errand> errands;
    private final SignedSignals signals;
    private long rate;

    Hand(Crew crew, NodeIdentity identity, int process) {
        this.crew = crew;
        this.identity = identity;
        id = new ProverId(identity.member().node(), process);
        errands = crew.kit.createTestProbe(id.node().name());
        signals = new SignedSignals(identity, crew.kit.system());
        crew.kit.system().receptionist().tell(Receptionist.register(Job.PROVERS, errands.ref()));
    }

    /** Comes for a task, again and again until there is one. */
    Task pull(ActorRef<Job.Command> job) {
        while (true) {
            Optional<Task> task = pullOnce(job);
            if (task.isPresent()) {
                return task.get();
            }
        }
    }

    /** Comes for a task once. */
    Optional<Task> pullOnce(ActorRef<Job.Command> job) {
        say(job, new Job.Pull(id, rate, errands.ref()));
        while (true) {
            switch (errands.receiveMessage(Crew.LONG)) {
                case Job.Assign assign -> {
                    return Optional.of(assign.task());
                }
                case Job.Nothing nothing -> {
                    return Optional.empty();
                }
                case Job.Reserve reserve -> {}
                case Job.Abandon abandon -> {}
                case Job.PlanTaken taken -> {}
            }
        }
    }

    /** Waits for something of a kind. */
    <T extends Job.Errand> T await(Class<T> kind) {
        while (true) {
            Job.Errand errand = errands.receiveMessage(Crew.LONG);
            if (kind.isInstance(errand)) {
                return kind.cast(errand);
            }
        }
    }

    /** Renews a task, as one does that is at it. */
    void renew(ActorRef<Job.Command> job, Task task) {
        say(job, new Job.Renew(id, task.name()));
    }

    /** Hands a task back that it has not done. */
    void giveBack(ActorRef<Job.Command> job, Task task) {
        say(job, new Job.GiveBack(id, task.name(), Setback.RETURNED, "as the test says"));
    }

    /** Signs the signal and says it. */
    void say(ActorRef<Job.Command> job, Job.Signal signal) {
        job.tell(seal(signal));
    }

    /** The signal, signed as its next one. */
    Job.SignedSignal seal(Job.Signal signal) {
        return signals.seal(crew.spec.id(), signal);
    }

    /** From now on it says that it proves so many steps a second. */
    void claims(long steps) {
        rate = steps;
    }

    /** Does the task and signs for it, and delivers nothing. */
    Fact fact(Task task) {
        Workload.Proof proof = make(task);
        Blob kept = new Blob(
                crew.store.put(proof.bytes().toByteArray()), proof.bytes().size());
        return Fact.of(task.id(), proof.claim(), kept, id, 1, identity);
    }

    /** Does the task and delivers it. */
    Fact deliver(ActorRef<Job.Command> job, Task task) {
        Workload.Proof proof = make(task);
        return deliver(job, task, proof, proof.bytes());
    }

    /** Delivers these bytes as the proof. */
    Fact deliver(ActorRef<Job.Command> job, Task task, Workload.Proof proof, ByteString bytes) {
        Blob kept = new Blob(crew.store.put(bytes.toByteArray()), bytes.size());
        Fact fact = Fact.of(task.id(), proof.claim(), kept, id, 1, identity);
        tell(job, fact);
        return fact;
    }

    /** Hands in a fact, whosever it is. */
    void tell(ActorRef<Job.Command> job, Fact fact) {
        job.tell(new Job.Deliver(Delivery.of(fact, identity), crew.keeper));
    }

    Workload.Proof make(Task task) {
        return switch (task) {
            case PlanTask plan -> throw new IllegalArgumentException("a plan is told");
            case SegmentTask segment ->
                crew.workload.prove(
                        segment,
                        crew.store.read(segment.data(), segment.dataOffset(), segment.dataBytes()),
                        crew.store::path);
            case JoinTask join ->
                crew.workload.join(
                        join,
                        join.inputs().stream()
                                .map(input -> crew.store.read(input.proof().id(), 0, (int)
                                        input.proof().bytes()))
                                .toList(),
                        crew.store::path);
            case FinishTask finish ->
                crew.workload.finish(
                        finish,
                        crew.store.read(finish.input().proof().id(), 0, (int)
                                finish.input().proof().bytes()),
                        crew.store::path);
        };
    }

    /** Tells intervals of the true plan. */
    void tell(ActorRef<Job.Command> job, int first, int behind) {
        tell(job, plan(first, behind));
    }

    void tell(ActorRef<Job.Command> job, Planned part) {
        job.tell(new Job.PlannedBatch(id, part, crew.keeper, errands.ref()));
    }

    /** Tells it again and again until the job knows so many intervals. */
    void tellUntilTaken(ActorRef<Job.Command> job, Planned part) {
        do {
            tell(job, part);
        } while (await(Job.PlanTaken.class).known() < part.next());
    }

    Planned plan(int first, int behind) {
        return plan(crew.spec, first, behind);
    }

    /** The proof of an interval of another job. */
    ByteString proofOf(JobSpec other, int interval) {
        return make(plan(other, 0, Crew.INTERVALS).task(other, interval)).bytes();
    }

    private Planned plan(JobSpec spec, int first, int behind) {
        Plan plan = crew.workload.plan(spec, crew.store::path);
        Checkpoint start = plan.start();
        List<Planned.Interval> intervals = new ArrayList<>();
        for (int number = 0; number < behind; number++) {
            Plan.Interval interval = plan.next().orElseThrow();
            if (number == first) {
                start = interval.start();
            }
            if (number >= first) {
                intervals.add(told(spec, interval));
            }
        }
        return Planned.of(spec.id(), first, start, intervals, behind == Crew.INTERVALS, identity);
    }

    private Planned.Interval told(JobSpec spec, Plan.Interval interval) {
        Plan.InputPart part = (Plan.InputPart) interval.data();
        byte[] data = crew.store.read(spec.input(), part.offset(), part.bytes());
        return new Planned.Interval(interval.end(), spec.input(), part.offset(), part.bytes(), Sha256.of(data));
    }

    /** The same plan, but for the end of one of its intervals. */
    Planned lie(Planned part, int at) {
        List<Planned.Interval> intervals = new ArrayList<>(part.intervals());
        Planned.Interval told = intervals.get(at);
        Checkpoint elsewhere = new Checkpoint(told.end().step(), ByteString.copyFrom(new byte[Sha256.BYTES]));
        intervals.set(
                at,
                new Planned.Interval(elsewhere, told.data(), told.dataOffset(), told.dataBytes(), told.dataDigest()));
        return Planned.of(part.job(), part.first(), part.start(), intervals, part.ends(), identity);
    }

    /** The process dies: nobody finds it any more. */
    void die() {
        crew.kit.system().receptionist().tell(Receptionist.deregister(Job.PROVERS, errands.ref()));
    }
}
