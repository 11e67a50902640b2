package io.bulwark.cluster.work;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/** A file of the client's that a job works on. */
public record InputFile(Path path) {
    /**
     * The file as an artifact.
     *
     * @throws IOException if it cannot be read
     */
    public Blob blob() throws IOException {
        MessageDigest digest = Sha256.start();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            long bytes = Files.copy(path, out);
            return new Blob(new ArtifactId(ByteString.copyFrom(digest.digest())), bytes);
        }
    }
}
