package io.bulwark.cluster.http;

import com.typesafe.config.Config;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.dispatch.DispatcherConfigurator;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.Dispatchers;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;
import org.apache.pekko.stream.ActorMaterializer;
import org.apache.pekko.stream.ActorMaterializerSettings;
import org.apache.pekko.stream.Materializer;

/**
 * Threads of HTTP connections, apart from those of the cluster, with stacks that no client can exhaust.
 *
 * <p>Pekko HTTP's parser calls itself for each request that it finds in what one read of a connection brought. A client that sends many short ones without
 * waiting would overflow a stack of the usual size, which ends the whole process. A read brings at most {@value #READ_BYTES} bytes
 * ({@code pekko.io.tcp.direct-buffer-size}), the shortest request has {@value #REQUEST_BYTES}, and each takes about 2 KiB of the stack where the code is
 * not compiled yet. Memory is only taken for as much of a stack as was ever used.
 */
public final class DeepStacks extends ExecutorServiceConfigurator {
    /** What one read of a connection brings at most, as Pekko is set up. */
    static final int READ_BYTES = 128 * 1024;
    /** "GET / HTTP/1.0" and two line feeds. */
    static final int REQUEST_BYTES = 16;

    private static final long STACK_OF_ONE = 8 * 1024;
    private static final long STACK_BYTES = READ_BYTES / REQUEST_BYTES * STACK_OF_ONE;
    private static final String NAME = "bulwark-http-dispatcher";

    private final int threads;

    /** Called by Pekko for the dispatcher of {@code bulwark-http.conf}. */
    public DeepStacks(Config config, DispatcherPrerequisites prerequisites) {
        super(config, prerequisites);
        threads = Math.max(config.getInt("least-threads"), Runtime.getRuntime().availableProcessors());
    }

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threadFactory) {
        AtomicInteger count = new AtomicInteger();
        return () -> Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(null, work, NAME + "-" + count.incrementAndGet(), STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What runs streams on such threads. */
    @SuppressWarnings("deprecation") // The dispatcher of a server's streams can be said in no other way.
    static Materializer materializer(ActorSystem system, Config own) {
        Dispatchers dispatchers = system.dispatchers();
        Config config = own.getConfig(NAME)
                .withFallback(system.settings().config().getConfig("pekko.actor.default-dispatcher"));
        // Told again for a second server of the same actors, it keeps the first.
        dispatchers.registerConfigurator(NAME, new DispatcherConfigurator(config, dispatchers.prerequisites()));
        return ActorMaterializer.create(ActorMaterializerSettings.create(system).withDispatcher(NAME), system);
    }
}
