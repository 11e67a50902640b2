package io.bulwark.cluster.demo;

import io.bulwark.cluster.evm.EvmBlock;
import io.bulwark.cluster.evm.EvmBlock.Fork;
import io.bulwark.cluster.evm.EvmBlock.Order;
import io.bulwark.cluster.work.Guests;
import io.bulwark.cluster.work.Workload;
import io.bulwark.riscv.Executor;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.Observer;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.RunResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The work of a demonstration with a rollup's block: Ethereum transactions of all kinds, executed by the EVM guest. The same block each time.
 *
 * @param gas that the block uses, as the guest says when it is run beforehand
 */
public record EvmDemo(DemoWork work, int transactions, long gas) {
    private static final String GUEST = "evm";
    private static final long SEED = 20261129;
    private static final int PEOPLE = 1000;
    private static final String GAS = "gas ";
    private static final double HOUR = 3600;

    /**
     * A block of so many transactions, after a run that shows that the guest takes it.
     *
     * @param workload that runs programs
     * @throws DemoException if the guest is not there or refuses, or the input cannot be written
     */
    public static EvmDemo of(Workload workload, int transactions, DemoDirectory directory) {
        byte[] block = EvmBlock.of(Order.mixed(SEED, Fork.CANCUN, transactions, PEOPLE))
                .input();
        Path input = directory.made(out -> out.write(block));
        try {
            Path guest = Guests.path(GUEST);
            Program program = Program.load(Files.readAllBytes(guest));
            RunResult run = Executor.run(program, Input.of(block), Limits.standard(), Observer.none());
            DemoWork work = new DemoWork(
                    workload, Optional.of(guest), input, "a block of " + transactions + " Ethereum transactions");
            return new EvmDemo(work, transactions, gas(run));
        } catch (IOException e) {
            throw new DemoException(DemoException.Fault.INPUT, e.getMessage(), e);
        }
    }

    private static long gas(RunResult run) {
        return new String(run.log(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(GAS))
                .map(line -> Long.parseLong(line.substring(GAS.length())))
                .findFirst()
                .orElseThrow(() -> new DemoException(
                        DemoException.Fault.INPUT,
                        "the guest refused the block with exit code " + Integer.toUnsignedString(run.exitCode())));
    }

    /**
     * What the proof took, in one line.
     *
     * @param price of a core for an hour, in any money
     */
    public String cost(DemoReport report, double price) {
        return cost(report.steps(), report.proving(), report.coreSeconds(), price);
    }

    String cost(long cycles, double seconds, double coreSeconds, double price) {
        double each = coreSeconds / HOUR * price / transactions;
        return String.format(
                Locale.ROOT,
                "%d transactions, %,d gas, %,d cycles: %.1f s, %.1f core-seconds, %,.0f gas/s; at %s a core-hour %.6f a transaction",
                transactions,
                gas,
                cycles,
                seconds,
                coreSeconds,
                gas / seconds,
                price,
                each);
    }
}
