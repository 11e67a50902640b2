package io.bulwark.cluster.job;

import io.bulwark.protocol.Canonical;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.TaskName;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;

/** The bytes that a prover's node signs below a {@link Job.Signal}. */
record Signals(ActorRefResolver references) {
    private static final String DOMAIN = "bulwark signal 1";

    static Signals of(ActorSystem<?> system) {
        return new Signals(ActorRefResolver.get(system));
    }

    /**
     * The domain "bulwark signal 1"; the job's 32 bytes; session, sequence and process as 8 bytes each; the signer's four names, each behind its 2-byte length;
     * then a 1-byte kind and what it says. 0, free: the rate as 8 bytes, where to answer behind its 2-byte length. 1, at a task: the task. 2, gives a task back:
     * the task, its reason's name and the cause, each behind its 2-byte length. A task: its stage's name behind its 2-byte length, first and count as 4.
     */
    byte[] signed(JobId job, Job.Signal signal, long session, long sequence, Member signer) {
        Canonical out = new Canonical(DOMAIN)
                .fixed(job.bytes())
                .number(session)
                .number(sequence)
                .number(signal.prover().process())
                .member(signer);
        return switch (signal) {
            case Job.Pull pull ->
                out.octet(0)
                        .number(pull.rate())
                        .text(references.toSerializationFormat(pull.replyTo()))
                        .bytes();
            case Job.Renew renew -> task(out.octet(1), renew.task()).bytes();
            case Job.GiveBack back ->
                task(out.octet(2), back.task())
                        .text(back.kind().name())
                        .text(Limits.cause(back.cause()))
                        .bytes();
        };
    }

    private static Canonical task(Canonical out, TaskName task) {
        return out.text(task.stage().name())
                .number(task.span().first())
                .number(task.span().count());
    }
}
