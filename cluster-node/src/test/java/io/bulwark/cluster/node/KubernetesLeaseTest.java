package io.bulwark.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.bulwark.cluster.work.HashChain;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of two nodes that lose each other, neither is a majority; the one that gets the region's lease from the Kubernetes API goes on. */
class KubernetesLeaseTest {
    private static final long BOUND_SECONDS = 120;
    private static final HashChain WORKLOAD = new HashChain(1, 0);

    @TempDir
    private Path directory;

    @Test
    void ofTwoNodesThatLoseEachOtherTheOneThatGetsTheLeaseGoesOnAndTheOtherEnds() throws Exception {
        Path account = directory.resolve("account");
        try (KubernetesApi api = KubernetesApi.secure(account)) {
            RegionNode one = start(api, "one", List.of());
            RegionNode other = start(api, "other", List.of(one.address()));
            try {
                await(() -> one.reached() == 2 && other.reached() == 2);
                assertThat(api.holder("bulwark-n")).as("nobody needs it").isEmpty();
                assertThat(one.hasEnded() || other.hasEnded()).isFalse();

                one.cut(Set.of("n"), true);
                other.cut(Set.of("n"), true);

                await(() -> one.hasEnded() || other.hasEnded());
                RegionNode left = one.hasEnded() ? other : one;
                await(() -> left.hasEnded() || left.reached() == 1);
                assertThat(left.hasEnded()).as("one goes on").isFalse();
                assertThat(api.holder("bulwark-n"))
                        .hasValueSatisfying(name -> assertThat(name).contains(left.address()));
            } finally {
                one.kill();
                other.kill();
            }
        }
    }

    private RegionNode start(KubernetesApi api, String name, List<String> join) {
        Config kubernetes = ConfigFactory.parseString("""
                pekko.coordination.lease.kubernetes {
                  api-service-host = "127.0.0.1"
                  api-service-port = %1$d
                  api-ca-path = "%2$s/ca.crt"
                  api-token-path = "%2$s/token"
                  namespace-path = "%2$s/namespace"
                }
                """.formatted(api.port(), directory.resolve("account")));
        return RegionNode.start(name, "n", 0, join, 1, directory, WORKLOAD, Rules.LEASE, kubernetes);
    }

    private static void await(BooleanSupplier holds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it does not come to that").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
