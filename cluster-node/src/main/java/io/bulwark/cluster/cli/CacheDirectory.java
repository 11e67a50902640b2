package io.bulwark.cluster.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** Where what is slow to compute and the same for everybody is kept between commands. */
final class CacheDirectory {
    private CacheDirectory() {}

    /** Of this process. */
    static Path standard() {
        return of(System.getenv(), System.getProperty("user.home"));
    }

    /**
     * What BULWARK_CACHE says; else "bulwark" in XDG_CACHE_HOME where that is an absolute path, as its specification demands; else ".cache/bulwark" of the
     * home directory.
     *
     * @throws UsageException if a variable holds no path
     */
    static Path of(Map<String, String> environment, String home) {
        String own = environment.getOrDefault("BULWARK_CACHE", "");
        if (!own.isEmpty()) {
            return path("BULWARK_CACHE", own);
        }
        String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
        if (!shared.isEmpty() && path("XDG_CACHE_HOME", shared).isAbsolute()) {
            return Path.of(shared, "bulwark");
        }
        return Path.of(home, ".cache", "bulwark");
    }

    private static Path path(String variable, String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new UsageException(variable + " holds no path: " + e.getMessage(), e);
        }
    }
}
