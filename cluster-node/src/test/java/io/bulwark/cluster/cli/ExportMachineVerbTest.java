package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulwark.air.Machine;
import io.bulwark.air.MachineJson;
import io.bulwark.cluster.work.SpongeWorkload;
import io.bulwark.cluster.work.WorkloadSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExportMachineVerbTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line =
                Bulwark.commandLine(settings -> WorkloadSet.of(new SpongeWorkload(settings.threads())), Bulwark.class);
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    private static JsonNode preprocessed(JsonNode file) {
        Machine machine = MachineJson.read(file.get("machine"));
        assertThat(file.get("machine_digest")).hasSize(9);
        assertThat(file.get("preprocessed")).hasSize(machine.shapes().size());
        return file.get("preprocessed");
    }

    @Test
    void aMachineWithoutPreprocessedColumnsHasRootsOfZeros() throws IOException {
        assertThat(run("export-machine", "sponge")).isEqualTo(ExitCode.OK);

        JsonNode file = new ObjectMapper().readTree(out.toString());
        assertThat(file.get("parameters").get("queries").intValue()).isEqualTo(261);
        for (JsonNode shape : preprocessed(file)) {
            assertThat(shape).hasToString("{\"root\":[0,0,0,0,0,0,0,0,0],\"cap\":[]}");
        }
    }

    @Test
    void aMachineWithPreprocessedColumnsHasARootAndACapForEachShape() throws IOException {
        Path written = folder.resolve("accumulator.json");

        assertThat(run("export-machine", "accumulator", "--security", "100", "--out", written.toString()))
                .isEqualTo(ExitCode.OK);

        JsonNode file = new ObjectMapper().readTree(Files.readString(written));
        assertThat(file.get("parameters").get("queries").intValue()).isEqualTo(193);
        for (JsonNode shape : preprocessed(file)) {
            assertThat(shape.get("root")).hasSize(9).noneMatch(element -> element.intValue() == 0);
            assertThat(shape.get("cap"))
                    .hasSize(9 << file.get("parameters").get("cap_height").intValue());
        }
    }

    @Test
    void aMachineWithoutItsProgramHasNoRoots() throws IOException {
        Path written = folder.resolve("riscv.json");

        assertThat(run("export-machine", "riscv", "--out", written.toString())).isEqualTo(ExitCode.OK);

        JsonNode file = new ObjectMapper().readTree(Files.readString(written));
        assertThat(file.get("machine").get("chips")).hasSizeGreaterThan(40);
        for (JsonNode shape : preprocessed(file)) {
            assertThat(shape.isNull()).isTrue();
        }
    }

    @Test
    void aNameThatNoMachineHasIsWrongUsage() {
        assertThat(run("export-machine", "abacus")).isEqualTo(ExitCode.USAGE);
        assertThat(err).asString().contains("abacus").contains("[accumulator, riscv, sponge]");
    }
}
