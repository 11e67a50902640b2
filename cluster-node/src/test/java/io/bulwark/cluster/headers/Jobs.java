package io.bulwark.cluster.headers;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Outcome;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Standing;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Records of jobs for tests. */
final class Jobs {
    private Jobs() {}

    static JobHeader header(int number, long acceptedAt) {
        ArtifactId input =
                new ArtifactId(Sha256.of(ByteBuffer.allocate(4).putInt(number).array()));
        return header(new JobSpec("test", "none", 0, input, 4), acceptedAt);
    }

    static JobHeader header(JobSpec spec, long acceptedAt) {
        return new JobHeader(spec, List.of(new Region("north"), new Region("south")), 0, acceptedAt);
    }

    static Standing.Succeeded succeeded(int seed) {
        Claim claim = new Claim(
                new Checkpoint(0, ByteString.copyFrom(new byte[256])),
                new Checkpoint(1L << 40, ByteString.copyFrom(new byte[256])));
        ArtifactId proof = new ArtifactId(Sha256.of(new byte[] {(byte) seed}));
        return new Standing.Succeeded(new Outcome(claim, new Blob(proof, 1_000_000)));
    }

    /** Any record of job {@code number}, always with the same time of acceptance. */
    static JobRecord any(int number, Random random) {
        Standing standing = switch (random.nextInt(5)) {
            case 0 -> new Standing.Open();
            case 1 -> new Standing.Failed("cause " + random.nextInt(3));
            case 2 -> new Standing.Cancelled();
            case 3 -> succeeded(random.nextInt(3));
            default -> new Standing.Open();
        };
        Optional<ByteString> plan =
                random.nextBoolean() ? Optional.empty() : Optional.of(Sha256.of(new byte[] {(byte) random.nextInt(2)}));
        return new JobRecord(header(number, 1000L * number), plan, random.nextBoolean(), standing);
    }
}
