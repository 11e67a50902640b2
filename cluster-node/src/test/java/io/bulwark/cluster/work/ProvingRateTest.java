package io.bulwark.cluster.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.proof.ProverOptions;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.riscv.plan.Checkpoint;
import io.bulwark.riscv.segment.ProvingKey;
import io.bulwark.riscv.segment.SegmentMachine;
import io.bulwark.riscv.segment.SegmentProver;
import io.bulwark.riscv.segment.SegmentVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProvingRateTest {
    /** Where the tables of the smallest class are full of additions, or of loads and stores. */
    private static final int LEAST = 1 << 14;

    private static final int MOST = 1 << 16;

    @Test
    void provesASegmentThatFillsItsClass() {
        ProverOptions options = ProverOptions.standard();
        ProvingKey key = ProvingKey.of(
                SegmentMachine.standard(), ProvingRate.program(), SecurityParameters.named(100, 1), options);
        List<Checkpoint> proved = new ArrayList<>();

        long rate = ProvingRate.measure(key, proved::add);

        assertThat(rate).isPositive();
        assertThat(proved).as("once to warm up, once to measure").hasSize(2);
        Checkpoint segment = proved.getFirst();
        assertThat(segment.cycles()).isBetween(LEAST, MOST);
        assertThat(segment.halted()).as("there is more to run").isFalse();
        var proof = new SegmentProver(key, options).prove(segment).proof();
        assertThat(new SegmentVerifier(key.key()).verify(proof).cycles()).isEqualTo(segment.cycles());
    }

    @Test
    void isNotMeasuredUnlessItIsAskedFor() {
        assertThat(new RiscvWorkload(WorkloadSettings.of(1)).rate()).isZero();
    }

    /** The whole of it, as a slot does it when it starts: the segment's proof and its lift. */
    @Test
    @Tag("slow")
    @Timeout(300)
    void isMeasuredByASlotThatStarts() {
        WorkloadSettings settings = new WorkloadSettings(2, 1, Optional.empty(), true);
        assertThat(new RiscvWorkload(settings).rate()).isPositive();
    }
}
