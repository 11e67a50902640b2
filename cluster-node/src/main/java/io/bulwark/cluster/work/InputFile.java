package io.bulwark.cluster.work;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Sha256;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/** A job's input in a file of the client's. Every method throws {@link IOException} if the file cannot be read. */
public record InputFile(Path path) {
    /** The file's name as an artifact. */
    public ArtifactId id() throws IOException {
        MessageDigest digest = Sha256.start();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(path, out);
        }
        return new ArtifactId(ByteString.copyFrom(digest.digest()));
    }

    /** Runs the workload over the whole file, natively, and answers the state that it ends in. */
    public Checkpoint run(Workload workload, JobSpec spec) throws IOException {
        Checkpoint state = workload.start(spec);
        long steps = workload.steps(spec);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
            while (state.step() < steps) {
                int count = (int) Math.min(workload.stepsPerTask(spec), steps - state.step());
                byte[] part =
                        in.readNBytes(workload.part(spec, state.step(), count).bytes());
                state = workload.run(spec, state, count, part);
            }
        }
        return state;
    }
}
