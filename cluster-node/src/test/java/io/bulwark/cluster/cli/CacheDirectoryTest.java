package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheDirectoryTest {
    private static final Path HOME = Path.of("home", "she");

    private static Path of(Map<String, String> environment) {
        return CacheDirectory.of(environment, HOME.toString());
    }

    @Test
    void isInTheHomeDirectoryUnlessTheEnvironmentSaysOtherwise() {
        Path usual = HOME.resolve(".cache").resolve("bulwark");
        assertThat(of(Map.of())).isEqualTo(usual);
        assertThat(of(Map.of("BULWARK_CACHE", "", "XDG_CACHE_HOME", ""))).isEqualTo(usual);
        // What is no absolute path counts as not set: so its specification says.
        assertThat(of(Map.of("XDG_CACHE_HOME", "relative"))).isEqualTo(usual);
    }

    @Test
    void isBesideOtherProgramsCachesOrWhereItsOwnVariableSays() {
        Path shared = Path.of("caches").toAbsolutePath();
        assertThat(of(Map.of("XDG_CACHE_HOME", shared.toString()))).isEqualTo(shared.resolve("bulwark"));
        assertThat(of(Map.of("XDG_CACHE_HOME", shared.toString(), "BULWARK_CACHE", "own")))
                .isEqualTo(Path.of("own"));
    }
}
