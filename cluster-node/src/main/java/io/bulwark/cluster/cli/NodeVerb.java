package io.bulwark.cluster.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.bulwark.cluster.gateway.ClusterNetwork;
import io.bulwark.cluster.http.HttpServer;
import io.bulwark.cluster.http.HttpSettings;
import io.bulwark.cluster.http.HttpStartException;
import io.bulwark.cluster.node.ClusterNode;
import io.bulwark.cluster.node.LastResort;
import io.bulwark.cluster.node.NodeSettings;
import io.bulwark.cluster.prover.WorkerSettings;
import io.bulwark.cluster.settings.SettingsException;
import io.bulwark.cluster.trace.TraceSettings;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.cluster.work.WorkloadSettings;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one node of the cluster until it is told to end. */
@Command(
        name = "node",
        mixinStandardHelpOptions = true,
        description = "Runs one node of the cluster until it is told to end.",
        footer = {
            "",
            "Example, two nodes on one machine:",
            "  bulwark node --name a --port 8600 --data a",
            "  bulwark node --name b --port 8601 --data b --join 127.0.0.1:8600"
        })
final class NodeVerb implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "F", description = "a file of settings, as in reference.conf")
    private Path config;

    @Option(
            names = "--certs",
            paramLabel = "DIR",
            description =
                    "the node's certificate and key, and the list of operators; none: plain TCP, on loopback only")
    private Path certs;

    @Option(names = "--name", paramLabel = "NAME", description = "the node's name, where it has no certificate")
    private String name;

    @Option(names = "--host", paramLabel = "HOST", description = "where others reach the node (127.0.0.1)")
    private String host;

    @Option(names = "--port", paramLabel = "PORT", description = "the same; 0, the default: any free port")
    private Integer port;

    @Option(
            names = "--join",
            paramLabel = "HOST:PORT",
            split = ",",
            description = "members to join through; none: begin a cluster")
    private List<String> join;

    @Option(names = "--data", paramLabel = "DIR", description = "where the node keeps what it knows (bulwark-data)")
    private Path data;

    @Option(names = "--keys", paramLabel = "DIR", description = "where circuits' keys are kept (in the data directory)")
    private Path keys;

    @Option(names = "--slots", paramLabel = "N", description = "tasks proved side by side (1); 0: none, a gateway")
    private Integer slots;

    @Option(names = "--threads", paramLabel = "N", description = "threads for each proof (1)")
    private Integer threads;

    @Option(
            names = "--workers",
            paramLabel = "WHERE",
            description = "where tasks are proved: process (default), each slot in one of its own, or thread")
    private String workers;

    @Option(
            names = "--worker-heap",
            paramLabel = "MB",
            description = "heap of each worker's process; 0, the default: half of the memory, shared by the slots")
    private Long workerHeap;

    @Option(
            names = "--measure",
            negatable = true,
            description = "prove something small before the first task, to know how fast the node is (yes)")
    private Boolean measure;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "the API's port, 0: any; off: none (8480 if it is free)")
    private String httpPort;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "the port of health and metrics, 0: any; off: none (8558 if it is free)")
    private String managementPort;

    @Option(names = "--end-with", paramLabel = "PID", description = "end when that process ends")
    private Long endWith;

    @Spec
    private CommandSpec spec;

    /** How long an orderly end may take, handing back apart. */
    private static final Duration END_WITHIN = Duration.ofSeconds(30);

    private final Workloads workloads;
    private final Class<?> main;

    NodeVerb(Workloads workloads, Class<?> main) {
        this.workloads = workloads;
        this.main = main;
    }

    @Override
    public Integer call() {
        Config given = settings();
        Told told = Told.of(given);
        NodeSettings settings = told.node();
        NodeLog.begin(settings.name(), given.withFallback(ConfigFactory.load()).getConfig("bulwark.log"));
        WorkloadSettings proving = settings.workloads().measured(told.workers().measured());
        WorkloadSet known = workloads.with(proving);
        ClusterNode node = ClusterNode.start(
                settings,
                known,
                told.workers()
                        .makers(
                                known,
                                main,
                                WorkerVerb.arguments(proving),
                                // A slot whose process died goes on with tasks, and does not measure again.
                                WorkerVerb.arguments(proving.measured(false))),
                told.traces().traces(settings.papers().member()));
        Duration end = settings.rules().handBackWithin().plus(END_WITHIN);
        LastResort.whenEnding(node.system(), end, () -> Runtime.getRuntime().halt(ExitCode.NO));
        if (endWith != null) {
            Thread.ofPlatform().daemon().name("end-with").start(() -> {
                ProcessHandle.of(endWith).ifPresent(process -> process.onExit().join());
                node.close();
            });
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(node)));
        PrintWriter out = spec.commandLine().getOut();
        out.println("node " + node.id() + " at " + node.address() + ", data in " + settings.data());
        serve(node, known, told.http()).ifPresent(url -> out.println("API at " + url));
        out.flush();
        node.whenEnded().toCompletableFuture().join();
        Optional<String> fault = node.fault();
        fault.ifPresent(why -> spec.commandLine().getErr().println("bulwark node: " + why));
        return fault.isPresent() ? ExitCode.NO : ExitCode.OK;
    }

    /** The process was told to end, by SIGTERM or Ctrl-C: if it can leave the cluster as it should, that is success, whatever Java says of signals. */
    private static void leave(ClusterNode node) {
        if (!node.whenEnded().toCompletableFuture().isDone()) {
            node.close();
            boolean left = node.whenEnded().toCompletableFuture().isDone();
            Runtime.getRuntime().halt(left ? ExitCode.OK : ExitCode.NO);
        }
    }

    /** Where the API is served; empty if it is not. */
    private static Optional<String> serve(ClusterNode node, WorkloadSet known, HttpSettings http) {
        try {
            ClusterNetwork network = new ClusterNetwork(node, known, http.bounds(), node.metrics());
            return HttpServer.start(node.system(), network, http, node.metrics())
                    .url();
        } catch (HttpStartException e) {
            node.close();
            throw e;
        }
    }

    /** What a node, its API and its workers are told. */
    private record Told(NodeSettings node, HttpSettings http, WorkerSettings workers, TraceSettings traces) {
        /** @throws SettingsException that lists the mistakes in all of them */
        static Told of(Config given) {
            List<String> mistakes = new ArrayList<>();
            Config all = given.withFallback(ConfigFactory.load()).resolve();
            Optional<NodeSettings> node = Optional.empty();
            Optional<HttpSettings> http = Optional.empty();
            Optional<WorkerSettings> workers = Optional.empty();
            Optional<TraceSettings> traces = Optional.empty();
            try {
                node = Optional.of(NodeSettings.of(given));
            } catch (SettingsException e) {
                mistakes.addAll(e.mistakes());
            }
            try {
                http = Optional.of(HttpSettings.of(all));
            } catch (IllegalArgumentException | ConfigException e) {
                mistakes.add("bulwark.http: " + e.getMessage());
            }
            try {
                workers = Optional.of(
                        WorkerSettings.of(all, node.map(NodeSettings::slots).orElse(1)));
            } catch (IllegalArgumentException | ConfigException e) {
                mistakes.add("bulwark.workers: " + e.getMessage());
            }
            try {
                traces = Optional.of(TraceSettings.of(all));
            } catch (IllegalArgumentException | ConfigException e) {
                mistakes.add("bulwark.traces: " + e.getMessage());
            }
            if (!mistakes.isEmpty()) {
                throw new SettingsException(mistakes);
            }
            return new Told(node.orElseThrow(), http.orElseThrow(), workers.orElseThrow(), traces.orElseThrow());
        }
    }

    private Config settings() {
        Map<String, Object> given = new HashMap<>();
        put(given, "name", name);
        put(given, "certs", certs == null ? null : certs.toString());
        put(given, "host", host);
        put(given, "port", port);
        put(given, "join", join);
        put(given, "data", data == null ? null : data.toString());
        put(given, "keys", keys == null ? null : keys.toString());
        put(given, "slots", slots);
        put(given, "threads", threads);
        put(given, "workers", workers);
        put(given, "worker-heap", workerHeap);
        put(given, "measure", measure);
        put(given, "http.port", httpPort);
        put(given, "http.management-port", managementPort);
        if (config != null && !Files.isReadable(config)) {
            throw new UsageException("the settings file " + config + " is not there or cannot be read");
        }
        Config file = config == null ? ConfigFactory.empty() : ConfigFactory.parseFile(config.toFile());
        return ConfigFactory.parseMap(given).withFallback(file);
    }

    private static void put(Map<String, Object> given, String key, Object value) {
        if (value != null) {
            given.put("bulwark." + key, value);
        }
    }
}
