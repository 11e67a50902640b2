package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.client.PolicyForm;
import io.bulwark.cluster.certs.TestConsortium;
import io.bulwark.protocol.identity.ConsortiumChain;
import io.bulwark.protocol.receipts.ReceiptFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A list of operators and a file of receipts, with real certificates, are read as what they were, for ever: the folders below {@code fixtures} hold what each version
 * wrote; a folder, once released, never changes. {@link KeptReceipts} writes a new one. The certificates in them expire; receipts do not.
 */
class KeptReceiptsTest {
    private static final String JOB = KeptReceipts.spec().id().toString();

    @TempDir
    private Path directory;

    private final Console console = new Console();

    @Test
    void everyVersionsReceiptsAreCheckedAgainstItsListWithItsRealCertificates() throws Exception {
        List<Path> versions = versions();
        assertThat(versions).isNotEmpty();
        for (Path version : versions) {
            assertThat(check(version, version)).as(console.err()).isEqualTo(ExitCode.OK);
            assertThat(console.out())
                    .contains(
                            "job " + JOB,
                            "alpine-1 of alpine in CH",
                            "baltic-1 of baltic in EE",
                            "coral-1 of coral in PT",
                            "operators by version 2 of the list",
                            "the policy holds")
                    .doesNotContain("nobody has compared");
        }
    }

    @Test
    void everyVersionsFilesAreWrittenAgainAsTheyWere() throws Exception {
        for (Path version : versions()) {
            String list = Files.readString(version.resolve(KeptReceipts.LIST));
            ConsortiumChain chain = ConsortiumChain.parse(list);
            assertThat(chain.text()).isEqualTo(list);
            assertThat(chain.newest().version()).isEqualTo(2);

            byte[] receipts = Files.readAllBytes(version.resolve(KeptReceipts.RECEIPTS));
            ByteArrayOutputStream again = new ByteArrayOutputStream();
            try (InputStream in = Files.newInputStream(version.resolve(KeptReceipts.RECEIPTS))) {
                ReceiptFile.read(in).write(again);
            }
            assertThat(again.toByteArray()).isEqualTo(receipts);
        }
    }

    @Test
    void receiptsGoByNoOtherConsortiumsList() throws Exception {
        KeptReceipts.consortium().writeList(directory);

        assertThat(check(versions().getFirst(), directory)).isEqualTo(ExitCode.NO);
        assertThat(console.err()).contains("the list of operators in the receipts is none of those in");
    }

    @Test
    void withoutAListTheReceiptsOwnCountsAndThatIsSaid() throws Exception {
        Path receipts = versions().getFirst().resolve(KeptReceipts.RECEIPTS);

        assertThat(console.run("receipts", "--check", receipts.toString())).isEqualTo(ExitCode.OK);
        assertThat(console.out()).contains("which nobody has compared");
    }

    @Test
    void aBitOfACertificateOrSignatureThatIsAnotherIsFoundWhereverItIs() throws Exception {
        Path version = versions().getFirst();
        byte[] right = Files.readAllBytes(version.resolve(KeptReceipts.RECEIPTS));
        Files.copy(version.resolve(KeptReceipts.LIST), directory.resolve(KeptReceipts.LIST));
        for (int at = right.length - 5; at > right.length - 700; at -= 60) {
            byte[] wrong = right.clone();
            wrong[at] ^= 1;
            Files.write(directory.resolve(KeptReceipts.RECEIPTS), wrong);

            assertThat(check(directory, directory)).as("byte %d", at).isEqualTo(ExitCode.NO);
            assertThat(console.err()).startsWith("bulwark receipts: ");
        }
    }

    @Test
    void aPolicyThatWasNotKeptIsABreach() throws Exception {
        TestConsortium consortium = KeptReceipts.consortium();
        KeptReceipts.write(consortium, directory, List.of("alpine", "alpine", "coral"));

        assertThat(check(directory, directory)).isEqualTo(ExitCode.NO);
        assertThat(console.out()).contains("BREACH", "THE POLICY DOES NOT HOLD");
    }

    @Test
    void thePolicyIsTheOneThatPeopleWrite() {
        assertThat(PolicyForm.parse("""
                        {"denied": ["XX"], "leastJurisdictions": 3, "leastOperators": 3, "greatestSharePercent": 34}
                        """)).isEqualTo(KeptReceipts.POLICY);
    }

    private int check(Path receipts, Path list) {
        return console.run(
                "receipts",
                "--check",
                receipts.resolve(KeptReceipts.RECEIPTS).toString(),
                "--consortium",
                list.resolve(KeptReceipts.LIST).toString(),
                "--job",
                JOB);
    }

    private static List<Path> versions() throws IOException, URISyntaxException {
        Path fixtures = Path.of(KeptReceiptsTest.class.getResource("fixtures").toURI());
        try (Stream<Path> folders = Files.list(fixtures)) {
            return folders.sorted().toList();
        }
    }
}
