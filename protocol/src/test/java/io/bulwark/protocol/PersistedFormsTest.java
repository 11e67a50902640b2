package io.bulwark.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.bulwark.protocol.PersistedValues.Persisted;
import io.bulwark.protocol.wire.JobRecordMessage;
import io.bulwark.protocol.wire.JobSpecMessage;
import io.bulwark.protocol.wire.PolicyMessage;
import io.bulwark.protocol.wire.ReceiptFileHeadMessage;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What any version has written is read as what it was, for ever. The folders below {@code fixtures} hold the bytes that each version wrote, in hexadecimal
 * digits; a folder, once released, never changes. {@link PersistedValues} writes a new one.
 */
class PersistedFormsTest {
    private static final String NEWEST = "v1";
    private static final Pattern KEEPING = Pattern.compile("record-.*|evidence.*");
    private static final Pattern STRICT = Pattern.compile("spec|planned|plan-name|fact-of-.*");
    private static final Set<String> LENIENT = Set.of("JobHeaderMessage", "StandingMessage", "OutcomeMessage");
    private static final List<FileDescriptor> VALUES = List.of(
            JobSpecMessage.getDescriptor().getFile(),
            PolicyMessage.getDescriptor().getFile(),
            ReceiptFileHeadMessage.getDescriptor().getFile());

    @Test
    void readsWhatEveryVersionHasWritten() throws Exception {
        List<Path> versions = versions();
        assertThat(versions).extracting(path -> path.getFileName().toString()).contains(NEWEST);
        for (Path version : versions) {
            for (Path file : files(version)) {
                Persisted<?, ?> persisted = PersistedValues.byName(name(file));
                assertThat(persisted.read(bytes(file))).as("%s", file).isEqualTo(persisted.value());
            }
        }
    }

    /** Whoever changes a form without a new version is told here. */
    @Test
    void writesWhatTheNewestVersionSays() throws Exception {
        Map<String, String> written = files(newest()).stream()
                .collect(Collectors.toMap(PersistedFormsTest::name, file -> {
                    return HexFormat.of().formatHex(bytes(file));
                }));
        Map<String, String> now = PersistedValues.all().stream()
                .collect(Collectors.toMap(Persisted::name, p -> HexFormat.of().formatHex(p.bytes())));
        assertThat(written).isEqualTo(now);
    }

    @Test
    void hasAFixtureOfEveryMessageWithEveryFieldAndEveryWordOfAnEnum() throws Exception {
        Set<String> covered = new TreeSet<>();
        for (Path file : files(newest())) {
            cover(PersistedValues.byName(name(file)).parse(bytes(file)), covered);
        }
        Set<String> wanted = new TreeSet<>();
        for (FileDescriptor file : VALUES) {
            file.getMessageTypes().forEach(type -> want(type, wanted));
        }
        assertThat(covered).containsAll(wanted);
    }

    @Test
    void recordsAndEvidenceKeepWhatALaterVersionHasAddedAnywhereInThem() {
        for (Persisted<?, ?> persisted : PersistedValues.all()) {
            if (KEEPING.matcher(persisted.name()).matches()) {
                Message tomorrow = laterThroughout(persisted.parse(persisted.bytes()));
                byte[] bytes = persisted.rewritten(tomorrow.toByteArray());

                assertThat(persisted.parse(bytes)).as(persisted.name()).isEqualTo(tomorrow);
                assertThat(bytes.length).isGreaterThan(persisted.bytes().length);
            }
        }
    }

    @Test
    void refusesWhatIsSignedOrNamedByItsBytesWithAFieldOfALaterVersion() {
        for (Persisted<?, ?> persisted : PersistedValues.all()) {
            if (STRICT.matcher(persisted.name()).matches()) {
                byte[] bytes = later(persisted.parse(persisted.bytes())).toByteArray();
                assertThatThrownBy(() -> persisted.read(bytes))
                        .as(persisted.name())
                        .isInstanceOf(MalformedMessageException.class)
                        .hasMessageContaining("later fields [1000]");
            }
        }
    }

