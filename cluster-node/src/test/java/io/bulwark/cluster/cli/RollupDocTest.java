package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.http.ServedNode;
import io.bulwark.cluster.work.FoldedHashChain;
import io.bulwark.cluster.work.RiscvWorkload;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/**
 * The commands of {@code docs/prove-a-rollup.md} that are marked to be run, in order, in one directory, and its Java program; against a node that takes programs
 * and inputs as one that proves them does, but whose proofs are marks.
 */
@Timeout(900)
class RollupDocTest {
    private static final Pattern COMMANDS = Pattern.compile("<!-- runs -->\n```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PROGRAM =
            Pattern.compile("<!-- compiles: (\\w+) -->\n```java\n(.*?)```", Pattern.DOTALL);
    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
    private static final Member MEMBER =
            new Member(new NodeId("node"), new OperatorId("acme"), new Jurisdiction("DE"), new Region("eu"));

    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private Path directory;

    /** Takes the place of the workload for programs. */
    private static final class Marks extends FoldedHashChain {
        Marks() {
            super(1 << 12, 1, 1);
        }

        @Override
        public String name() {
            return RiscvWorkload.NAME;
        }
    }

    private static String page() throws IOException {
        return Files.readString(REPOSITORY.resolve("docs").resolve("prove-a-rollup.md"));
    }

    @Test
    void thePageMarksWhatIsRun() throws IOException {
        assertThat(COMMANDS.matcher(page()).results()).hasSize(7);
        assertThat(PROGRAM.matcher(page()).results()).hasSize(1);
    }

    @Test
    void allThatIsMarkedWorksAsWritten() throws IOException {
        Shell shell = Shell.in(directory);
        Files.createSymbolicLink(directory.resolve("guests"), REPOSITORY.resolve("guests"));
        try (ServedNode node = ServedNode.proving(new Marks(), MEMBER, directory.resolve("data"))) {
            String begin = "set -e\nexport PATH=\"$PWD:$PATH\" BULWARK_SERVER=" + node.url() + "\n";
            for (String commands : commands()) {
                ends(shell.run(begin + commands), commands);
            }
            for (int batch = 1; batch <= 3; batch++) {
                assertThat(directory.resolve("batch-" + batch + ".proof")).isNotEmptyFile();
                assertThat(directory.resolve("batch-" + batch + ".receipts")).isNotEmptyFile();
                assertThat(directory.resolve("roots-" + batch + ".bin")).isNotEmptyFile();
            }
            Matcher program = PROGRAM.matcher(page());
            assertThat(program.find()).isTrue();
            Files.writeString(directory.resolve(program.group(1) + ".java"), program.group(2));
            String java = "\"%s\" -cp \"%s\" %s.java %s guests/batch.elf"
                    .formatted(
                            Path.of(System.getProperty("java.home"), "bin", "java"),
                            System.getProperty("java.class.path"),
                            program.group(1),
                            node.url());
            String said = ends(shell.run(java), java);
            for (int batch = 1; batch <= 3; batch++) {
                assertThat(said)
                        .contains("proved "
                                + Files.readString(directory.resolve("job-" + batch))
                                        .strip());
            }
        }
    }

    private static List<String> commands() throws IOException {
        List<String> all = new ArrayList<>();
        Matcher matcher = COMMANDS.matcher(page());
        while (matcher.find()) {
            all.add(matcher.group(1));
        }
        return all;
    }

    private static String ends(Shell.Ended ended, String commands) {
        assertThat(ended.exitCode()).as("%s%n%s", commands, ended.output()).isZero();
        return ended.output();
    }
}
