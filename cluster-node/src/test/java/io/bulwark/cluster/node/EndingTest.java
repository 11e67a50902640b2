package io.bulwark.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.pekko.actor.CoordinatedShutdown;
import org.junit.jupiter.api.Test;

class EndingTest {
    @Test
    void aNodeThatWasDrainedHasDoneWhatItWasTold() {
        assertThat(Ending.fault(CoordinatedShutdown.clusterLeavingReason())).isEmpty();
        assertThat(Ending.fault(Ending.ASKED)).isEmpty();
        assertThat(Ending.fault(CoordinatedShutdown.jvmExitReason()))
                .as("SIGTERM, of which Pekko heard first")
                .isEmpty();
    }

    @Test
    void aNodeThatTheOthersRemovedOrTheListExpelledSaysSo() {
        assertThat(Ending.fault(CoordinatedShutdown.clusterDowningReason()))
                .hasValueSatisfying(why -> assertThat(why).contains("removed this node"));
        assertThat(Ending.fault(Ending.EXPELLED))
                .hasValueSatisfying(why -> assertThat(why).contains("admits this node no longer"));
    }
}
