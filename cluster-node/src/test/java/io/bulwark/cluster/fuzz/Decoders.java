package io.bulwark.cluster.fuzz;

import com.google.protobuf.InvalidProtocolBufferException;
import io.bulwark.backend.VerificationException;
import io.bulwark.client.PolicyForm;
import io.bulwark.cluster.certs.Authority;
import io.bulwark.cluster.certs.TestConsortium;
import io.bulwark.cluster.http.RequestForFuzzing;
import io.bulwark.cluster.prover.NodeLoad;
import io.bulwark.cluster.transit.TransitForm;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.RecordForm;
import io.bulwark.protocol.WireForm;
import io.bulwark.protocol.identity.CaCertificate;
import io.bulwark.protocol.identity.ConsortiumChain;
import io.bulwark.protocol.identity.IdentityException;
import io.bulwark.protocol.identity.NodeCertificate;
import io.bulwark.protocol.identity.Pem;
import io.bulwark.protocol.receipts.ReceiptException;
import io.bulwark.protocol.receipts.ReceiptFile;
import io.bulwark.protocol.wire.EvidenceMessage;
import io.bulwark.protocol.wire.FactMessage;
import io.bulwark.protocol.wire.JobRecordMessage;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.ProgramException;
import io.bulwark.riscv.plan.Capacity;
import io.bulwark.riscv.plan.Checkpoint;
import io.bulwark.riscv.plan.CheckpointException;
import io.bulwark.verifier.ExpectedRun;
import io.bulwark.verifier.ProofVerifier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What reads bytes that others have made, each with inputs that are right. */
final class Decoders {
    private static final long LITTLE = 64L << 20;
    /** A verification's: what it allocates does not depend on the bytes. */
    private static final long VERIFICATION = 512L << 20;

    private static final Path MODULES = Path.of("..");
    private static final Path FORMS = MODULES.resolve("protocol/src/test/resources/io/bulwark/protocol/fixtures/v1");
    private static final Path KEPT = Path.of("src/test/resources/io/bulwark/cluster/cli/fixtures/v1");
    private static final Path PROOF = MODULES.resolve("verifier/src/test/resources");

    private Decoders() {}

    static List<Decoder> all() {
        return Stream.of(programs(), proofs(), states(), records(), papers(), requests())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Decoder> programs() {
        List<byte[]> guests = List.of(file(MODULES.resolve("guests/sha256-plain.elf")));
        return List.of(new Decoder("elf", Program::load, Set.of(ProgramException.class), LITTLE, guests));
    }

    private static List<Decoder> proofs() {
        ProofVerifier verifier = ProofVerifier.standard();
        ExpectedRun expected = ExpectedRun.of(text(PROOF.resolve("primes.id")).strip());
        return List.of(new Decoder(
                "final-proof",
                bytes -> verifier.verify(bytes, expected),
                Set.of(VerificationException.class),
                VERIFICATION,
                List.of(file(PROOF.resolve("primes.final")))));
    }

    /** The states between segments that provers send each other. */
    private static List<Decoder> states() {
        List<Capacity> shapes = SomeStates.SHAPES;
        return List.of(new Decoder(
                "checkpoint",
                bytes -> Checkpoint.decode(bytes, shapes),
                Set.of(CheckpointException.class),
                LITTLE,
                SomeStates.encoded()));
    }

    /** What is kept on disks, and sent. */
    private static List<Decoder> records() {
        Set<Class<? extends Exception>> refusals =
                Set.of(MalformedMessageException.class, InvalidProtocolBufferException.class);
        TransitForm transit = new TransitForm(List.of(NodeId.class, ProverId.class, NodeLoad.class));
        return List.of(
                new Decoder(
                        "job-record",
                        bytes -> RecordForm.read(JobRecordMessage.parseFrom(bytes)),
                        refusals,
                        LITTLE,
                        forms(name -> name.startsWith("record-"))),
                new Decoder(
                        "fact",
                        bytes -> WireForm.read(FactMessage.parseFrom(bytes)),
                        refusals,
                        LITTLE,
                        forms(name -> name.startsWith("fact-"))),
                new Decoder(
                        "evidence",
                        bytes -> RecordForm.read(EvidenceMessage.parseFrom(bytes)),
                        refusals,
                        LITTLE,
                        forms(name -> name.startsWith("evidence"))),
                new Decoder(
                        "receipts",
                        bytes -> ReceiptFile.read(new ByteArrayInputStream(bytes)),
                        Set.of(ReceiptException.class),
                        LITTLE,
                        List.of(file(KEPT.resolve("run.receipts")))),
                new Decoder(
                        "transient",
                        bytes -> transit.read(bytes, transit.build()),
                        Set.of(MalformedMessageException.class),
                        LITTLE,
                        List.of(transit.write(new NodeLoad(
                                new ProverId(new NodeId("node-1"), 7),
                                2,
                                1,
                                1,
                                3,
                                1 << 20,
                                5,
                                0,
                                1 << 28,
                                1 << 30,
                                false)))));
    }

    private static List<Decoder> papers() {
        Authority authority = TestConsortium.authority("alpine");
        byte[] node = TestConsortium.node(authority, TestConsortium.member("alpine", "alpine-1"))
                .shown()
                .der()
                .toByteArray();
        byte[] ca = authority.certificate().der();
        String pem = Pem.text(Pem.CERTIFICATE, node);
        Set<Class<? extends Exception>> refusals = Set.of(IdentityException.class);
        return List.of(
                new Decoder("node-certificate", NodeCertificate::parse, refusals, LITTLE, List.of(node)),
                new Decoder("ca-certificate", CaCertificate::parse, refusals, LITTLE, List.of(ca)),
                new Decoder(
                        "pem", bytes -> Pem.parse(utf8(bytes), Pem.CERTIFICATE), refusals, LITTLE, List.of(utf8(pem))),
                new Decoder(
                        "consortium",
                        bytes -> ConsortiumChain.parse(utf8(bytes)),
                        refusals,
                        LITTLE,
                        List.of(file(KEPT.resolve("consortium.txt")))));
    }

    private static List<Decoder> requests() {
        String policy = "{\"allowed\":[\"CH\",\"DE\"],\"leastOperators\":2,\"greatestSharePercent\":60}";
        String id = "00".repeat(32);
        return List.of(
                new Decoder(
                        "policy",
                        bytes -> PolicyForm.parse(utf8(bytes)),
                        Set.of(MalformedMessageException.class),
                        LITTLE,
                        List.of(utf8(policy), utf8("{}"))),
                new Decoder(
                        "job-request",
                        RequestForFuzzing::read,
                        Set.of(RequestForFuzzing.REFUSAL),
                        LITTLE,
                        List.of(
                                utf8("{\"workload\":\"riscv\",\"program\":{\"id\":\"" + id
                                        + "\",\"bytes\":4},\"input\":{\"id\":\"" + id
                                        + "\",\"bytes\":4},\"security\":\"128\",\"priority\":3}"),
                                utf8("{\"input\":{\"id\":\"" + id + "\",\"bytes\":0},\"policy\":" + policy + "}"))));
    }

    private static List<byte[]> forms(Predicate<String> which) {
        try (Stream<Path> files = Files.list(FORMS)) {
            return files.filter(file -> which.test(file.getFileName().toString()))
                    .sorted()
                    .map(file -> HexFormat.of().parseHex(text(file).replaceAll("\\s", "")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] file(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path path) {
        return utf8(file(path));
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
