package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what {@code docs/prove-your-own-program.md} says: every block of commands must succeed, and print the lines of the block of text behind it. */
class OwnProgramDocTest {
    private static final Path PAGE = Path.of("..", "docs", "prove-your-own-program.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|text)\\n(.*?)^```$");

    @TempDir
    private Path directory;

    /** Commands, and lines that what they print must have. */
    private record Block(String commands, List<String> lines) {}

    private static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(PAGE));
        while (matcher.find()) {
            if (matcher.group(1).equals("sh")) {
                blocks.add(new Block(matcher.group(2), new ArrayList<>()));
            } else {
                blocks.getLast().lines().addAll(matcher.group(2).lines().toList());
            }
        }
        return blocks;
    }

    @Test
    void thePageHasCommandsAndWhatTheyPrint() throws IOException {
        assertThat(blocks()).hasSizeGreaterThan(6);
        assertThat(blocks().stream().filter(block -> !block.lines().isEmpty())).hasSizeGreaterThan(4);
        assertThat(blocks().stream().map(Block::commands)).anyMatch(commands -> commands.contains("prove"));
    }

    @Test
    void allOfItWorksAsWritten() throws IOException {
        run(blocks());
    }

    private void run(List<Block> blocks) throws IOException {
        Shell.assumeToolchain();
        Shell.assumeQemu();
        Shell shell = Shell.in(directory);
        for (Block block : blocks) {
            Shell.Ended ended = shell.run("set -e\n" + block.commands());
            // The doctor may find that this machine lacks something; what it says is tested elsewhere.
            if (!block.commands().contains("doctor")) {
                assertThat(ended.exitCode())
                        .as("%s%s", block.commands(), ended.output())
                        .isZero();
            }
            for (String line : block.lines()) {
                assertThat(ended.output()).as(block.commands()).contains(line);
            }
        }
    }
}
