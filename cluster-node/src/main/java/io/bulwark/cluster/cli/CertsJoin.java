package io.bulwark.cluster.cli;

import io.bulwark.cluster.certs.Authority;
import io.bulwark.cluster.certs.CertificateFiles;
import io.bulwark.cluster.certs.CertsException;
import io.bulwark.cluster.certs.ConsortiumFile;
import io.bulwark.cluster.certs.NodeIdentity;
import io.bulwark.protocol.identity.Consortium;
import io.bulwark.protocol.identity.IdentityException;
import io.bulwark.protocol.identity.Operator;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** An admitted operator's node, from the list that admits it to a node that runs. */
@Command(
        name = "join",
        mixinStandardHelpOptions = true,
        description = {
            "Makes all that a node of an admitted operator needs, in one directory: its certificate and key, the list, and settings.",
            "The list has to be in force and has to name this operator with this authority. With --start the node runs at once."
        },
        footer = {
            "",
            "Example: bulwark certs join next.txt --ca delta --node delta-1 --region tokyo --host node1.delta.example --port 8600",
            "         --through node1.alpine.example:8600,node1.baltic.example:8600 --out node-1 --start"
        })
final class CertsJoin implements Callable<Integer> {
    /** The settings' file in the node's directory. */
    static final String SETTINGS = "bulwark.conf";

    @Parameters(paramLabel = "LIST", description = "the list that admits the operator")
    private Path list;

    @Option(names = "--node", required = true, paramLabel = "N", description = "the node's name, nobody else's")
    private String node;

    @Mixin
    private NodePapers papers;

    @Option(
            names = "--host",
            split = ",",
            defaultValue = "127.0.0.1",
            paramLabel = "H",
            description =
                    "names and addresses by which others reach it; the first one is the one it is known by (127.0.0.1)")
    private List<String> hosts;

    @Option(names = "--port", defaultValue = "8600", paramLabel = "P", description = "the same (8600)")
    private int port;

    @Option(
            names = "--through",
            split = ",",
            paramLabel = "HOST:PORT",
            description = "members to join through; none: the node begins the consortium's cluster")
    private List<String> through = List.of();

    @Option(
            names = "--days",
            defaultValue = "90",
            paramLabel = "N",
            description = "how long the certificate is valid (90)")
    private int days;

    @Option(names = "--start", description = "run the node until it is told to end")
    private boolean start;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Consortium admitting = admitting();
        NodeIdentity identity = papers.issue(node, hosts, days);
        try {
            admitting.admits(identity.shown(), Instant.now());
        } catch (IdentityException e) {
            throw new CertsException("the list does not admit this node: " + e.getMessage(), e);
        }
        Path settings = papers.out().resolve(SETTINGS);
        if (!papers.replaces() && Files.exists(settings)) {
            throw new CertsException(settings + " is there already; --replace overwrites it");
        }
        papers.write(identity);
        CertificateFiles.publish(
                papers.out().resolve(CertificateFiles.CONSORTIUM),
                ConsortiumFile.read(list).inForce().text(),
                "rw-r--r--");
        CertificateFiles.publish(settings, settings(), "rw-r--r--");
        tell(spec.commandLine().getOut(), admitting, identity, settings);
        return start ? spec.root().commandLine().execute("node", "--config", settings.toString()) : ExitCode.OK;
    }

    /** The list in force, if it names this operator by this authority. */
    private Consortium admitting() {
        ConsortiumFile file = ConsortiumFile.read(list);
        file.proposal().ifPresent(next -> {
            throw new CertsException(list + " proposes version " + next.version()
                    + ", which is not in force: it has " + next.signatures().size() + " of the " + file.needed()
                    + " signatures that it needs");
        });
        Consortium newest = file.inForce().newest();
        Authority authority = CertificateFiles.authority(papers.ca());
        Operator named = newest.operator(authority.certificate().operator())
                .orElseThrow(() ->
                        new CertsException("operator " + authority.certificate().operator()
                                + " is not on version " + newest.version() + " of the list, which has "
                                + newest.operators().stream().map(Operator::id).toList()));
        if (!named.authorities().contains(authority.certificate())) {
            throw new CertsException("the list names operator " + named.id()
                    + " with another authority than the one in " + papers.ca() + ", whose fingerprint is "
                    + authority.certificate().fingerprint());
        }
        return newest;
    }

    private String settings() {
        Path out = papers.out().toAbsolutePath();
        String members = through.stream().map(CertsJoin::quoted).collect(Collectors.joining(", "));
        return """
                # Settings of a node of a consortium; all there are, with their defaults, are in reference.conf.
                bulwark {
                  certs = %s
                  host = %s
                  port = %d
                  join = [%s]
                  data = %s
                }
                """.formatted(
                        quoted(out.toString()),
                        quoted(hosts.getFirst()),
                        port,
                        members,
                        quoted(out.resolve("data").toString()));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void tell(PrintWriter out, Consortium list, NodeIdentity identity, Path settings) {
        out.println("version %d of the list admits %s; compare the fingerprints with the others over another channel:"
                .formatted(list.version(), identity.member()));
        list.operators()
                .forEach(operator -> operator.authorities()
                        .forEach(authority ->
                                out.println("  %s  %s".formatted(operator.id(), authority.fingerprint()))));
        out.println("certificate valid until %s".formatted(identity.shown().until()));
        if (!start) {
            out.println("start the node: bulwark node --config " + settings);
        }
        out.flush();
    }
}
