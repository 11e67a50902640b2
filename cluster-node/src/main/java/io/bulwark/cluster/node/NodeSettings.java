package io.bulwark.cluster.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.bulwark.cluster.certs.CertificateFiles;
import io.bulwark.cluster.certs.NodeIdentity;
import io.bulwark.cluster.membership.Credentials;
import io.bulwark.cluster.settings.SettingsException;
import io.bulwark.cluster.settings.SettingsReader;
import io.bulwark.cluster.work.WorkloadSettings;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.identity.NodeCertificate;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a node is told at its start.
 *
 * @param host where others reach it
 * @param port the same; 0 for any free port
 * @param join members to join through, as "host:port"; empty to begin a cluster
 * @param data the directory in which it keeps what it knows
 * @param slots tasks that it proves side by side; 0 where it does not prove
 * @param threads threads for each of them
 * @param keys where keys of circuits are kept, which processes may share
 * @param storage how much it keeps, where, and for how long
 * @param roles {@link #PROVER} and {@link #GATEWAY}, in any mix
 */
public record NodeSettings(
        String host,
        int port,
        List<String> join,
        Path data,
        int slots,
        int threads,
        Path keys,
        Set<String> roles,
        Papers papers,
        Rules rules,
        Storage storage) {
    /** The role of nodes that prove, on which jobs run. */
    static final String PROVER = "prover";
    /** The role of nodes that serve clients. */
    static final String GATEWAY = "gateway";

    private static final String SYSTEM = "bulwark";
    private static final int GREATEST_PORT = 65_535;
    private static final int MANY = 1024;
    private static final Duration HOUR = Duration.ofHours(1);

    public NodeSettings {
        join = List.copyOf(join);
        roles = Set.copyOf(roles);
    }

    /** Those of a node whose storage is as {@code reference.conf} says. */
    public NodeSettings(
            String host,
            int port,
            List<String> join,
            Path data,
            int slots,
            int threads,
            Path keys,
            Set<String> roles,
            Papers papers,
            Rules rules) {
        this(host, port, join, data, slots, threads, keys, roles, papers, rules, Storage.STANDARD);
    }

    /** Those of a node without certificates, which proves if it has slots and serves clients if not. */
    public NodeSettings(
            NodeId name, String host, int port, List<String> join, Path data, int slots, int threads, Path keys) {
        this(
                host,
                port,
                join,
                data,
                slots,
                threads,
                keys,
                roles(slots),
                Papers.none(Member.local(name)),
                Rules.STANDARD);
    }

    /**
     * The settings under {@code bulwark}.
     *
     * @param given what the operator has said; the rest is as {@code reference.conf} says
     * @throws SettingsException that lists every mistake
     */
    public static NodeSettings of(Config given) {
        SettingsReader reader = new SettingsReader("bulwark", given);
        String host = reader.text("host");
        int port = reader.number("port", 0, GREATEST_PORT);
        int slots = reader.number("slots", 0, MANY);
        Set<String> roles = roles(reader, slots);
        Path data = reader.made("data", Path::of).orElse(Path.of(""));
        String keys = reader.text("keys");
        NodeSettings settings = new NodeSettings(
                host,
                port,
                reader.allMade("join", NodeSettings::address),
                data,
                roles.contains(PROVER) ? slots : 0,
                reader.number("threads", 1, MANY),
                keys.isEmpty() ? data.resolve("keys") : Path.of(keys),
                roles,
                papers(reader, host, port),
                new Rules(
                        reader.time("identity-within", Duration.ofSeconds(1), HOUR),
                        reader.time("adopt-after", Duration.ofSeconds(1), HOUR),
                        reader.time("hand-back-within", Duration.ZERO, HOUR),
                        reader.word("split-brain-resolver", "keep-majority", Rules.LEASE),
                        KubernetesPods.of(reader)),
                Storage.of(reader));
        reader.word("log.level", "ERROR", "WARN", "INFO", "DEBUG", "TRACE");
        reader.truth("log.json");
        reader.finish();
        return settings;
    }

    private static Set<String> roles(SettingsReader reader, int slots) {
        Set<String> roles = reader.words("roles", PROVER, GATEWAY);
        reader.require(
                "slots", !roles.contains(PROVER) || slots > 0, "a prover needs at least one slot, this one has none");
        return roles.isEmpty() ? roles(slots) : roles;
    }

    private static Set<String> roles(int slots) {
        return new TreeSet<>(Set.of(slots > 0 ? PROVER : GATEWAY));
    }

    private static String address(String member) {
        if (!member.matches("[^\\s]+:[0-9]{1,5}")) {
            throw new IllegalArgumentException("expected a member as host:port, got \"" + member + '"');
        }
        return member;
    }

    /** Who the node is: as its certificate says, else as the settings say. */
    private static Papers papers(SettingsReader reader, String host, int port) {
        String name = reader.text("name");
        String place = reader.text("certs");
        if (!place.isEmpty()) {
            Path directory = Path.of(place);
            Optional<NodeCertificate> shown = reader.made(
                    "certs", text -> CertificateFiles.node(directory).shown());
            shown.ifPresent(certificate -> {
                Member member = certificate.member();
                reader.require(
                        "name",
                        name.isEmpty() || name.equals(member.node().name()),
                        "the certificate in " + directory + " is of node " + member.node() + ", the name given is "
                                + name);
                reader.made("host", text -> {
                    certificate.checkHost(text);
                    return text;
                });
            });
            String list = reader.text("consortium");
            Path file = list.isEmpty() ? directory.resolve(CertificateFiles.CONSORTIUM) : Path.of(list);
            return new Papers(
                    Optional.of(directory),
                    file,
                    shown.map(NodeCertificate::member).orElse(Member.local(new NodeId("none"))));
        }
        reader.require(
                "certs",
                isLoopback(host),
                "without certificates a node runs on the loopback interface only, and bulwark.host is " + host);
        Optional<NodeId> node =
                reader.made("name", given -> new NodeId(given.isEmpty() ? "node-" + nameFrom(port) : given));
        Optional<OperatorId> operator = reader.made("loopback.operator", OperatorId::new);
        Optional<Jurisdiction> jurisdiction = reader.made("loopback.jurisdiction", Jurisdiction::new);
        Optional<Region> region = reader.made("loopback.region", Region::new);
        Member local = Member.local(node.orElse(new NodeId("none")));
        return Papers.none(new Member(
                local.node(),
                operator.orElse(local.operator()),
                jurisdiction.orElse(local.jurisdiction()),
                region.orElse(local.region())));
    }

    /** Whether a name or an address is this machine's own, without asking anybody. */
    static boolean isLoopback(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static long nameFrom(int port) {
        return port > 0 ? port : ProcessHandle.current().pid();
    }

    /**
     * The node's certificate, key and list.
     *
     * @throws io.bulwark.cluster.certs.CertsException if one of them cannot be used
     * @throws io.bulwark.protocol.identity.IdentityException if the list does not admit the node
     */
    Credentials credentials() {
        return papers.certificates()
                .map(directory -> Credentials.of(
                        new Credentials.Places(directory, papers.list(), data.resolve(CertificateFiles.CONSORTIUM))))
                .orElseGet(() -> Credentials.loopback(NodeIdentity.selfMade(papers.member(), List.of(host))));
    }

    public NodeId name() {
        return papers.member().node();
    }

    /** What its workloads are given. */
    public WorkloadSettings workloads() {
        return new WorkloadSettings(threads, Math.max(1, slots), Optional.of(keys));
    }

    /** Where Pekko keeps the jobs' records. */
    Path records() {
        return data.resolve("ddata").resolve("headers");
    }

    /** Pekko's configuration of such a node. */
    Config pekko() {
        List<String> seeds =
                join.stream().map(member -> "pekko://" + SYSTEM + "@" + member).toList();
        Map<String, Object> own = new HashMap<>();
        own.put("pekko.remote.artery.canonical.hostname", host);
        own.put("pekko.remote.artery.canonical.port", port);
        own.put("pekko.cluster.seed-nodes", seeds);
        own.put("pekko.cluster.roles", List.copyOf(roles));
        own.putAll(rules.resolving(papers.member().region()));
        rules.pods().ifPresent(pods -> own.putAll(pods.pekko()));
        own.put("pekko.cluster.sharding.role", PROVER);
        own.put("pekko.cluster.distributed-data.durable.lmdb.dir", records().toString());
        own.put(
                "pekko.coordinated-shutdown.phases.before-service-unbind.timeout",
                rules.handBackWithin().plusSeconds(2));
        return ConfigFactory.parseMap(own)
                .withFallback(ConfigFactory.systemProperties().withOnlyPath("pekko"))
                .withFallback(ConfigFactory.parseResources("bulwark-pekko.conf"))
                .withFallback(ConfigFactory.load());
    }

    /** Whether the node has nobody to join, and begins a cluster. */
    boolean begins() {
        return join.isEmpty() && rules.pods().isEmpty();
    }

    String system() {
        return SYSTEM;
    }
}
