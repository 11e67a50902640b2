package io.bulwark.cluster.demo;

import io.bulwark.cluster.work.Guests;
import io.bulwark.cluster.work.Workload;
import io.bulwark.riscv.guests.BatchInput;
import io.bulwark.riscv.guests.BatchInput.Verdict;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The work of an ordinary demonstration: a payments rollup's batch of signed transfers, run by the batch guest. One transfer in eight is of a kind that the
 * guest must refuse. The same batch each time.
 */
public final class BatchDemo {
    private static final String GUEST = "batch";
    private static final long SEED = 20261129;
    private static final int DEPTH = 8;

    private BatchDemo() {}

    /**
     * A batch of so many transfers.
     *
     * @param workload that runs programs
     * @throws DemoException if the guest is not there or the input cannot be written
     */
    public static DemoWork of(Workload workload, int transfers, DemoDirectory directory) {
        BatchInput batch = BatchInput.of(SEED, DEPTH, Verdict.mixed(transfers));
        Path input = directory.made(out -> out.write(batch.input()));
        try {
            Optional<Path> guest = Optional.of(Guests.path(GUEST));
            return new DemoWork(workload, guest, input, "a batch of " + transfers + " signed transfers");
        } catch (FileNotFoundException e) {
            throw new DemoException(DemoException.Fault.INPUT, e.getMessage(), e);
        }
    }
}
