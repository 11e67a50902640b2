package io.bulwark.recursion.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.backend.VerificationException;
import io.bulwark.recursion.circuit.Circuit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CircuitFileTest {
    private static final long SEED = 9;

    private static Circuit circuit;

    @TempDir
    private Path directory;

    @BeforeAll
    static void record() {
        circuit = FoldKey.record(SmallFold.SYSTEM, new FoldCircuit.Finish(FoldSystem.NARROW));
    }

    @Test
    void aCircuitReadsBackAsItWas() throws IOException {
        Path file = directory.resolve("deep").resolve("a.circuit");
        CircuitFile.write(file, circuit);
        assertThat(CircuitFile.read(file)).contains(circuit);
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFileThatIsCutOrChangedIsNone() throws IOException {
        Path file = directory.resolve("a.circuit");
        CircuitFile.write(file, circuit);
        byte[] bytes = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 20; i++) {
            byte[] changed = bytes.clone();
            int at = i < 8 ? i : random.nextInt(bytes.length);
            changed[at] ^= 1;
            Files.write(file, changed);
            assertThat(CircuitFile.read(file)).as("seed %d, byte %d", SEED, at).isEmpty();
        }
        for (int length : new int[] {0, 31, 32, bytes.length - 1}) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThat(CircuitFile.read(file)).as("length %d", length).isEmpty();
        }
        assertThat(CircuitFile.read(directory.resolve("none"))).isEmpty();
    }

    @Test
    void keysComeFromTheDirectoryAndAWrongFileIsReplaced() throws IOException {
        FoldIdentities identities = SmallFold.IDENTITIES;
        Path file = directory.resolve(identities.all().get(SmallFold.FINISH).root() + ".circuit");
        FoldKeys.of(identities, SmallFold.OPTIONS, 1, directory).prepare(SmallFold.FINISH);
        byte[] written = Files.readAllBytes(file);
        // A circuit that is whole, but another one.
        CircuitFile.write(file, FoldKey.record(SmallFold.SYSTEM, new FoldCircuit.Bundle(1)));
        FoldKey key = FoldKeys.of(identities, SmallFold.OPTIONS, 1, directory).get(SmallFold.FINISH);
        assertThat(key.identity()).isEqualTo(identities.all().get(SmallFold.FINISH));
        assertThat(Files.readAllBytes(file)).isEqualTo(written);
    }

    @Test
    void packedElementsReadBackAndNothingMayStandBehindThem() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int n = 0; n < 40; n++) {
            int[] numbers = random.ints(n, 0, Integer.MAX_VALUE).toArray();
            byte[] bytes = PackedElements.encode(numbers);
            assertThat(bytes).hasSize(PackedElements.bytes(n));
            assertThat(PackedElements.decode(bytes, 0, n)).isEqualTo(numbers);
            if (31 * n % 8 != 0) {
                byte[] more = bytes.clone();
                more[more.length - 1] |= (byte) 0x80;
                int count = n;
                assertThatThrownBy(() -> PackedElements.decode(more, 0, count))
                        .isInstanceOf(VerificationException.class);
            }
        }
    }
}
