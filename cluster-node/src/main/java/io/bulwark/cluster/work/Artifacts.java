package io.bulwark.cluster.work;

import io.bulwark.protocol.ArtifactId;
import java.nio.file.Path;

/** Where artifacts lie that the caller has made sure are there. */
@FunctionalInterface
public interface Artifacts {
    Path path(ArtifactId id);
}
