package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulwark.cluster.membership.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators make their certificates and their list as they would by hand. */
class CertsVerbTest {
    @TempDir
    private Path directory;

    private final Console console = new Console();

    @Test
    void operatorsFoundAConsortiumAndANodeBelievesIt() throws IOException {
        found();
        does("certs", "node", "--ca", at("alpine"), "--node", "alpine-1", "--region", "zurich", "--out", at("node-1"));
        Files.copy(directory.resolve("list"), directory.resolve("node-1/consortium.txt"));

        Credentials credentials = Credentials.of(new Credentials.Places(
                directory.resolve("node-1"), directory.resolve("node-1/consortium.txt"), directory.resolve("kept")));

        assertThat(credentials.member()).hasToString("alpine-1 (of alpine, CH)");
        assertThat(credentials.consortium().operators()).hasSize(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("alpine/ca.key"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("node-1/node.key"))))
                .isEqualTo("rw-------");
    }

    private void found() {
        does("certs", "ca", "--operator", "alpine", "--jurisdiction", "CH", "--out", at("alpine"));
        does("certs", "ca", "--operator", "baltic", "--jurisdiction", "EE,LV", "--out", at("baltic"));
        does("certs", "found", at("alpine/ca.pem"), at("baltic"), "--out", at("list"));
        assertThat(console.out()).contains("version 1 is proposed, signed by []; it needs 2 of [alpine, baltic]");
        does("certs", "sign", at("list"), "--ca", at("alpine"));
        does("certs", "sign", at("list"), "--ca", at("baltic"));
        assertThat(console.out()).contains("version 1 is in force");
    }

    @Test
    void theListChangesWhenMoreThanHalfSignWhichTheyMayDoOnCopies() throws IOException {
        found();
        does("certs", "ca", "--operator", "coral", "--jurisdiction", "PT", "--out", at("coral"));
        does("certs", "admit", at("list"), at("coral"), "--out", at("next"));
        Files.copy(directory.resolve("next"), directory.resolve("copy"));
        does("certs", "sign", at("next"), "--ca", at("alpine"));
        assertThat(console.out()).contains("version 2 is proposed, signed by [alpine]; it needs 2");
        does("certs", "sign", at("copy"), "--ca", at("baltic"));
        does("certs", "sign", at("next"), "--with", at("copy"));
        assertThat(console.out()).contains("version 2 is in force");

        does("certs", "ca", "--operator", "alpine", "--jurisdiction", "CH", "--out", at("alpine-2"));
        does("certs", "rotate", at("next"), at("alpine-2"), "--out", at("third"));
        does("certs", "sign", at("third"), "--ca", at("coral"));
        does("certs", "sign", at("third"), "--ca", at("alpine"));
        does("certs", "expel", at("third"), "baltic", "--out", at("fourth"));
        does("certs", "sign", at("fourth"), "--ca", at("alpine-2"));
        does("certs", "sign", at("fourth"), "--ca", at("coral"));

        does("certs", "show", at("fourth"), "--json");
        JsonNode shown = new ObjectMapper().readTree(console.out()).get("in_force");
        assertThat(shown.get("version").asInt()).isEqualTo(4);
        assertThat(shown.get("expelled").get(0).asText()).isEqualTo("baltic");
        assertThat(shown.get("operators")).hasSize(2);
        assertThat(shown.at("/operators/0/authorities")).hasSize(2);
        does("certs", "show", at("fourth"));
        assertThat(console.out()).contains("expelled: [baltic]", "alpine in [CH]");
    }

    /** Two of three are enough, and the third has signed, too: as docs/joining.md has it. */
    @Test
    void whoeverCollectsTakesMoreSignaturesThanAreNeeded() throws IOException {
        found();
        does("certs", "ca", "--operator", "coral", "--jurisdiction", "PT", "--out", at("coral"));
        does("certs", "admit", at("list"), at("coral"), "--out", at("three"));
        does("certs", "sign", at("three"), "--ca", at("alpine"));
        does("certs", "sign", at("three"), "--ca", at("baltic"));
        does("certs", "expel", at("three"), "baltic", "--out", at("next"));
        for (String operator : new String[] {"baltic", "coral"}) {
            Files.copy(directory.resolve("next"), directory.resolve(operator + "-next"));
            does("certs", "sign", at(operator + "-next"), "--ca", at(operator));
        }
        does("certs", "sign", at("next"), "--ca", at("alpine"));

        does("certs", "sign", at("next"), "--with", at("baltic-next") + "," + at("coral-next"));

        assertThat(console.out()).contains("version 3 is in force");
        does("certs", "show", at("next"));
        assertThat(console.out()).contains("signed by [alpine, baltic, coral]");
        console.refuses("there is nothing to sign", "certs", "sign", at("next"), "--with", at("coral-next"));
    }

    @Test
    void overwritesNothingUnlessAskedTo() throws IOException {
        found();
        console.refuses(
                "is there already", "certs", "ca", "--operator", "a", "--jurisdiction", "CH", "--out", at("alpine"));
        console.refuses("is there already", "certs", "found", at("alpine"), "--out", at("list"));
        does("certs", "node", "--ca", at("alpine"), "--node", "n", "--region", "r", "--out", at("n"));
        console.refuses(
                "is there already",
                "certs",
                "node",
                "--ca",
                at("alpine"),
                "--node",
                "n",
                "--region",
                "r",
                "--out",
                at("n"));
        does("certs", "node", "--ca", at("alpine"), "--node", "n", "--region", "r", "--out", at("n"), "--replace");
    }

    @Test
    void saysPlainlyWhatIsWrong() throws IOException {
        found();
        console.refuses(
                "say where this one stands",
                "certs",
                "node",
                "--ca",
                at("baltic"),
                "--node",
                "n",
                "--region",
                "r",
                "--out",
                at("n"));
        console.refuses("two letters", "certs", "ca", "--operator", "a", "--jurisdiction", "Narnia", "--out", at("x"));
        console.refuses(
                "is valid until",
                "certs",
                "node",
                "--ca",
                at("alpine"),
                "--node",
                "n",
                "--region",
                "r",
                "--out",
                at("n"),
                "--days",
                "9999");
        console.refuses("there is nothing to sign", "certs", "sign", at("list"), "--ca", at("alpine"));
        console.refuses("coral is not on the list", "certs", "expel", at("list"), "coral", "--out", at("x"));
        console.refuses("is not there", "certs", "show", at("nowhere"));
        does("certs", "ca", "--operator", "coral", "--jurisdiction", "PT", "--out", at("coral"));
        does("certs", "admit", at("list"), at("coral"), "--out", at("next"));
        console.refuses("coral has no say in version 2", "certs", "sign", at("next"), "--ca", at("coral"));
        Files.copy(
                directory.resolve("baltic/ca.key"),
                directory.resolve("alpine/ca.key"),
                StandardCopyOption.REPLACE_EXISTING);
        console.refuses("is not that of the certificate", "certs", "sign", at("next"), "--ca", at("alpine"));
    }

    private void does(String... command) {
        assertThat(console.run(command))
                .as("%s%s", console.out(), console.err())
                .isEqualTo(ExitCode.OK);
    }

    private String at(String name) {
        return directory.resolve(name).toString();
    }
}
