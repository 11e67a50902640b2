package io.bulwark.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.air.BusChecker;
import io.bulwark.air.SampleMachine;
import io.bulwark.air.Table;
import io.bulwark.air.TraceChecker;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChainMachineTest {
    @Test
    void aChainSatisfiesIt() {
        SampleMachine chain = ChainMachine.example(ChainMachine.machine(2, 2, 6), 3);
        assertThat(chain.isTrue()).isTrue();
        assertThat(chain.machine().chips().get(ChainMachine.HASH).main()).isEqualTo(241);
    }

    /** With the selector 0 the constants vanish: the all-zero row "hashes" 0 to 0. Only the added constraint keeps it from answering. */
    @Test
    void aHashRowWithoutItsSelectorDoesNotAnswer() {
        long[] link = new long[20];
        link[0] = 1;
        long[] hash = new long[ChainMachine.HASH_COLUMNS];
        hash[1] = 1;
        List<Integer> ends = new ArrayList<>(Collections.nCopies(20, 0));
        ends.set(10, KoalaBear.ONE);
        SampleMachine forged = new SampleMachine(
                ChainMachine.machine(1, 1, 6),
                0,
                List.of(
                        SampleMachine.table(20, List.of(link)),
                        SampleMachine.table(ChainMachine.HASH_COLUMNS, List.of(hash))),
                Map.of(),
                ends);
        assertThat(BusChecker.check(forged.trace(), forged.publicArray(), 3)).isEmpty();
        assertThat(TraceChecker.check(forged.trace(), 3)).singleElement().satisfies(v -> {
            assertThat(v.expression()).isEqualTo("(main 1) * (1 - (main 0))");
            assertThat(v.chip()).isEqualTo("hash");
        });
    }

    @Test
    void anAnswerThatNobodyAskedForIsNamed() {
        SampleMachine chain = ChainMachine.example(ChainMachine.machine(2, 2, 6), 3);
        Table hashes = chain.tables().get(ChainMachine.HASH);
        assertThat(hashes.column(1)[2]).isEqualTo(KoalaBear.ONE);
        SampleMachine twice = chain.withCell(ChainMachine.HASH, 1, 2, 2);
        assertThat(BusChecker.check(twice.trace(), twice.publicArray(), 3))
                .singleElement()
                .satisfies(i -> assertThat(i.count()).isEqualTo(-1));
    }
}
