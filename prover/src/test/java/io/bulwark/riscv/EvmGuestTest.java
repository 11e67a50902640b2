package io.bulwark.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The guest that executes a block of Ethereum transactions: what it says of a block, and what it refuses, here and under qemu. That its roots are right is held by
 * the tests beside its source.
 *
 * <p>The block is the one of {@code bulwark evm-input --transactions 8 --people 40 --seed 8}; its maker's test holds it to that.
 */
class EvmGuestTest {
    private static final Path ELF =
            Path.of("").toAbsolutePath().getParent().resolve("guests").resolve("evm.elf");
    private static final int MALFORMED = 10;
    private static final int WITNESS_MISSING = 11;
    private static final int WITNESS_WRONG = 12;
    private static final long SEED = 20261129;

    /** Chain id and fork, the state's root before, after, the receipts' root, the block's hash: as the library gives them on the machine that builds it. */
    private static final String OUTPUT = "390500000000000002000000"
            + "55e382ecb5ce325a20cb30ebc6c650bd9b7e5da8502be51dc3bff78752509e00"
            + "0be6244f989b626749eaf5f8184c21154b73416940de4d871af9f5a7035e6971"
            + "a4d45da9ec7b30dd3041484bbd1fd054b211176d875a50cac3c90d2375502d99"
            + "04b96851fc56898efcb21ea179970f5155c9493fe2a0aad548bc2bfc8d58b789";

    /** Where a list's strings begin in the input, and how long each is. */
    private record Strings(List<Integer> starts, List<Integer> lengths, int end) {
        static Strings at(byte[] input, int at) {
            ByteBuffer words = ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN);
            int count = words.getInt(at);
            List<Integer> starts = new ArrayList<>();
            List<Integer> lengths = new ArrayList<>();
            int next = at + 4;
            for (int i = 0; i < count; i++) {
                int length = words.getInt(next);
                starts.add(next + 4);
                lengths.add(length);
                next += 4 + ((length + 3) & ~3);
            }
            return new Strings(starts, lengths, next);
        }
    }

    private static byte[] block() throws IOException {
        try (InputStream in = EvmGuestTest.class.getResourceAsStream("/evm/block-8.bin")) {
            return in.readAllBytes();
        }
    }

    private static RunResult run(byte[] input) throws IOException {
        Program program = Program.load(Files.readAllBytes(ELF));
        return Executor.run(program, Input.of(input), Limits.standard(), Observer.none());
    }

    private static byte[] changed(byte[] input, int at) {
        byte[] changed = input.clone();
        changed[at] ^= 4;
        return changed;
    }

    /** The lists of ancestors, transactions, nodes and codes, behind two strings. */
    private static List<Strings> lists(byte[] input) {
        ByteBuffer words = ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN);
        int at = 16;
        for (int i = 0; i < 2; i++) {
            at += 4 + ((words.getInt(at) + 3) & ~3);
        }
        List<Strings> lists = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            lists.add(Strings.at(input, at));
            at = lists.getLast().end();
        }
        assertThat(at).isEqualTo(input.length);
        return lists;
    }

    @Test
    void aBlockLeadsToItsRootsHereAndUnderQemu() throws IOException {
        RunResult result = run(block());
        assertThat(result.exitCode()).isZero();
        assertThat(HexFormat.of().formatHex(result.output())).isEqualTo(OUTPUT);
        Qemu.assumePresent();
        Qemu theirs = Qemu.run(ELF, block());
        assertThat(theirs.exitCode()).isZero();
        assertThat(HexFormat.of().formatHex(theirs.output())).isEqualTo(OUTPUT);
    }

    @Test
    void refusesAWitnessOfWhichAByteIsChangedAndClaimsNothing() throws IOException {
        byte[] input = block();
        SplittableRandom random = new SplittableRandom(SEED);
        for (Strings witness : lists(input).subList(2, 4)) {
            int i = random.nextInt(witness.starts().size());
            int at = witness.starts().get(i) + random.nextInt(witness.lengths().get(i));
            RunResult result = run(changed(input, at));
            assertThat(result.exitCode()).as("seed %d, byte %d", SEED, at).isIn(WITNESS_MISSING, WITNESS_WRONG);
            assertThat(result.output()).isEmpty();
            assertThat(result.digest()).as("the zero digest").containsOnly(0);
        }
    }

    @Test
    void whatIsRefusedIsRefusedWithTheSameCodeUnderQemu() throws IOException {
        Qemu.assumePresent();
        byte[] input = block();
        List<Strings> lists = lists(input);
        int inTransaction = lists.get(1).starts().getFirst() + 12;
        int inNode = lists.get(2).starts().getLast() + 40;
        for (int at : new int[] {0, 4, 12, 100, inTransaction, inNode}) {
            byte[] changed = changed(input, at);
            RunResult ours = run(changed);
            Qemu theirs = Qemu.run(ELF, changed);
            assertThat(ours.exitCode()).as("byte %d", at).isEqualTo(theirs.exitCode());
            assertThat(ours.output()).isEqualTo(theirs.output());
        }
        assertThat(run(new byte[0]).exitCode()).isEqualTo(MALFORMED);
    }

    @Test
    @Tag("slow")
    void refusesEveryNodeAndCodeOfWhichAnyByteClassIsChanged() throws IOException {
        byte[] input = block();
        for (Strings witness : lists(input).subList(2, 4)) {
            for (int i = 0; i < witness.starts().size(); i++) {
                for (int at = 0; at < witness.lengths().get(i); at += 16) {
                    int exitCode =
                            run(changed(input, witness.starts().get(i) + at)).exitCode();
                    assertThat(exitCode).as("string %d, byte %d", i, at).isIn(WITNESS_MISSING, WITNESS_WRONG);
                }
            }
        }
    }
}
