package io.bulwark.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.protocol.NodeId;
import org.junit.jupiter.api.Test;

class RestsTest {
    private static final NodeId NODE = new NodeId("node");
    private static final NodeId OTHER = new NodeId("other");

    private final Rests rests = new Rests();

    @Test
    void restsLongerEachTimeAndNeverForEver() {
        long now = -5;
        long before = 0;
        for (int i = 0; i < 100; i++) {
            long rest = rests.inVain(NODE, now);
            assertThat(rest).isPositive().isGreaterThanOrEqualTo(before).isLessThan(3_600_000_000_000L);
            assertThat(rests.rests(NODE, now + rest - 1)).isTrue();
            assertThat(rests.rests(NODE, now + rest)).isFalse();
            now += rest;
            before = rest;
        }
        assertThat(rests.rests(OTHER, now)).isFalse();
    }

    @Test
    void startsAnewOnceSomethingWasRight() {
        long first = rests.inVain(NODE, 0);
        assertThat(rests.inVain(NODE, 0)).isGreaterThan(first);

        rests.right(NODE);

        assertThat(rests.rests(NODE, 1)).isFalse();
        assertThat(rests.inVain(NODE, 1)).isEqualTo(first);
    }
}
