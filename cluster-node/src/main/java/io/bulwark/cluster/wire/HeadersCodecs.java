package io.bulwark.cluster.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.bulwark.cluster.headers.Bucket;
import io.bulwark.cluster.headers.Headers;
import io.bulwark.protocol.Acknowledgement;
import io.bulwark.protocol.IdentityForm;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.RecordForm;
import io.bulwark.protocol.wire.BucketContentMessage;
import io.bulwark.protocol.wire.BucketMessage;
import io.bulwark.protocol.wire.HeldMessage;
import io.bulwark.protocol.wire.HereMessage;
import io.bulwark.protocol.wire.HoldMessage;
import io.bulwark.protocol.wire.JobRecordMessage;
import io.bulwark.protocol.wire.NotHeldMessage;
import io.bulwark.protocol.wire.WhoMessage;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** The messages between headers, and the buckets that Distributed Data keeps on the disk and spreads. */
final class HeadersCodecs {
    private final References references;

    HeadersCodecs(References references) {
        this.references = references;
    }

    List<Codec<?, ?>> all() {
        return List.of(
                new Codec<>(
                        "headers.bucket.1",
                        Bucket.class,
                        HeadersCodecs::write,
                        BucketMessage.parser(),
                        HeadersCodecs::read),
                new Codec<>("headers.hold.1", Headers.Hold.class, this::write, HoldMessage.parser(), this::read),
                new Codec<>(
                        "headers.held.1",
                        Headers.Held.class,
                        HeadersCodecs::write,
                        HeldMessage.parser(),
                        HeadersCodecs::read),
                new Codec<>(
                        "headers.not-held.1",
                        Headers.NotHeld.class,
                        HeadersCodecs::write,
                        NotHeldMessage.parser(),
                        HeadersCodecs::read),
                new Codec<>("headers.who.1", Headers.Who.class, this::write, WhoMessage.parser(), this::read),
                new Codec<>("headers.here.1", Headers.Here.class, this::write, HereMessage.parser(), this::read));
    }

    private static BucketMessage write(Bucket bucket) {
        BucketContentMessage.Builder content = BucketContentMessage.newBuilder().setFloor(bucket.floor());
        bucket.records().values().forEach(record -> content.addRecords(RecordForm.write(record)));
        ByteString bytes = content.build().toByteString();
        return BucketMessage.newBuilder()
                .setContent(bytes)
                .setChecksum(sum(bytes))
                .build();
    }

    private static Bucket read(BucketMessage m) {
        if (m.getChecksum() != sum(m.getContent())) {
            throw new MalformedMessageException("expected jobs' records of checksum %08x, got %08x"
                    .formatted(m.getChecksum(), sum(m.getContent())));
        }
        try {
            BucketContentMessage content = BucketContentMessage.parseFrom(m.getContent());
            SortedMap<JobId, JobRecord> records = new TreeMap<>();
            for (JobRecordMessage message : content.getRecordsList()) {
                JobRecord record = RecordForm.read(message);
                records.merge(record.id(), record, JobRecord::merge);
            }
            return Bucket.of(content.getFloor(), records);
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedMessageException("jobs' records are no Protobuf: " + e.getMessage());
        }
    }

    private static int sum(ByteString bytes) {
        CRC32C sum = new CRC32C();
        bytes.asReadOnlyByteBufferList().forEach(sum::update);
        return (int) sum.getValue();
    }

    private HoldMessage write(Headers.Hold hold) {
        return HoldMessage.newBuilder()
                .setRecord(RecordForm.write(hold.record()))
                .setSource(references.write(hold.source()))
                .setReplyTo(references.write(hold.replyTo()))
                .build();
    }

    private Headers.Hold read(HoldMessage m) {
        return new Headers.Hold(
                RecordForm.read(m.getRecord()), references.read(m.getSource()), references.read(m.getReplyTo()));
    }

    private static HeldMessage write(Headers.Held held) {
        Acknowledgement word = held.acknowledgement();
        return HeldMessage.newBuilder()
                .setJob(word.job().bytes())
                .setAcceptedAt(word.acceptedAt())
                .setReceipt(IdentityForm.write(word.receipt()))
                .build();
    }

    private static Headers.Held read(HeldMessage m) {
        return new Headers.Held(
                new Acknowledgement(new JobId(m.getJob()), m.getAcceptedAt(), IdentityForm.read(m.getReceipt())));
    }

    private static NotHeldMessage write(Headers.NotHeld not) {
        return NotHeldMessage.newBuilder()
                .setJob(not.job().bytes())
                .setNode(not.node().name())
                .setCause(Limits.cause(not.cause()))
                .build();
    }

    private static Headers.NotHeld read(NotHeldMessage m) {
        return new Headers.NotHeld(new JobId(m.getJob()), new NodeId(m.getNode()), Limits.cause(m.getCause()));
    }

    private WhoMessage write(Headers.Who who) {
        return WhoMessage.newBuilder()
                .setReplyTo(references.write(who.replyTo()))
                .build();
    }

    private Headers.Who read(WhoMessage m) {
        return new Headers.Who(references.read(m.getReplyTo()));
    }

    private HereMessage write(Headers.Here here) {
        return HereMessage.newBuilder()
                .setNode(here.node().name())
                .setHeaders(references.write(here.headers()))
                .build();
    }

    private Headers.Here read(HereMessage m) {
        return new Headers.Here(new NodeId(m.getNode()), references.read(m.getHeaders()));
    }
}
