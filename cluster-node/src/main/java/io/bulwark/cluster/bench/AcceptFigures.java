package io.bulwark.cluster.bench;

import io.bulwark.cluster.gateway.Client;
import io.bulwark.cluster.gateway.Network;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Policy;
import io.bulwark.protocol.api.JobRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * How long it takes until a job is accepted by a gateway in this process, without HTTP: each job handed in when the one before it has ended, and, for a cluster that
 * has other things to do, each when the one before it was accepted. The input has been handed in before.
 */
final class AcceptFigures {
    private static final int NODES = 3;
    private static final int INPUT_BYTES = 8;
    private static final long ANSWER_SECONDS = 90;

    private final Network network;
    private final Random random = new Random();

    AcceptFigures(Network network) {
        this.network = network;
    }

    static Grid measure(Fleet.Launch launch, int jobs) {
        try (Fleet fleet = Fleet.start(launch, Fleet.Order.oneRegion(NODES))) {
            AcceptFigures figures = new AcceptFigures(fleet.network());
            figures.times(jobs / 2 + 1, true);
            return grid(NODES, figures.times(jobs, true), figures.times(jobs, false));
        }
    }

    /**
     * The table.
     *
     * @param alone of jobs when no other is under way
     * @param busy of jobs one right after the other
     */
    static Grid grid(int nodes, Quantiles alone, Quantiles busy) {
        return new Grid(
                "Submit to accepted, ms; %d nodes and a gateway in one region".formatted(nodes),
                List.of("jobs", "handed in when the one before", "median", "p99", "greatest", "aim"),
                List.of(row(alone, "has ended", Aim.atMost("50 ms median")), row(busy, "was accepted", Aim.NONE)));
    }

    private static List<Object> row(Quantiles times, String when, String aim) {
        return List.of(times.count(), when, times.median(), times.p99(), times.greatest(), aim);
    }

    /**
     * Of so many jobs that have one task or two without work.
     *
     * @param toTheEnd whether each is waited for until it has ended
     */
    Quantiles times(int jobs, boolean toTheEnd) {
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            JobRequest request = request(answer(store()), Duration.ZERO);
            long start = System.nanoTime();
            JobId job = answer(network.submit(request, Client.unbounded(Client.LOCAL)))
                    .job()
                    .id();
            nanos.add(System.nanoTime() - start);
            if (toTheEnd) {
                Fleet.await(
                        Duration.ofSeconds(ANSWER_SECONDS),
                        "job " + job + " does not end",
                        () -> answer(network.job(job)).orElseThrow().state().ended());
            }
        }
        return Quantiles.ofNanos(nanos);
    }

    CompletionStage<Blob> store() {
        byte[] content = new byte[INPUT_BYTES];
        random.nextBytes(content);
        return network.store(Source.single(ByteString.fromArray(content)));
    }

    static JobRequest request(Blob input, Duration task) {
        return new JobRequest(
                Optional.of(CalibrationWorkload.NAME),
                Optional.empty(),
                input,
                CalibrationWorkload.security(task),
                Policy.NONE,
                0);
    }

    static <T> T answer(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture()
                    .orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new UnmeasuredException("the cluster does not do as it is asked: " + e.getCause(), e);
        }
    }
}
