package io.bulwark.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.hash.Poseidon2RowHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpongeStateTest {
    private static final long SEED = 4;

    private static byte[] file(int length) {
        byte[] bytes = new byte[length];
        new Random(SEED + length).nextBytes(bytes);
        return bytes;
    }

    private static int[] allBlocks(byte[] file) {
        return FileElements.blocks(file.length, file, 0, FileElements.blocks(file.length));
    }

    @Test
    void theDigestOfAFileIsTheRowHashOfItsElements() {
        for (int length : new int[] {0, 1, 2, 3, 38, 39, 40, 41, 84, 85, 1000}) {
            int[] blocks = allBlocks(file(length));
            SpongeState end = FileElements.start(length).absorb(blocks, 0, blocks.length / Poseidon2.RATE);
            int[] row = Arrays.copyOf(blocks, FileElements.elements(length));
            assertThat(end.digest()).as("%d bytes", length).isEqualTo(new Poseidon2RowHash().hash(row));
            assertThat(end.index()).isEqualTo(FileElements.blocks(length));
        }
    }

    @Test
    void filesOfOtherLengthOrContentHaveOtherElements() {
        Set<List<Integer>> seen = new HashSet<>();
        int count = 0;
        for (int length = 0; length < 100; length++) {
            for (byte last : new byte[] {0, 1, -1}) {
                byte[] bytes = new byte[length];
                if (length > 0) {
                    bytes[length - 1] = last;
                }
                if (length > 0 || last == 0) {
                    seen.add(Arrays.stream(allBlocks(bytes)).boxed().toList());
                    count++;
                }
            }
        }
        assertThat(seen).hasSize(count);
    }

    @Test
    void theElementsAreThoseOfTheDescription() {
        byte[] file = {1, 2, 3, (byte) 0xFF, 5};
        assertThat(Arrays.stream(allBlocks(file)).map(KoalaBear::toCanonical))
                .startsWith(5, 0, 0x030201, 0x0005FF, 0)
                .hasSize(Poseidon2.RATE);
    }

    @Test
    void anyCutOfAFileGivesTheBlocksOfTheWhole() {
        byte[] file = file(500);
        int[] whole = allBlocks(file);
        int blocks = FileElements.blocks(file.length);
        for (int from = 0; from <= blocks; from++) {
            for (int to = from; to <= blocks; to++) {
                long first = FileElements.firstByte(file.length, from);
                long last = FileElements.firstByte(file.length, to);
                byte[] part = Arrays.copyOfRange(file, (int) first, (int) last);
                assertThat(FileElements.blocks(file.length, part, from, to - from))
                        .isEqualTo(Arrays.copyOfRange(whole, from * Poseidon2.RATE, to * Poseidon2.RATE));
            }
        }
    }

    @Test
    void refusesBytesThatAreNotThoseOfTheBlocks() {
        for (int[] bad : new int[][] {{0, 1, 38}, {0, 1, 40}, {1, 1, 44}, {-1, 1, 39}, {0, -1, 0}, {0, 4, 100}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> FileElements.blocks(100, new byte[bad[2]], bad[0], bad[1]));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> FileElements.elements(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> FileElements.elements(FileElements.MAX_BYTES + 1));
        assertThat(FileElements.elements(FileElements.MAX_BYTES)).isEqualTo(KoalaBear.P - 1);
    }

    private static List<SpongeState> states(byte[] file) {
        int[] blocks = allBlocks(file);
        List<SpongeState> states = new ArrayList<>(List.of(FileElements.start(file.length)));
        for (int b = 0; b < blocks.length / Poseidon2.RATE; b++) {
            states.add(states.getLast().absorb(blocks, b, 1));
        }
        return states;
    }

    @Test
    void absorbingInPartsIsAbsorbingAtOnce() {
        byte[] file = file(300);
        int[] blocks = allBlocks(file);
        List<SpongeState> states = states(file);
        for (int i = 0; i < states.size(); i++) {
            for (int j = i; j < states.size(); j++) {
                assertThat(states.get(i).absorb(blocks, i, j - i)).isEqualTo(states.get(j));
            }
        }
    }

    @Test
    void neighboursJoinAndNoOthersDo() {
        List<SpongeState> s = states(file(200));
        for (int i = 0; i < s.size(); i++) {
            for (int j = i; j < s.size(); j++) {
                for (int k = 0; k < s.size(); k++) {
                    SpongeClaim left = new SpongeClaim(s.get(i), s.get(j));
                    SpongeClaim right = new SpongeClaim(s.get(Math.min(k, s.size() - 1)), s.getLast());
                    assertThat(left.join(right).isPresent()).isEqualTo(j == k);
                }
            }
        }
    }

    @Test
    void joiningIsAssociativeAndAnEmptyClaimChangesNothing() {
        List<SpongeState> s = states(file(200));
        SpongeClaim a = new SpongeClaim(s.get(0), s.get(1));
        SpongeClaim b = new SpongeClaim(s.get(1), s.get(3));
        SpongeClaim c = new SpongeClaim(s.get(3), s.get(4));
        SpongeClaim left = a.join(b).flatMap(x -> x.join(c)).orElseThrow();
        SpongeClaim right = b.join(c).flatMap(a::join).orElseThrow();
        assertThat(left).isEqualTo(right).isEqualTo(new SpongeClaim(s.get(0), s.get(4)));
        assertThat(left.blocks()).isEqualTo(a.blocks() + b.blocks() + c.blocks());
        SpongeClaim none = new SpongeClaim(s.get(1), s.get(1));
        assertThat(a.join(none)).contains(a);
        assertThat(none.join(b)).contains(b);
    }

    @Test
    void refusesClaimsThatRunBackwards() {
        List<SpongeState> s = states(file(100));
        assertThatIllegalArgumentException().isThrownBy(() -> new SpongeClaim(s.get(1), s.get(0)));
        SpongeState other = states(file(101)).get(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new SpongeClaim(s.get(1), other));
    }

    @Test
    void aClaimSurvivesItsPublicValues() {
        List<SpongeState> s = states(file(100));
        SpongeClaim claim = new SpongeClaim(s.get(0), s.get(2));
        assertThat(SpongeClaim.ofPublicValues(claim.publicValues())).isEqualTo(claim);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpongeClaim.ofPublicValues(Arrays.copyOf(claim.publicValues(), 37)));
        int[] large = claim.publicValues();
        large[5] = KoalaBear.P;
        assertThatIllegalArgumentException().isThrownBy(() -> SpongeClaim.ofPublicValues(large));
    }
}
