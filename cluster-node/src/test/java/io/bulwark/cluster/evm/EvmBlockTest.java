package io.bulwark.cluster.evm;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.evm.EvmBlock.Fork;
import io.bulwark.cluster.evm.EvmBlock.Kind;
import io.bulwark.cluster.evm.EvmBlock.Order;
import io.bulwark.riscv.Executor;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.Observer;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.RunResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Blocks that are made from a seed, and that the guest takes them. */
class EvmBlockTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path FIXTURE = ROOT.resolve("prover/src/test/resources/evm/block-8.bin");
    private static final int ROOT_AT = 12;

    private static RunResult run(EvmBlock block) throws IOException {
        Program program = Program.load(Files.readAllBytes(ROOT.resolve("guests/evm.elf")));
        return Executor.run(program, Input.of(block.input()), Limits.standard(), Observer.none());
    }

    @Test
    void theSameSeedGivesTheBytesThatTheGuestsTestsHave() throws IOException {
        EvmBlock block = EvmBlock.of(Order.mixed(8, Fork.CANCUN, 8, 40));
        assertThat(block.input()).isEqualTo(Files.readAllBytes(FIXTURE));
        assertThat(EvmBlock.of(Order.mixed(9, Fork.CANCUN, 8, 40)).input()).isNotEqualTo(block.input());
    }

    @Test
    void twentyTransactionsAreOfAllKinds() {
        assertThat(EvmBlock.of(Order.mixed(1, Fork.CANCUN, 20, 10)).counts())
                .containsEntry(Kind.TRANSFER, 9)
                .containsEntry(Kind.TOKEN_TRANSFER, 7)
                .containsEntry(Kind.SWAP, 3)
                .containsEntry(Kind.CREATION, 1);
    }

    @Test
    void theGuestTakesABlockOfEachForkFromTheRootThatItsMakerSays() throws IOException {
        for (Fork fork : Fork.values()) {
            EvmBlock block = EvmBlock.of(Order.mixed(3, fork, 8, 25));
            RunResult result = run(block);
            assertThat(result.exitCode()).as(fork.name()).isZero();
            ByteBuffer output = ByteBuffer.wrap(result.output()).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(output.getLong(0)).isEqualTo(EvmBlock.CHAIN);
            byte[] before = Arrays.copyOfRange(result.output(), ROOT_AT, ROOT_AT + 32);
            assertThat(before).isEqualTo(block.parentRoot());
            assertThat(Arrays.copyOfRange(result.output(), ROOT_AT + 32, ROOT_AT + 64))
                    .isNotEqualTo(before);
        }
    }
}
