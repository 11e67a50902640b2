package io.bulwark.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.job.JobStatus.Phase;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Outcome;
import io.bulwark.protocol.Policy;
import io.bulwark.protocol.Standing;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.identity.Consortium;
import io.bulwark.protocol.identity.NodeCertificate;
import io.bulwark.protocol.receipts.Admission;
import io.bulwark.protocol.receipts.ReceiptCheck;
import io.bulwark.protocol.receipts.ReceiptFile;
import io.bulwark.protocol.receipts.ReceiptReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** One job with a policy, and those who work for it in several jurisdictions. */
@Timeout(120)
class JobPolicyTest {
    private static final Jurisdiction CH = new Jurisdiction("CH");
    private static final Jurisdiction EE = new Jurisdiction("EE");
    private static final Jurisdiction PT = new Jurisdiction("PT");
    private static final Policy THREE = new Policy(Set.of(), Set.of(), 3, 1, 100);

    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private Path directory;

    private Crew crew;
    private ActorRef<Job.Command> job;

    private void start(Policy policy) {
        crew = new Crew(directory, policy);
        crew.records.merge(crew.record());
        job = crew.job();
    }

    @AfterEach
    void stop() {
        crew.close();
    }

    @Test
    void isProvedInAsManyJurisdictionsAsItsPolicyAsksForAndItsReceiptsShowIt() throws IOException {
        start(THREE);
        List<Hand> hands = List.of(hand("alpine", CH), hand("baltic", EE), hand("coral", PT));
        plan(hands.getFirst());

        // The first one comes for all that it can get before the others.
        work(hands);

        ReceiptReport report = receipts();
        assertThat(report.breaches()).isEmpty();
        assertThat(report.byJurisdiction()).containsOnlyKeys(CH, EE, PT);
        assertThat(report.byJurisdiction().values())
                .allSatisfy(sum -> assertThat(sum.segments()).isPositive());
    }

    @Test
    void waitsAndSaysWhatIsMissingUntilTheMissingMemberJoins() throws IOException {
        start(THREE);
        Hand alpine = hand("alpine", CH);
        Hand baltic = hand("baltic", EE);
        plan(alpine);

        crew.await(job, status -> {
            // Whoever has not come for seconds is not counted on.
            for (Hand hand : List.of(alpine, baltic)) {
                assertThat(hand.pullOnce(job))
                        .as("nobody is given what leads nowhere")
                        .isEmpty();
            }
            return status.waiting()
                    .filter(says -> says.contains("at least 3 jurisdictions are asked for, and there are 2 [CH, EE]"))
                    .isPresent();
        });

        Hand coral = hand("coral", PT);
        work(List.of(coral, baltic, alpine));

        assertThat(crew.status(job).waiting()).isEmpty();
        assertThat(receipts().byJurisdiction()).containsOnlyKeys(CH, EE, PT);
    }

    @Test
    void givesNoTaskOfAnyKindToWhoIsInADeniedJurisdiction() throws IOException {
        start(new Policy(Set.of(), Set.of(CH), 1, 1, 100));
        Hand denied = hand("alpine", CH);
        assertThat(denied.pullOnce(job)).as("not even the plan").isEmpty();
        assertThat(crew.await(job, status -> status.waiting().isPresent()).waiting())
                .hasValueSatisfying(words -> assertThat(words).contains("outside of [CH]"));

        Hand baltic = hand("baltic", EE);
        plan(baltic);
        while (!crew.status(job).phase().ended()) {
            assertThat(denied.pullOnce(job)).isEmpty();
            baltic.pullOnce(job).ifPresent(task -> baltic.deliver(job, task));
        }

        assertThat(receipts().byJurisdiction()).containsOnlyKeys(EE);
    }

    @Test
    void aProofOfWhoIsDeniedDoesNotCountAndItsSegmentIsProvedElsewhere() throws IOException {
        start(new Policy(Set.of(), Set.of(CH), 1, 1, 100));
        Hand denied = hand("alpine", CH);
        Hand baltic = hand("baltic", EE);
        plan(baltic);
        Task first = baltic.pull(job);

        denied.deliver(job, first);
        baltic.deliver(job, first);
        work(List.of(baltic));

        ReceiptReport report = receipts();
        assertThat(report.byJurisdiction()).containsOnlyKeys(EE);
        assertThat(report.holds()).isTrue();
    }

    @Test
    void goesOnWithWhatCountedWhenItStartsAgain() throws IOException {
        start(THREE);
        List<Hand> hands = List.of(hand("alpine", CH), hand("baltic", EE), hand("coral", PT));
        plan(hands.getFirst());
        hands.forEach(hand -> hand.pullOnce(job));
        for (Hand hand : hands) {
            hand.deliver(job, hand.pull(job));
        }
        int proven = crew.await(job, status -> status.proven() >= 3).proven();
        crew.kit.stop(job);

        job = crew.job();
        plan(hands.getLast());
        assertThat(crew.await(job, status -> status.proven() >= proven).recalled())
                .isEqualTo(proven);
        work(hands);

        assertThat(receipts().breaches()).isEmpty();
    }

    private Hand hand(String operator, Jurisdiction jurisdiction) {
        return crew.hand(operator + "-1", operator, jurisdiction);
    }

    private void plan(Hand planner) {
        planner.pull(job);
        planner.tellUntilTaken(job, planner.plan(0, Crew.INTERVALS));
    }

    /** Does all that there is to do; whoever is named first comes first each time. */
    private void work(List<Hand> hands) {
        while (!crew.status(job).phase().ended()) {
            for (Hand hand : hands) {
                hand.pullOnce(job).ifPresent(task -> hand.deliver(job, task));
            }
        }
        assertThat(crew.status(job).phase()).isEqualTo(Phase.SUCCEEDED);
    }

    private ReceiptReport receipts() throws IOException {
        Outcome outcome = ((Standing.Succeeded) crew.recorded().standing()).outcome();
        var blob = outcome.receipts().orElseThrow();
        ReceiptFile file = ReceiptFile.read(
                new ByteArrayInputStream(crew.store.read(blob.id(), 0, Math.toIntExact(blob.bytes()))));
        return ReceiptCheck.check(file, crew.spec.id(), Optional.of(outcome.proof()), certificate -> {
            NodeCertificate parsed = NodeCertificate.parse(certificate.toByteArray());
            return new Admission.Admitted(Consortium.LOOPBACK.admits(parsed, Instant.now()), parsed.key());
        });
    }
}
