package io.bulwark.simulation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rooms of the simulation, and what must not get in. */
class RoomsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.bulwark.simulation");

    @Test
    void roomsHaveNoCycles() {
        slices().matching("io.bulwark.simulation.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    /** A run depends on nothing but its seed. */
    @Test
    void nothingSimulatedKnowsClocksThreadsOrChance() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.bulwark.simulation.engine..",
                        "io.bulwark.simulation.world..",
                        "io.bulwark.simulation.fault..",
                        "io.bulwark.simulation.plan..",
                        "io.bulwark.simulation.risk..")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.util\\.Random|java\\.lang\\.Thread|java\\.time\\..*|java\\.util\\.concurrent\\..*")
                .check(CLASSES);
    }
}
