package io.bulwark.simulation.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bulwark.cluster.demo.NodeProcess;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Region;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class NamespacesTest {
    private static final String NEED = "a command";

    @Test
    void removesWhatProcessesThatAreGoneHaveLeftAndNothingElse() {
        String listed = """
                bulwark-chaos-17-zurich (id: 3)
                bulwark-chaos-17
                bulwark-chaos-18
                bulwark-chaos-18-lisbon (id: 1)
                bulwark-wire
                bulwark-chaos-x
                other""";
        assertThat(Namespaces.leftOvers(listed, Set.of(18L)::contains))
                .containsExactly("bulwark-chaos-17-zurich", "bulwark-chaos-17");
        assertThat(Namespaces.leftOvers("", pid -> false)).isEmpty();
    }

    @Test
    void whatIsDroppedIsWrittenInNftsLanguageInThePlaceOfWhatWasBefore() {
        assertThat(Dropping.around("region1").rules()).isEqualTo("""
                table bridge bulwark
                delete table bridge bulwark
                table bridge bulwark {
                  chain wires {
                    type filter hook forward priority 0; policy accept;
                    iifname "region1" counter drop
                    oifname "region1" counter drop
                  }
                }
                """);
        assertThat(Dropping.sentBy("region1").rules()).contains("iifname").doesNotContain("oifname");
        assertThat(Dropping.percent(5).rules()).contains("numgen random mod 100 < 5 counter drop");
        assertThat(Dropping.nothing().rules()).doesNotContain("drop\n");
    }

    @Test
    void countsWhatWasDroppedByAllRules() {
        assertThat(Dropping.counted("""
                chain wires {
                  iifname "region1" counter packets 12 bytes 3456 drop
                  oifname "region1" counter packets 30 bytes 9 drop
                }""")).isEqualTo(42);
        assertThat(Dropping.counted(Dropping.nothing().rules())).isZero();
    }

    @Test
    void aCommandThatFailsSaysWhatItTakesAndWhatItSaid() {
        assertThat(Command.run(NEED, List.of("cat"), "what it reads")).isEqualTo("what it reads");
        assertThatThrownBy(() -> Command.run(NEED, List.of("sh", "-c", "echo no such luck; exit 3")))
                .isInstanceOf(ChaosException.class)
                .hasMessage("this needs a command (sh: no such luck)");
        assertThatThrownBy(() -> Command.run(NEED, List.of("no-such-command-anywhere")))
                .isInstanceOf(ChaosException.class)
                .hasMessage("this needs a command (there is no command no-such-command-anywhere here)");
    }

    /** A ping, without the command of that name: whether a region's address takes connections or refuses them, or nothing comes back. */
    private static boolean reaches(NodeProcess.Launch from, String host) {
        List<String> command = new ArrayList<>(from.before());
        command.addAll(List.of("bash", "-c", "exec 3<>/dev/tcp/" + host + "/9"));
        List<String> bounded = new ArrayList<>(List.of("timeout", "5"));
        bounded.addAll(command);
        try {
            Command.run(NEED, bounded);
            return true;
        } catch (ChaosException e) {
            return e.getMessage().contains("refused");
        }
    }

    @Test
    void regionsReachEachOtherUntilTheyAreCutAndAgainAfterwardsAndNothingIsLeft() {
        Optional<String> impossible = Namespaces.impossible();
        assumeTrue(impossible.isEmpty(), impossible.orElse(""));
        NodeProcess.Launch launch = new NodeProcess.Launch(NamespacesTest.class, 1, Path.of("."));
        try (Namespaces network = new Namespaces()) {
            Network.Seat north = network.seat(member("north"), ports(), launch, port -> Optional.empty());
            Network.Seat south = network.seat(member("south"), ports(), launch, port -> Optional.empty());
            assertThat(network.hosts()).contains(north.host(), south.host());
            assertThat(reaches(north.launch(), south.host())).isTrue();
            network.drop(Dropping.around(network.portOf(new Region("north"))));
            assertThat(reaches(north.launch(), south.host())).isFalse();
            assertThat(reaches(south.launch(), north.host())).isFalse();
            assertThat(reaches(south.launch(), south.host())).isTrue();
            network.drop(Dropping.nothing());
            assertThat(reaches(south.launch(), north.host())).isTrue();
        }
        assertThat(Command.run(NEED, List.of("ip", "netns", "list")))
                .doesNotContain("bulwark-chaos-" + ProcessHandle.current().pid());
    }

    private static Network.Ports ports() {
        return new Network.Ports(RealCluster.freePort(), RealCluster.freePort());
    }

    private static Member member(String region) {
        return new Member(
                new NodeId("node-" + region), new OperatorId("alpine"), new Jurisdiction("CH"), new Region(region));
    }
}
