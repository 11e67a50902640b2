package io.bulwark.cluster.wire;

import io.bulwark.cluster.job.Happening;
import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.job.TaskNews;
import io.bulwark.cluster.job.TaskPage;
import io.bulwark.cluster.prover.NodeLoad;
import io.bulwark.cluster.prover.NodeReport;
import io.bulwark.cluster.prover.NodeReporter;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.WireMessage;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;

/** The largest instance of each message for those who watch. */
final class LargestNews {
    private LargestNews() {}

    static Stream<WireMessage> all(ActorTestKit kit) {
        TaskNews news = new TaskNews(
                LargestMessages.NAME,
                TaskNews.State.COVERED,
                Collections.nCopies(Limits.TASK_PROVERS, LargestMessages.PROVER),
                Optional.of(new TaskNews.Made(LargestMessages.RECEIPT.maker(), Long.MAX_VALUE)),
                Integer.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE);
        Happening happening = new Happening(
                Long.MAX_VALUE, Long.MAX_VALUE, Happening.Kind.DONE, LargestMessages.NAME, LargestMessages.PROVER);
        NodeLoad load = new NodeLoad(
                LargestMessages.PROVER,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                true);
        return Stream.of(
                new Job.AskTasks(
                        LargestMessages.SPEC.id(),
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        kit.<TaskPage>createTestProbe().ref()),
                new TaskPage(
                        LargestMessages.SPEC.id(),
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        true,
                        Collections.nCopies(Limits.TASK_PAGE, news),
                        Collections.nCopies(Limits.TASK_PAGE, happening)),
                new NodeReporter.Ask(kit.<NodeReport>createTestProbe().ref()),
                new NodeReporter.Leave(kit.<NodeReport>createTestProbe().ref()),
                new NodeReport(load, Long.MAX_VALUE));
    }
}
