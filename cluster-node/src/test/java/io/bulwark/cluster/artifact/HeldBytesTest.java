package io.bulwark.cluster.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.protocol.ArtifactId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many bytes of artifacts are on the disk, without looking there. */
class HeldBytesTest {
    @TempDir
    private Path directory;

    @Test
    void countsWhatIsPublishedOnceAndWhatIsRemovedNoMore() {
        FileArtifacts store = new FileArtifacts(directory);
        ArtifactId first = store.put(new byte[100]);
        store.put(new byte[30]);
        store.put(new byte[100]);
        assertThat(store.bytes()).isEqualTo(130);

        store.delete(first);
        store.delete(first);
        assertThat(store.bytes()).isEqualTo(30);
    }

    @Test
    void countsNothingThatIsNotPublished() {
        FileArtifacts store = new FileArtifacts(directory);
        try (ArtifactStore.Writer writer = store.create()) {
            writer.write(new byte[50], 0, 50);
        }
        assertThat(store.bytes()).isZero();
    }

    @Test
    void knowsAtItsStartWhatAnEarlierProcessHasLeft() {
        new FileArtifacts(directory).put(new byte[70]);
        assertThat(new FileArtifacts(directory).bytes()).isEqualTo(70);
    }

    @Test
    void countsNoMoreWhatIsSetAsideAsDamaged() throws IOException {
        FileArtifacts store = new FileArtifacts(directory);
        ArtifactId damaged = store.put(new byte[40]);
        Files.write(store.path(damaged), new byte[] {1}, StandardOpenOption.WRITE);
        assertThat(store.verify(damaged)).isFalse();
        assertThat(store.bytes()).isZero();
    }
}
