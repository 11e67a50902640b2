package io.bulwark.cluster.cli;

import io.bulwark.riscv.guests.BatchInput;
import io.bulwark.riscv.guests.BatchInput.Verdict;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes an input of the batch guest. */
@Command(
        name = "batch-input",
        mixinStandardHelpOptions = true,
        description = {
            "Makes an input of guests/batch.elf: a payments rollup's batch of signed transfers between accounts in a Merkle tree.",
            "The same seed gives the same bytes. One transfer in eight is of a kind that the guest must refuse, unless --valid."
        },
        footer = {
            "",
            "Example: bulwark batch-input --transfers 24 --out batch.bin",
            "         bulwark prove guests/batch.elf --input batch.bin --out batch.proof"
        })
final class BatchInputVerb implements Callable<Integer> {
    private static final int MOST_TRANSFERS = 100_000;
    private static final int MOST_DEPTH = 16;

    @Option(names = "--transfers", paramLabel = "N", defaultValue = "24", description = "how many transfers (24)")
    private int transfers;

    @Option(names = "--depth", paramLabel = "D", defaultValue = "8", description = "2^D accounts, D from 1 to 16 (8)")
    private int depth;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "20261129", description = "of all that is chosen")
    private long seed;

    @Option(names = "--valid", description = "no transfer that must be refused")
    private boolean valid;

    @Option(names = "--out", required = true, paramLabel = "F", description = "where to put the input")
    private Path out;

    @Option(names = "--output", paramLabel = "F", description = "where to put what the guest will write")
    private Optional<Path> output = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (transfers < 1 || transfers > MOST_TRANSFERS || depth < 1 || depth > MOST_DEPTH) {
            throw new UsageException("expected 1 to %d transfers and a depth of 1 to %d, got %d and %d"
                    .formatted(MOST_TRANSFERS, MOST_DEPTH, transfers, depth));
        }
        BatchInput batch =
                valid ? BatchInput.valid(seed, depth, transfers) : BatchInput.of(seed, depth, Verdict.mixed(transfers));
        GuestFiles.write(out, stream -> stream.write(batch.input()));
        output.ifPresent(file -> GuestFiles.write(file, stream -> stream.write(batch.output())));
        spec.commandLine().getOut().printf("%s: %d transfers between 2^%d accounts%n", out, transfers, depth);
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
