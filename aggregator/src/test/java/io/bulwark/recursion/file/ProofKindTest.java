package io.bulwark.recursion.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.riscv.segment.RunHeader;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProofKindTest {
    @ParameterizedTest
    @EnumSource
    void isToldByItsFirstBytesAndByNoFewer(ProofKind kind) {
        byte[] file = Arrays.copyOf(kind.magic(), 100);
        assertThat(ProofKind.of(file)).contains(kind);
        assertThat(ProofKind.of(kind.magic())).contains(kind);
        assertThat(ProofKind.of(Arrays.copyOf(file, ProofKind.MAGIC_BYTES - 1))).isEmpty();
        for (int i = 0; i < ProofKind.MAGIC_BYTES; i++) {
            byte[] other = file.clone();
            other[i] ^= 1;
            assertThat(ProofKind.of(other)).isEmpty();
        }
    }

    @Test
    void namesDiffer() {
        Set<String> names = new HashSet<>();
        Arrays.stream(ProofKind.values()).forEach(kind -> names.add(Arrays.toString(kind.magic())));
        assertThat(names).hasSameSizeAs(ProofKind.values());
    }

    @Test
    void aRunsFileBeginsAsItsHeaderDoes() {
        assertThat(RunHeader.begins(ProofKind.SEGMENTS.magic())).isTrue();
        assertThat(RunHeader.begins(ProofKind.ROOT.magic())).isFalse();
    }
}
