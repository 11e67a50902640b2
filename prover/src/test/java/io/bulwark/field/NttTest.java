package io.bulwark.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class NttTest {
    @TestFactory
    Stream<DynamicNode> everyImplementationTransformsByTheDefinition() {
        return FieldPackages.everyWidth(NttChecks.class);
    }

    @Test
    @Tag("slow")
    void theLargestSizeThereIsComesBackFromItsValues() {
        int[] c = Samples.elements(new Random(24), 1 << 24);
        int[] a = c.clone();
        Ntt.forward(a, 0, 24);
        Ntt.inverse(a, 0, 24);
        assertThat(Arrays.equals(a, c)).as("seed 24").isTrue();
    }
}
