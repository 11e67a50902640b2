package io.bulwark.cluster.cli;

import io.bulwark.cluster.evm.EvmBlock;
import io.bulwark.cluster.evm.EvmBlock.Fork;
import io.bulwark.cluster.evm.EvmBlock.Kind;
import io.bulwark.cluster.evm.EvmBlock.Order;
import io.bulwark.cluster.evm.StateTest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes an input of the EVM guest. */
@Command(
        name = "evm-input",
        mixinStandardHelpOptions = true,
        description = {
            "Makes an input of guests/evm.elf: a block of signed Ethereum transactions (transfers, transfers of tokens, swaps, creations",
            "of contracts) with the witness of the state that they touch. The same seed gives the same bytes. Or, with --state-test, the block of",
            "one of Ethereum's own state tests."
        },
        footer = {
            "",
            "Example: bulwark evm-input --transactions 20 --out block.bin",
            "         bulwark run guests/evm.elf --input block.bin --output roots.bin"
        })
final class EvmInputVerb implements Callable<Integer> {
    private static final int MOST_TRANSACTIONS = 400;
    private static final int MOST_PEOPLE = 100_000;

    @Option(names = "--transactions", paramLabel = "N", defaultValue = "20", description = "how many transactions (20)")
    private int transactions;

    @Option(names = "--people", paramLabel = "P", defaultValue = "1000", description = "accounts of the state (1000)")
    private int people;

    @Option(names = "--fork", paramLabel = "F", defaultValue = "cancun", description = "shanghai or cancun (cancun)")
    private Fork fork;

    @Option(names = "--only", paramLabel = "KIND", description = "no mix: transfer, token_transfer, swap or creation")
    private Optional<Kind> only = Optional.empty();

    @Option(names = "--seed", paramLabel = "S", defaultValue = "20261129", description = "of all that is chosen")
    private long seed;

    @Option(
            names = "--state-test",
            paramLabel = "F",
            description = "a file of GeneralStateTests: its case instead of a block from a seed")
    private Optional<Path> stateTest = Optional.empty();

    @Option(
            names = "--case",
            paramLabel = "NAME",
            defaultValue = "",
            description = "how the case's name begins, as evm-tests --list says it (the file's first)")
    private String wanted;

    @Option(names = "--out", required = true, paramLabel = "F", description = "where to put the input")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (stateTest.isPresent()) {
            return ofStateTest(stateTest.get());
        }
        if (transactions < 1 || transactions > MOST_TRANSACTIONS || people < 2 || people > MOST_PEOPLE) {
            throw new UsageException("expected 1 to %d transactions and 2 to %d people, got %d and %d"
                    .formatted(MOST_TRANSACTIONS, MOST_PEOPLE, transactions, people));
        }
        EvmBlock block = EvmBlock.of(new Order(seed, fork, transactions, people, only));
        byte[] input = block.input();
        GuestFiles.write(out, stream -> stream.write(input));
        Map<Kind, Integer> counts = block.counts();
        PrintWriter console = spec.commandLine().getOut();
        console.printf(
                "%s: %,d bytes, %d transfers, %d of tokens, %d swaps, %d creations%n",
                out,
                input.length,
                counts.getOrDefault(Kind.TRANSFER, 0),
                counts.getOrDefault(Kind.TOKEN_TRANSFER, 0),
                counts.getOrDefault(Kind.SWAP, 0),
                counts.getOrDefault(Kind.CREATION, 0));
        console.printf("state root at the beginning: %s%n", HexFormat.of().formatHex(block.parentRoot()));
        console.flush();
        return ExitCode.OK;
    }

    private int ofStateTest(Path file) {
        StateTest test = EvmTestsVerb.read(file).tests().stream()
                .filter(each -> each.name().startsWith(wanted))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "%s has no case of Shanghai or Cancun that begins with '%s'".formatted(file, wanted)));
        byte[] input = test.input();
        GuestFiles.write(out, stream -> stream.write(input));
        StateTest.Expected expected = test.expected();
        PrintWriter console = spec.commandLine().getOut();
        console.printf("%s: %,d bytes, %s%n", out, input.length, test.name());
        console.println(expected.refusal()
                .map(refusal -> "the block must be refused: " + refusal)
                .orElse("state root at the end: %s, hash of the logs: %s".formatted(expected.root(), expected.logs())));
        console.flush();
        return ExitCode.OK;
    }
}
