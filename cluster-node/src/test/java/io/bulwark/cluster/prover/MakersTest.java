package io.bulwark.cluster.prover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MakersTest {
    @Test
    void onlyASlotsFirstMakerIsOfTheFirstSource() {
        List<String> started = new ArrayList<>();
        Maker.Source source = Makers.inTurn(named("first", started), named("later", started));

        source.start(0, report -> {});
        source.start(1, report -> {});
        source.start(0, report -> {});
        source.start(0, report -> {});

        assertThat(started).containsExactly("first 0", "first 1", "later 0", "later 0");
    }

    private static Maker.Source named(String name, List<String> started) {
        return (slot, told) -> {
            started.add(name + " " + slot);
            return null;
        };
    }
}
