package io.bulwark.client;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.UUID;

/** Fetches bytes into a file: goes on where a connection broke, at the next gateway if need be, and keeps nothing that its digest does not name. */
final class Download {
    private static final int PARTIAL = 206;
    private static final int BUFFER = 1 << 16;

    private final Gateways gateways;
    private final String path;
    private final Blob blob;

    Download(Gateways gateways, String path, Blob blob) {
        this.gateways = gateways;
        this.path = path;
        this.blob = blob;
    }

    /**
     * Into this file, which appears when it is whole.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    void to(Path file) {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling("." + whole.getFileName() + "-" + UUID.randomUUID() + ".part");
        try {
            MessageDigest digest = Sha256.start();
            try (OutputStream out = Files.newOutputStream(part)) {
                fetch(out, digest);
            }
            ArtifactId got = new ArtifactId(ByteString.copyFrom(digest.digest()));
            if (!got.equals(blob.id())) {
                throw new DamagedException("expected the bytes that " + blob.id() + " names, got those of " + got);
            }
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        } finally {
            try {
                Files.deleteIfExists(part);
            } catch (IOException e) {
                part.toFile().deleteOnExit();
            }
        }
    }

    private void fetch(OutputStream out, MessageDigest digest) throws IOException {
        Gateways.Search search = gateways.search();
        long have = 0;
        while (have < blob.bytes()) {
            long from = have;
            HttpResponse<InputStream> response =
                    gateways.send(gateway -> request(gateway, from), HttpResponse.BodyHandlers.ofInputStream());
            URI gateway = gateways.current();
            try (InputStream in = response.body()) {
                if (response.statusCode() / 100 != 2) {
                    throw Gateways.refusal(response.statusCode(), in.readNBytes(BUFFER));
                }
                if (from > 0 && response.statusCode() != PARTIAL) {
                    in.skipNBytes(from);
                }
                have += copy(in, out, digest, blob.bytes() - have);
            }
            if (have > from) {
                search.succeeded();
            }
            if (have < blob.bytes()) {
                leave(search, gateway, have);
            }
        }
    }

    private void leave(Gateways.Search search, URI gateway, long have) {
        try {
            search.failed(gateway, new IOException("the connection ended at byte " + have + " of " + blob.bytes()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("interrupted", e);
        }
    }

    private HttpRequest.Builder request(URI gateway, long from) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path));
        return from == 0
                ? request
                : request.header("Range", "bytes=" + from + "-")
                        .header("If-Range", '"' + blob.id().toString() + '"');
    }

    /** What came until the connection ended, well or not; more than {@code most} bytes are not taken. */
    private static long copy(InputStream in, OutputStream out, MessageDigest digest, long most) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long copied = 0;
        while (copied < most) {
            int count;
            try {
                count = in.read(buffer, 0, (int) Math.min(buffer.length, most - copied));
            } catch (IOException broken) {
                return copied;
            }
            if (count < 0) {
                return copied;
            }
            out.write(buffer, 0, count);
            digest.update(buffer, 0, count);
            copied += count;
        }
        return copied;
    }
}
