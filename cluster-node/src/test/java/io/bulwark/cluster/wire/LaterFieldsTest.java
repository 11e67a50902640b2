package io.bulwark.cluster.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.bulwark.cluster.headers.Bucket;
import io.bulwark.cluster.job.Job;
import io.bulwark.protocol.Evidence;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.RecordForm;
import io.bulwark.protocol.Standing;
import io.bulwark.protocol.Unread;
import io.bulwark.protocol.wire.JobRecordMessage;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A record that a later version wrote passes through this one: through Distributed Data and from node to node. */
class LaterFieldsTest {
    private static final ActorTestKit KIT = RemotingKit.start("later");
    private static final Serialization SERIALIZATION = SerializationExtension.get(Adapter.toClassic(KIT.system()));

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void aRecordKeepsWhatIsNotKnownOfItThroughBucketsMergesAndMessages() throws Exception {
        JobRecordMessage tomorrow = tomorrows(LargestMessages.record());
        JobRecord record = RecordForm.read(tomorrow);
        Bucket bucket = Bucket.of(0, new TreeMap<>(Map.of(record.id(), record)));

        Bucket merged = Bucket.of(0, new TreeMap<>(Map.of(record.id(), LargestMessages.record())))
                .mergeData(copy(bucket))
                .mergeData(bucket);
        JobRecord kept = merged.records().get(record.id());
        Job.Wake wake = copy(new Job.Wake(kept.cancelled().with(new Standing.Cancelled())));

        assertThat(RecordForm.write(kept)).isEqualTo(tomorrow);
        assertThat(RecordForm.write(wake.record()).getUnknownFields()).isEqualTo(tomorrow.getUnknownFields());
        assertThat(RecordForm.write(wake.record()).getHeader()).isEqualTo(tomorrow.getHeader());
    }

    @Test
    void theLargestThatIsKeptFitsWhereItIsKept() {
        JobRecord record = RecordForm.read(tomorrows(LargestMessages.record()));
        Fact fact = LargestMessages.fact();
        Evidence evidence = new Evidence(
                fact,
                Optional.of(fact.receipt()),
                Optional.of(LargestMessages.largest()),
                "w".repeat(Limits.CAUSE),
                Long.MAX_VALUE,
                record.unread());

        assertThat(record.unread().fields()).hasSize(2);
        assertThat(RecordForm.write(record).getSerializedSize()).isLessThan(Limits.FRAME_BYTES / 8);
        assertThat(RecordForm.write(evidence).getSerializedSize()).isLessThan(Limits.FRAME_BYTES / 8);
        JobId id = record.id();
        assertThat(copy(Bucket.of(Long.MIN_VALUE, new TreeMap<>(Map.of(id, record))))
                        .records()
                        .get(id))
                .isEqualTo(record);
    }

    /** With as much of tomorrow in it as there is room for. */
    private static JobRecordMessage tomorrows(JobRecord record) {
        JobRecordMessage.Builder message = RecordForm.write(record).toBuilder();
        message.setUnknownFields(field(99, Unread.BYTES / 2 - 10));
        message.getHeaderBuilder().setUnknownFields(field(98, Unread.BYTES / 2 - 10));
        return message.build();
    }

    private static UnknownFieldSet field(int number, int bytes) {
        return UnknownFieldSet.newBuilder()
                .addField(
                        number,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFrom(new byte[bytes]))
                                .build())
                .build();
    }

    @SuppressWarnings("unchecked")
    private static <T> T copy(T message) {
        byte[] bytes = SERIALIZATION.serialize(message).get();
        var serializer = SERIALIZATION.findSerializerFor(message);
        String manifest = Serializers.manifestFor(serializer, message);
        return (T) SERIALIZATION
                .deserialize(bytes, serializer.identifier(), manifest)
                .get();
    }
}
