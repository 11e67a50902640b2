package io.bulwark.cluster.job;

import io.bulwark.cluster.headers.Headers;
import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Records as this node's headers have them. */
public final class HeaderRecords implements JobRecords {
    private static final Duration READ = Duration.ofSeconds(5);
    private static final Duration WRITE = Duration.ofSeconds(10);
    private static final Duration ACCEPT = Duration.ofSeconds(70);

    private final ActorSystem<?> system;
    private final ActorRef<Headers.Command> headers;

    public HeaderRecords(ActorSystem<?> system, ActorRef<Headers.Command> headers) {
        this.system = system;
        this.headers = headers;
    }

    @Override
    public CompletionStage<Optional<JobRecord>> get(JobId job) {
        return AskPattern.<Headers.Command, Optional<JobRecord>>ask(
                headers, replyTo -> new Headers.Get(job, replyTo), READ, system.scheduler());
    }

    @Override
    public void subscribe(ActorRef<JobRecord> subscriber) {
        headers.tell(new Headers.Subscribe(subscriber));
    }

    @Override
    public CompletionStage<JobRecord> accept(JobHeader header) {
        return AskPattern.<Headers.Command, Headers.Answer>ask(
                        headers, replyTo -> new Headers.Accept(header, replyTo), ACCEPT, system.scheduler())
                .thenApply(answer -> switch (answer) {
                    case Headers.Accepted accepted -> accepted.record();
                    case Headers.Refused refused ->
                        throw new NotAcceptedException(refused.refusal().words());
                });
    }

    @Override
    public CompletionStage<Void> merge(JobRecord record) {
        return AskPattern.<Headers.Command, Headers.Merged>ask(
                        headers, replyTo -> new Headers.Merge(record, replyTo), WRITE, system.scheduler())
                .thenAccept(merged -> merged.failure().ifPresent(why -> {
                    throw new NotAcceptedException(why);
                }));
    }
}
