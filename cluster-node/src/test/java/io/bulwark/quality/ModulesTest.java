package io.bulwark.quality;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What holds across modules: the arrows of the layers and the names that say nothing. */
class ModulesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.bulwark");

    private static final Pattern MODULE = Pattern.compile("<module>(.*)</module>");

    private static final String[] PROVER = {
        "io.bulwark.field..",
        "io.bulwark.hash..",
        "io.bulwark.backend..",
        "io.bulwark.transcript..",
        "io.bulwark.poly..",
        "io.bulwark.commit..",
        "io.bulwark.air..",
        "io.bulwark.logup..",
        "io.bulwark.proof..",
        "io.bulwark.riscv..",
        "io.bulwark.examples.."
    };

    @Test
    void theProverKnowsNoModuleAboveIt() {
        noClasses()
                .that()
                .resideInAnyPackage(PROVER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.bulwark.protocol..",
                        "io.bulwark.recursion..",
                        "io.bulwark.aggregator..",
                        "io.bulwark.verifier..",
                        "io.bulwark.cluster..")
                .check(CLASSES);
    }

    @Test
    void foldingAndVerifyingKnowNoActorsAndNoMessages() {
        noClasses()
                .that()
                .resideInAnyPackage("io.bulwark.recursion..", "io.bulwark.verifier..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.bulwark.protocol..",
                        "io.bulwark.aggregator..",
                        "io.bulwark.cluster..",
                        "org.apache.pekko..",
                        "com.google.protobuf..")
                .check(CLASSES);
    }

    @Test
    void theProtocolKnowsNobody() {
        noClasses()
                .that()
                .resideInAPackage("io.bulwark.protocol..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.bulwark.recursion..",
                        "io.bulwark.aggregator..",
                        "io.bulwark.verifier..",
                        "io.bulwark.cluster..",
                        "org.apache.pekko..")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(PROVER)
                .check(CLASSES);
    }

    @Test
    void theClientKnowsTheProtocolAndNoActors() {
        noClasses()
                .that()
                .resideInAPackage("io.bulwark.client..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.bulwark.recursion..",
                        "io.bulwark.aggregator..",
                        "io.bulwark.verifier..",
                        "io.bulwark.cluster..",
                        "org.apache.pekko..")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(PROVER)
                .check(CLASSES);
    }

    @Test
    void theAggregatorKnowsNoNode() {
        noClasses()
                .that()
                .resideInAPackage("io.bulwark.aggregator..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.bulwark.verifier..", "io.bulwark.cluster..")
                .check(CLASSES);
    }

    /** On a screen: what is in it, and where to start reading. */
    @Test
    void eachModuleHasAReadmeOfAScreen() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent();
        List<String> modules = MODULE.matcher(Files.readString(root.resolve("pom.xml")))
                .results()
                .map(module -> module.group(1))
                .toList();
        assertThat(modules).contains("prover", "cluster-node", "simulation");
        for (String module : modules) {
            assertThat(root.resolve(module).resolve("README.md"))
                    .content()
                    .startsWith("# " + module)
                    .satisfies(text -> assertThat(text.lines()).hasSizeBetween(5, 50));
        }
    }

    @Test
    void namesSayWhatAClassDoes() {
        noClasses()
                .should()
                .haveNameMatching("io\\.bulwark\\..*(Utils?|Helper|Manager|Impl)")
                .check(CLASSES);
    }
}
