package io.bulwark.cluster.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Sha256;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

class FileArtifactsTest {
    @TempDir
    private Path directory;

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static ArtifactId id(byte[] bytes) {
        return new ArtifactId(Sha256.of(bytes));
    }

    @Test
    void goesOnAfterACrashWhereAnArtifactOfKnownNameEndedAndChecksTheWhole() {
        byte[] bytes = bytes(300_000);
        ArtifactStore store = new FileArtifacts(directory);
        // Never closed: the process died here.
        ArtifactStore.Writer died = store.resume(id(bytes));
        died.write(bytes, 0, 100_000);

        ArtifactStore again = new FileArtifacts(directory);
        assertThat(again.holds(id(bytes))).isFalse();
        try (ArtifactStore.Writer writer = again.resume(id(bytes))) {
            assertThat(writer.written()).isEqualTo(100_000);
            writer.write(bytes, 100_000, 200_000);
            assertThat(writer.publish()).isEqualTo(id(bytes));
        }
        assertThat(again.read(id(bytes), 0, bytes.length)).isEqualTo(bytes);
    }

    @Test
    void discardsABeginningThatWasDamagedMeanwhile() throws IOException {
        byte[] bytes = bytes(1000);
        ArtifactStore store = new FileArtifacts(directory);
        try (ArtifactStore.Writer writer = store.resume(id(bytes))) {
            writer.write(bytes, 0, 500);
        }
        Path partial = directory.resolve("partial-" + id(bytes));
        byte[] begun = Files.readAllBytes(partial);
        begun[3] ^= 1;
        Files.write(partial, begun);

        try (ArtifactStore.Writer writer = store.resume(id(bytes))) {
            writer.write(bytes, 500, 500);
            assertThatThrownBy(writer::publish)
                    .isInstanceOf(ArtifactException.OtherBytes.class)
                    .hasMessageContaining("not those that its digest names");
        }
        assertThat(store.holds(id(bytes))).isFalse();
        try (ArtifactStore.Writer writer = store.resume(id(bytes))) {
            assertThat(writer.written()).as("it begins anew").isZero();
        }
    }

    @Test
    void aReaderSeesTheWholeArtifactOrNoneWheneverItsWriterIsKilled() throws Exception {
        for (int millis : new int[] {0, 5, 20, 50}) {
            Process writer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            classPath(
                                    EndlessWriter.class,
                                    FileArtifacts.class,
                                    ArtifactId.class,
                                    ByteString.class,
                                    Logger.class),
                            EndlessWriter.class.getName(),
                            directory.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                assertThat(writer.getInputStream().read()).as("it has begun").isEqualTo('.');
                TimeUnit.MILLISECONDS.sleep(millis);
            } finally {
                writer.destroyForcibly().waitFor();
            }
        }

        ArtifactStore store = new FileArtifacts(directory);
        List<ArtifactStore.Entry> entries = store.entries();
        assertThat(entries).isNotEmpty();
        for (ArtifactStore.Entry entry : entries) {
            assertThat(store.verify(entry.id())).isTrue();
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).as("nothing unfinished is left").hasSize(entries.size());
        }
    }

    private static String classPath(Class<?>... classes) {
        return Stream.of(classes)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Publishes one artifact after the other until it is killed; says "." after the first. */
    static final class EndlessWriter {
        public static void main(String[] arguments) throws IOException {
            ArtifactStore store = new FileArtifacts(Path.of(arguments[0]));
            for (int i = 0; ; i++) {
                store.put(bytes(1_000_000 + i));
                if (i == 0) {
                    System.out.write('.');
                    System.out.flush();
                }
            }
        }
    }

    @Test
    void setsADamagedArtifactAsideAndHoldsItNoMore() throws IOException {
        byte[] bytes = bytes(70_000);
        ArtifactStore store = new FileArtifacts(directory);
        ArtifactId id = store.put(bytes);
        assertThat(store.verify(id)).isTrue();
        byte[] damaged = bytes.clone();
        damaged[69_999] ^= 64;
        Files.write(store.path(id), damaged);

        assertThat(store.verify(id)).isFalse();
        assertThat(store.holds(id)).isFalse();
        assertThat(directory.resolve("damaged-" + id)).hasBinaryContent(damaged);
        assertThat(store.put(bytes)).isEqualTo(id);
        assertThat(store.verify(id)).isTrue();
    }

    /** What a power cut leaves of a file that was not flushed: its name, and no bytes. */
    @Test
    void findsThatWhatWasOnlyForUseWasLostAndTakesItAnew() throws IOException {
        byte[] bytes = bytes(70_000);
        ArtifactStore store = new FileArtifacts(directory);
        ArtifactId id = store.putForUse(bytes);
        assertThat(store.holdsSound(id)).isTrue();
        assertThat(store.read(id, 0, bytes.length)).isEqualTo(bytes);
        Files.write(store.path(id), new byte[0]);

        assertThat(store.holdsSound(id)).isFalse();
        assertThat(store.putForUse(bytes)).isEqualTo(id);
        assertThat(store.holdsSound(id)).isTrue();
    }

    @Test
    void listsWhatItHoldsAndRemovesIt() {
        ArtifactStore store = new FileArtifacts(directory);
        ArtifactId one = store.put(bytes(5));
        ArtifactId two = store.put(bytes(6));
        store.resume(id(bytes(7))).close();

        assertThat(store.entries())
                .extracting(ArtifactStore.Entry::id, ArtifactStore.Entry::bytes)
                .containsExactlyInAnyOrder(tuple(one, 5L), tuple(two, 6L));
        store.delete(one);
        store.delete(one);
        assertThat(store.holds(one)).isFalse();
        assertThat(store.holds(two)).isTrue();
    }

    @Test
    void acknowledgesNothingOnAFullDiskAndGoesOnWhenThereIsRoom() throws Exception {
        Path disk = Files.createDirectories(directory.resolve("disk"));
        assumeTrue(mount(disk), "this user can mount a small file system");
        try {
            byte[] large = bytes(700_000);
            ArtifactStore store = new FileArtifacts(disk);
            ArtifactId first = store.put(bytes(600_000));

            assertThatThrownBy(() -> store.put(large))
                    .isInstanceOf(ArtifactException.class)
                    .hasMessageContaining("No space left on device");
            ArtifactStore.Writer partial = store.resume(id(large));
            assertThatThrownBy(() -> partial.write(large, 0, large.length)).isInstanceOf(ArtifactException.class);
            partial.close();
            assertThat(store.entries()).extracting(ArtifactStore.Entry::id).containsExactly(first);

            store.delete(first);
            try (ArtifactStore.Writer writer = store.resume(id(large))) {
                int from = Math.toIntExact(writer.written());
                writer.write(large, from, large.length - from);
                writer.publish();
            }
            assertThat(store.verify(id(large))).isTrue();
        } finally {
            run("umount", disk.toString());
        }
    }

    private static boolean mount(Path at) throws Exception {
        return run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", at.toString()) == 0;
    }

    private static int run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void refusesADirectoryThatItCannotMakeAndSaysWhich() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[1]);
        assertThatThrownBy(() -> new FileArtifacts(file.resolve("below")))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("cannot be used");
    }
}
