package io.bulwark.client;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.api.EvidenceList;
import io.bulwark.protocol.api.EvidenceView;
import io.bulwark.protocol.api.JobPage;
import io.bulwark.protocol.api.JobRequest;
import io.bulwark.protocol.api.JobView;
import io.bulwark.protocol.api.NodeList;
import io.bulwark.protocol.api.NodeView;
import io.bulwark.protocol.api.TaskPageView;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The prover network, for programs that may wait; {@link AsyncBulwarkClient} is for those that may not. Safe for use by several threads.
 *
 * <p>Every call may throw {@link BulwarkException}. Calls may be repeated: none does anything twice. Example:
 *
 * <pre>{@code
 * try (BulwarkClient client = new BulwarkClient(ClientSettings.of(URI.create("http://127.0.0.1:8480")))) {
 *     JobView job = client.submit(Work.of(Path.of("guest.elf"), Path.of("input.bin")));
 *     client.watch(job.id(), view -> System.out.println(view.proven() + " of " + view.tasks()));
 *     client.proof(job.id(), Path.of("run.proof"));
 * }
 * }</pre>
 */
public final class BulwarkClient implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration FETCHED = Duration.ofMinutes(10);
    private static final String MISSING_ARTIFACT = "missing-artifact";
    private static final int FOUND = 200;

    private final Gateways gateways;

    public BulwarkClient(ClientSettings settings) {
        gateways = new Gateways(settings);
    }

    /**
     * Hands in a file; not again if the gateway has it.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    public Blob upload(Path file) {
        Blob blob = blob(file);
        String path = "/v1/artifacts/" + blob.id();
        HttpResponse<Void> known = gateways.send(
                gateway -> HttpRequest.newBuilder(gateway.resolve(path)).HEAD().timeout(ANSWER),
                HttpResponse.BodyHandlers.discarding());
        if (known.statusCode() == FOUND) {
            return blob;
        }
        // Not "Expect: 100-continue": Java's client takes a "continue" that comes after more than 5 s for the answer. A
        // refusal is heard while the file is still being sent.
        byte[] answer = Gateways.expect(gateways.send(
                gateway -> HttpRequest.newBuilder(gateway.resolve("/v1/artifacts"))
                        .header("Content-Type", "application/octet-stream")
                        .POST(bytesOf(file)),
                HttpResponse.BodyHandlers.ofByteArray()));
        Blob kept = ApiJson.read(answer, Blob.class);
        if (!kept.equals(blob)) {
            throw new DamagedException("handed in " + blob + ", and the gateway kept " + kept
                    + ": the file was changed meanwhile, or damaged on the way");
        }
        return blob;
    }

    private static HttpRequest.BodyPublisher bytesOf(Path file) {
        try {
            return HttpRequest.BodyPublishers.ofFile(file);
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(file + " is not there", e);
        }
    }

    /** A file's digest and length. */
    public static Blob blob(Path file) {
        MessageDigest digest = Sha256.start();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            long bytes = in.transferTo(OutputStream.nullOutputStream());
            return new Blob(new ArtifactId(ByteString.copyFrom(digest.digest())), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Hands in a job with its files. When this returns the job is accepted: it will end. The same files and wishes are the same job.
     *
     * @throws UncheckedIOException if a file cannot be read
     */
    public JobView submit(Work work) {
        for (int tries = 1; ; tries++) {
            try {
                return submit(work.request(this::upload));
            } catch (RefusedException e) {
                // The gateway that had the files has died; the next one is given them, too.
                if (!e.problem().kind().equals(MISSING_ARTIFACT) || tries == 3) {
                    throw e;
                }
            }
        }
    }

    /** Hands in a job whose program and input the network has. */
    public JobView submit(JobRequest request) {
        String json = ApiJson.write(request);
        return ApiJson.read(
                Gateways.expect(gateways.send(
                        gateway -> HttpRequest.newBuilder(gateway.resolve("/v1/jobs"))
                                .header("Content-Type", "application/json")
                                .timeout(FETCHED)
                                .POST(HttpRequest.BodyPublishers.ofString(json)),
                        HttpResponse.BodyHandlers.ofByteArray())),
                JobView.class);
    }

    /** The state of a job. */
    public JobView job(JobId id) {
        return get("/v1/jobs/" + id, JobView.class);
    }

    /**
     * A part of the list of jobs, the latest first.
     *
     * @param after {@link JobPage#next} of the part before
     */
    public JobPage jobs(int limit, Optional<String> after) {
        String query = after.map(place -> "&after=" + URLEncoder.encode(place, StandardCharsets.UTF_8))
                .orElse("");
        return get("/v1/jobs?limit=" + limit + query, JobPage.class);
    }

    /**
     * A part of what is known of a job's tasks, each with its latest state.
     *
     * @param after {@link TaskPageView#next} of the part before; empty: from the beginning
     */
    public TaskPageView tasks(JobId id, Optional<String> after) {
        String query = after.map(place -> "?after=" + URLEncoder.encode(place, StandardCharsets.UTF_8))
                .orElse("");
        return get("/v1/jobs/" + id + "/tasks" + query, TaskPageView.class);
    }

    /**
     * Follows a job to its end, whichever gateways die meanwhile.
     *
     * @param listener is told the state at once, then each new one
     * @return its last state
     */
    public JobView watch(JobId id, Consumer<JobView> listener) {
        return new JobWatch(gateways, id, listener).follow();
    }

    /**
     * Fetches the proof of a job that succeeded. Its digest is the one that the gateway named; whether it proves anything is for the verifier to say.
     *
     * @param file appears when the proof is whole
     * @throws UncheckedIOException if it cannot be written
     */
    public Blob proof(JobId id, Path file) {
        return made(id, "proof", JobView::proof, file);
    }

    /**
     * Fetches the receipts of a job that succeeded, which show who made what where; {@link io.bulwark.protocol.receipts.ReceiptCheck} says what they are worth.
     *
     * @param file appears when the receipts are whole
     * @throws UncheckedIOException if it cannot be written
     */
    public Blob receipts(JobId id, Path file) {
        return made(id, "receipts", JobView::receipts, file);
    }

    private Blob made(JobId id, String what, Function<JobView, Optional<Blob>> which, Path file) {
        String path = "/v1/jobs/" + id + "/" + what;
        Optional<Blob> made = which.apply(job(id));
        if (made.isEmpty()) {
            // The gateway says in its own words why there is none.
            Gateways.expect(gateways.send(
                    gateway -> HttpRequest.newBuilder(gateway.resolve(path)).timeout(ANSWER),
                    HttpResponse.BodyHandlers.ofByteArray()));
            made = which.apply(job(id));
        }
        Blob blob = made.orElseThrow(() -> new DamagedException("job " + id.brief() + " has no " + what));
        new Download(gateways, path, blob).to(file);
        return blob;
    }

    /** Has a job cancelled, if it has not ended; the answer is its state when the wish was noted. */
    public JobView cancel(JobId id) {
        return ApiJson.read(
                Gateways.expect(gateways.send(
                        gateway -> HttpRequest.newBuilder(gateway.resolve("/v1/jobs/" + id))
                                .timeout(ANSWER)
                                .DELETE(),
                        HttpResponse.BodyHandlers.ofByteArray())),
                JobView.class);
    }

    /** Has a member hand back its work and leave the cluster; this needs an operator's key. */
    public void drain(NodeId node) {
        Gateways.expect(gateways.send(
                gateway -> HttpRequest.newBuilder(gateway.resolve("/v1/nodes/" + node + "/drain"))
                        .timeout(ANSWER)
                        .POST(HttpRequest.BodyPublishers.noBody()),
                HttpResponse.BodyHandlers.ofByteArray()));
    }

    /** Which operators get no more work in the gateway's region, and why; this needs an operator's key. */
    public List<EvidenceView> evidence() {
        return get("/v1/evidence", EvidenceList.class).evidence();
    }

    /** Lets an operator have work again in the gateway's region; this needs an operator's key. Answers who is still set aside. */
    public List<EvidenceView> release(OperatorId operator) {
        return ApiJson.read(
                        Gateways.expect(gateways.send(
                                gateway -> HttpRequest.newBuilder(gateway.resolve("/v1/evidence/" + operator))
                                        .timeout(ANSWER)
                                        .DELETE(),
                                HttpResponse.BodyHandlers.ofByteArray())),
                        EvidenceList.class)
                .evidence();
    }

    /** The members of the cluster. */
    public List<NodeView> nodes() {
        return get("/v1/nodes", NodeList.class).nodes();
    }

    private <T> T get(String path, Class<T> type) {
        return ApiJson.read(
                Gateways.expect(gateways.send(
                        gateway -> HttpRequest.newBuilder(gateway.resolve(path)).timeout(ANSWER),
                        HttpResponse.BodyHandlers.ofByteArray())),
                type);
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        gateways.close();
    }
}
