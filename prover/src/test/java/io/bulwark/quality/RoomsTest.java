package io.bulwark.quality;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Packages are rooms, and arrows between them only go down. */
class RoomsTest {
    /** From the lowest to the highest: a room may use those before it. */
    private static final List<String> ROOMS = List.of(
            "field", "hash", "backend", "transcript", "poly", "commit", "air", "logup", "proof", "riscv", "examples");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.bulwark");

    private static String inPackage(String room) {
        return "io.bulwark." + room + "..";
    }

    @TestFactory
    List<DynamicTest> noRoomUsesOneAboveIt() {
        return ROOMS.stream()
                .map(room -> DynamicTest.dynamicTest(room, () -> {
                    String[] above = ROOMS.subList(ROOMS.indexOf(room) + 1, ROOMS.size()).stream()
                            .map(RoomsTest::inPackage)
                            .toArray(String[]::new);
                    noClasses()
                            .that()
                            .resideInAPackage(inPackage(room))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(above)
                            .allowEmptyShould(true)
                            .check(CLASSES);
                }))
                .toList();
    }

    @Test
    void everyClassLivesInAKnownRoom() {
        assertThat(CLASSES.stream()
                        .map(c -> c.getPackageName().replaceFirst("^io\\.bulwark\\.?", ""))
                        .collect(Collectors.toSet()))
                .allMatch(name -> ROOMS.contains(name.replaceFirst("\\..*", "")), "one of " + ROOMS);
    }

    @Test
    void thereAreNoCyclesAmongPackages() {
        slices().matching("io.bulwark.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theProverIsAPureLibrary() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.pekko..", "com.google.protobuf..", "java.net..", "org.slf4j..")
                .check(CLASSES);
    }
}
