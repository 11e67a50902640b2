package io.bulwark.aggregator;

import static io.bulwark.aggregator.Intervals.claim;
import static io.bulwark.aggregator.Intervals.fact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.TaskName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChainFileTest {
    private static final int LARGEST = 50;
    private static final int LINKS_AT = 20;

    private final ChainProof chain = new ChainProof(List.of(link(0, 2), link(2, 3), link(3, 7)));
    private final byte[] file = write(chain);

    private static Fact link(int from, int to) {
        return fact(TaskName.segment(from), claim(from, to));
    }

    @Test
    void readsBackTheLinksThatItWrote() throws IOException {
        List<ChainFile.Entry> entries = read(file);

        assertThat(entries).extracting(ChainFile.Entry::claim).containsExactly(claim(0, 2), claim(2, 3), claim(3, 7));
        assertThat(entries).extracting(ChainFile.Entry::proof).containsExactly(proof(3), proof(6), proof(28));
    }

    @Test
    void refusesEveryPrefix() {
        for (int length = 0; length < file.length; length++) {
            byte[] prefix = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> read(prefix)).as("%d bytes", length).isInstanceOf(ChainFile.FormatException.class);
        }
    }

    @Test
    void refusesBytesBehindTheLastLink() {
        assertThatThrownBy(() -> read(Arrays.copyOf(file, file.length + 1)))
                .isInstanceOf(ChainFile.FormatException.class)
                .hasMessageContaining("end of the chain");
    }

    @Test
    void readsAFlippedBitAsAnotherChainOrRefusesIt() throws IOException {
        List<ChainFile.Entry> original = read(file);
        int refusals = 0;
        for (int bit = 0; bit < 8 * file.length; bit++) {
            byte[] flipped = file.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            try {
                assertThat(read(flipped)).as("bit %d", bit).isNotEqualTo(original);
            } catch (ChainFile.FormatException refused) {
                refusals++;
            }
        }
        assertThat(refusals)
                .as("at least the magic, the version and the lengths")
                .isGreaterThan(8 * 24);
    }

    @Test
    void refusesACountOfLinksThatNoChainHas() {
        for (int count : new int[] {0, -1, Integer.MAX_VALUE}) {
            byte[] other = file.clone();
            for (int i = 0; i < 4; i++) {
                other[LINKS_AT + i] = (byte) (count >> (8 * i));
            }
            assertThatThrownBy(() -> read(other))
                    .isInstanceOf(ChainFile.FormatException.class)
                    .hasMessageContaining("links");
        }
    }

    @Test
    void refusesAProofLongerThanAnyCanBe() {
        assertThatThrownBy(() -> read(file, proof(28).size() - 1))
                .isInstanceOf(ChainFile.FormatException.class)
                .hasMessageContaining("expected a proof of 1 to");
    }

    private static ByteString proof(long end) {
        return ByteString.copyFromUtf8("proof up to step " + end);
    }

    private static byte[] write(ChainProof chain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ChainFile.write(chain, fact -> proof(fact.claim().end().step()).toByteArray(), out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static List<ChainFile.Entry> read(byte[] bytes) throws IOException {
        return read(bytes, LARGEST);
    }

    private static List<ChainFile.Entry> read(byte[] bytes, int largest) throws IOException {
        List<ChainFile.Entry> entries = new ArrayList<>();
        try (ChainFile.Reader reader = new ChainFile.Reader(new ByteArrayInputStream(bytes), largest)) {
            for (Optional<ChainFile.Entry> next = reader.next(); next.isPresent(); next = reader.next()) {
                entries.add(next.get());
                Claim claim = next.get().claim();
                assertThat(claim.steps()).isPositive();
            }
        }
        return entries;
    }
}
