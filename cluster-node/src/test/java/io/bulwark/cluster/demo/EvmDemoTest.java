package io.bulwark.cluster.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.work.RiscvWorkload;
import io.bulwark.cluster.work.WorkloadSettings;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class EvmDemoTest {
    /** Of a transfer of money. */
    private static final long LEAST_GAS = 21_000;

    @Test
    void theGuestTakesTheBlockAndSaysItsGas() throws IOException {
        DemoDirectory directory = new DemoDirectory();
        try {
            EvmDemo demo = EvmDemo.of(new RiscvWorkload(WorkloadSettings.of(1)), 2, directory);
            assertThat(demo.gas()).isBetween(2 * LEAST_GAS + 1, 10 * LEAST_GAS);
            assertThat(demo.work().program()).isPresent();
            assertThat(Files.size(demo.work().input())).isPositive();
        } finally {
            directory.discard();
        }
    }

    @Test
    void theLastLineSaysWhatATransactionCosts() throws IOException {
        DemoDirectory directory = new DemoDirectory();
        try {
            EvmDemo made = EvmDemo.of(new RiscvWorkload(WorkloadSettings.of(1)), 1, directory);
            EvmDemo demo = new EvmDemo(made.work(), 2, 60_000);
            assertThat(demo.cost(1_000_000, 10, 36, 0.04))
                    .isEqualTo("2 transactions, 60,000 gas, 1,000,000 cycles: 10.0 s, 36.0 core-seconds, 6,000 gas/s;"
                            + " at 0.04 a core-hour 0.000200 a transaction");
        } finally {
            directory.discard();
        }
    }
}
