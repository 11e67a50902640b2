package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.doctor.ThisMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionVerbTest {
    @TempDir
    private Path directory;

    private final Console console = new Console();

    @BeforeEach
    void writeScript() throws IOException {
        assertThat(console.run("completion", "bash")).isEqualTo(ExitCode.OK);
        Files.writeString(directory.resolve("script"), console.out());
    }

    private String completed(String typed) throws IOException {
        Files.writeString(directory.resolve("complete"), """
                . ./script
                line='bulwark %s'
                read -r -a COMP_WORDS <<< "$line"
                case "$line" in *' ') COMP_WORDS+=('');; esac
                COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 )) COMP_LINE=$line COMP_POINT=${#line}
                _complete_bulwark bulwark "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}" 2>/dev/null
                echo "${COMPREPLY[*]}"
                """.formatted(typed));
        return Shell.in(directory).run("bash ./complete").output().strip();
    }

    @Test
    void bashCompletesVerbsOptionsAndValues() throws IOException {
        Assumptions.assumeTrue(new ThisMachine().hasProgram("bash"), "bash is not on PATH");
        assertThat(completed("doc")).isEqualTo("doctor");
        assertThat(completed("run --prof")).isEqualTo("--profile --profile-by --profile-out");
        assertThat(completed("completion ")).isEqualTo("bash zsh");
        assertThat(completed("new --la")).isEqualTo("--lang");
    }

    @Test
    void zshReadsTheSameScript() throws IOException {
        Assumptions.assumeTrue(new ThisMachine().hasProgram("zsh"), "zsh is not on PATH");
        assertThat(console.run("completion", "zsh")).isEqualTo(ExitCode.OK);
        assertThat(directory.resolve("script")).hasContent(console.out());
        String words = Shell.in(directory)
                .run("zsh -f -c 'autoload -U compinit; compinit -u -D; . ./script; echo ${_comps[bulwark]}'")
                .output();
        assertThat(words).contains("_complete_bulwark");
    }
}
