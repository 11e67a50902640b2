package io.bulwark.cluster.cli;

import io.bulwark.cluster.evm.StateRun;
import io.bulwark.cluster.evm.StateTest;
import io.bulwark.cluster.evm.StateTestFile;
import io.bulwark.cluster.evm.StateVerdict;
import io.bulwark.cluster.evm.StateVerdict.LeftOut;
import io.bulwark.cluster.evm.StateVerdict.Right;
import io.bulwark.cluster.evm.StateVerdict.Wrong;
import io.bulwark.cluster.work.Guests;
import io.bulwark.riscv.Executor;
import io.bulwark.riscv.GuestException;
import io.bulwark.riscv.GuestException.Reason;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.Observer;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.RunResult;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs state tests on the EVM guest. */
@Command(
        name = "evm-tests",
        mixinStandardHelpOptions = true,
        description = {
            "Runs Ethereum's state tests (JSON files of GeneralStateTests, or folders of them) on guests/evm.elf in this machine's executor:",
            "each case is a block of one transaction; the state's root and the hash of the logs must be the case's. Says what is left out, and why."
        },
        footer = {"", "Example: bulwark evm-tests tests/GeneralStateTests/stExample"})
final class EvmTestsVerb implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "files, or folders in which all files *.json are taken")
    private List<Path> files = List.of();

    @Option(
            names = "--most-cycles",
            paramLabel = "N",
            defaultValue = "1000000000",
            description = "leave a case out after so many instructions (10^9)")
    private long mostCycles;

    @Option(names = "--guest", paramLabel = "ELF", description = "another build of the guest")
    private Optional<Path> guest = Optional.empty();

    @Option(names = "--list", paramLabel = "F", description = "where to put the verdict on each case, one a line")
    private Optional<Path> list = Optional.empty();

    @Spec
    private CommandSpec spec;

    private final Map<String, Integer> leftOut = new TreeMap<>();
    private final StringBuilder verdicts = new StringBuilder();
    private int right;
    private int wrong;

    @Override
    public Integer call() {
        Program program = GuestFiles.program(guest.orElseGet(EvmTestsVerb::committed));
        for (Path file : all()) {
            StateTestFile tests = read(file);
            tests.skipped().forEach((why, count) -> leftOut.merge(why, count, Integer::sum));
            tests.tests().forEach(test -> count(test, verdict(program, test)));
        }
        list.ifPresent(to ->
                GuestFiles.write(to, out -> out.write(verdicts.toString().getBytes(StandardCharsets.UTF_8))));
        leftOut.forEach((why, count) -> say("left out: %,d, %s".formatted(count, why)));
        say("%,d right, %,d wrong, %,d left out"
                .formatted(
                        right,
                        wrong,
                        leftOut.values().stream().mapToInt(Integer::intValue).sum()));
        return wrong == 0 ? ExitCode.OK : ExitCode.NO;
    }

    /**
     * The tests of a file.
     *
     * @throws UsageException if it cannot be read or has no state tests
     */
    static StateTestFile read(Path file) {
        Inputs.sizeOfReadable(file);
        try {
            return StateTestFile.of(GuestFiles.bytes(file));
        } catch (IllegalArgumentException e) {
            throw new UsageException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Path committed() {
        try {
            return Guests.path("evm");
        } catch (FileNotFoundException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    private List<Path> all() {
        return files.stream()
                .flatMap(file -> {
                    if (!Files.exists(file)) {
                        throw new UsageException(file + " is not there");
                    }
                    try (Stream<Path> below = Files.walk(file)) {
                        return below
                                .filter(Files::isRegularFile)
                                .filter(each ->
                                        each.equals(file) || each.toString().endsWith(".json"))
                                .sorted()
                                .toList()
                                .stream();
                    } catch (IOException e) {
                        throw new UsageException(file + " cannot be read: " + e.getMessage(), e);
                    }
                })
                .toList();
    }

    private StateVerdict verdict(Program program, StateTest test) {
        try {
            RunResult result = Executor.run(
                    program, Input.of(test.input()), Limits.standard().withMaxCycles(mostCycles), Observer.none());
            return StateRun.of(result.exitCode(), result.output(), result.log()).against(test);
        } catch (GuestException e) {
            return e.reason() == Reason.CYCLE_LIMIT
                    ? new LeftOut("more than %,d instructions".formatted(mostCycles))
                    : new Wrong(e.getMessage());
        }
    }

    private void count(StateTest test, StateVerdict verdict) {
        String said = switch (verdict) {
            case Right ignored -> {
                right++;
                yield "right";
            }
            case Wrong(String why) -> {
                wrong++;
                say("WRONG %s: %s".formatted(test.name(), why));
                yield "wrong: " + why;
            }
            case LeftOut(String why) -> {
                leftOut.merge(why, 1, Integer::sum);
                yield "left out: " + why;
            }
        };
        verdicts.append(test.name()).append(' ').append(said).append('\n');
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