    @Test
    void skipsSuchFieldsOfTheRest() {
        for (Persisted<?, ?> persisted : PersistedValues.all()) {
            if (!STRICT.matcher(persisted.name()).matches()
                    && !KEEPING.matcher(persisted.name()).matches()) {
                byte[] bytes = later(persisted.parse(persisted.bytes())).toByteArray();
                assertThat(persisted.read(bytes)).as(persisted.name()).isEqualTo(persisted.value());
            }
        }
    }

    @Test
    void refusesMoreOfALaterVersionThanThereIsRoomFor() {
        JobRecordMessage record = JobRecordMessage.newBuilder()
                .setUnknownFields(field(1, Unread.BYTES))
                .build();
        assertThatThrownBy(() -> Unread.of(record)).isInstanceOf(MalformedMessageException.class);
        assertThat(Unread.of(record.toBuilder()
                                .setUnknownFields(field(1, Unread.BYTES - 10))
                                .build())
                        .fields())
                .containsOnlyKeys("/1000");
    }

    @Test
    void mergesFieldsOfALaterVersionAlikeInAnyOrder() {
        List<Unread> some = List.of(unread(7, 1), unread(7, 2), unread(8, 1), Unread.NONE);
        for (Unread a : some) {
            assertThat(a.merge(a)).isEqualTo(a);
            for (Unread b : some) {
                assertThat(a.merge(b)).isEqualTo(b.merge(a));
                some.forEach(c -> assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c))));
            }
        }
    }

    @Test
    void mergesNoMoreOfThemThanThereIsRoomFor() {
        Unread both = unread(1, Unread.BYTES - 10).merge(unread(2, Unread.BYTES - 10));

        assertThat(both).isEqualTo(unread(1, Unread.BYTES - 10));
    }

    private static Unread unread(int number, int bytes) {
        return Unread.of(JobRecordMessage.newBuilder()
                .setUnknownFields(field(number, bytes))
                .build());
    }

    private static UnknownFieldSet field(int number, int bytes) {
        return UnknownFieldSet.newBuilder()
                .addField(
                        1000 * number,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFrom(new byte[bytes]))
                                .build())
                .build();
    }

    private static Message later(Message message) {
        UnknownFieldSet later = UnknownFieldSet.newBuilder()
                .addField(1000, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
                .build();
        return message.toBuilder().setUnknownFields(later).build();
    }

    /** With such a field in each message within it that may have one. */
    private static Message laterThroughout(Message message) {
        Message.Builder later = later(message).toBuilder();
        message.getAllFields().forEach((field, content) -> {
            if (!field.isRepeated()
                    && content instanceof Message within
                    && LENIENT.contains(within.getDescriptorForType().getName())) {
                later.setField(field, laterThroughout(within));
            }
        });
        return later.build();
    }

    private static void want(Descriptor type, Set<String> wanted) {
        for (FieldDescriptor field : type.getFields()) {
            wanted.add(field.getFullName());
            if (field.getJavaType() == FieldDescriptor.JavaType.ENUM) {
                field.getEnumType().getValues().forEach(value -> wanted.add(value.getFullName()));
            }
        }
    }

    /** A field counts only with something in it; an enum's first word is what is there when nothing is. */
    private static void cover(Message message, Set<String> covered) {
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.getJavaType() == FieldDescriptor.JavaType.ENUM) {
                covered.add(((EnumValueDescriptor) message.getField(field)).getFullName());
            }
        }
        message.getAllFields().forEach((field, content) -> {
            covered.add(field.getFullName());
            List<?> contents = field.isRepeated() ? (List<?>) content : List.of(content);
            contents.stream().filter(Message.class::isInstance).forEach(each -> cover((Message) each, covered));
        });
    }

    private static List<Path> versions() throws IOException, URISyntaxException {
        return list(Path.of(PersistedFormsTest.class.getResource("fixtures").toURI()));
    }

    private static Path newest() throws IOException, URISyntaxException {
        return versions().stream()
                .filter(version -> version.endsWith(NEWEST))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> files(Path version) throws IOException {
        List<Path> files = list(version);
        assertThat(files).as("%s", version).isNotEmpty();
        return files;
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".hex", "");
    }

    private static byte[] bytes(Path file) {
        try {
            return HexFormat.of().parseHex(Files.readString(file).replaceAll("\\s", ""));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
