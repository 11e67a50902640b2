package io.bulwark.quality;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.bulwark.aggregator.FoldTree;
import io.bulwark.cluster.job.Holdings;
import io.bulwark.cluster.job.JobLedger;
import io.bulwark.cluster.job.Placement;
import java.net.URL;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rooms of the cluster's node, and the plain state machines in them. */
class ClusterRoomsTest {
    /** What lies beside these two: the modules' own classes, not their tests'. */
    private static final JavaClasses CLASSES =
            new ClassFileImporter().importUrls(List.of(placeOf(JobLedger.class), placeOf(FoldTree.class)));

    private static URL placeOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching("io.bulwark.cluster.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void whatDecidesKnowsNoActorsClocksThreadsOrFiles() {
        noClasses()
                .that()
                .belongToAnyOf(FoldTree.class, JobLedger.class, Holdings.class, Placement.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.pekko..", "java.io..", "java.nio..", "java.util.concurrent..", "java.time..")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }
}
