package io.bulwark.cluster.job;

import java.nio.file.Path;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** What tests begin and end with that play those around one job. */
@Timeout(120)
abstract class OneJob {
    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    Path directory;

    Crew crew;
    ActorRef<Job.Command> job;

    @BeforeEach
    void start() {
        crew = new Crew(directory);
        crew.records.merge(crew.record());
        job = crew.job();
    }

    @AfterEach
    void stop() {
        crew.close();
    }
}
