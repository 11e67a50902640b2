package io.bulwark.cluster.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.bulwark.aggregator.ChainFile;
import io.bulwark.aggregator.ChainProof;
import io.bulwark.cluster.Facts;
import io.bulwark.examples.FileElements;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2RowHash;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.TaskId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole line on one thread, with real proofs: plan, prove, join, verify. Two intervals of the smallest shape. */
class SpongeWorkloadTest {
    private static final SpongeWorkload SPONGE = new SpongeWorkload(1);
    private static final byte[] INPUT = new byte[50_000];

    /** This workload reads no artifact where it proves or verifies. */
    private static final Artifacts NONE = id -> {
        throw new AssertionError("nobody needs " + id);
    };

    private static JobSpec spec;
    private static ChainProof chain;
    private static List<ByteString> proofs;

    @TempDir
    private Path directory;

    @BeforeAll
    static void prove() {
        new Random(3).nextBytes(INPUT);
        spec = SPONGE.specOf(Optional.empty(), new Blob(new ArtifactId(Sha256.of(INPUT)), INPUT.length), "100");
        List<Fact> links = new ArrayList<>();
        proofs = new ArrayList<>();
        Checkpoint state = SPONGE.start(spec);
        while (state.step() < SPONGE.steps(spec)) {
            int index = proofs.size();
            int steps = (int) Math.min(SPONGE.stepsPerTask(spec), SPONGE.steps(spec) - state.step());
            byte[] part = part(state.step(), steps);
            Plan.InputPart where = SPONGE.part(spec, state.step(), steps);
            TaskId id = TaskId.segment(spec.id(), index);
            SegmentTask task = new SegmentTask(
                    id, spec, state, steps, spec.input(), where.offset(), where.bytes(), Sha256.of(part));
            Workload.Proof proof = SPONGE.prove(task, part, NONE);
            assertThat(proof.claim()).isEqualTo(new Claim(state, SPONGE.run(spec, state, steps, part)));
            proofs.add(proof.bytes());
            links.add(Facts.fact(
                    id,
                    proof.claim(),
                    new ArtifactId(Sha256.of(proof.bytes().toByteArray())),
                    proof.bytes().size(),
                    new ProverId(new NodeId("test"), 1),
                    1));
            state = proof.claim().end();
        }
        assertThat(links).hasSize(2);
        chain = new ChainProof(links);
    }

    private static byte[] part(long first, int steps) {
        Plan.InputPart part = SPONGE.part(spec, first, steps);
        return Arrays.copyOfRange(INPUT, (int) part.offset(), (int) part.offset() + part.bytes());
    }

    @Test
    void theOutputOfTheRunIsTheRowHashOfTheFile() {
        int blocks = FileElements.blocks(INPUT.length);
        int[] row =
                Arrays.copyOf(FileElements.blocks(INPUT.length, INPUT, 0, blocks), FileElements.elements(INPUT.length));
        ByteBuffer digest = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(new Poseidon2RowHash().hash(row))
                .map(KoalaBear::toCanonical)
                .forEach(digest::putInt);

        assertThat(SPONGE.output(chain.claim().end())).isEqualTo(HexFormat.of().formatHex(digest.array()));
    }

    @Test
    void acceptsTheChainAndRefusesOneThatIsNotTheWholeRun() throws IOException {
        ChainVerifier verifier = new ChainVerifier(SPONGE, spec, NONE, 2);
        List<Integer> progress = new ArrayList<>();

        ChainVerifier.Chain verified = verifier.verify(file(chain), progress::add);

        assertThat(verified).isEqualTo(new ChainVerifier.Chain(chain.claim(), 2));
        assertThat(progress).containsExactly(1, 2);
        refuses(verifier, file(new ChainProof(chain.links().subList(0, 1))), "ends after step");
        refuses(verifier, file(new ChainProof(chain.links().subList(1, 2))), "does not start in the first state");
    }

    @Test
    void refusesAChainWithABrokenProofOrStateAndNamesTheLink() throws IOException {
        ChainVerifier verifier = new ChainVerifier(SPONGE, spec, NONE, 1);
        byte[] bytes = Files.readAllBytes(file(chain));
        byte[] proof = bytes.clone();
        proof[bytes.length - 1000] ^= 1;
        refuses(verifier, Files.write(directory.resolve("proof"), proof), "link 1");
        byte[] state = bytes.clone();
        // The first link's end: its digest, behind the header, the first checkpoint, the step, the length and the
        // index.
        state[24 + 12 + 76 + 12 + 4] ^= 1;
        refuses(verifier, Files.write(directory.resolve("state"), state), "link 0");
    }

    @Test
    void refusesAProofOfAnotherSetOfParameters() {
        JobSpec strong = SPONGE.specOf(Optional.empty(), new Blob(spec.input(), INPUT.length), "128");
        Claim claim = chain.links().getFirst().claim();

        assertThatThrownBy(() -> SPONGE.verify(strong, claim, proofs.getFirst().toByteArray(), NONE))
                .isInstanceOf(RefusedProofException.class);
    }

    @Test
    void refusesAClaimWhoseStatesAreNotTheSponges() {
        Claim claim = chain.links().getFirst().claim();
        byte[] proof = proofs.getFirst().toByteArray();
        byte[] tooLarge = claim.end().state().toByteArray();
        Arrays.fill(tooLarge, 4, 8, (byte) 0xff);
        for (ByteString state : List.of(
                ByteString.EMPTY,
                claim.end().state().concat(ByteString.copyFrom(new byte[4])),
                ByteString.copyFrom(tooLarge),
                ByteString.copyFrom(new byte[Limits.STATE_BYTES]))) {
            Claim other = new Claim(claim.start(), new Checkpoint(claim.end().step(), state));
            assertThatThrownBy(() -> SPONGE.verify(spec, other, proof, NONE)).isInstanceOf(RefusedProofException.class);
        }
        Claim step = new Claim(
                claim.start(),
                new Checkpoint(claim.end().step() + 1, claim.end().state()));
        assertThatThrownBy(() -> SPONGE.verify(spec, step, proof, NONE)).isInstanceOf(RefusedProofException.class);
    }

    @Test
    void noProofIsLongerThanTheLargest() {
        assertThat(proofs)
                .allSatisfy(proof -> assertThat((long) proof.size()).isLessThanOrEqualTo(SPONGE.largestProof(spec)));
    }

    @Test
    void refusesJobsThatItCannotDo() {
        ArtifactId input = spec.input();
        refuses(new JobSpec("sieve", "128", 0, input, 1), "workload");
        refuses(new JobSpec("sponge", "64", 0, input, 1), "parameter sets");
        refuses(new JobSpec("sponge", "128", 99, input, 1), "shape");
        refuses(new JobSpec("sponge", "128", 0, input, FileElements.MAX_BYTES + 1), "input of at most");
    }

    private static void refuses(JobSpec job, String words) {
        assertThatThrownBy(() -> SPONGE.check(job))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    private static void refuses(ChainVerifier verifier, Path file, String words) {
        assertThatThrownBy(() -> verifier.verify(file, count -> {}))
                .isInstanceOf(RefusedProofException.class)
                .hasMessageContaining(words);
    }

    private Path file(ChainProof what) throws IOException {
        Path file = Files.createTempFile(directory, "chain", "");
        try (OutputStream out = Files.newOutputStream(file)) {
            ChainFile.write(
                    what, fact -> proofs.get(fact.task().name().span().first()).toByteArray(), out);
        }
        return file;
    }
}
