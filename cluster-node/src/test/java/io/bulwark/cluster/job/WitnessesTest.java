package io.bulwark.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessesTest {
    @TempDir
    private Path directory;

    private Crew crew;

    @BeforeEach
    void start() {
        crew = new Crew(directory);
    }

    @AfterEach
    void stop() {
        crew.close();
    }

    private Set<NodeId> nodes(String operator, String... names) {
        return Set.copyOf(Stream.of(names)
                .map(name -> crew.member(name, operator))
                .map(identity -> identity.member().node())
                .toList());
    }

    @Test
    void manyNodesOfOneOperatorAreOneWord() {
        Witnesses witnesses = new Witnesses(crew.registry());
        Member alone = crew.registry().members().getFirst();
        assertThat(crew.registry().members()).containsExactly(alone);
        assertThat(witnesses.enough(List.of(alone.node())))
                .as("there is nobody else")
                .isTrue();
        Set<NodeId> one = nodes("one", "a", "b", "c");
        Set<NodeId> other = nodes("other", "d");

        assertThat(witnesses.enough(one)).isFalse();
        assertThat(witnesses.enough(
                        List.of(one.iterator().next(), other.iterator().next())))
                .isTrue();
        assertThat(witnesses.enough(List.of(new NodeId("nobody"), one.iterator().next())))
                .as("whom nobody knows does not count")
                .isFalse();
    }
}
